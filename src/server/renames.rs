//! Picture files that are renamed or moved: the paths in open drafts follow.

use super::actions::workspace_edit;
use super::desk::Desk;
use super::pictures::moved;
use super::snapshot::Snapshot;
use super::uri;
use crate::finding::Edit;
use crate::picture::{locate, root_of};
use std::path::{Path, PathBuf};
use tower_lsp::lsp_types::{DocumentChanges, RenameFilesParams, Url, WorkspaceEdit};

/// The changes of open drafts that a renaming of files (or of folders they lie in) asks for.
pub fn edits(desk: &Desk, params: &RenameFilesParams) -> Option<WorkspaceEdit> {
    let files = params.files.iter();
    let moves: Vec<(PathBuf, PathBuf)> = files
        .filter_map(|f| Some((uri::path(&f.old_uri)?, uri::path(&f.new_uri)?)))
        .collect();
    let (urls, roots) = {
        let state = desk.state();
        let urls: Vec<Url> = state
            .open
            .keys()
            .filter_map(|k| Url::parse(k).ok())
            .collect();
        (urls, state.roots.clone())
    };
    let mut all: Option<WorkspaceEdit> = None;
    for at in urls.iter().filter_map(|u| desk.snapshot(u)) {
        let edits = of_draft(&at, &roots, &moves);
        if !edits.is_empty() {
            let edit = workspace_edit(&at, edits);
            all = Some(match all {
                None => edit,
                Some(before) => joined(before, edit),
            });
        }
    }
    all
}

fn of_draft(at: &Snapshot, roots: &[PathBuf], moves: &[(PathBuf, PathBuf)]) -> Vec<Edit> {
    let Some(draft) = uri::path(at.url.as_str()) else {
        return Vec::new();
    };
    let within = roots.iter().find(|r| draft.starts_with(r));
    let root = within.cloned().unwrap_or_else(|| root_of(&draft));
    let mut edits = Vec::new();
    for picture in &at.analysis.facts.images {
        let Some(span) = picture.image.source_span else {
            continue;
        };
        let source = picture.image.source.as_str();
        // Written otherwise than it reads (escaped, in entities): not ours to write anew.
        if at.rope.byte_slice(span.range()) != source {
            continue;
        }
        let Some(file) = locate(&draft, &root, source) else {
            continue;
        };
        let target = moves.iter().find_map(|(old, new)| target(&file, old, new));
        let Some(target) = target else { continue };
        let plain = |p: &str| !p.contains([' ', '(', ')', '<', '>', '"', '%', '#', '?', '{']);
        if let Some(path) = moved(&real(&draft), source, &file, &target).filter(|p| plain(p)) {
            edits.push(Edit::replace(span, path));
        }
    }
    edits
}

/// Where `file` comes to lie when `old`, itself or a folder above it, becomes `new`.
fn target(file: &Path, old: &Path, new: &Path) -> Option<PathBuf> {
    let below = file.strip_prefix(real(old)).ok()?;
    let new = match (new.parent(), new.file_name()) {
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => new.to_path_buf(),
    };
    Some(if below.as_os_str().is_empty() {
        new
    } else {
        new.join(below)
    })
}

/// With links followed, as far as it is there.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

fn joined(mut a: WorkspaceEdit, b: WorkspaceEdit) -> WorkspaceEdit {
    if let (Some(a), Some(b)) = (&mut a.changes, b.changes) {
        a.extend(b);
    }
    if let (Some(DocumentChanges::Edits(a)), Some(DocumentChanges::Edits(b))) =
        (&mut a.document_changes, b.document_changes)
    {
        a.extend(b);
    }
    a
}
