//! Finds the words that name a speaker, next to a cue: no grammar, but what news prose does.

use super::outer::Outer;
use crate::language::Class;
use crate::text::Span;

/// What kind of words name the speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Name,
    Pronoun,
    /// `a spokesman for the ministry`.
    Nominal,
}

/// Words that name somebody, as items `from..to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub from: usize,
    pub to: usize,
    pub form: Form,
    /// The items that name whoever is meant, where that is not the whole phrase: the head of `Lee of the board`,
    /// the words that `who` stands for.
    pub head: Option<(usize, usize)>,
}

impl Phrase {
    /// The pronoun, or the verb that holds its subject, at item `at`.
    pub fn pronoun(at: usize) -> Self {
        Phrase::new(at, at + 1, Form::Pronoun)
    }

    fn new(from: usize, to: usize, form: Form) -> Self {
        Phrase {
            from,
            to,
            form,
            head: None,
        }
    }

    /// Bytes of the prose that name whoever is meant.
    pub fn named(self, outer: &Outer) -> Span {
        let (from, to) = self.head.unwrap_or((self.from, self.to));
        outer.span(from, to)
    }

    pub fn span(self, outer: &Outer) -> Span {
        outer.span(self.from, self.to)
    }
}

/// How far back from a verb its subject may stand, in items.
const BACK: usize = 40;
/// How many items a speaker’s name and description may have.
const LONG: usize = 14;

/// The subject of the verb at item `verb`; nothing before item `from` belongs to its clause.
pub fn subject_before(outer: &Outer, verb: usize, from: usize) -> Option<Phrase> {
    let from = from.max(verb.saturating_sub(BACK));
    let mut end = verb;
    if end > from + 1 && is_place(outer, end - 1) {
        end -= 1;
    }
    while end > from && is_between(outer, end - 1) {
        end -= 1;
    }
    let last = end.checked_sub(1).filter(|&l| l >= from)?;
    match outer.word(last) {
        "," | "—" | "–" => return behind_aside(outer, last, from),
        ")" => {
            let open = (from..last).rev().find(|&i| outer.word(i) == "(")?;
            return ending_at(outer, open, from);
        }
        _ => {}
    }
    if outer.is(last, Class::WHO) && last > from {
        let before = if matches!(outer.word(last - 1), "," | "—" | "–") {
            last - 1
        } else {
            last
        };
        let meant = ending_at(outer, before, from)?;
        let head = Some(meant.head.unwrap_or((meant.from, meant.to)));
        return Some(Phrase {
            from: meant.from,
            to: last + 1,
            form: meant.form,
            head,
        });
    }
    let phrase = ending_at(outer, end, from)?;
    let whole = climb(outer, phrase, from).map(|whole| Phrase {
        head: whole.head.or(Some((whole.from, whole.to))),
        ..whole
    });
    Some(whole.unwrap_or(phrase))
}

/// Whether item `i`, a preposition elsewhere, says where: `a sign outside says`.
pub fn is_place(outer: &Outer, i: usize) -> bool {
    matches!(
        outer.word(i),
        "outside" | "inside" | "above" | "below" | "around"
    )
}

/// How far back the noun is looked for that a clause belongs to, in items.
const CLAUSE: usize = 20;

