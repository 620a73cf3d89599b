//! JUnit and checkstyle XML, which most build servers read.

use super::super::report::{Places, Report};
use super::{Output, Summary};
use crate::finding::Severity;
use std::fmt::Write;

/// A test suite a draft, a test case a finding; hints and information do not fail.
pub struct Junit;

/// A `file` element a draft with findings.
pub struct Checkstyle;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

impl Output for Junit {
    fn begin(&self) -> String {
        format!("{HEAD}<testsuites name=\"copydesk\">\n")
    }

    fn draft(&self, report: &Report) -> String {
        let findings = &report.analysis.findings;
        let name = escape(&report.name);
        let failing = findings.iter().filter(|f| f.severity >= Severity::Warning);
        let mut out = format!(
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
            findings.len().max(1),
            failing.count()
        );
        if findings.is_empty() {
            let _ = writeln!(
                out,
                "    <testcase name=\"no findings\" classname=\"{name}\"/>"
            );
        }
        let mut places = Places::of(&report.text);
        for finding in findings {
            let place = places.place(finding.span.from());
            let (line, column) = (place.line, place.column);
            let (rule, message) = (finding.rule, escape(&finding.message));
            let _ = writeln!(
                out,
                "    <testcase name=\"{rule} ({line}:{column})\" classname=\"{name}\">"
            );
            let severity = finding.severity.name();
            let _ = if finding.severity >= Severity::Warning {
                writeln!(
                    out,
                    "      <failure type=\"{severity}\" message=\"{message}\">{name}:{line}:{column}</failure>"
                )
            } else {
                writeln!(out, "      <system-out>{severity}: {message}</system-out>")
            };
            out += "    </testcase>\n";
        }
        out + "  </testsuite>\n"
    }

    fn end(&self, summary: &Summary) -> String {
        let mut out = String::new();
        for (name, why) in &summary.failed {
            let (name, why) = (escape(name), escape(why));
            let _ = writeln!(
                out,
                "  <testsuite name=\"{name}\" tests=\"1\" failures=\"0\" errors=\"1\">\n    \
                 <testcase name=\"reading\" classname=\"{name}\"><error message=\"{why}\"/></testcase>\n  </testsuite>"
            );
        }
        out + "</testsuites>\n"
    }
}

impl Output for Checkstyle {
    fn begin(&self) -> String {
        format!("{HEAD}<checkstyle version=\"4.3\">\n")
    }

    fn draft(&self, report: &Report) -> String {
        if report.analysis.findings.is_empty() {
            return String::new();
        }
        let mut out = format!("  <file name=\"{}\">\n", escape(&report.name));
        let mut places = Places::of(&report.text);
        for finding in &report.analysis.findings {
            let place = places.place(finding.span.from());
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Information | Severity::Hint => "info",
            };
            let _ = writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"copydesk.{}\"/>",
                place.line,
                place.column,
                escape(&finding.message),
                finding.rule
            );
        }
        out + "  </file>\n"
    }

    fn end(&self, _summary: &Summary) -> String {
        "</checkstyle>\n".to_string()
    }
}

/// For text and attribute values; characters that XML has no place for are replaced.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' => out += "&#10;",
            '\t' => out += "&#9;",
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
