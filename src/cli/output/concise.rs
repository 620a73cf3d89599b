//! One line a finding, as compilers print them and editors parse them.

use super::super::report::{Places, Report};
use super::Output;
use std::fmt::Write;

pub struct Concise;

impl Output for Concise {
    fn draft(&self, report: &Report) -> String {
        let mut out = String::new();
        let mut places = Places::of(&report.text);
        for finding in &report.analysis.findings {
            let place = places.place(finding.span.from());
            let _ = writeln!(
                out,
                "{}:{}:{}: {}[{}]: {}",
                one_line(&report.name),
                place.line,
                place.column,
                finding.severity.name(),
                finding.rule,
                one_line(&finding.message)
            );
        }
        out
    }
}

/// For a terminal: without line ends, control characters, and what turns the direction of writing, behind which other
/// words could be shown than stand there.
pub fn one_line(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.replace(steers, " ")
}