/// The subject of which `phrase`, right before a finite verb, is but the end: `a letter obtained by Lee warns`,
/// `protesters marching through town chanted`, `an aide who spoke to Lee said`.
fn climb(outer: &Outer, phrase: Phrase, from: usize) -> Option<Phrase> {
    let first = phrase.from.checked_sub(1).filter(|&f| f >= from)?;
    if phrase.form == Form::Pronoun
        || phrase.head.is_some()
        || outer.is(first, Class::CONJ | Class::SUBORD)
    {
        return None;
    }
    let noun = |i: usize| {
        outer.is_word(i)
            && !outer.is(
                i,
                Class::AUX | Class::PREP | Class::CONJ | Class::ADV | Class::WHO | Class::VERB,
            )
    };
    let floor = from.max(phrase.from.saturating_sub(CLAUSE));
    for i in (floor..phrase.from).rev() {
        if outer.is_mark(i) || outer.quote(i).is_some() || outer.is(i, Class::AUX) {
            return None;
        }
        let before = i.checked_sub(1).filter(|&b| b >= from)?;
        if outer.is(i, Class::WHO) && !outer.is(i, Class::DET) || outer.word(i) == "that" {
            // `the aide whom Lee met` has a subject of its own.
            let own = outer.is_name_word(i + 1) || outer.is(i + 1, Class::DET | Class::PRONOUN);
            return (noun(before) && i + 1 < phrase.from && !own)
                .then(|| ending_at(outer, i, from))
                .flatten();
        }
        if outer.items[i].shape != crate::facts::Shape::Lower {
            continue;
        }
        let word = outer.word(i);
        let active = word.len() > 4 && word.ends_with("ing");
        let passive = word.len() > 3 && word.ends_with("ed") && outer.is(i + 1, Class::PREP);
        if (active || passive) && noun(before) {
            return ending_at(outer, i, from);
        }
        // The verb of a clause around this one: `Lee said voters in town told`.
        let relative = outer.is(before, Class::WHO | Class::AUX | Class::ADV);
        if outer.is(i, Class::VERB) && outer.is(i, Class::PAST) && !relative {
            return None;
        }
    }
    None
}

/// Stands between a subject and its verb: auxiliaries, adverbs.
fn is_between(outer: &Outer, i: usize) -> bool {
    let word = outer.word(i);
    let class = outer.class(i);
    // `“…,” Will wrote`
    if class.intersects(Class::PRONOUN | Class::DET) || outer.is_name_word(i) {
        return false;
    }
    class.intersects(Class::AUX | Class::ADV | Class::TIME)
        || outer.pack().inverts() && class.contains(Class::OBJECT)
        || outer.is(i + 1, Class::TIME)
            && (class.contains(Class::PREP) || matches!(word, "last" | "next"))
        || outer.is_word(i) && word.ends_with("ly") && word.starts_with(char::is_lowercase)
        || word == "to"
}

/// The noun phrase before the aside that ends with the comma or dash at `close`: `Cable, who replaced Farron, said`.
fn behind_aside(outer: &Outer, close: usize, from: usize) -> Option<Phrase> {
    let mark = outer.word(close);
    if close > from && outer.word(close - 1) == ")" {
        // `Rep. Lee (D-Ohio), said`
        let open = (from..close).rev().find(|&i| outer.word(i) == "(")?;
        return ending_at(outer, open, from);
    }
    // What ends with the first comma may stand before the subject: `In May, Cable, who …, said`.
    let lead = opens_adverbial(outer, from);
    (from + 1..close)
        .filter(|&i| outer.word(i) == mark)
        .skip(usize::from(lead))
        .find_map(|i| {
            let phrase = ending_at(outer, i, from)?;
            let opens = phrase.from == from || is_clause_start(outer, phrase.from - 1);
            // `and she, once again, said`
            let short = close - i < 6
                && outer.is(i - 1, Class::HE | Class::SHE | Class::THEY)
                && !(i..close).any(|j| outer.is(j, Class::VERB | Class::AUX));
            let whole = if phrase.form == Form::Nominal {
                named(outer, phrase, close)
            } else {
                phrase
            };
            (opens && (short || phrase.form != Form::Pronoun) && !outer.is(i - 1, Class::TIME))
                .then_some(whole)
        })
}

/// Whether a clause may begin behind item `i`.
fn is_clause_start(outer: &Outer, i: usize) -> bool {
    outer.is_mark(i)
        || outer.quote(i).is_some()
        || outer.is(i, Class::CONJ | Class::SUBORD | Class::ADV | Class::TIME)
            && !outer.is(i, Class::PREP)
}

