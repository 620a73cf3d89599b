//! Code actions: fixes of the findings at hand, of all of a rule, of all that are safe; letting a finding stand;
//! the name book.
//!
//! An action is a [`Pick`] of plain names and places. Its edits are worked out from the draft's own findings,
//! never from what the client hands back.

mod book;
mod edits;
mod pick;
mod suppress;

pub use book::{Change, change_file};
pub use edits::workspace_edit;
pub use pick::{Pick, What};

use super::commands;
use super::desk::Desk;
use super::snapshot::Snapshot;
use super::uri;
use crate::finding::Finding;
use crate::rules;
use crate::text::Span;
use serde_json::{Value, json};
use std::collections::HashSet;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionContext, CodeActionTriggerKind, NumberOrString, Range, WorkspaceEdit,
};

const QUICK_FIX: &str = "quickfix";
/// Lets a finding stand.
const IGNORE: &str = "quickfix.copydesk.ignore";
/// Writes a name into the name book.
const BOOK: &str = "quickfix.copydesk.book";
/// Shows the page of a finding's rule.
const EXPLAIN: &str = "quickfix.copydesk.explain";
const FIX_ALL: &str = "source.fixAll.copydesk";

/// The kinds there are.
pub const KINDS: [&str; 5] = [QUICK_FIX, IGNORE, BOOK, EXPLAIN, FIX_ALL];

/// What is offered for a range of a draft.
pub fn code_actions(at: &Snapshot, range: Range, context: &CodeActionContext) -> Vec<Value> {
    let selected = in_focus(at, at.span(range), context);
    let mut offers = Offers {
        at,
        context,
        list: Vec::new(),
        titles: HashSet::new(),
    };
    for finding in touched(&at.analysis.findings, selected) {
        offers.fixes(finding);
    }
    let mut rules = HashSet::new();
    for finding in touched(&at.analysis.findings, selected) {
        if rules.insert(finding.rule) {
            offers.all_of(finding);
        }
        if !at.is_settings {
            offers.let_stand(finding);
            offers.name_book(finding);
        }
    }
    offers.names(selected);
    let mut rules = HashSet::new();
    for finding in touched(&at.analysis.findings, selected) {
        if rules.insert(finding.rule) {
            offers.explain(finding);
        }
    }
    offers.fix_all();
    offers.list
}

/// What of a selection the client asks about: where it names findings of ours in it, those and what is between them.
/// Kate asks about one finding with the whole draft as the range.
fn in_focus(at: &Snapshot, selected: Span, context: &CodeActionContext) -> Span {
    if context.diagnostics.is_empty() {
        return selected;
    }
    let named = touched(&at.analysis.findings, selected)
        .filter(|f| !linked(at, f, context).is_empty())
        .map(|f| f.span);
    let Some(named) = named.reduce(Span::joined) else {
        return selected;
    };
    let inside = |at: u32| at.clamp(selected.start, selected.end);
    Span {
        start: inside(named.start),
        end: inside(named.end),
    }
}

/// Findings that a cursor or selection touches: one right before or behind the words counts.
fn touched(findings: &[Finding], selected: Span) -> impl Iterator<Item = &Finding> {
    findings
        .iter()
        .filter(move |f| f.span.start <= selected.end && selected.start <= f.span.end)
}

struct Offers<'a> {
    at: &'a Snapshot,
    context: &'a CodeActionContext,
    list: Vec<Value>,
    /// Of entries for the name book, which several findings may want.
    titles: HashSet<String>,
}

/// How an offer is carried out.
enum Does {
    Edit(What),
    Change(Change),
    Explain(&'static str),
}

impl Offers<'_> {
    /// Whether the client has asked for actions of this kind.
    fn wants(&self, kind: &str) -> bool {
        let Some(only) = &self.context.only else {
            return true;
        };
        only.iter().any(|o| {
            let rest = kind.strip_prefix(o.as_str());
            rest.is_some_and(|r| o.as_str().is_empty() || r.is_empty() || r.starts_with('.'))
        })
    }

