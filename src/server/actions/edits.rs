//! Edits of a draft in the form that the client takes.

use crate::finding::Edit;
use crate::server::snapshot::Snapshot;
use serde_json::{Value, json};
use tower_lsp::lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

/// Edits that are made together.
pub struct Edits {
    /// In source order, without overlaps.
    pub edits: Vec<Edit>,
    /// What a client that can is to ask the writer before they are made.
    pub confirm: Option<String>,
}

const ANNOTATION: &str = "copydesk";

impl Edits {
    /// Edits that need no further question.
    pub fn sure(edits: Vec<Edit>) -> Self {
        Edits {
            edits,
            confirm: None,
        }
    }

    /// With the draft's version where the client takes that.
    pub fn workspace_edit(&self, at: &Snapshot) -> WorkspaceEdit {
        let edits = self.edits.iter().map(|e| TextEdit {
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
        let confirm = self
            .confirm
            .as_ref()
            .filter(|_| at.client.change_annotations);
        let edits = edits.map(|text_edit| match confirm {
            None => OneOf::Left(text_edit),
            Some(_) => OneOf::Right(AnnotatedTextEdit {
                text_edit,
                annotation_id: ANNOTATION.into(),
            }),
        });
        let text_document = OptionalVersionedTextDocumentIdentifier {
            uri: at.url.clone(),
            version: at.version,
        };
        let annotation = confirm.map(|label| ChangeAnnotation {
            label: label.clone(),
            needs_confirmation: Some(true),
            description: None,
        });
        WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(vec![TextDocumentEdit {
                text_document,
                edits: edits.collect(),
            }])),
            change_annotations: annotation.map(|a| [(ANNOTATION.to_string(), a)].into()),
            ..WorkspaceEdit::default()
        }
    }

    /// The same as JSON, with gaps for the writer to fill where the client takes snippets.
    pub fn json(&self, at: &Snapshot) -> Value {
        let mut edit = json!(self.workspace_edit(at));
        if !at.client.snippet_edits {
            return edit;
        }
        let Some(list) = edit.pointer_mut("/documentChanges/0/edits") else {
            return edit;
        };
        for (i, one) in self.edits.iter().enumerate() {
            let Some(gap) = one.placeholder else { continue };
            let Some(chosen) = one.text.get(gap.range()) else {
                continue;
            };
            let escape = |text: &str| text.replace('\\', "\\\\").replace('$', "\\$");
            let snippet = format!(
                "{}${{1:{}}}{}",
                escape(&one.text[..gap.from()]),
                escape(chosen).replace('}', "\\}"),
                escape(&one.text[gap.to()..]),
            );
            let range = list[i]["range"].take();
            list[i] = json!({"range": range, "snippet": {"kind": "snippet", "value": snippet}});
            // A client runs one snippet at a time.
            break;
        }
        edit
    }
}

/// Edits of a draft, for whoever needs them in the protocol's types.
pub fn workspace_edit(at: &Snapshot, edits: Vec<Edit>) -> WorkspaceEdit {
    Edits::sure(edits).workspace_edit(at)
}