/// The noun phrase that ends before item `end`.
pub fn ending_at(outer: &Outer, end: usize, from: usize) -> Option<Phrase> {
    let last = end.checked_sub(1).filter(|&l| l >= from)?;
    let class = outer.class(last);
    if !outer.is_word(last) {
        return None;
    }
    if class.intersects(Class::PRONOUN) {
        return Some(Phrase::new(last, end, Form::Pronoun));
    }
    if outer.is_name_word(last) {
        let start = name_start(outer, last, from);
        // `Der Bericht`: a noun rather than a name.
        if let Some(article) = article_before(outer, start, from) {
            return Some(Phrase::new(article, end, Form::Nominal));
        }
        return Some(governed(outer, start, end, from).unwrap_or(Phrase::new(
            start,
            end,
            Form::Name,
        )));
    }
    const NEVER: Class = Class::PREP
        .union(Class::CONJ)
        .union(Class::SUBORD)
        .union(Class::AUX)
        .union(Class::OBJECT)
        .union(Class::CUE);
    if class.intersects(NEVER) && !class.intersects(Class::DET | Class::ELIDED) {
        return None;
    }
    nominal_before(outer, end, from)
}

/// The article that the noun at item `noun` begins with where nouns have a capital, back over those that have it for
/// their genitive: `Die Sprecherin des Ministeriums`.
fn article_before(outer: &Outer, noun: usize, from: usize) -> Option<usize> {
    let article = noun.checked_sub(1).filter(|&a| a >= from)?;
    if !outer.pack().capital_nouns() || !outer.is(article, Class::DET) {
        return None;
    }
    let owner = article.checked_sub(1).filter(|&o| {
        o > from && outer.is_name_word(o) && outer.word(article).ends_with(['r', 's'])
    });
    let whole = owner.and_then(|o| article_before(outer, name_start(outer, o, from), from));
    Some(whole.unwrap_or(article))
}

/// The first item of the name whose last is `last`.
fn name_start(outer: &Outer, last: usize, from: usize) -> usize {
    let mut start = last;
    while start > from && last - start < LONG {
        let before = start - 1;
        let takes = outer.is_name_word(before) && !is_possessive(outer.word(before))
            || before > from
                && (outer.is(before, Class::PARTICLE)
                    || matches!(outer.word(before), "of" | "&" | "-"))
                && outer.is_name_word(before - 1);
        if !takes {
            break;
        }
        start = before;
    }
    start
}

/// The phrase that a name `start..end` behind a preposition only belongs to: `a spokesman for Lee`, `Lee of Leeds`.
fn governed(outer: &Outer, start: usize, end: usize, from: usize) -> Option<Phrase> {
    let article = start > from && matches!(outer.word(start - 1), "the" | "a" | "an");
    let preposition = start
        .checked_sub(1 + usize::from(article))
        .filter(|&p| p > from && outer.is(p, Class::PREP) && !outer.is(p, Class::SUBORD))?;
    let last = preposition - 1;
    if outer.is_name_word(last) && !is_possessive(outer.word(last)) {
        let head = name_start(outer, last, from);
        return Some(Phrase {
            from: head,
            to: end,
            form: Form::Name,
            head: Some((head, preposition)),
        });
    }
    let noun = outer.is_word(last)
        && (outer.is(last, Class::ING)
            || !outer.is(
                last,
                Class::PREP
                    | Class::AUX
                    | Class::VERB
                    | Class::PRONOUN
                    | Class::OBJECT
                    | Class::ADV
                    | Class::TIME,
            ));
    let phrase = noun
        .then(|| nominal_before(outer, preposition, from))
        .flatten()?;
    let whole = outer.is(phrase.from, Class::DET) || phrase.from == from;
    whole.then_some(Phrase::new(phrase.from, end, Form::Nominal))
}

