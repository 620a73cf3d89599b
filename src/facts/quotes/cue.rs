//! Cues: the words that report speech, and who does what they say.

use super::noun::{self, Form, Phrase};
use super::outer::Outer;
use super::sieves::{Found, Sieve};
use crate::facts::Shape;
use crate::language::Class;

/// The cue that item `i` is part of, with its speaker, in the clause `from..end`.
#[inline]
pub fn cue_at(outer: &Outer, i: usize, from: usize, end: usize) -> Option<Found> {
    const REPORTS: Class = Class::PHRASE
        .union(Class::CUE)
        .union(Class::TAG_CUE)
        .union(Class::POST_CUE)
        .union(Class::VERB_PHRASE)
        .union(Class::VERB);
    // Few words are one.
    let class = outer.class(i);
    if !class.intersects(REPORTS) {
        return None;
    }
    reported_at(outer, i, from, end)
}

fn reported_at(outer: &Outer, i: usize, from: usize, end: usize) -> Option<Found> {
    let class = outer.class(i);
    if class.intersects(Class::PHRASE | Class::CUE) {
        let length = if class.contains(Class::CUE) {
            1
        } else {
            outer.phrase(i, end)
        };
        if length > 0 {
            let speaker = noun::starting_at(outer, i + length, end);
            return speaker.map(|s| Found {
                sieve: Sieve::Cue,
                cue: Some((i, i + length)),
                speaker: Some(s),
            });
        }
    }
    let tag = class.contains(Class::TAG_CUE)
        && (i == from || i == from + 1 && outer.is_mark(from))
        && from
            .checked_sub(1)
            .is_some_and(|q| outer.quote(q).is_some());
    if tag {
        let speaker = noun::starting_at(outer, i + 1, end)?;
        return Some(Found {
            sieve: Sieve::Cue,
            cue: Some((i, i + 1)),
            speaker: Some(speaker),
        });
    }
    // `dit-il`
    if class.contains(Class::VERB) && class.intersects(Class::HE | Class::SHE | Class::THEY) {
        let speaker = noun::ending_at(outer, i + 1, i)?;
        return Some(Found {
            sieve: Sieve::Cue,
            cue: Some((i, i + 1)),
            speaker: Some(speaker),
        });
    }
    if class.contains(Class::POST_CUE) {
        let speaker = noun::ending_at(outer, i, from)?;
        return Some(Found {
            sieve: Sieve::Cue,
            cue: Some((i, i + 1)),
            speaker: Some(speaker),
        });
    }
    let phrase = if class.contains(Class::VERB_PHRASE) {
        outer.verb_phrase(i, end)
    } else {
        0
    };
    if phrase > 0 {
        let speaker = noun::subject_before(outer, i, from)
            .or_else(|| noun::starting_at(outer, i + phrase, end))?;
        return Some(Found {
            sieve: Sieve::Cue,
            cue: Some((i, i + phrase)),
            speaker: Some(speaker),
        });
    }
    let large = outer.items[i].shape != Shape::Lower && i > from;
    if !class.contains(Class::VERB) || large {
        return None;
    }
    let speaker = speaker_of(outer, i, from, end)?;
    Some(Found {
        sieve: Sieve::Cue,
        cue: Some((i, i + 1)),
        speaker: Some(speaker),
    })
}

/// Who does what the reporting verb at item `i` says; `None` if it reports nothing there.
fn speaker_of(outer: &Outer, i: usize, from: usize, end: usize) -> Option<Phrase> {
    let class = outer.class(i);
    let before = i.checked_sub(1).filter(|&b| b >= from);
    let word_before = before.map_or("", |b| outer.word(b));
    // `a written statement`
    if before
        .is_some_and(|b| outer.is(b, Class::DET) && !outer.is(b, Class::PRONOUN | Class::QUANTITY))
    {
        return None;
    }
    if class.contains(Class::ING) {
        return participle_subject(outer, i, from);
    }
    let inverted = || {
        // `сообщили в полиции`: nobody but the office is named.
        let office = !outer.has_articles() && matches!(outer.word(i + 1), "в" | "у" | "во");
        let at = i + 1 + usize::from(office);
        noun::starting_at(outer, at, end)
            .filter(|p| p.form != Form::Pronoun || outer.is(at, Class::HE | Class::SHE))
    };
    // The verb comes first: `said Lee`.
    let first = (from..i).all(|j| outer.is(j, Class::ADV) || outer.is_mark(j));
    if first {
        // `Said Lee: “…”`, but not `Report finds`.
        let large = outer.items[i].shape != Shape::Lower;
        let inverts = !large || class.contains(Class::PAST) && outer.is_name_word(i + 1);
        return inverts.then(inverted).flatten();
    }
    if word_before == "to"
        && let Some(made) = made_to(outer, i - 1, from)
    {
        return Some(made);
    }
    if is_coordinate(outer, i, from) || word_before == "to" {
        return main_subject(outer, from, i);
    }
    let subject = finite_subject(outer, i, from);
    if class.contains(Class::PRESENT) && !class.contains(Class::PAST) {
        return subject;
    }
    if word_before == "," {
        // `As for the rest, explained Lee, “…”`
        let behind = inverted().filter(|p| ends_clause(outer, p.to, end));
        return subject.or(behind).or_else(|| main_subject(outer, from, i));
    }
    subject.or_else(inverted)
}

