//! Finds the words that name a speaker, next to a cue: no grammar, but what news prose does.

mod ahead;
mod back;

pub use ahead::{first_subject, starting_at};
pub use back::{ending_at, subject_before};

use super::outer::Outer;
use crate::language::{Class, Pack};
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

/// Whether item `i`, a preposition elsewhere, says where: `a sign outside says`.
pub fn is_place(outer: &Outer, i: usize) -> bool {
    matches!(
        outer.bytes(i),
        b"outside" | b"inside" | b"above" | b"below" | b"around"
    )
}

/// Whether item `i` ends as possessives do.
fn is_possessive(outer: &Outer, i: usize) -> bool {
    // Few words end so.
    let word = outer.bytes(i);
    let ends = matches!(word.last(), Some(b's' | 0x99));
    ends && ["’s", "'s", "s’"]
        .iter()
        .any(|e| word.ends_with(e.as_bytes()))
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
            .any(|i| {
                let name = i > phrase.from && outer.is_name_word(i);
                outer.is(i, NOUNS) || name || is_agent(outer.bytes(i), outer.pack())
            }),
    }
}

/// Whether an English noun that no list has ends as those for people do: `islanders`, `cellists`, `theatregoers`.
pub fn is_agent(word: &[u8], pack: &Pack) -> bool {
    const ER: &[&[u8]] = &[
        b"lander", b"goer", b"dweller", b"worker", b"owner", b"maker", b"keeper", b"holder",
        b"player", b"eer",
    ];
    const N: &[&[u8]] = &[b"ian", b"woman", b"women"];
    let word = word.strip_suffix(b"s").unwrap_or(word);
    let ends = |endings: &[&[u8]]| endings.iter().any(|e| word.ends_with(e));
    !pack.inverts()
        && word.len() >= 6
        && match word.last() {
            Some(b'r') => ends(ER),
            Some(b'n') => ends(N),
            Some(b't') => word.ends_with(b"ist"),
            _ => false,
        }
}

/// Whether the word at item `i`, a reporting verb elsewhere, stands behind an article: `la note`.
fn is_noun_too(outer: &Outer, i: usize) -> bool {
    outer.pack().inverts() && i > 0 && outer.is(i - 1, Class::DET)
}
