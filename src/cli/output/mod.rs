//! Output formats: one file a format, all written draft by draft so that memory does not grow with the archive.

mod ci;
mod concise;
mod human;
mod json;
mod sarif;
mod xml;

pub use concise::one_line;

use super::report::Report;

/// Names on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// For people: the source line, the words, the message, the fixes
    Human,
    /// One line a finding: FILE:LINE:COLUMN: severity[rule]: message
    Concise,
    /// One JSON object
    Json,
    /// JSON Lines: one object a finding
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands that GitHub shows beside the lines
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// JUnit XML
    Junit,
    /// Checkstyle XML
    Checkstyle,
}

/// How a run's findings are written.
pub trait Output: Sync {
    /// Before the first draft.
    fn begin(&self) -> String {
        String::new()
    }

    /// The findings of one draft; nothing is written if it is empty. Runs on any thread.
    fn draft(&self, report: &Report) -> String;

    /// Between two drafts' pieces.
    fn between(&self) -> &'static str {
        ""
    }

    /// After the last draft.
    fn end(&self, _summary: &Summary) -> String {
        String::new()
    }
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Summary {
    /// Drafts checked.
    pub drafts: usize,
    /// Drafts with findings.
    pub flagged: usize,
    /// Settings files with findings.
    pub settings: usize,
    /// By severity: hint, information, warning, error.
    pub findings: [usize; 4],
    /// Findings that have a safe fix.
    pub fixable: usize,
    /// Findings removed by `--fix`.
    pub fixed: usize,
    /// Files that could not be checked, and why.
    pub failed: Vec<(String, String)>,
}

/// How human output looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub colour: bool,
    /// Columns.
    pub width: usize,
}

/// The writer of a format.
pub fn of(kind: Kind, look: Look) -> Box<dyn Output> {
    match kind {
        Kind::Human => Box::new(human::Human::new(look)),
        Kind::Concise => Box::new(concise::Concise),
        Kind::Json => Box::new(json::Json),
        Kind::Jsonl => Box::new(json::Jsonl),
        Kind::Sarif => Box::new(sarif::Sarif),
        Kind::Github => Box::new(ci::Github),
        Kind::Gitlab => Box::new(ci::Gitlab),
        Kind::Junit => Box::new(xml::Junit),
        Kind::Checkstyle => Box::new(xml::Checkstyle),
    }
}