/// Whoever is made to do what the infinitive behind item `to` says: `leading aides in town to counter`.
fn made_to(outer: &Outer, to: usize, from: usize) -> Option<Phrase> {
    let near = from.max(to.saturating_sub(MADE))..to;
    let verb = near
        .rev()
        .take_while(|&i| !outer.is_mark(i) && outer.quote(i).is_none())
        .find(|&i| outer.is(i, Class::CAUSE | Class::AUX | Class::WHO))
        .filter(|&i| outer.is(i, Class::CAUSE))?;
    let first = noun::starting_at(outer, verb + 1, to)?;
    Some(Phrase { to, ..first })
}

/// How far before its infinitive a verb of making stands, in items.
const MADE: usize = 10;

/// Whether no verb stands between item `at` and the next mark or quotation.
fn ends_clause(outer: &Outer, at: usize, end: usize) -> bool {
    let mark = (at..end)
        .find(|&i| outer.is_mark(i) || outer.quote(i).is_some())
        .unwrap_or(end);
    mark < at + 8 && !(at..mark).any(|i| outer.is(i, Class::VERB | Class::AUX))
}

/// Whether the verb at item `i` shares the subject of one before it: `came and said`, `but later added`.
fn is_coordinate(outer: &Outer, i: usize, from: usize) -> bool {
    let before = (from..i)
        .rev()
        .find(|&j| !outer.is(j, Class::ADV | Class::AUX));
    before.is_some_and(|j| outer.is(j, Class::CONJ))
}

/// The subject that stands before the finite verb at item `i`.
fn finite_subject(outer: &Outer, i: usize, from: usize) -> Option<Phrase> {
    let subject = noun::subject_before(outer, i, from)?;
    let class = outer.class(i);
    if !class.contains(Class::PRESENT) || class.contains(Class::PAST) {
        return Some(subject);
    }
    let helped = outer.is(i - 1, Class::AUX) || outer.word(i - 1) == "to";
    if !helped && !agrees(outer, subject, i) {
        return None;
    }
    // A noun as well (`the report`, `in claims`): only behind a subject of its own.
    let before = i - 1;
    let several = subject.from > from && outer.is(subject.from - 1, Class::QUANTITY);
    let noun = outer.is(before, Class::DET | Class::PREP)
        && !outer.is(before, Class::PRONOUN | Class::QUANTITY)
        || is_possessive(outer.word(before))
        || several && subject.form == Form::Name;
    let governed = subject.from > from
        && outer.is(subject.from - 1, Class::PREP)
        && !outer.is(subject.from - 1, Class::SUBORD)
        && subject.form != Form::Pronoun;
    let adjoins = subject.head.is_some() || subject.to + 2 >= i;
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
            || noun && word.ends_with('s') && !word.ends_with("ss") && !is_possessive(word)
            || PLURAL.contains(&word)
    })
}

/// Who does what the present participle at item `i` says.
pub fn participle_subject(outer: &Outer, i: usize, from: usize) -> Option<Phrase> {
    let before = i.checked_sub(1).filter(|&b| b >= from)?;
    if outer.word(before) == "as" {
        // `was quoted as saying`
        return noun::subject_before(outer, i.saturating_sub(2), from);
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

pub fn is_possessive(word: &str) -> bool {
    word.ends_with("’s") || word.ends_with("'s")
}

/// The subject of the clause that a verb without one of its own (`and said`, `saying`) belongs to: that of the
/// first reporting verb before it, else the one that the clause opens with.
fn main_subject(outer: &Outer, from: usize, verb: usize) -> Option<Phrase> {
    // `…, when hecklers broke in, shouting`: the last clause of the sentence.
    let clause = (from + 1..verb)
        .rev()
        .find(|&i| matches!(outer.word(i), "when" | "while" | "because"))
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
    let quote = (from..verb).rev().find(|&i| outer.quote(i).is_some());
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
