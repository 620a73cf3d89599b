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
                report.name,
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

/// Without line ends and other control characters.
pub fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}
