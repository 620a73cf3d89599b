//! Who does what a reporting verb says: before finite verbs, participles, infinitives, and behind passives.

use super::is_possessive;
use crate::facts::Shape;
use crate::facts::quotes::noun::{self, Form, Phrase};
use crate::facts::quotes::outer::Outer;
use crate::language::Class;

/// By whom what the past participle at item `i` says is said: `was described by Lee as`.
pub(super) fn agent(outer: &Outer, i: usize, end: usize) -> Option<Phrase> {
    let passive = outer.is(i, Class::PAST) && outer.bytes(i + 1) == b"by" && i > 0;
    let be = passive && {
        let before = (0..i).rev().find(|&j| !outer.is(j, Class::ADV))?;
        matches!(
            outer.word(before),
            "is" | "are" | "was" | "were" | "been" | "being" | "be"
        )
    };
    let speaker = be.then(|| noun::starting_at(outer, i + 2, end)).flatten()?;
    (speaker.form == Form::Name || outer.is(speaker.from, Class::DET)).then_some(speaker)
}

/// Whether `phrase` before a verb that stands second is not its subject: `In einem Brief schrieb Lee`, `Den Vorwurf wies
/// Lee zurück`, `Das sagte Lee`.
pub(super) fn is_object(outer: &Outer, phrase: Phrase, from: usize) -> bool {
    const OBJECTS: &[&str] = &["den", "dem", "einen", "einem"];
    if !outer.pack().verb_second() {
        return false;
    }
    let governed = phrase.from > from && outer.is(phrase.from - 1, Class::PREP);
    let first = outer.word(phrase.from).to_lowercase();
    governed || OBJECTS.contains(&&first[..]) || outer.is(phrase.from, Class::IT)
}

/// Whoever is made to do what the infinitive behind item `to` says: `leading aides in town to counter`.
pub(super) fn made_to(outer: &Outer, to: usize, from: usize) -> Option<Phrase> {
    let near = from.max(to.saturating_sub(MADE))..to;
    let verb = near
        .rev()
        .take_while(|&i| !outer.is_mark(i) && !outer.is_quote(i))
        .find(|&i| outer.is(i, Class::CAUSE | Class::AUX | Class::WHO))
        .filter(|&i| outer.is(i, Class::CAUSE))?;
    let first = noun::starting_at(outer, verb + 1, to)?;
    Some(Phrase { to, ..first })
}

/// How far before its infinitive a verb of making stands, in items.
const MADE: usize = 10;

/// Whether the verb at item `i` shares the subject of one before it: `came and said`, `but later added`.
pub(super) fn is_coordinate(outer: &Outer, i: usize, from: usize) -> bool {
    let before = (from..i)
        .rev()
        .find(|&j| !outer.is(j, Class::ADV | Class::AUX));
    before.is_some_and(|j| outer.is(j, Class::CONJ))
}

/// The subject that stands before the finite verb at item `i`.
pub(super) fn finite_subject(outer: &Outer, i: usize, from: usize) -> Option<Phrase> {
    let class = outer.class(i);
    if !class.contains(Class::PRESENT) || class.contains(Class::PAST) {
        return noun::subject_before(outer, i, from);
    }
    // A noun as well (`the report`, `in claims`): only behind a subject of its own.
    let last = i.checked_sub(1)?;
    let before = last.saturating_sub(usize::from(noun::is_place(outer, last)));
    let noun = outer.is(before, Class::DET | Class::PREP)
        && !outer.is(before, Class::PRONOUN | Class::QUANTITY)
        || is_possessive(outer, before);
    if noun {
        return None;
    }
    let subject = noun::subject_before(outer, i, from)?;
    // `did not say`, `would later say`
    let helper = (from..i).rev().find(|&j| !outer.is(j, Class::ADV));
    let helped = helper.is_some_and(|h| outer.is(h, Class::AUX)) || outer.bytes(last) == b"to";
    if !helped && !agrees(outer, subject, i) {
        return None;
    }
    let several = subject.from > from && outer.is(subject.from - 1, Class::QUANTITY);
    let noun = several && subject.form == Form::Name;
    let governed = subject.from > from
        && outer.is(subject.from - 1, Class::PREP)
        && !outer.is(subject.from - 1, Class::SUBORD)
        && subject.form != Form::Pronoun;
    let aside = || matches!(outer.mark(last), "," | "—" | "–" | ")");
    let adjoins = subject.head.is_some() || subject.to + 2 >= i || aside();
    (adjoins && !noun && !governed).then_some(subject)
}

/// Whether the present form at item `verb` fits its subject in number: `officials claim`, `Lee claims`.
fn agrees(outer: &Outer, subject: Phrase, verb: usize) -> bool {
    let third = outer.word(verb).ends_with('s');
    let last = outer.word(subject.to - 1);
    match subject.form {
        _ if subject.head.is_some() => true,
        Form::Pronoun => third == outer.is(subject.from, Class::HE | Class::SHE | Class::IT),
        Form::Name => {
            third
                || (subject.from..subject.to).any(|i| outer.is(i, Class::CONJ))
                || last.ends_with('s')
        }
        Form::Nominal => third || is_plural(outer, subject),
    }
}

/// Whether a description means several: `two`, `officials and aides`, `the critics in town`, `most people`.
fn is_plural(outer: &Outer, phrase: Phrase) -> bool {
    const PLURAL: &[&str] = &[
        "people", "police", "men", "women", "children", "staff", "media", "data", "clergy", "folk",
        "we", "they",
    ];
    (phrase.from..phrase.to).any(|i| {
        let word = outer.word(i);
        let noun = outer.is_word(i) && !outer.is(i, Class::DET | Class::PREP | Class::AUX);
        outer.is(i, Class::CONJ)
            || outer.is(i, Class::QUANTITY) && !matches!(word, "one" | "One" | "another" | "each")
            || noun && word.ends_with('s') && !word.ends_with("ss") && !is_possessive(outer, i)
            || PLURAL.contains(&word)
    })
}

