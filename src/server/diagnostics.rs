//! Findings as diagnostics: pushed with the draft's version to clients that cannot ask, else answered.
//!
//! Written straight to JSON: they are sent again at each keystroke, whole, as the protocol has it.

use super::client::Client;
use super::desk::{Open, State};
use super::hub::Hub;
use super::uri;
use crate::finding::{Finding, Severity};
use crate::text::{Encoding, Span, position_of};
use ropey::Rope;
use serde::Serialize;
use tower_lsp::jsonrpc::Id;
use tower_lsp::lsp_types::request;

/// A request for the diagnostics of a draft, to be answered when the input pauses.
pub struct Pull {
    pub id: Id,
    pub key: String,
    /// The report that the client has.
    pub previous: Option<String>,
}

/// What was last reported of a draft.
pub struct Report {
    /// The text, or what it is judged by, has changed since.
    pub is_due: bool,
    /// The diagnostics as JSON, with commas and without brackets.
    items: Vec<u8>,
    /// Counts the reports that differed from the one before.
    number: u64,
}

impl Default for Report {
    fn default() -> Self {
        Report {
            is_due: true,
            items: Vec::new(),
            number: 0,
        }
    }
}

impl Report {
    fn id(&self) -> String {
        self.number.to_string()
    }
}

/// Analyses what has changed, tells the client if it cannot ask, and answers it if it has.
pub fn settle(hub: &Hub, state: &mut State) {
    if state.settle_settings() {
        refresh(hub, &state.client);
    }
    for open in state.open.values_mut() {
        if std::mem::take(&mut open.report.is_due) {
            let analysis = open.analyse().clone();
            let mut items = Vec::with_capacity(open.report.items.len() + 64);
            write_all(
                &mut items,
                &analysis.findings,
                &Place {
                    uri: &open.uri,
                    rope: open.rope(),
                    client: &state.client,
                },
            );
            if items != open.report.items {
                open.report.items = items;
                open.report.number += 1;
            }
            if !state.client.pulls {
                publish(hub, &open.uri, open.version, &open.report.items);
            }
        }
    }
    for pull in std::mem::take(&mut state.pulls) {
        answer(hub, &pull, state.open.get(&pull.key));
    }
}

/// Has the client ask again for what changed although no text did.
fn refresh(hub: &Hub, client: &Client) {
    // What it answers is of no interest: it asks, or it does not.
    if client.pulls && client.diagnostic_refresh {
        drop(hub.ask::<request::WorkspaceDiagnosticRefresh>(()));
    }
    if client.inlay_refresh {
        drop(hub.ask::<request::InlayHintRefreshRequest>(()));
    }
    if client.lens_refresh {
        drop(hub.ask::<request::CodeLensRefresh>(()));
    }
    if client.tokens_refresh {
        drop(hub.ask::<request::SemanticTokensRefresh>(()));
    }
}

/// Takes back what was pushed for a draft that is being closed.
pub fn withdraw(hub: &Hub, open: &Open) {
    publish(hub, &open.uri, None, &[]);
}

