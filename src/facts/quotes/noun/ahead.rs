//! The noun phrase that begins at an item, and the subject that a sentence opens with.

use super::{BACK, Form, LONG, Phrase, is_noun_too, is_possessive};
use crate::facts::quotes::outer::Outer;
use crate::language::Class;

/// What a noun without an article may be as well.
const PLAIN: Class = Class::SOURCE
    .union(Class::ANONYMOUS)
    .union(Class::TITLE)
    .union(Class::VERB)
    .union(Class::PRESENT)
    .union(Class::NEUTRAL)
    .union(Class::TERM)
    .union(Class::HUMAN);

/// The noun phrase that begins at item `at` and ends before item `until`.
pub fn starting_at(outer: &Outer, at: usize, until: usize) -> Option<Phrase> {
    if at >= until {
        return None;
    }
    // `about 200 protesters`
    if is_about(outer, at) {
        let phrase = starting_at(outer, at + 1, until)?;
        return Some(Phrase { from: at, ..phrase });
    }
    let class = outer.class(at);
    if class.intersects(Class::PRONOUN) && !class.contains(Class::DET)
        || class.contains(Class::DET)
            && class.intersects(Class::PRONOUN)
            && !takes_noun(outer, at + 1, until)
    {
        return Some(Phrase::new(at, at + 1, Form::Pronoun));
    }
    let mut end = at;
    let name = outer.is_name_word(at);
    if name {
        while end < until && end - at < LONG {
            let goes_on = outer.is_name_word(end)
                || end + 1 < until
                    && (outer.is(end, Class::PARTICLE)
                        || matches!(outer.word(end), "of" | "&" | "-"))
                    && outer.is_name_word(end + 1);
            if !goes_on {
                break;
            }
            end += 1;
        }
        // `Trump’s campaign manager`: not Trump.
        if !is_possessive(outer.word(end - 1)) {
            return Some(Phrase::new(at, end, Form::Name));
        }
    } else if !class.contains(Class::DET)
        && outer.items[at].shape != crate::facts::Shape::Number
        && !(outer.is_word(at) && PLAIN.contains(class) || is_bare_noun(outer, at))
    {
        return None;
    }
    let start = at;
    while end < until && end - at < LONG {
        let class = outer.class(end);
        let is_word = outer.is_word(end)
            || outer.word(end) == "-"
            || outer.items[end].shape == crate::facts::Shape::Number;
        let goes_on = class.contains(Class::OF)
            || is_described(outer, end)
            || end == at && class.contains(Class::DET);
        let stops = !is_word
            || end > start
                && class.contains(Class::VERB)
                && class.intersects(Class::PAST | Class::ING)
                && !is_noun_too(outer, end)
            || end > start && is_finite(outer, end)
            || class.intersects(Class::AUX | Class::CONJ | Class::WHO)
                && !class.contains(Class::DET)
            || class.intersects(Class::SUBORD | Class::PREP) && !goes_on
            || class.intersects(Class::PRONOUN | Class::OBJECT) && !class.contains(Class::DET)
            || class.contains(Class::TIME)
            || end > start && outer.pack().inverts() && opens_another(outer, end)
            || end > start + 1 && ends_noun(outer, end);
        if stops {
            break;
        }
        end += 1;
    }
    // An article names nobody.
    let bare = end == at + 1
        && class.contains(Class::DET)
        && !class.intersects(Class::QUANTITY | Class::ELIDED);
    (end > at && !bare).then(|| named(outer, Phrase::new(start, end, Form::Nominal), until))
}

/// `phrase` with the name that stands behind it between commas: `Lee’s lawyer, Ben Marsh`.
pub(super) fn named(outer: &Outer, phrase: Phrase, until: usize) -> Phrase {
    let from = phrase.to + 1;
    let opens = outer.is(phrase.from, Class::DET) || outer.is_name_word(phrase.from);
    if !opens || outer.word(phrase.to) != "," || outer.is(phrase.from, Class::QUANTITY) {
        return phrase;
    }
    let to = (from..until.min(from + LONG))
        .find(|&i| !outer.is_name_word(i) && !outer.is(i, Class::PARTICLE))
        .unwrap_or(until);
    let closes =
        to >= until || matches!(outer.word(to), "," | "." | ":" | ";") || outer.quote(to).is_some();
    // `in the tower, Lee` may be no apposition; two words and more are a name.
    if !closes || to < from + 2 {
        return phrase;
    }
    Phrase {
        to,
        head: Some((from, to)),
        form: Form::Name,
        ..phrase
    }
}

/// Whether the preposition at item `i` belongs to the adjective before it: `officials familiar with the matter`.
fn is_described(outer: &Outer, i: usize) -> bool {
    const ADJECTIVES: &[&str] = &["familiar", "close", "briefed", "knowledgeable", "involved"];
    i > 1 && ADJECTIVES.contains(&outer.word(i - 1)) && outer.is_word(i - 2)
}

/// Whether the article at item `i` opens a description of its own rather than goes on with the one before it, as
/// genitives do: `sagte die Wärterin dem Abendblatt`.
fn opens_another(outer: &Outer, i: usize) -> bool {
    let genitive = outer.pack().capital_nouns() && outer.word(i).ends_with(['r', 's']);
    let joined = outer.is(i - 1, Class::OF) || outer.is(i - 1, Class::DET);
    outer.is(i, Class::DET) && !outer.is(i, Class::OF) && !genitive && !joined
}

