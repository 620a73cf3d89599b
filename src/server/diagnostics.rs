//! Findings as diagnostics: pushed with the draft's version to clients that cannot ask, else answered.

use super::client::Client;
use super::desk::{Open, State, Text};
use super::hub::Hub;
use super::written::{Place, json, raw, write, write_all};
use crate::draft::Findings;
use crate::finding::Finding;
use crate::text::{Lines, Span};
use std::sync::atomic::{AtomicU64, Ordering};
use tower_lsp::jsonrpc::Id;
use tower_lsp::lsp_types::{MessageType, ShowMessageParams, notification, request};

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
    /// Where the JSON of each finding ends in `items`, of the round of findings and after the moves that it tells of.
    ends: Vec<u32>,
    round: u64,
    moves: usize,
    /// Of the reports there have ever been: a draft that is opened again is not to be taken for what it was. The one
    /// without findings that every draft begins with is 0.
    number: u64,
}

impl Default for Report {
    fn default() -> Self {
        Report {
            is_due: true,
            items: Vec::new(),
            ends: Vec::new(),
            round: 0,
            moves: 0,
            number: 0,
        }
    }
}

impl Report {
    /// Takes what is to be reported now; the report's name.
    pub fn renew(&mut self, items: Vec<u8>) -> String {
        static LAST: AtomicU64 = AtomicU64::new(0);
        if items != self.items {
            self.items = items;
            self.ends.clear();
            self.number = 1 + LAST.fetch_add(1, Ordering::Relaxed);
        }
        self.id()
    }

    /// Takes the findings of an open draft. While somebody types they mostly keep their lines and columns, but for
    /// those on the line that is typed in: only these are written again.
    fn follow(&mut self, findings: Findings<'_>, place: &Place<'_>) {
        let is_round = self.round == findings.round && self.ends.len() == findings.list.len();
        let touched = match findings.moves.get(self.moves..) {
            Some([]) if is_round => return,
            Some([one]) if is_round && !one.lines => {
                let rope = place.rope;
                let line = rope.byte_to_line((one.by.from as usize).min(rope.len_bytes()));
                let end = (line + 1).min(rope.len_lines());
                Some(Span::new(rope.line_to_byte(line), rope.line_to_byte(end)))
            }
            _ => None,
        };
        (self.round, self.moves) = (findings.round, findings.moves.len());
        let is_touched = |finding: &Finding| {
            touched.is_none_or(|line| {
                let ends = |s: Span| [s.from(), s.to()];
                let in_line = |s: Span| {
                    ends(s)
                        .iter()
                        .any(|at| (line.from()..=line.to()).contains(at))
                };
                in_line(finding.span) || finding.related.iter().any(|r| in_line(r.span))
            })
        };
        if touched.is_some() && !findings.list.iter().any(is_touched) {
            return;
        }
        let mut lines = Lines::new(place.rope, place.client.encoding);
        let mut items = Vec::with_capacity(self.items.len() + 64);
        let mut ends = Vec::with_capacity(findings.list.len());
        let mut from = 0;
        for (i, finding) in findings.list.iter().enumerate() {
            if i > 0 {
                items.push(b',');
            }
            if is_touched(finding) {
                write(&mut items, finding, place, &mut lines);
            } else {
                items.extend_from_slice(&self.items[from..self.ends[i] as usize]);
            }
            ends.push(items.len() as u32);
            from = self.ends.get(i).map_or(0, |e| *e as usize + 1);
        }
        self.renew(items);
        self.ends = ends;
    }

    /// The diagnostics as JSON, with commas and without brackets.
    pub fn items(&self) -> &[u8] {
        &self.items
    }

    fn id(&self) -> String {
        format!("d{}", self.number)
    }
}

/// Analyses what has changed, tells the client if it cannot ask, and answers it if it has.
pub fn settle(hub: &Hub, state: &mut State) {
    if state.settle_settings() | std::mem::take(&mut state.refresh_due) {
        refresh(hub, &state.client);
    }
    for message in state.book.untold() {
        let typ = MessageType::WARNING;
        hub.notify::<notification::ShowMessage>(ShowMessageParams { typ, message });
    }
    for open in state.open.values_mut() {
        if std::mem::take(&mut open.report.is_due) {
            let Open {
                uri, text, report, ..
            } = open;
            match text {
                Text::Draft(draft) => {
                    let rope = &draft.rope().clone();
                    let client = &*state.client;
                    let settings = draft.settings().clone();
                    let docs = settings.docs.as_deref();
                    let place = Place {
                        uri,
                        rope,
                        client,
                        docs,
                    };
                    report.follow(draft.findings(), &place);
                }
                Text::Settings(_) => {
                    let analysis = open.analyse().clone();
                    let mut items = Vec::new();
                    let place = Place {
                        uri: &open.uri,
                        rope: open.rope(),
                        client: &state.client,
                        docs: None,
                    };
                    write_all(&mut items, &analysis.findings, &place);
                    open.report.renew(items);
                }
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
