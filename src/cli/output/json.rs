//! JSON for programs: the findings of `inspect`, with places in lines and columns beside the byte ranges.

use super::super::report::{Place, Places, Report};
use super::{Output, Summary};
use crate::finding::Finding;
use serde::Serialize;
use serde_json::json;

/// One object: `{"files": […], "summary": {…}}`. Every draft checked is listed.
pub struct Json;

/// One object a finding.
pub struct Jsonl;

#[derive(Serialize)]
struct Draft<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    language: &'a str,
    fixed: usize,
    findings: Vec<Placed<'a>>,
}

#[derive(Serialize)]
struct Placed<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    #[serde(flatten)]
    placed: Placed<'a>,
}

fn placed(report: &Report) -> Vec<Placed<'_>> {
    let mut places = Places::of(&report.text);
    let findings = report.analysis.findings.iter();
    findings
        .map(|finding| Placed {
            finding,
            start: places.place(finding.span.from()),
            end: places.place(finding.span.to()),
        })
        .collect()
}

impl Output for Json {
    fn begin(&self) -> String {
        "{\"files\":[\n".to_string()
    }

    fn draft(&self, report: &Report) -> String {
        let draft = Draft {
            path: &report.name,
            format: report.format.map(|f| f.name()),
            language: report.analysis.language,
            fixed: report.fixed,
            findings: placed(report),
        };
        serde_json::to_string(&draft).unwrap_or_default()
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn end(&self, summary: &Summary) -> String {
        let [hint, information, warning, error] = summary.findings;
        let failed = summary.failed.iter();
        let failed = failed.map(|(path, message)| json!({"path": path, "message": message}));
        let summary = json!({
            "drafts": summary.drafts,
            "error": error, "warning": warning, "information": information, "hint": hint,
            "fixable": summary.fixable,
            "fixed": summary.fixed,
            "failed": failed.collect::<Vec<_>>(),
        });
        format!("\n],\"summary\":{summary}}}\n")
    }
}

impl Output for Jsonl {
    fn draft(&self, report: &Report) -> String {
        let mut out = String::new();
        for placed in placed(report) {
            let path = &report.name;
            out += &serde_json::to_string(&Line { path, placed }).unwrap_or_default();
            out.push('\n');
        }
        out
    }
}