/// Whether a description ended before item `i` where nouns are written large: `sagte ein Wärter traurig`.
fn ends_noun(outer: &Outer, i: usize) -> bool {
    let small = outer.items[i].shape == crate::facts::Shape::Lower;
    let joins = Class::DET
        .union(Class::OF)
        .union(Class::PARTICLE)
        .union(Class::PREP);
    outer.pack().capital_nouns()
        && small
        && !outer.is(i, joins)
        && outer.items[i - 1].shape == crate::facts::Shape::Capital
}

/// Whether item `at` is a noun that needs no article in its language.
fn is_bare_noun(outer: &Outer, at: usize) -> bool {
    !outer.has_articles() && outer.is_word(at) && outer.class(at).is_empty()
}

/// Whether item `i` is the verb of the clause rather than part of a description: `keepers stood`, `keepers gathered in`.
fn is_finite(outer: &Outer, i: usize) -> bool {
    let past = outer.word(i).ends_with("ed") && outer.word(i).len() > 4;
    let object = Class::PREP
        .union(Class::DET)
        .union(Class::PRONOUN)
        .union(Class::OBJECT);
    outer.is(i, Class::FINITE) || past && (outer.is(i + 1, object) || outer.is_mark(i + 1))
}

/// Whether item `at` is a word for `roughly` before a number: `about 200`, `nearly a dozen`.
fn is_about(outer: &Outer, at: usize) -> bool {
    let number = |i: usize| {
        outer
            .items
            .get(i)
            .is_some_and(|t| t.shape == crate::facts::Shape::Number)
            || outer.is(i, Class::QUANTITY)
    };
    outer.is_word(at)
        && outer.is(at, Class::PREP | Class::ADV)
        && !outer.is(at, Class::DET)
        && matches!(
            outer.word(at),
            "about"
                | "around"
                | "over"
                | "nearly"
                | "almost"
                | "About"
                | "Around"
                | "Over"
                | "Nearly"
                | "Almost"
        )
        && number(at + 1)
}

fn takes_noun(outer: &Outer, i: usize, until: usize) -> bool {
    i < until
        && outer.is_word(i)
        && !outer.is(
            i,
            Class::AUX | Class::VERB | Class::PREP | Class::CONJ | Class::SUBORD | Class::ADV,
        )
}

/// The subject that a sentence (items `from..until`) opens with, adverbials before it passed over.
pub fn first_subject(outer: &Outer, from: usize, until: usize) -> Option<Phrase> {
    let until = until.min(from + BACK);
    let mut at = from;
    while at < until
        && (outer.is(at, Class::CONJ | Class::ADV) || outer.is_mark(at))
        && !outer.is(at, Class::PRONOUN | Class::DET)
    {
        at += 1;
    }
    // `Toch is Lee tevreden`
    if at > from && outer.pack().verb_second() && outer.is(at, Class::AUX | Class::VERB) {
        at += 1;
    }
    if !opens_adverbial(outer, at) {
        return starting_at(outer, at, until);
    }
    let behind_comma = (at..until)
        .filter(|&i| outer.word(i) == ",")
        .filter(|&i| !opens_adverbial(outer, i + 1) && !outer.is(i + 1, Class::CONJ | Class::WHO))
        .find_map(|i| starting_at(outer, i + 1, until).filter(|p| p.to - p.from < until - i));
    // `On Tuesday Lee told`: the first name or pronoun behind it.
    let free = |i: usize| {
        outer.is(i, Class::PRONOUN) && !outer.is(i, Class::DET)
            || outer.is_name_word(i)
                && !outer.is(i - 1, Class::PREP | Class::DET)
                && !outer.is_name_word(i - 1)
    };
    behind_comma.or_else(|| {
        let first = (at + 1..until).find(|&i| free(i))?;
        starting_at(outer, first, until)
    })
}

/// Whether what opens at item `at` is not the subject but stands before it: `In May`, `Asked about it`, `Shortly`.
pub(super) fn opens_adverbial(outer: &Outer, at: usize) -> bool {
    let word = outer.word(at);
    if is_about(outer, at) {
        return false;
    }
    // `That night`, `Last week`, `The next morning`.
    if (outer.is(at, Class::DET) || matches!(word, "Last" | "last" | "Next" | "next"))
        && (outer.is(at + 1, Class::TIME)
            || matches!(
                outer.word(at + 1),
                "next" | "same" | "following" | "previous" | "past"
            ) && outer.is(at + 2, Class::TIME))
    {
        return true;
    }
    if outer.is(at, Class::PRONOUN | Class::DET) {
        return false;
    }
    if outer.is(at, Class::PREP | Class::SUBORD | Class::ING | Class::TIME)
        || outer
            .items
            .get(at)
            .is_some_and(|t| t.shape == crate::facts::Shape::Number)
    {
        return true;
    }
    let lower = outer
        .items
        .get(at + 1)
        .is_some_and(|t| t.shape == crate::facts::Shape::Lower);
    let participle = word.ends_with("ing") || word.ends_with("ed");
    participle && lower && !outer.is(at + 1, Class::VERB | Class::AUX)
        || word.ends_with("ly")
            && (lower && !outer.is(at + 1, Class::VERB | Class::AUX) || outer.word(at + 1) == ",")
        || outer
            .items
            .get(at)
            .is_some_and(|t| t.shape == crate::facts::Shape::Lower)
            && outer.is(at + 1, Class::PREP)
            && outer.class(at).is_empty()
            && !word.ends_with('s')
}
