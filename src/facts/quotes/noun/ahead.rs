//! The noun phrase that begins at an item, and the subject that a sentence opens with.

use super::{BACK, Form, LONG, Phrase, is_noun_too, is_possessive};
use crate::facts::Shape;
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
    .union(Class::HUMAN)
    .union(Class::BODY);

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
    if outer.is_name_word(at) {
        end += 1;
        while end < until && end - at < LONG {
            if outer.is_name_word(end) {
                end += 1;
                continue;
            }
            let joint = matches!(outer.bytes(end), b"of" | b"&" | b"-") && !outer.is_dash(end)
                || outer.is(end, Class::PARTICLE);
            let next = outer.behind_particles(end).max(end + usize::from(joint));
            if next == end || next >= until || !outer.is_name_word(next) {
                break;
            }
            end = next;
        }
        // `Trump’s campaign manager`: not Trump.
        if !is_possessive(outer, end - 1) {
            return Some(Phrase::new(at, end, Form::Name));
        }
    } else if !class.contains(Class::DET)
        && outer.items[at].shape != Shape::Number
        && !(outer.is_word(at) && PLAIN.contains(class) || is_bare_noun(outer, at))
    {
        return None;
    }
    while end < until && end - at < LONG && !ends_before(outer, at, end) {
        end += 1;
    }
    // An article names nobody.
    let bare = end == at + 1
        && class.contains(Class::DET)
        && !class.intersects(Class::QUANTITY | Class::ELIDED);
    (end > at && !bare).then(|| named(outer, Phrase::new(at, end, Form::Nominal), until))
}

/// Whether the description that begins at item `at` goes no further than item `i`.
fn ends_before(outer: &Outer, at: usize, i: usize) -> bool {
    let item = &outer.items[i];
    let is_word = item.shape.is_word()
        || item.shape == Shape::Number
        || outer.bytes(i) == b"-" && !outer.is_dash(i);
    let goes_on = i > at;
    !is_word
        || !item.word.class.is_empty() && is_no_part(outer, at, i)
        || goes_on && is_finite(outer, i)
        || i > at + 1 && ends_noun(outer, i)
}

/// Whether item `i`, a word of some list, can be no part of the description that begins at item `at`.
fn is_no_part(outer: &Outer, at: usize, i: usize) -> bool {
    let class = outer.class(i);
    let goes_on = i > at;
    let joins = || {
        class.contains(Class::OF)
            || !goes_on && class.contains(Class::DET)
            || is_described(outer, i)
    };
    class.contains(Class::TIME)
        || class.intersects(NO_PART) && !class.contains(Class::DET)
        || class.intersects(Class::SUBORD | Class::PREP) && !joins()
        || goes_on
            && class.contains(Class::VERB)
            && class.intersects(Class::PAST | Class::ING)
            && !is_noun_too(outer, i)
        || goes_on && outer.pack().inverts() && opens_another(outer, i)
        || i > at + 1 && is_before_verb(outer, i)
}

/// What no word of a description is, unless it is an article as well.
const NO_PART: Class = Class::AUX
    .union(Class::CONJ)
    .union(Class::WHO)
    .union(Class::PRONOUN)
    .union(Class::OBJECT);

/// `phrase` with the name that stands behind it between commas: `Lee’s lawyer, Ben Marsh`.
pub(super) fn named(outer: &Outer, phrase: Phrase, until: usize) -> Phrase {
    let from = phrase.to + 1;
    let opens = outer.is(phrase.from, Class::DET) || outer.is_name_word(phrase.from);
    if !opens || !outer.is_comma(phrase.to) || outer.is(phrase.from, Class::QUANTITY) {
        return phrase;
    }
    let to = (from..until.min(from + LONG))
        .find(|&i| !outer.is_name_word(i) && !outer.is(i, Class::PARTICLE))
        .unwrap_or(until);
    let closes =
        to >= until || matches!(outer.word(to), "," | "." | ":" | ";") || outer.is_quote(to);
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
    i > 1 && outer.is_word(i - 2) && ADJECTIVES.contains(&outer.word(i - 1))
}

