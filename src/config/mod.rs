//! `copydesk.toml`: a value and its problems, each with its range.

use crate::finding::Severity;
use std::collections::BTreeMap;

/// What a newsroom has decided. The default is what the desk does without a settings file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Language code of the drafts; detected where not given.
    pub language: Option<String>,
    /// Severity by rule; `None` turns the rule off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// The name book.
    pub names: Vec<NameEntry>,
    pub credits: Credits,
    pub quotes: Quotes,
}

/// A name with the spelling the house has decided on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameEntry {
    pub canonical: String,
    pub variants: Vec<String>,
    /// Phrases in which another form is right (`chicken Kiev`).
    pub exceptions: Vec<String>,
    /// Fixed by fix-all.
    pub auto: bool,
    /// Also within quotations.
    pub in_quotes: bool,
    /// Spelling checked (CQ): never a finding.
    pub checked: bool,
}

/// How pictures are credited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credits {
    /// `Photo: {name}/{agency}`; the format of domain.md where not given.
    pub format: Option<String>,
    /// Names, classes or paths (globs) of pictures that need no credit.
    pub exempt: Vec<String>,
    /// Alternative text may hold the credit.
    pub alt: bool,
    /// Pictures live elsewhere: a draft with neither picture nor credit line is flagged once.
    pub expected: bool,
}

/// House style of quotations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    /// The sentence before a quotation may name its speaker.
    pub lead_in: bool,
}