fn publish(hub: &Hub, uri: &str, version: Option<i64>, items: &[u8]) {
    hub.send(|out| {
        raw(
            out,
            r#"{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":"#,
        );
        json(out, uri);
        if let Some(version) = version {
            raw(out, r#","version":"#);
            json(out, &version);
        }
        raw(out, r#","diagnostics":["#);
        out.extend_from_slice(items);
        raw(out, "]}}");
    });
}

fn answer(hub: &Hub, pull: &Pull, open: Option<&Open>) {
    let none = Report::default();
    let report = open.map_or(&none, |o| &o.report);
    hub.send(|out| {
        raw(out, r#"{"jsonrpc":"2.0","id":"#);
        json(out, &pull.id);
        if pull.previous.as_ref() == Some(&report.id()) {
            raw(out, r#","result":{"kind":"unchanged","resultId":"#);
            json(out, &report.id());
        } else {
            raw(out, r#","result":{"kind":"full","resultId":"#);
            json(out, &report.id());
            raw(out, r#","items":["#);
            out.extend_from_slice(&report.items);
            raw(out, "]");
        }
        raw(out, "}}");
    });
}

/// Where the findings of a draft are.
struct Place<'a> {
    uri: &'a str,
    rope: &'a Rope,
    client: &'a Client,
}

fn write_all(out: &mut Vec<u8>, findings: &[Finding], place: &Place<'_>) {
    for (i, finding) in findings.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write(out, finding, place);
    }
}

fn write(out: &mut Vec<u8>, finding: &Finding, place: &Place<'_>) {
    let encoding = place.client.encoding;
    raw(out, r#"{"range":"#);
    range(out, place.rope, finding.span, encoding);
    raw(out, r#","severity":"#);
    json(out, &severity(finding.severity));
    raw(out, r#","code":"#);
    json(out, finding.rule);
    raw(out, r#","source":"copydesk","message":"#);
    json(out, &finding.message);
    let mut related = finding.related.iter().peekable();
    if place.client.related_information && related.peek().is_some() {
        raw(out, r#","relatedInformation":["#);
        let mut first = true;
        for other in related {
            // Places in other drafts need their text.
            if other
                .path
                .as_deref()
                .is_some_and(|p| uri::path(place.uri).as_deref() != Some(p))
            {
                continue;
            }
            raw(
                out,
                if first {
                    r#"{"location":{"uri":"#
                } else {
                    r#",{"location":{"uri":"#
                },
            );
            first = false;
            json(out, place.uri);
            raw(out, r#","range":"#);
            range(out, place.rope, other.span, encoding);
            raw(out, r#"},"message":"#);
            json(out, &other.message);
            raw(out, "}");
        }
        raw(out, "]");
    }
    raw(out, "}");
}

fn range(out: &mut Vec<u8>, rope: &Rope, span: Span, encoding: Encoding) {
    for (key, at) in [(r#"{"start":"#, span.from()), (r#","end":"#, span.to())] {
        raw(out, key);
        let p = position_of(rope, at, encoding);
        raw(out, r#"{"line":"#);
        json(out, &p.line);
        raw(out, r#","character":"#);
        json(out, &p.column);
        raw(out, "}");
    }
    raw(out, "}");
}

/// As the protocol numbers it.
pub fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Information => 3,
        Severity::Hint => 4,
    }
}

fn raw(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

fn json<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(out, value).expect("plain data");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Related;
    use tower_lsp::lsp_types::{Diagnostic, DiagnosticSeverity, NumberOrString};

    #[test]
    fn diagnostics_are_read_back_as_written() {
        let text = "é “x”\n\"b\" \\";
        let at = |s: &str| {
            let from = text.find(s).unwrap();
            Span::new(from, from + s.len())
        };
        let finding = |span, related| Finding {
            rule: "mixed-marks",
            severity: Severity::Hint,
            span,
            message: "\"b\" \u{1} \\ é".into(),
            related,
            fixes: vec![],
        };
        let related = Related {
            span: at("“x”"),
            message: "here".into(),
            path: None,
        };
        let findings = [
            finding(at("\"b\""), vec![related]),
            finding(at("é"), vec![]),
        ];
        let client = Client {
            related_information: true,
            ..Client::default()
        };
        let mut out = b"[".to_vec();
        let rope = Rope::from_str(text);
        let place = Place {
            uri: "file:///a b.md",
            rope: &rope,
            client: &client,
        };
        write_all(&mut out, &findings, &place);
        out.push(b']');
        let read: Vec<Diagnostic> = serde_json::from_slice(&out).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].range.start.line, 1);
        assert_eq!(read[0].range.end.character, 3);
        assert_eq!(read[0].severity, Some(DiagnosticSeverity::HINT));
        assert_eq!(
            read[0].code,
            Some(NumberOrString::String("mixed-marks".into()))
        );
        assert_eq!(read[0].message, findings[0].message);
        let related = read[0].related_information.as_ref().unwrap();
        assert_eq!(related[0].location.range.start.character, 2);
        assert_eq!(related[0].location.range.end.character, 5);
        assert!(read[1].related_information.is_none());
    }
}
