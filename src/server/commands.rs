//! Commands: all run here and change texts through the client or on disk, so that any client can give them.

use super::actions::{self, Change, Pick, What};
use super::desk::Desk;
use super::features::sheet;
use super::snapshot::Snapshot;
use super::sync::difference;
use super::{pages, uri};
use crate::config::FILE_NAME;
use crate::finding::Edit;
use crate::rules;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    ApplyWorkspaceEditParams, ExecuteCommandParams, MessageType, ShowMessageParams, Url,
    WorkspaceEdit, notification, request,
};

/// Makes all safe fixes of a draft; its address is the argument.
pub const FIX_ALL: &str = "copydesk.fixAll";
/// Makes a change that a code action offered; for clients whose code actions are commands only.
pub const APPLY: &str = "copydesk.apply";
/// Adds an entry to the settings file of a draft, which is made if there is none.
pub const SETTINGS: &str = "copydesk.settings";

/// Shows who said what in a draft; its address is the argument. Answers the sheet as Markdown.
pub const QUOTE_SHEET: &str = "copydesk.quoteSheet";
/// Answers who is quoted in a draft and which pictures it shows; its address is the argument.
pub const SOURCES: &str = "copydesk.sources";

/// Shows the page of a rule, whose name is the argument. Answers it as Markdown.
pub const EXPLAIN: &str = "copydesk.explain";

/// What the client is told of.
pub const NAMES: [&str; 6] = [FIX_ALL, APPLY, SETTINGS, QUOTE_SHEET, SOURCES, EXPLAIN];

/// Runs a command.
pub async fn execute(desk: &Desk, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let argument = params.arguments.into_iter().next().unwrap_or_default();
    let wrong = |e: serde_json::Error| Error::invalid_params(e.to_string());
    match &*params.command {
        FIX_ALL => {
            let uri = argument.as_str().unwrap_or_default().to_string();
            let url = uri::parse(&uri);
            let version = url.and_then(|u| desk.snapshot(&u)).and_then(|s| s.version);
            let what = What::All;
            apply(desk, &Pick { uri, version, what }).await
        }
        APPLY => apply(desk, &serde_json::from_value(argument).map_err(wrong)?).await,
        SETTINGS => {
            let change: Change = serde_json::from_value(argument).map_err(wrong)?;
            settings(desk, &change).await
        }
        QUOTE_SHEET => match draft(desk, &argument) {
            Some(at) => sheet::show(desk, &at).await.map(Some),
            None => Ok(None),
        },
        EXPLAIN => explain(desk, argument.as_str().unwrap_or_default())
            .await
            .map(Some),
        other => Err(Error::invalid_params(format!("no command {other:?}"))),
    }
}

/// Has the client open a rule's page, or shows the short of it where it cannot.
async fn explain(desk: &Desk, name: &str) -> Result<Value> {
    let Some(rule) = rules::by_name(name) else {
        let message = match rules::nearest(name) {
            Some(right) => format!("there is no rule {name:?}; did you mean {right:?}?"),
            None => format!("there is no rule {name:?}"),
        };
        return Err(Error::invalid_params(message));
    };
    let can = desk.state().client.shows_documents;
    let page = can.then(pages::folder).flatten();
    let page = page.and_then(|folder| pages::write(&folder, rule));
    let message = || format!("{}: {}\n{}", rule.name, rule.summary, rule.why.trim());
    sheet::open(desk, page, message).await;
    Ok(Value::from(rules::page(rule)))
}

/// The draft at the address that a command was given.
fn draft(desk: &Desk, argument: &Value) -> Option<Snapshot> {
    desk.snapshot(&uri::parse(argument.as_str()?)?)
}

async fn apply(desk: &Desk, pick: &Pick) -> Result<Option<Value>> {
    let edit = actions::edit_of(desk, pick)?;
    hand_over(desk, "Copydesk", edit).await
}

async fn hand_over(desk: &Desk, label: &str, edit: WorkspaceEdit) -> Result<Option<Value>> {
    let label = Some(label.to_string());
    let params = ApplyWorkspaceEditParams { label, edit };
    let answer = desk.hub.ask::<request::ApplyWorkspaceEdit>(params).await?;
    Ok(Some(Value::from(answer.applied)))
}

/// Through the client where it has the file open, else on disk: an entry then holds at once, in every client, and
/// no unsaved file is left behind a closed tab.
async fn settings(desk: &Desk, change: &Change) -> Result<Option<Value>> {
    // It would be written where nobody looks for it.
    if uri::path(change.uri()).is_none() && desk.state().roots.is_empty() {
        return Err(Error {
            message: "Save the draft first: its copydesk.toml lies beside it.".into(),
            ..Error::internal_error()
        });
    }
    let place = file_for(desk, change.uri());
    let failed = |why: String| Error {
        message: format!("{} was not changed. {why}", place.path.display()).into(),
        ..Error::internal_error()
    };
    let new = actions::change_file(&place.text, change, place.draft.as_deref()).map_err(failed)?;
    let url = Url::from_file_path(&place.path).ok();
    let open = url.and_then(|u| desk.snapshot(&u));
    if let Some(at) = open {
        let (span, text) = difference(&at.rope, &new);
        let edit = actions::workspace_edit(&at, vec![Edit::replace(span, text)]);
        return hand_over(desk, "Change copydesk.toml", edit).await;
    }
    write(&place.path, &new).map_err(|e| failed(format!("{e}.")))?;
    let mut state = desk.state();
    state.book.forget();
    state.settings_due = true;
    drop(state);
    // The file is out of sight: who made the change should see where it went.
    let message = format!("Written to {}.", place.path.display());
    let typ = MessageType::INFO;
    desk.hub
        .notify::<notification::ShowMessage>(ShowMessageParams { typ, message });
    Ok(Some(Value::from(true)))
}

struct Place {
    path: PathBuf,
    text: String,
    /// The draft's path from the file's folder; `None` for a draft that was never saved.
    draft: Option<String>,
}

/// The settings file of a draft, or where it would be: in the draft's folder of the workspace, else beside it.
fn file_for(desk: &Desk, address: &str) -> Place {
    let mut state = desk.state();
    let draft = state.place_of(address);
    let (path, text) = match state.settings_file_for(address) {
        Some(file) => (file.path.clone(), file.text.clone()),
        None => {
            let root = state.roots.iter().find(|r| draft.starts_with(r));
            let folder = root.map_or(draft.parent().unwrap_or(Path::new("/")), |r| r);
            (folder.join(FILE_NAME), String::new())
        }
    };
    let below = path.parent().and_then(|f| draft.strip_prefix(f).ok());
    let below = below.map(|p| p.to_string_lossy().replace('\\', "/"));
    let draft = below.filter(|_| uri::path(address).is_some());
    Place { path, text, draft }
}

/// Whole or not at all.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut beside = tempfile::Builder::new()
        .prefix(".copydesk-")
        .tempfile_in(folder)?;
    beside.write_all(text.as_bytes())?;
    if let Ok(old) = std::fs::metadata(&path) {
        beside.as_file().set_permissions(old.permissions())?;
    } else {
        world_readable(beside.as_file())?;
    }
    beside.persist(&path)?;
    Ok(())
}

/// A temporary file is its owner's alone; a settings file is the newsroom's.
#[cfg(unix)]
fn world_readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn world_readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
