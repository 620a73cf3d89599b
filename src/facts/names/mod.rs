//! Names: the mentions of people, places and organisations, which of them are the same, and which are spelled
//! otherwise than the rest.

pub mod across;
mod affixes;
mod apart;
mod cluster;
mod distinct;
mod form;
pub mod pool;
mod read;
#[cfg(test)]
mod tests;
mod variants;

pub use cluster::{Resolved, resolve};
pub use read::read;
pub use variants::{At, Slip, Variant};

use crate::text::Span;
use smallvec::SmallVec;
use std::sync::Arc;

bitflags::bitflags! {
    /// Where a mention stands.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Place: u8 {
        /// In a heading or a list of links, where any word may be written large: introduces nobody.
        const WEAK = 1;
        /// Its first word is the first of a sentence.
        const INITIAL = 1 << 1;
        const QUOTED = 1 << 2;
        /// All in capitals, and no acronym.
        const CAPS = 1 << 3;
        /// Behind a word that says where (`in`, `at`).
        const WHERE = 1 << 4;
        /// Between commas, in a list of such.
        const LISTED = 1 << 5;
        /// In a table of figures, where words are cut short as it fits.
        const TABLE = 1 << 6;
        /// Holds a word that no list knows, one letter off the word for a day, a month or a role.
        const SLIP = 1 << 7;
    }
}

/// What one block tells of names; spans count from the chunk's first byte.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Local {
    pub mentions: Vec<LocalMention>,
}

/// A run of words that may be a name.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalMention {
    /// Title and possessive left out.
    pub span: Span,
    /// As written, each stretch of white space as one space.
    pub text: Arc<str>,
    /// The same of all mentions with that text, and of few others.
    pub sign: u32,
    pub title: Option<Title>,
    pub place: Place,
}

/// The honorific or role before a name (`President`, `Lt. Gen.`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    pub span: Span,
    pub text: Arc<str>,
}

/// Somebody or something named in the draft, with all its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The fullest form (`Mark Rutte`).
    pub name: Arc<str>,
    pub kind: Kind,
    /// As they are read (the text of a picture comes after the paragraph that it stands in); the first is where the
    /// draft introduces it. Mostly it is the only one.
    pub mentions: SmallVec<[Mention; 1]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Person,
    Place,
    Organisation,
    Unknown,
}

/// One place where the draft names somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Title and possessive left out.
    pub span: Span,
    /// As written, each stretch of white space as one space.
    pub text: Arc<str>,
    pub title: Option<Title>,
    pub place: Place,
}

impl LocalMention {
    /// The same, counted from a byte that lies `start` bytes before its chunk's first.
    pub fn shifted(&self, start: usize) -> Mention {
        Mention {
            span: self.span.shifted(start),
            text: self.text.clone(),
            title: self.title.as_ref().map(|t| Title {
                span: t.span.shifted(start),
                text: t.text.clone(),
            }),
            place: self.place,
        }
    }

    /// Whether it stands within quotation marks.
    pub fn quoted(&self) -> bool {
        self.place.contains(Place::QUOTED)
    }
}

impl Mention {
    /// Whether it stands within quotation marks.
    pub fn quoted(&self) -> bool {
        self.place.contains(Place::QUOTED)
    }
}
