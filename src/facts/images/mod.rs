//! Pictures and their credits.

use super::{ChunkFacts, Passage};
use crate::language::Pack;
use crate::text::Span;

/// What one block tells of credits; spans count from the chunk's first byte.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Local {
    pub credits: Vec<CreditLine>,
}

/// Words that say whose a picture is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditLine {
    /// Label and value.
    pub span: Span,
    /// `Photo`, `Image source`, `©`; empty where the form says it alone (`(AP Photo/Lee)`).
    pub label: String,
    /// The photographer, agency or licence.
    pub value: Span,
    pub text: String,
    /// The value is a placeholder (`TK`).
    pub placeholder: bool,
    /// The line is nothing but the credit.
    pub alone: bool,
    /// The label is a plural or says that it is for all pictures.
    pub all: bool,
}

/// A picture of the draft and what was found out about its credit.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub image: crate::markup::Image,
    pub caption: Option<(Span, String)>,
    pub credit: Option<CreditLine>,
    /// Why it needs no credit.
    pub exempt: Option<&'static str>,
}

/// Reads the credits of a block.
pub fn read(_passage: &Passage<'_>) -> Local {
    Local::default()
}

/// Binds credits to the pictures of the draft.
pub fn resolve(
    _chunks: &[(usize, &ChunkFacts)],
    _pack: &'static Pack,
) -> (Vec<Picture>, Vec<CreditLine>) {
    (Vec::new(), Vec::new())
}
