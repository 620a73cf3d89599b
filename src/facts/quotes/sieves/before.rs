//! Sieves for words before a quotation: cues, nouns that hold words of somebody, a colon.

use super::{Found, Place, Sieve};
use crate::facts::Shape;
use crate::facts::quotes::cue::{cue_at, is_possessive, last_cue, participle_subject};
use crate::facts::quotes::noun::{self, Form, Phrase};
use crate::facts::quotes::outer::Outer;
use crate::language::Class;
use std::ops::Range;

/// A3: a cue before the quotation in its sentence: `Lee said that “…”`, `According to Lee, “…”`.
pub(super) fn cue_before(place: &Place) -> Option<Found> {
    let range = place.before();
    let outer = place.outer;
    let mut found = last_cue(outer, range.start, range.start, range.end)?;
    while let Some(governing) = reported(outer, &found, range.clone()) {
        found = governing;
    }
    Some(Found {
        sieve: Sieve::Cue,
        ..found
    })
}

/// The cue that governs `found`: in `Lee said he wants “…”` and `Lee said voters feel “…”` Lee is quoted.
fn reported(outer: &Outer, found: &Found, range: Range<usize>) -> Option<Found> {
    let (verb, _) = found.cue?;
    let speaker = found.speaker?;
    if speaker.from >= verb || speaker.head.is_some() {
        return None;
    }
    let thinks = outer.is(verb, Class::EVIDENTIAL);
    if !thinks && speaker.form != Form::Pronoun {
        return None;
    }
    let mut before = speaker.from.checked_sub(1).filter(|&b| b > range.start)?;
    if outer.word(before) == "that" {
        before -= 1;
    }
    let governing = cue_at(outer, before, range.start, range.end)?;
    let forward = governing.speaker.is_some_and(|s| s.from < before);
    forward.then_some(governing)
}

/// A4: any verb and a comma right before a whole sentence: `Lee interjected, “We won.”`
pub(super) fn verb_before(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let range = place.before();
    let comma = range
        .end
        .checked_sub(1)
        .filter(|&c| c > range.start && outer.is_comma(c))?;
    let verb = comma - 1;
    let word = outer.word(verb);
    let participle = word.len() > 5 && word.ends_with("ing");
    let is_verb = (participle || word.ends_with("ed")) && outer.items[verb].shape == Shape::Lower;
    if !is_verb || !place.content.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    let speaker = if participle {
        participle_subject(outer, verb, range.start)?
    } else {
        noun::subject_before(outer, verb, range.start)?
    };
    Some(Found {
        sieve: Sieve::UnknownVerb,
        cue: Some((verb, verb + 1)),
        speaker: Some(speaker),
    })
}

/// A5: a noun that holds words of somebody right before it: `Lee issued a statement, “…”`.
pub(super) fn noun_before(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let range = place.before();
    let mut last = range.end.checked_sub(1).filter(|&l| l > range.start)?;
    while last > range.start
        && (matches!(outer.word(last), "," | ":") || outer.word(last) == "that")
    {
        last -= 1;
    }
    // `Lee’s advice to interns was, “…”`
    if outer.is(last, Class::AUX) && !outer.is(last, Class::VERB) {
        let noun = (range.start..last)
            .find(|&i| outer.is(i, Class::SOURCE) && owner(outer, i, range.start).is_some())?;
        return Some(Found {
            sieve: Sieve::Colon,
            cue: Some((noun, noun + 1)),
            speaker: owner(outer, noun, range.start),
        });
    }
    if !outer.is(last, Class::SOURCE | Class::VERB) || outer.is(last, Class::PRONOUN) {
        return None;
    }
    let owner = owner(outer, last, range.start);
    let speaker = owner.or_else(|| clause_subject(outer, range.start, last))?;
    Some(Found {
        sieve: Sieve::Colon,
        cue: Some((last, last + 1)),
        speaker: Some(speaker),
    })
}

/// Whose the noun at item `noun` is: `her remark`, `Lee’s last statement`.
fn owner(outer: &Outer, noun: usize, from: usize) -> Option<Phrase> {
    let near = from.max(noun.saturating_sub(3))..noun;
    near.rev().find_map(|i| {
        if matches!(
            outer.word(i),
            "his" | "her" | "their" | "His" | "Her" | "Their"
        ) {
            return Some(Phrase {
                from: i,
                to: i + 1,
                form: Form::Pronoun,
                head: None,
            });
        }
        let name = is_possessive(outer, i) && outer.is_name_word(i);
        name.then(|| noun::ending_at(outer, i + 1, from)).flatten()
    })
}

/// A5: a colon before the quotation: `Lee: “…”`, `Her answer was clear: “…”`.
pub(super) fn colon(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let range = place.before();
    let last = range.end.checked_sub(1).filter(|&l| l >= range.start)?;
    if outer.word(last) != ":" {
        return None;
    }
    // `Lee’s verdict: “…”`
    let noun = (range.start..last).find(|&i| outer.is(i, Class::SOURCE));
    let subject = clause_subject(outer, range.start, last);
    let owner = noun
        .filter(|n| subject.is_some_and(|s| s.to == n + 1))
        .and_then(|n| owner(outer, n, range.start));
    Some(Found {
        sieve: Sieve::Colon,
        cue: Some((last, last + 1)),
        speaker: owner.or(subject),
    })
}

/// Who the last clause of the items `from..to` is about, where a pronoun tells; else the first one’s subject:
/// `Lee was friendly, but she gave a warning: “…”`.
fn clause_subject(outer: &Outer, from: usize, to: usize) -> Option<Phrase> {
    let mut last = (from + 1..to).rev();
    let pronoun = last.find(|&i| {
        outer.is(i, Class::HE | Class::SHE | Class::THEY)
            && (outer.is(i - 1, Class::CONJ | Class::SUBORD) || outer.is_comma(i - 1))
            && outer.is_word(i + 1)
    });
    pronoun
        .and_then(|p| noun::ending_at(outer, p + 1, p))
        .or_else(|| noun::first_subject(outer, from, to))
}
