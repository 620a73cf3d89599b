//! What the desk sends back: findings and their fixes, plain data in byte ranges.

use crate::facts::{Move, Moved};
use crate::text::{Span, Spot};
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
    /// Another draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Far>,
}

impl Related {
    /// A place in the same draft.
    pub fn here(span: Span, message: impl Into<String>) -> Self {
        Related {
            span,
            message: message.into(),
            path: None,
        }
    }
}

/// A place in another draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Far {
    /// The draft's file, as it was named where the drafts were found.
    pub path: std::sync::Arc<std::path::Path>,
    pub start: Spot,
    pub end: Spot,
}

/// In JSON it is the path alone: line and column are those of the bytes.
impl Serialize for Far {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.path.to_string_lossy().serialize(serializer)
    }
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

impl Moved for Finding {
    fn moved(&mut self, by: Move) {
        self.span.moved(by);
        // Places in other drafts stay.
        for related in self.related.iter_mut().filter(|r| r.path.is_none()) {
            related.span.moved(by);
        }
        for edit in self.fixes.iter_mut().flat_map(|f| &mut f.edits) {
            edit.span.moved(by);
        }
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

/// The edits that make every safe fix of `findings` (in source order) at once, and how many fixes that is. A fix
/// that would touch what another changes is left out: it is found again when the others are made.
pub fn safe_edits(findings: &[Finding]) -> (Vec<Edit>, usize) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut fixes = 0;
    // What is changed, by start, with its end and whether it is only taken out: a fix may have edits far apart, so
    // others can lie between them.
    let mut taken = std::collections::BTreeMap::new();
    let takes = |edit: &Edit| edit.text.is_empty();
    for finding in findings {
        let Some(fix) = finding.fixes.iter().find(|f| f.safe) else {
            continue;
        };
        let free = |edit: &Edit| {
            let before = taken.range(..=edit.span.end).next_back();
            before.is_none_or(|(start, (end, takes_out))| {
                // Words may touch what is only taken out.
                let words = start < end && edit.span.start < edit.span.end;
                *end < edit.span.start
                    || *end == edit.span.start && words && (*takes_out || takes(edit))
            })
        };
        if fix.edits.iter().all(free) {
            let spans = fix.edits.iter();
            taken.extend(spans.map(|e| (e.span.start, (e.span.end, takes(e)))));
            edits.extend(fix.edits.iter().cloned());
            fixes += 1;
        }
    }
    edits.sort_by_key(|e| e.span);
    (edits, fixes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(edits: Vec<Edit>) -> Finding {
        Finding {
            rule: "test",
            severity: Severity::Warning,
            span: Span::at(0),
            message: String::new(),
            related: Vec::new(),
            fixes: vec![Fix {
                title: String::new(),
                safe: true,
                edits,
            }],
        }
    }

    #[test]
    fn fixes_are_made_whole_and_never_into_each_other() {
        let far = vec![Edit::insert(0, "<"), Edit::insert(9, ">")];
        let between = vec![Edit::replace(Span::new(3, 5), "!")];
        let clash = vec![
            Edit::replace(Span::new(4, 6), "?"),
            Edit::replace(Span::new(7, 8), "?"),
        ];
        let same = vec![Edit::insert(9, "+")];
        let all = [far, between, clash, same].map(finding);
        let (edits, fixes) = safe_edits(&all);
        assert_eq!(fixes, 2);
        assert_eq!(apply("0123456789", &edits), "<012!5678>9");
    }

    #[test]
    fn edits_off_the_text_are_left_out() {
        let edits = [Edit::insert(1, "x"), Edit::insert(7, "y")];
        assert_eq!(apply("é", &edits), "é");
    }
}
