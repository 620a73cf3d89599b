//! Who the sentences of a block are about, and who of them may have said what no sieve attributes.

use super::gender::{GENDERED, gender_of};
use super::noun::{self, Form, Phrase};
use super::outer::Outer;
use super::read::said;
use super::sieves::{self, Found, Sieve};
use super::{Local, Subject};
use crate::facts::{Passage, Token};
use crate::language::Class;

/// Who the sentences are about whom the draft may come back to. `guesses`: any of them may be guessed to have said what
/// the block quotes; else those whom a pronoun may mean, and the last, who may have said what the next block quotes.
/// `until`: of sentences behind this byte of the chunk only the gender that they tell is asked.
pub(super) fn subjects(
    passage: &Passage,
    outer: &Outer,
    guesses: bool,
    until: usize,
) -> Vec<Subject> {
    let verb = |cue: Option<Found>| {
        let (from, to) = cue?.cue?;
        Some(passage.source(outer.span(from, to)))
    };
    let subject = |phrase: Phrase, cue: Option<Found>, to: usize| Subject {
        who: said(passage, outer, phrase),
        cue: verb(cue),
        human: noun::may_speak(outer, phrase),
        gender: own_pronouns(outer, phrase, to),
    };
    if until == 0 {
        return gendered(passage, outer);
    }
    let mut subjects = Vec::with_capacity(outer.starts().len());
    let mut passed = None;
    for (start, to) in sentences(outer) {
        if until < usize::MAX && is_behind(passage, outer, start, until) {
            passed = None;
            if may_tell(&outer.items[start..to]) {
                subjects.extend(gendered_in(passage, outer, start, to));
            }
            continue;
        }
        let Some(phrase) = noun::first_subject(outer, start, to) else {
            continue;
        };
        let cue = sieves::reporting(outer, start, to);
        let meant = match phrase.form {
            Form::Name => true,
            Form::Nominal => cue.is_some(),
            Form::Pronoun => false,
        };
        passed = (!meant && !guesses).then_some((phrase, cue, to));
        if passed.is_none() {
            subjects.push(subject(phrase, cue, to));
        }
        // `Turnout was low, noted Lee`: the next `he` is Lee.
        let other = cue
            .and_then(|c| c.speaker)
            .filter(|s| s.form == Form::Name && s.from != phrase.from);
        if let Some(speaker) = other {
            passed = None;
            subjects.push(Subject {
                who: said(passage, outer, speaker),
                cue: verb(cue),
                human: true,
                gender: Class::empty(),
            });
        }
    }
    subjects.extend(passed.map(|(phrase, cue, to)| subject(phrase, cue, to)));
    subjects
}

/// Whether item `start` stands behind byte `until` of the chunk.
fn is_behind(passage: &Passage, outer: &Outer, start: usize, until: usize) -> bool {
    let first = outer.items.get(start);
    first.is_none_or(|t| passage.source(t.span).from() > until)
}

/// Those whose gender their sentences tell, and nothing else of them.
fn gendered(passage: &Passage, outer: &Outer) -> Vec<Subject> {
    let mut subjects = Vec::new();
    let mut sentences = sentences(outer);
    let mut at = 0;
    let next = |at: usize| {
        let mut behind = outer.items[at..].iter();
        behind.position(|t| tells(t.word.class))
    };
    while let Some(passed) = next(at) {
        at += passed + 1;
        let Some((start, to)) = sentences.find(|&(_, to)| at <= to) else {
            break;
        };
        subjects.extend(gendered_in(passage, outer, start, to));
        at = to;
    }
    subjects
}

/// Who the sentence `start..to` is about, if it tells their gender, and nothing else of them.
fn gendered_in(passage: &Passage, outer: &Outer, start: usize, to: usize) -> Option<Subject> {
    let phrase = noun::first_subject(outer, start, to)?;
    let gender = own_pronouns(outer, phrase, to);
    (!gender.is_empty()).then(|| Subject {
        who: said(passage, outer, phrase),
        cue: None,
        human: true,
        gender,
    })
}

/// The items of each sentence, without the quotations that it begins with: in a tag the speaker stands behind them.
fn sentences<'o>(outer: &'o Outer) -> impl Iterator<Item = (usize, usize)> + 'o {
    let starts = outer.starts();
    let ends = starts.iter().skip(1).copied().chain([outer.items.len()]);
    starts.iter().zip(ends).map(|(&from, to)| {
        let mut start = from;
        while start < to && outer.is_quote(start) {
            start += 1;
        }
        (start, to)
    })
}

/// Whether one of the words may tell the gender of somebody.
pub(super) fn may_tell(words: &[Token]) -> bool {
    let mut classes = words.iter().map(|t| t.word.class);
    // All at once is quicker than one by one.
    let all = classes.clone().fold(Class::empty(), |all, c| all | c);
    all.intersects(GENDERED) && classes.any(tells)
}

/// Whether a word of that class tells a gender.
fn tells(class: Class) -> bool {
    class.intersects(GENDERED) && !class.intersects(Class::TITLE)
}

/// The gender of the pronouns behind the subject `who` of a sentence that ends before item `to`, up to the next name.
fn own_pronouns(outer: &Outer, who: Phrase, to: usize) -> Class {
    if who.form != Form::Name {
        return Class::empty();
    }
    let mut own = Class::empty();
    for i in who.to..to {
        if outer.is_name_word(i) {
            break;
        }
        let class = outer.class(i);
        if !tells(class) {
            continue;
        }
        let gender = gender_of(class);
        if !own.is_empty() && gender != own {
            return Class::empty();
        }
        own = gender;
    }
    own
}

/// How far before a quotation the subject of the sentence before it stands at most, in bytes.
const RIGHT_BEFORE: usize = 400;

/// Who may have said what no sieve attributes: the subject of the sentence before, else of the one behind.
pub(super) fn guess(local: &mut Local) {
    for quote in &mut local.quotes {
        if quote.sieve != Sieve::None {
            continue;
        }
        let behind = local
            .subjects
            .partition_point(|s| s.who.span.from() < quote.span.to());
        let before = behind.checked_sub(1).map(|b| &local.subjects[b]);
        let behind = local.subjects.get(behind);
        let likely = before.filter(|s| s.speaks()).or(behind);
        quote.likely = likely.filter(|s| s.speaks()).map(|s| s.who.clone());
        // The verb of the sentence right before: it reports, and goes on here.
        let reports = before.filter(|s| s.who.span.to() + RIGHT_BEFORE > quote.span.from());
        quote.cue = reports.and_then(|s| s.cue);
    }
}