fn is_possessive(word: &str) -> bool {
    word.ends_with("’s") || word.ends_with("'s") || word.ends_with("s’")
}

/// A description in lower case that ends before `end`: back to its article, over prepositions within it.
fn nominal_before(outer: &Outer, end: usize, from: usize) -> Option<Phrase> {
    let mut start = end;
    let mut best = None;
    while start > from && end - start < LONG {
        let i = start - 1;
        let class = outer.class(i);
        let is_word = outer.is_word(i)
            || outer.word(i) == "-"
            || outer.items[i].shape == crate::facts::Shape::Number;
        let finite = class.contains(Class::VERB)
            && class.contains(Class::PAST)
            && !class.contains(Class::PRESENT)
            && !is_noun_too(outer, i)
            || class.contains(Class::FINITE);
        if !is_word
            || finite
            || class.intersects(Class::PRONOUN | Class::AUX | Class::WHO | Class::OBJECT)
                && !class.contains(Class::DET)
            || class.intersects(Class::SUBORD | Class::TIME) && !class.contains(Class::PREP)
            || class.contains(Class::CONJ) && best.is_some()
        {
            break;
        }
        start = i;
        // `du ministère` goes on with the noun before it.
        let opens = class.contains(Class::DET) && !class.contains(Class::OF);
        if opens || is_possessive(outer.word(i)) {
            best = Some(start);
            // `the spokesman` is whole unless it is `the head of the party`.
            let joined = start > from && outer.is(start - 1, Class::PREP);
            if !joined {
                break;
            }
        }
    }
    // A name in front of the article’s noun (`Trump’s campaign`) belongs to it.
    let mut start = best.unwrap_or(start);
    if is_possessive(outer.word(start)) && outer.is_name_word(start) {
        start = name_start(outer, start, from);
    }
    while start < end
        && outer.is(
            start,
            Class::PREP | Class::CONJ | Class::SUBORD | Class::ADV,
        )
    {
        start += 1;
    }
    (start < end).then_some(Phrase::new(start, end, Form::Nominal))
}

/// Whether `phrase` may name somebody who speaks: not `the first crossing`, `hundreds`, `it`.
pub fn may_speak(outer: &Outer, phrase: Phrase) -> bool {
    const NOUNS: Class = Class::HUMAN
        .union(Class::TITLE)
        .union(Class::ANONYMOUS)
        .union(Class::SOURCE);
    match phrase.form {
        Form::Name => true,
        Form::Pronoun => {
            outer.is(phrase.from, Class::HE | Class::SHE | Class::THEY)
                || !outer.is(phrase.from, Class::PRONOUN)
        }
        Form::Nominal => (phrase.from..phrase.to)
            .take_while(|&i| !outer.is(i, Class::PREP))
            .any(|i| outer.is(i, NOUNS) || i > phrase.from && outer.is_name_word(i)),
    }
}

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
            || end > start && outer.pack().inverts() && opens_another(outer, end);
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
fn named(outer: &Outer, phrase: Phrase, until: usize) -> Phrase {
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

/// Whether the word at item `i`, a reporting verb elsewhere, stands behind an article: `la note`.
fn is_noun_too(outer: &Outer, i: usize) -> bool {
    outer.pack().inverts() && i > 0 && outer.is(i - 1, Class::DET)
}

/// Whether the article at item `i` opens a description of its own rather than goes on with the one before it, as
/// genitives do: `sagte die Wärterin dem Abendblatt`.
fn opens_another(outer: &Outer, i: usize) -> bool {
    let genitive = outer.pack().capital_nouns() && outer.word(i).ends_with(['r', 's']);
    let joined = outer.is(i - 1, Class::OF) || outer.is(i - 1, Class::DET);
    outer.is(i, Class::DET) && !outer.is(i, Class::OF) && !genitive && !joined
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
fn opens_adverbial(outer: &Outer, at: usize) -> bool {
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
