//! Tags in languages whose verb stands before its subject there, so that any verb may report: `„…“, freute sich Lorne`,
//! `« … », s’est félicitée Lorne`, `“…”, dijo`.

use super::noun::{self, Phrase};
use super::outer::Outer;
use super::sieves::{Found, Sieve};
use crate::facts::Shape;
use crate::language::Class;

/// How many words a tag has before its subject at most.
const WORDS: usize = 6;

/// What words of a tag before its subject are besides verbs.
const SMALL: Class = Class::OBJECT.union(Class::ADV).union(Class::TIME);
/// What no word of a tag before its subject is.
const NEVER: Class = Class::PREP
    .union(Class::CONJ)
    .union(Class::SUBORD)
    .union(Class::WHO)
    .union(Class::CUE);
const SUBJECT: Class = Class::HE.union(Class::SHE).union(Class::THEY);

/// The tag that the items `from..end` begin with. `known`: only with a verb that the lists have.
pub fn tag(outer: &Outer, from: usize, end: usize, known: bool) -> Option<Found> {
    let pack = outer.pack();
    if !pack.inverts() {
        return None;
    }
    let mut first = from;
    while first < end && matches!(outer.word(first), "," | "—" | "–" | "-") {
        first += 1;
    }
    let end = end.min(first + WORDS + 1);
    let (mut verb, mut listed): (Option<usize>, Option<usize>) = (None, None);
    // What may be a subject without an article: `zeggen bewoners`.
    let mut bare = None;
    for i in first..end {
        let class = outer.class(i);
        let lower = outer.items[i].shape == Shape::Lower;
        if lower && is_joined(outer, i) {
            return joined(outer, i, end, known);
        }
        if let Some(verb) = verb.filter(|_| starts_subject(outer, i)) {
            let speaker = noun::starting_at(outer, i, outer.items.len())?;
            let cue = listed.unwrap_or(verb);
            return (listed.is_some() || !known).then(|| found(cue, speaker));
        }
        let clitic = class == Class::OBJECT | Class::ELIDED || class == Class::ADV | Class::ELIDED;
        let verbal = class.is_empty()
            || class.intersects(Class::VERB | Class::VERB_PHRASE | Class::AUX)
            || clitic;
        let never = class.intersects(NEVER) && !class.contains(Class::VERB);
        if !lower || never || !(verbal || class.intersects(SMALL)) {
            break;
        }
        if class.contains(Class::VERB) {
            listed = listed.or(Some(i));
        } else if class.is_empty() && verb.is_some() {
            bare = bare.or(Some(i));
        }
        if verbal {
            verb = verb.or(Some(i));
        }
    }
    let cue = listed?;
    if let Some(bare) = bare.filter(|b| *b > cue) {
        let speaker = noun::starting_at(outer, bare, outer.items.len())?;
        return Some(found(cue, speaker));
    }
    pack.drops_subjects()
        .then(|| found(cue, Phrase::pronoun(cue)))
}

fn found(cue: usize, speaker: Phrase) -> Found {
    Found {
        sieve: Sieve::Tag,
        cue: Some((cue, cue + 1)),
        speaker: Some(speaker),
    }
}

/// Whether the subject of a tag may begin with item `i`.
fn starts_subject(outer: &Outer, i: usize) -> bool {
    let class = outer.class(i);
    outer.is_name_word(i)
        || class.contains(Class::DET)
        || class.intersects(SUBJECT) && !class.intersects(Class::AUX)
}

/// A verb with its subject in one word: `explique-t-elle`.
fn is_joined(outer: &Outer, i: usize) -> bool {
    outer.is(i, SUBJECT | Class::FIRST)
        && outer.is(i, Class::VERB | Class::AUX | Class::ELIDED)
        && outer.word(i).contains('-')
}

/// The tag with the verb and its subject at item `i`, and perhaps a participle behind it: `a-t-elle expliqué`.
fn joined(outer: &Outer, i: usize, end: usize, known: bool) -> Option<Found> {
    let participle = (i + 1..end.min(i + 4)).find(|&j| outer.is(j, Class::VERB));
    let listed = outer.is(i, Class::VERB) || participle.is_some();
    (listed || !known).then(|| found(participle.unwrap_or(i), Phrase::pronoun(i)))
}

/// The subject behind the verb before item `at`, adverbials between them passed over: `sagte am Montag die Ministerin`.
pub fn subject(outer: &Outer, at: usize, end: usize) -> Option<Phrase> {
    let mut i = at;
    let last = end.min(at + 8);
    while i < last {
        let class = outer.class(i);
        let number = outer.items[i].shape == Shape::Number;
        let adverb = class.intersects(SMALL) && !class.intersects(SUBJECT | Class::DET);
        if adverb || number {
            i += 1;
        } else if class.contains(Class::DET) && outer.is(i + 1, Class::TIME) {
            // `dijo este lunes el ministro`
            i += 2;
        } else if class.contains(Class::PREP) && !class.contains(Class::DET) {
            // `am Montag`, `in Kiel der Minister`
            let noun = i + 1 + usize::from(outer.is(i + 1, Class::DET));
            let time = outer.is(noun, Class::TIME);
            let name = outer.is_name_word(noun) || !outer.pack().capital_nouns();
            let ends = time || name && outer.is(noun + 1, Class::DET);
            if !ends {
                return None;
            }
            i = noun + 1;
        } else {
            break;
        }
    }
    noun::starting_at(outer, i, end)
}
