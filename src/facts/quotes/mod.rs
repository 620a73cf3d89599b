//! Quotations: what was said (content), the words that report it (cue) and who said it (speaker).

use super::names::{self, Name};
use super::{ChunkFacts, Passage};
use crate::language::Pack;
use crate::text::Span;

/// A pair of quotation marks in a block's prose (bytes of the prose).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Marks included.
    pub span: Span,
    /// Marks left out.
    pub content: Span,
    /// Stands within another quotation.
    pub nested: bool,
    /// The closing mark is there.
    pub closed: bool,
}

/// What one block tells of its quotations; spans count from the chunk's first byte.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Local {
    pub quotes: Vec<Quote>,
}

/// A quotation of the draft. A running quotation over several paragraphs is one a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Marks included.
    pub span: Span,
    /// Marks left out.
    pub content: Span,
    pub kind: Kind,
    pub attribution: Attribution,
    /// The words that report it.
    pub cue: Option<Span>,
    pub speaker: Option<Speaker>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// At least a sentence of speech.
    Full,
    /// Words of a speaker woven into a sentence.
    Partial,
    /// A term, a motto, words held at arm's length.
    Term,
    /// The title of a work.
    Title,
    /// Attributed by its form, or no speech at all: interview answers, headings, link lists.
    Exempt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// By its own cue or label.
    Explicit,
    /// By the other half of a split quotation, a running quotation or a neighbour.
    Inherited,
    /// Only by the sentence before.
    LeadIn,
    None,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The person's full name where the draft gives it, else the words themselves (`a spokesman`).
    pub name: String,
    /// The words that name the speaker.
    pub span: Option<Span>,
}

/// Finds the quotation marks of a block and pairs them.
pub fn scan(_passage: &Passage<'_>) -> Vec<Marked> {
    Vec::new()
}

/// Reads what the block alone tells of its quotations.
pub fn read(_passage: &Passage<'_>, _marks: &[Marked], _names: &names::Local) -> Local {
    Local::default()
}

/// Settles the speakers over the whole draft.
pub fn resolve(
    _chunks: &[(usize, &ChunkFacts)],
    _names: &[Name],
    _pack: &'static Pack,
) -> Vec<Quote> {
    Vec::new()
}
