//! Commands: all run here and change drafts through the client, so that any client can give them.

use super::actions::workspace_edit;
use super::desk::Desk;
use super::uri;
use crate::finding::Edit;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ApplyWorkspaceEditParams, ExecuteCommandParams, request};

/// Makes all safe fixes of a draft; its address is the argument.
pub const FIX_ALL: &str = "copydesk.fixAll";

/// What the client is told of.
pub const NAMES: [&str; 1] = [FIX_ALL];

pub async fn execute(desk: &Desk, params: ExecuteCommandParams) -> Result<Option<Value>> {
    match &*params.command {
        FIX_ALL => fix_all(desk, &params.arguments).await,
        other => Err(Error::invalid_params(format!("no command {other:?}"))),
    }
}

async fn fix_all(desk: &Desk, arguments: &[Value]) -> Result<Option<Value>> {
    let address = arguments.first().and_then(Value::as_str);
    let url = address
        .and_then(uri::parse)
        .ok_or_else(|| Error::invalid_params("the address of a draft is missing"))?;
    let Some(draft) = desk.snapshot(&url) else {
        return Err(Error::invalid_params("that draft is not open"));
    };
    let edits = safe_edits(&draft.analysis.findings);
    let edit = workspace_edit(&draft, &edits);
    let asked = desk
        .hub
        .ask::<request::ApplyWorkspaceEdit>(ApplyWorkspaceEditParams {
            label: Some("Make all safe fixes".into()),
            edit,
        });
    drop(draft);
    let answer = asked.await?;
    Ok(Some(Value::from(answer.applied)))
}

/// The edits of the first safe fix of each finding, in source order; where two would touch, the first is made.
pub fn safe_edits(findings: &[crate::finding::Finding]) -> Vec<Edit> {
    let fixes = findings
        .iter()
        .filter_map(|f| f.fixes.iter().find(|x| x.safe));
    let mut edits: Vec<Edit> = Vec::new();
    for fix in fixes {
        let clashes = |new: &Edit| {
            let old = edits.iter().map(|e| e.span);
            old.into_iter()
                .any(|o| o == new.span || o.overlaps(new.span))
        };
        if !fix.edits.iter().any(clashes) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits.sort_by_key(|e| e.span);
    edits
}
