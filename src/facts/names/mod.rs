//! Names: the mentions of people, places and organisations, and which of them are the same.

use super::quotes::Marked;
use super::{ChunkFacts, Passage};
use crate::language::Pack;
use crate::text::Span;

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
    pub text: String,
    /// The honorific or title before it (`President`).
    pub title: Option<String>,
    pub quoted: bool,
}

/// Somebody or something named in the draft, with all its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The fullest form (`Mark Rutte`).
    pub name: String,
    pub kind: Kind,
    /// In source order; the first is where the draft introduces it.
    pub mentions: Vec<Mention>,
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
    pub text: String,
    pub title: Option<String>,
    pub quoted: bool,
}

/// Reads the mentions of a block.
pub fn read(_passage: &Passage<'_>, _marks: &[Marked]) -> Local {
    Local::default()
}

/// Clusters the mentions of the draft.
pub fn resolve(_chunks: &[(usize, &ChunkFacts)], _pack: &'static Pack) -> Vec<Name> {
    Vec::new()
}
