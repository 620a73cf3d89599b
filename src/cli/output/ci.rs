//! What the pipelines of GitHub and GitLab show beside the changed lines.

use super::super::report::{Places, Report, fingerprints};
use super::{Output, Summary, one_line};
use crate::finding::Severity;
use serde_json::json;
use std::fmt::Write;

/// GitHub's workflow commands, a line a finding.
pub struct Github;

/// GitLab's Code Quality report, a JSON array.
pub struct Gitlab;

impl Output for Github {
    fn draft(&self, report: &Report) -> String {
        let mut out = String::new();
        let mut places = Places::of(&report.text);
        for finding in &report.analysis.findings {
            let level = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Information | Severity::Hint => "notice",
            };
            let start = places.place(finding.span.from());
            let end = places.place(finding.span.to());
            let _ = write!(
                out,
                "::{level} file={},line={},endLine={}",
                property(&report.name),
                start.line,
                end.line
            );
            // Columns count only within one line there.
            if start.line == end.line {
                let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
            }
            let (title, message) = (property(finding.rule), data(&finding.message));
            let _ = writeln!(out, ",title={title}::{message}");
        }
        out
    }
}

fn data(text: &str) -> String {
    let text = text.replace('%', "%25");
    one_line(&text.replace('\r', "%0D").replace('\n', "%0A"))
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

impl Output for Gitlab {
    fn begin(&self) -> String {
        "[\n".to_string()
    }

    fn draft(&self, report: &Report) -> String {
        let mut places = Places::of(&report.text);
        let findings = report.analysis.findings.iter().zip(fingerprints(report));
        let entries = findings.map(|(finding, print)| {
            let severity = match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Information => "minor",
                Severity::Hint => "info",
            };
            let lines = json!({
                "begin": places.place(finding.span.from()).line,
                "end": places.place(finding.span.to()).line,
            });
            json!({
                "description": finding.message,
                "check_name": finding.rule,
                "fingerprint": print,
                "severity": severity,
                "location": {"path": report.name, "lines": lines},
            })
            .to_string()
        });
        entries.collect::<Vec<_>>().join(",\n")
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn end(&self, _summary: &Summary) -> String {
        "\n]\n".to_string()
    }
}