    /// Whether the client has asked for this kind and no other, or a person has asked for whatever there is. Older
    /// clients do not say who asks.
    fn asked_for(&self, kind: &str) -> bool {
        match &self.context.only {
            Some(_) => self.wants(kind),
            None => self.context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC),
        }
    }

    fn fixes(&mut self, finding: &Finding) {
        for (i, fix) in finding.fixes.iter().enumerate() {
            let what = What::Fix {
                rule: finding.rule.to_string(),
                span: finding.span.into(),
                fix: i,
            };
            self.add(
                QUICK_FIX,
                &fix.title,
                Some(finding),
                i == 0,
                Does::Edit(what),
            );
        }
    }

    /// All findings of a rule, once, where there are several that can be fixed without a person's choice.
    fn all_of(&mut self, finding: &Finding) {
        let rule = finding.rule;
        let what = What::Rule {
            rule: rule.to_string(),
        };
        let (_, count) = pick::of_rule(&self.at.analysis.findings, rule);
        if count > 1 {
            let title = format!("Fix all {count} findings of {rule}");
            self.add(QUICK_FIX, &title, Some(finding), false, Does::Edit(what));
        }
    }

    fn let_stand(&mut self, finding: &Finding) {
        let rule = finding.rule;
        for (whole, title) in [
            (false, format!("Let {rule} stand here")),
            (true, format!("Let {rule} stand in this draft")),
        ] {
            if suppress::comment(self.at, finding, whole).is_some() {
                let what = What::Suppress {
                    rule: rule.to_string(),
                    span: finding.span.into(),
                    whole,
                };
                self.add(IGNORE, &title, Some(finding), false, Does::Edit(what));
            }
        }
        let words = self.at.rope.byte_slice(finding.span.range()).to_string();
        let change = Change::Ignore {
            uri: self.at.url.to_string(),
            rule: rule.to_string(),
            text: words,
        };
        let title = format!("Let these words stand in copydesk.toml ({rule})");
        self.add(IGNORE, &title, Some(finding), false, Does::Change(change));
    }

    fn name_book(&mut self, finding: &Finding) {
        for (title, change) in book::of_finding(self.at, finding) {
            self.titles.insert(title.clone());
            self.add(BOOK, &title, Some(finding), false, Does::Change(change));
        }
    }

    /// The name under the cursor, flagged or not.
    fn names(&mut self, selected: Span) {
        if self.asked_for(BOOK) && !self.at.is_settings {
            for (title, change) in book::of_names(self.at, selected) {
                if self.titles.insert(title.clone()) {
                    self.add(BOOK, &title, None, false, Does::Change(change));
                }
            }
        }
    }

    /// For those who want to know why; an editor that asks by itself is not told.
    fn explain(&mut self, finding: &Finding) {
        if self.asked_for(EXPLAIN)
            && let Some(rule) = rules::by_name(finding.rule)
        {
            let title = format!("Explain {}", rule.name);
            let does = Does::Explain(rule.name);
            self.add(EXPLAIN, &title, Some(finding), false, does);
        }
    }

    fn fix_all(&mut self) {
        let safe = |f: &Finding| f.fixes.iter().any(|x| x.safe);
        if self.asked_for(FIX_ALL) && self.at.analysis.findings.iter().any(safe) {
            let title = "Make all safe fixes";
            self.add(FIX_ALL, title, None, false, Does::Edit(What::All));
        }
    }

    fn add(&mut self, kind: &str, title: &str, of: Option<&Finding>, first: bool, does: Does) {
        if !self.wants(kind) {
            return;
        }
        let client = &self.at.client;
        let command = |name: &str, argument: Value| json!({"title": title, "command": name, "arguments": [argument]});
        if !client.action_literals {
            let command = match does {
                Does::Edit(what) => command(commands::APPLY, json!(Pick::new(self.at, what))),
                Does::Change(change) => command(commands::SETTINGS, json!(change)),
                Does::Explain(rule) => command(commands::EXPLAIN, json!(rule)),
            };
            self.list.push(command);
            return;
        }
        let mut action = json!({"title": title, "kind": kind});
        if let Some(finding) = of {
            let linked = linked(self.at, finding, self.context);
            if !linked.is_empty() {
                action["diagnostics"] = Value::Array(linked);
            }
        }
        if first && client.action_preferred {
            action["isPreferred"] = Value::Bool(true);
        }
        match does {
            Does::Change(change) => action["command"] = command(commands::SETTINGS, json!(change)),
            Does::Explain(rule) => action["command"] = command(commands::EXPLAIN, json!(rule)),
            // What takes several rounds of analysis waits until it is wanted.
            Does::Edit(what @ (What::All | What::Rule { .. })) if client.action_resolve => {
                action["data"] = json!(Pick::new(self.at, what));
            }
            Does::Edit(what) => match what.edits(self.at) {
                Some(edits) => action["edit"] = edits.json(self.at),
                None => return,
            },
        }
        self.list.push(action);
    }
}

/// The diagnostics of the client that are this finding.
fn linked(at: &Snapshot, finding: &Finding, context: &CodeActionContext) -> Vec<Value> {
    if context.diagnostics.is_empty() {
        return Vec::new();
    }
    let range = at.range(finding.span);
    let all = context.diagnostics.iter();
    let same = all.filter(|d| {
        d.range == range && matches!(&d.code, Some(NumberOrString::String(c)) if c == finding.rule)
    });
    same.map(|d| json!(d)).collect()
}

/// Completes an action with its edit.
pub fn resolve(desk: &Desk, mut action: CodeAction) -> Result<CodeAction> {
    let data = action.data.clone().unwrap_or_default();
    let Ok(pick) = serde_json::from_value::<Pick>(data) else {
        // Not ours to complete: it is complete.
        return Ok(action);
    };
    action.edit = Some(edit_of(desk, &pick)?);
    Ok(action)
}

/// The edit of a pick, if the draft is as it was when it was offered.
pub fn edit_of(desk: &Desk, pick: &Pick) -> Result<WorkspaceEdit> {
    let url = uri::parse(&pick.uri).ok_or_else(|| Error::invalid_params("no such address"))?;
    let at = desk
        .snapshot(&url)
        .ok_or_else(|| Error::invalid_params("that draft is not open"))?;
    if at.version != pick.version {
        return Err(Error::content_modified());
    }
    let edits = pick.what.edits(&at).ok_or_else(Error::content_modified)?;
    Ok(edits.workspace_edit(&at))
}
