//! Spellings that differ from those of the rest of the draft.

use super::cluster::Table;
use crate::text::Span;
use std::sync::Arc;

/// A name that the draft spells in two ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    pub slip: Slip,
    /// Hardly anything but a mistake.
    pub sure: bool,
    /// The words that differ, as written there.
    pub wrong: Arc<str>,
    /// As written at the other place.
    pub right: Arc<str>,
    /// Where the wrong spelling stands, in source order.
    pub places: Vec<At>,
    /// A mention with the other spelling.
    pub other: Span,
}

/// One place of a spelling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    pub span: Span,
    pub quoted: bool,
}

/// What kind of difference it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Another spelling of the surname or of a whole name.
    Spelling,
    /// Another given name with the same surname.
    Given,
    /// A short form of the given name.
    Nickname,
    /// Capitals or full stops of an acronym.
    Acronym,
}

pub(super) fn find(_table: &Table<'_>) -> Vec<Variant> {
    Vec::new()
}