/// Whether the article at item `i` opens a description of its own rather than goes on with the one before it, as
/// genitives do: `sagte die Wärterin dem Abendblatt`.
fn opens_another(outer: &Outer, i: usize) -> bool {
    let genitive = outer.pack().capital_nouns() && outer.word(i).ends_with(['r', 's']);
    let joined = outer.is(i - 1, Class::OF) || outer.is(i - 1, Class::DET);
    outer.is(i, Class::DET) && !outer.is(i, Class::OF) && !genitive && !joined
}

/// Whether item `i` is an adverb that belongs to the verb behind it: `the board also criticised`.
fn is_before_verb(outer: &Outer, i: usize) -> bool {
    let adverb = outer.is(i, Class::ADV) && !outer.is(i, Class::DET | Class::PREP);
    adverb && outer.is(i + 1, Class::VERB) && outer.is(i + 1, Class::PAST)
}

/// Whether a description ended before item `i` where nouns are written large: `sagte ein Wärter traurig`.
fn ends_noun(outer: &Outer, i: usize) -> bool {
    let small = outer.items[i].shape == Shape::Lower;
    let joins = Class::DET
        .union(Class::OF)
        .union(Class::PARTICLE)
        .union(Class::PREP);
    outer.pack().capital_nouns()
        && small
        && !outer.is(i, joins)
        && outer.items[i - 1].shape == Shape::Capital
}

/// Whether item `at` is a noun that needs no article in its language.
fn is_bare_noun(outer: &Outer, at: usize) -> bool {
    !outer.has_articles() && outer.is_word(at) && outer.class(at).is_empty()
}

/// Whether item `i` is the verb of the clause rather than part of a description: `keepers stood`, `keepers gathered in`.
fn is_finite(outer: &Outer, i: usize) -> bool {
    const OBJECT: Class = Class::PREP
        .union(Class::DET)
        .union(Class::PRONOUN)
        .union(Class::OBJECT);
    let past = outer.items[i].span.len() > 4 && outer.bytes(i).ends_with(b"ed");
    outer.is(i, Class::FINITE) || past && (outer.is(i + 1, OBJECT) || outer.is_mark(i + 1))
}

/// Whether item `at` is a word for `roughly` before a number: `about 200`, `nearly a dozen`.
fn is_about(outer: &Outer, at: usize) -> bool {
    let class = outer.class(at);
    class.intersects(Class::PREP | Class::ADV)
        && !class.contains(Class::DET)
        && matches!(
            outer.bytes(at),
            b"about"
                | b"around"
                | b"over"
                | b"nearly"
                | b"almost"
                | b"About"
                | b"Around"
                | b"Over"
                | b"Nearly"
                | b"Almost"
        )
        && (is_number(outer, at + 1) || outer.is(at + 1, Class::QUANTITY))
}

fn is_number(outer: &Outer, i: usize) -> bool {
    outer.items.get(i).is_some_and(|t| t.shape == Shape::Number)
}

fn is_lower(outer: &Outer, i: usize) -> bool {
    outer.items.get(i).is_some_and(|t| t.shape == Shape::Lower)
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
        .filter(|&i| outer.is_comma(i))
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
    let class = outer.class(at);
    if class.intersects(Class::PRONOUN) && !class.contains(Class::DET) || is_about(outer, at) {
        return false;
    }
    let word = outer.bytes(at);
    // `That night`, `Last week`, `The next morning`.
    if (class.contains(Class::DET) || matches!(word, b"Last" | b"last" | b"Next" | b"next"))
        && (outer.is(at + 1, Class::TIME)
            || outer.is(at + 2, Class::TIME)
                && matches!(
                    outer.bytes(at + 1),
                    b"next" | b"same" | b"following" | b"previous" | b"past"
                ))
    {
        return true;
    }
    if class.intersects(Class::PRONOUN | Class::DET) {
        return false;
    }
    if class.intersects(Class::PREP | Class::SUBORD | Class::ING | Class::TIME)
        || is_number(outer, at)
    {
        return true;
    }
    let participle = word.ends_with(b"ing") || word.ends_with(b"ed");
    let adverb = word.ends_with(b"ly");
    (participle || adverb) && is_lower(outer, at + 1) && !outer.is(at + 1, Class::VERB | Class::AUX)
        || adverb && outer.is_comma(at + 1)
        || class.is_empty()
            && is_lower(outer, at)
            && outer.is(at + 1, Class::PREP)
            && word.last() != Some(&b's')
}
