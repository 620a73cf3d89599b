//! What the desk sends back: findings and their fixes, plain data in byte ranges.

use crate::text::Span;
use serde::Serialize;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Hint,
    Information,
    Warning,
    Error,
}

impl Severity {
    /// By its name in settings and on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "hint" => Some(Severity::Hint),
            "information" | "info" => Some(Severity::Information),
            "warning" => Some(Severity::Warning),
            "error" => Some(Severity::Error),
            _ => None,
        }
    }

    /// Its name in settings and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Information => "information",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One thing a copy editor would send back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's name, as in the registry.
    pub rule: &'static str,
    pub severity: Severity,
    /// The exact words the message speaks of, in bytes of the source.
    #[serde(rename = "range")]
    pub span: Span,
    /// What is wrong, why, and what to do.
    pub message: String,
    pub related: Vec<Related>,
    /// The likeliest first.
    pub fixes: Vec<Fix>,
}

/// Another place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    /// Bytes of the source; of the other draft's if `path` names one.
    #[serde(rename = "range")]
    pub span: Span,
    pub message: String,
    /// Another draft, as an absolute path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<std::path::PathBuf>,
}

/// A change of the draft that removes its finding. All its edits are made or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    pub title: String,
    /// Made by fix-all: it inserts no speaker, alters no word of a quotation and does not choose between spellings.
    pub safe: bool,
    /// In source order, without overlaps.
    pub edits: Vec<Edit>,
}

/// Replaces the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    #[serde(rename = "range")]
    pub span: Span,
    pub text: String,
    /// The part of `text` that the writer will want to change (bytes of `text`): a placeholder, where the
    /// client can take snippets.
    #[serde(skip)]
    pub placeholder: Option<Span>,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Edit {
            span,
            text: text.into(),
            placeholder: None,
        }
    }

    /// Inserts `text` at byte `at`.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Edit::replace(Span::at(at), text)
    }
}

/// `text` with the edits made (in source order, without overlaps; others are left out).
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if edit.span.from() < at || text.get(edit.span.range()).is_none() {
            continue;
        }
        out.push_str(&text[at..edit.span.from()]);
        out.push_str(&edit.text);
        at = edit.span.to();
    }
    out.push_str(&text[at..]);
    out
}