/// Who does what the present participle at item `i` says.
pub fn participle_subject(outer: &Outer, i: usize, from: usize) -> Option<Phrase> {
    let before = i.checked_sub(1).filter(|&b| b >= from)?;
    if outer.word(before) == "as" {
        return quoted_as(outer, before, from);
    }
    if outer.is(before, Class::AUX) {
        return noun::subject_before(outer, i, from);
    }
    let loose = outer.is_mark(before)
        || outer.is(
            before,
            Class::PREP | Class::CONJ | Class::SUBORD | Class::ADV,
        );
    // `with Lee tweeting about it and asking`: both are the same person’s.
    if outer.is(before, Class::CONJ)
        && let Some(other) = participle_before(outer, before, from)
    {
        return participle_subject(outer, other, from);
    }
    // `footage of Lee saying`, `with the board calling`
    let own = (!loose).then(|| noun::ending_at(outer, i, from)).flatten();
    // `issued a statement saying` is said by whoever issued it.
    let own = own.filter(|p| {
        let article = p.from > from && outer.is(p.from - 1, Class::DET);
        let at = p.from - usize::from(article);
        at == from || matches!(outer.word(at - 1), "of" | "with" | "as" | "With")
    });
    own.or_else(|| main_subject(outer, from, i))
}

/// Who is quoted as saying it, by the words before the `as` at item `at`: `Lee was quoted as saying`, `Lee was quoted by
/// the Herald as saying`, `the Herald quoted Lee as saying`.
fn quoted_as(outer: &Outer, at: usize, from: usize) -> Option<Phrase> {
    let near = from.max(at.saturating_sub(CLAUSE))..at;
    let verb = near
        .rev()
        .find(|&j| outer.is(j, Class::VERB) && outer.is(j, Class::PAST));
    if let Some(verb) = verb.filter(|&v| v > from && v + 1 < at) {
        if outer.word(verb + 1) == "by" {
            return noun::subject_before(outer, verb, from);
        }
        let object = noun::ending_at(outer, at, verb + 1).filter(|o| o.from == verb + 1);
        if object.is_some() {
            return object;
        }
    }
    noun::subject_before(outer, at.saturating_sub(1), from)
}

/// The present participle before item `end` that one behind it may be joined to, in the same clause.
fn participle_before(outer: &Outer, end: usize, from: usize) -> Option<usize> {
    (from.max(end.saturating_sub(CLAUSE))..end)
        .rev()
        .take_while(|&j| !matches!(outer.word(j), ":" | ";" | "."))
        .find(|&j| {
            let word = outer.word(j);
            outer.items[j].shape == Shape::Lower && word.len() > 4 && word.ends_with("ing")
        })
        .filter(|&j| {
            let before = j.checked_sub(1).filter(|&b| b >= from);
            before.is_some_and(|b| !outer.is(b, Class::DET | Class::PREP | Class::AUX))
        })
}

/// How far back a participle’s partner is looked for, in items.
const CLAUSE: usize = 24;

/// The subject of the clause that a verb without one of its own (`and said`, `saying`) belongs to: that of the
/// first reporting verb before it, else the one that the clause opens with.
pub(super) fn main_subject(outer: &Outer, from: usize, verb: usize) -> Option<Phrase> {
    // `…, when hecklers broke in, shouting`: the last clause of the sentence.
    let clause = (from + 1..verb)
        .rev()
        .find(|&i| matches!(outer.bytes(i), b"when" | b"while" | b"because"))
        .filter(|&i| !outer.is(i + 1, Class::ING) && outer.word(i - 1) != ",")
        .and_then(|i| noun::starting_at(outer, i + 1, verb))
        .filter(|p| p.form != Form::Nominal || outer.is(p.from, Class::DET));
    if outer.is(verb, Class::ING) && clause.is_some() {
        return clause;
    }
    let finite = |i: &usize| {
        outer.is(*i, Class::PAST | Class::PRESENT) && outer.items[*i].shape == Shape::Lower
    };
    let own = |i: usize| {
        let takes = !is_coordinate(outer, i, from)
            && outer.word(i - 1) != "to"
            && (outer.is(i - 1, Class::PRONOUN) || !outer.is(i - 1, Class::DET));
        let subject = takes.then(|| finite_subject(outer, i, from)).flatten()?;
        (subject.form != Form::Pronoun && subject.head.is_none()).then_some(subject)
    };
    // `he laughed and said`
    let close = (from.max(verb.saturating_sub(4))..verb)
        .find(|&i| outer.is(i, Class::HE | Class::SHE | Class::THEY));
    if let Some(pronoun) = close.filter(|_| is_coordinate(outer, verb, from)) {
        return noun::ending_at(outer, pronoun + 1, from);
    }
    // A tag of a quotation in the same sentence: `“…,” he said, adding: “…”`.
    let quote = (from..verb).rev().find(|&i| outer.is_quote(i));
    let tag = quote.and_then(|q| {
        (q + 1..verb).filter(finite).find_map(|i| {
            let takes = !is_coordinate(outer, i, from) && outer.word(i - 1) != "to";
            takes.then(|| finite_subject(outer, i, q + 1)).flatten()
        })
    });
    let reported = || (from + 1..verb).filter(finite).find_map(own);
    tag.or_else(reported)
        .or_else(|| noun::first_subject(outer, from, verb))
}
