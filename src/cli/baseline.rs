//! A baseline: findings that were there before, kept in a file so that an old archive can start clean.
//!
//! One line a finding, `rule TAB path TAB "flagged words"`, sorted, so that a version control system shows what came
//! and went. No line numbers: moving a paragraph makes nothing new.

use super::report::Report;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// How often each finding is known, or was found.
#[derive(Debug, Default)]
pub struct Baseline {
    counts: Mutex<BTreeMap<String, usize>>,
}

const HEAD: &str = "# Findings that were there before. Made by `copydesk check --baseline FILE --update-baseline`.\n";

impl Baseline {
    /// Reads the file. The error is a sentence.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => format!(
                "{}: there is no such baseline; --update-baseline makes it",
                path.display()
            ),
            _ => format!("{}: cannot be read: {e}", path.display()),
        })?;
        let mut counts = BTreeMap::new();
        let lines = text
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'));
        for line in lines {
            *counts.entry(line.to_string()).or_insert(0) += 1;
        }
        Ok(Baseline {
            counts: Mutex::new(counts),
        })
    }

    /// Takes the findings that are known out of the report; one line lets one finding stand.
    pub fn subtract(&self, report: &mut Report) {
        let name = report.name.clone();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let text = std::mem::take(&mut report.text);
        report.analysis.findings.retain(|f| {
            let known = counts.get_mut(&key(&name, &text, f));
            match known {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    false
                }
                _ => true,
            }
        });
        report.text = text;
    }

    /// Takes note of what was found.
    pub fn add(&self, report: &Report) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for finding in &report.analysis.findings {
            let key = key(&report.name, &report.text, finding);
            *counts.entry(key).or_insert(0) += 1;
        }
    }

    /// Writes what was found.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = HEAD.to_string();
        for (key, count) in counts.iter() {
            for _ in 0..*count {
                text += key;
                text.push('\n');
            }
        }
        std::fs::write(path, text)
    }
}

fn key(name: &str, text: &str, finding: &crate::finding::Finding) -> String {
    let words = text.get(finding.span.range()).unwrap_or_default();
    let words = serde_json::Value::from(words);
    format!("{}\t{name}\t{words}", finding.rule)
}
