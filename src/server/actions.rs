//! Code actions: the fixes of the findings at hand.

use super::snapshot::Snapshot;
use crate::finding::{Edit, Finding};
use crate::text::Span;
use tower_lsp::lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionParams,
    Diagnostic, DocumentChanges, NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit, TextEdit, WorkspaceEdit,
};

/// What is offered for a range of a draft.
pub fn code_actions(at: &Snapshot, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let wanted = at.span(params.range);
    let mut actions = Vec::new();
    if wants(&params.context, &CodeActionKind::QUICKFIX) {
        for finding in touched(&at.analysis.findings, wanted) {
            quick_fixes(at, finding, &params.context, &mut actions);
        }
    }
    actions
}

/// Findings that a cursor or selection touches: one right before or behind the words counts.
fn touched(findings: &[Finding], wanted: Span) -> impl Iterator<Item = &Finding> {
    findings
        .iter()
        .filter(move |f| f.span.start <= wanted.end && wanted.start <= f.span.end)
}

/// Whether the client has asked for actions of this kind.
fn wants(context: &CodeActionContext, kind: &CodeActionKind) -> bool {
    let Some(only) = &context.only else {
        return true;
    };
    only.iter().any(|o| {
        let rest = kind.as_str().strip_prefix(o.as_str());
        rest.is_some_and(|r| o.as_str().is_empty() || r.is_empty() || r.starts_with('.'))
    })
}

fn quick_fixes(
    at: &Snapshot,
    finding: &Finding,
    context: &CodeActionContext,
    actions: &mut Vec<CodeActionOrCommand>,
) {
    for (i, fix) in finding.fixes.iter().enumerate() {
        actions.push(CodeActionOrCommand::CodeAction(CodeAction {
            title: fix.title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: linked(at, finding, context),
            edit: Some(workspace_edit(at, &fix.edits)),
            is_preferred: (i == 0 && at.client.action_preferred).then_some(true),
            ..CodeAction::default()
        }));
    }
}

/// The diagnostics of the client that are this finding.
fn linked(
    at: &Snapshot,
    finding: &Finding,
    context: &CodeActionContext,
) -> Option<Vec<Diagnostic>> {
    let range = at.range(finding.span);
    let is_it = |d: &&Diagnostic| {
        d.range == range && matches!(&d.code, Some(NumberOrString::String(c)) if c == finding.rule)
    };
    let same: Vec<_> = context.diagnostics.iter().filter(is_it).cloned().collect();
    (!same.is_empty()).then_some(same)
}

/// Edits of the draft in the form that the client takes.
pub fn workspace_edit(at: &Snapshot, edits: &[Edit]) -> WorkspaceEdit {
    let edits = edits.iter().map(|e| TextEdit {
        range: at.range(e.span),
        new_text: e.text.clone(),
    });
    if !at.client.document_changes {
        let changes = [(at.url.clone(), edits.collect())].into();
        return WorkspaceEdit {
            changes: Some(changes),
            ..WorkspaceEdit::default()
        };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier {
        uri: at.url.clone(),
        version: at.version,
    };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![TextDocumentEdit {
            text_document,
            edits: edits.map(OneOf::Left).collect(),
        }])),
        ..WorkspaceEdit::default()
    }
}
