//! SARIF 2.1.0, the exchange format of static analysis (OASIS), as code scanning services read it.

use super::super::docs;
use super::super::report::{Place, Places, Report, fingerprints};
use super::{Output, Summary};
use crate::finding::{Finding, Severity};
use crate::rules;
use crate::text::Span;
use serde_json::{Value, json};

pub struct Sarif;

impl Output for Sarif {
    fn begin(&self) -> String {
        let rules = rules::all().map(|rule| {
            json!({
                "id": rule.name,
                "shortDescription": {"text": rule.summary},
                "fullDescription": {"text": rule.why},
                "help": {"text": rule.why, "markdown": docs::page(rule)},
                "defaultConfiguration": {
                    "enabled": rule.severity.is_some(),
                    "level": rule.severity.map_or("none", level),
                },
                "properties": {"tags": [rule.family.name()]},
            })
        });
        let tool = json!({"driver": {
            "name": env!("CARGO_PKG_NAME"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.collect::<Vec<_>>(),
        }});
        format!(
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[\
             {{\"tool\":{tool},\"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
        )
    }

    fn draft(&self, report: &Report) -> String {
        let mut places = Places::of(&report.text);
        let findings = report.analysis.findings.iter();
        let results = findings
            .zip(fingerprints(report))
            .map(|(finding, print)| result(report, &mut places, finding, print).to_string());
        results.collect::<Vec<_>>().join(",\n")
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn end(&self, summary: &Summary) -> String {
        let failed = summary.failed.iter().map(|(path, why)| {
            json!({
                "level": "error",
                "message": {"text": why},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}],
            })
        });
        let invocation = json!({
            "executionSuccessful": summary.failed.is_empty(),
            "toolExecutionNotifications": failed.collect::<Vec<_>>(),
        });
        format!("\n],\"invocations\":[{invocation}]}}]}}\n")
    }
}

fn area(start: Place, end: Place) -> Value {
    json!({
        "startLine": start.line, "startColumn": start.column,
        "endLine": end.line, "endColumn": end.column,
    })
}

fn result(report: &Report, places: &mut Places<'_>, finding: &Finding, print: String) -> Value {
    let uri = uri(&report.name);
    let mut region = |span: Span| area(places.place(span.from()), places.place(span.to()));
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri},
            "region": region(finding.span),
        }}],
        "partialFingerprints": {"copydesk/v1": print},
    });
    if let Some(index) = rules::all().position(|r| r.name == finding.rule) {
        result["ruleIndex"] = index.into();
    }
    let related = finding.related.iter().map(|r| {
        let (uri, region) = match &r.path {
            Some(far) => {
                let path = far.path.to_string_lossy().replace('\\', "/");
                (self::uri(&path), area(far.start.into(), far.end.into()))
            }
            None => (uri.clone(), region(r.span)),
        };
        json!({
            "message": {"text": r.message},
            "physicalLocation": {"artifactLocation": {"uri": uri}, "region": region},
        })
    });
    let related: Vec<_> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    let fixes = finding.fixes.iter().filter(|f| !f.edits.is_empty());
    let fixes: Vec<_> = fixes
        .map(|fix| {
            let edits = fix.edits.iter().map(|edit| {
                json!({
                    "deletedRegion": region(edit.span),
                    "insertedContent": {"text": edit.text},
                })
            });
            json!({
                "description": {"text": fix.title},
                "artifactChanges": [{
                    "artifactLocation": {"uri": uri},
                    "replacements": edits.collect::<Vec<_>>(),
                }],
            })
        })
        .collect();
    if !fixes.is_empty() {
        result["fixes"] = fixes.into();
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

/// A path as a URI reference: relative stays relative.
fn uri(path: &str) -> String {
    let mut out = String::new();
    if path.starts_with('/') {
        out += "file://";
    }
    for byte in path.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
        match plain {
            true => out.push(byte as char),
            false => out += &format!("%{byte:02X}"),
        }
    }
    out
}
