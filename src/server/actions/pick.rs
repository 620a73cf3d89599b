//! Which change of a draft is meant, by names and places, and the edits it comes to.

use super::edits::Edits;
use super::suppress;
use crate::draft::analyse;
use crate::finding::{Edit, Finding, apply, safe_edits};
use crate::server::snapshot::Snapshot;
use crate::server::sync::difference;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A change of a draft at one version of it. Clients hand it back; whatever it says, only fixes that the draft's
/// findings offer come of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    pub uri: String,
    pub version: Option<i32>,
    #[serde(flatten)]
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "camelCase")]
pub enum What {
    /// One fix of one finding.
    Fix {
        rule: String,
        span: Bytes,
        fix: usize,
    },
    /// The first fix of every finding of a rule.
    Rule { rule: String },
    /// All safe fixes, and those they uncover.
    All,
    /// A comment that lets a finding stand, there or in the whole draft.
    Suppress {
        rule: String,
        span: Bytes,
        whole: bool,
    },
}

/// Bytes of the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bytes(u32, u32);

impl From<Span> for Bytes {
    fn from(span: Span) -> Self {
        Bytes(span.start, span.end)
    }
}

/// A fix may uncover another; no draft needs more rounds than this.
const ROUNDS: usize = 10;

impl Pick {
    pub fn new(at: &Snapshot, what: What) -> Self {
        Pick {
            uri: at.url.to_string(),
            version: at.version,
            what,
        }
    }
}

impl What {
    /// Its edits; `None` if the draft's findings do not offer it.
    pub fn edits(&self, at: &Snapshot) -> Option<Edits> {
        let findings = &at.analysis.findings;
        let find = |rule: &str, span: Bytes| {
            findings
                .iter()
                .find(|f| f.rule == rule && Bytes::from(f.span) == span)
        };
        match self {
            What::Fix { rule, span, fix } => {
                let fix = find(rule, *span)?.fixes.get(*fix)?;
                Some(Edits::sure(fix.edits.clone()))
            }
            What::Rule { rule } => {
                let (edits, count) = of_rule(findings, rule);
                let rule = findings.iter().find(|f| f.rule == rule)?.rule;
                let safe = |f: &Finding| f.fixes.first().is_none_or(|x| x.safe);
                let sure = findings.iter().filter(|f| f.rule == rule).all(safe);
                let edits = Edits {
                    edits,
                    confirm: (!sure).then(|| format!("{rule}: {count} changes")),
                };
                (count > 0).then_some(edits)
            }
            What::All => Some(Edits::sure(all_safe(at))),
            What::Suppress { rule, span, whole } => {
                let edit = suppress::comment(at, find(rule, *span)?, *whole)?;
                Some(Edits::sure(vec![edit]))
            }
        }
    }
}

/// The edits that make the first fix of every finding of `rule`, and how many that is. Fixes with a gap for the
/// writer to fill are left out, and those that would touch another's.
pub fn of_rule(findings: &[Finding], rule: &str) -> (Vec<Edit>, usize) {
    let fixable = |f: &&Finding| {
        let first = f.fixes.first();
        f.rule == rule && first.is_some_and(|x| x.edits.iter().all(|e| e.placeholder.is_none()))
    };
    let made_safe = |f: &Finding| {
        let mut f = f.clone();
        f.fixes.truncate(1);
        f.fixes[0].safe = true;
        f
    };
    let chosen: Vec<Finding> = findings.iter().filter(fixable).map(made_safe).collect();
    safe_edits(&chosen)
}

fn all_safe(at: &Snapshot) -> Vec<Edit> {
    let (first, _) = safe_edits(&at.analysis.findings);
    if first.is_empty() || at.is_settings {
        return first;
    }
    let mut text = apply(&at.rope.to_string(), &first);
    for round in 0..ROUNDS {
        let (edits, _) = safe_edits(&analyse(&text, at.format, &at.settings).findings);
        if edits.is_empty() {
            if round == 0 {
                return first;
            }
            break;
        }
        text = apply(&text, &edits);
    }
    let (span, new) = difference(&at.rope, &text);
    vec![Edit::replace(span, new)]
}
