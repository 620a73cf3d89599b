//! Where the files that a draft speaks of are. Only files inside the workspace are ever named.

use crate::picture;
use crate::server::snapshot::Snapshot;
use std::path::PathBuf;
use tower_lsp::lsp_types::Url;

/// The file of a picture by its path as the draft writes it, if it lies in the draft's folder of the workspace.
pub fn of_picture(at: &Snapshot, source: &str) -> Option<PathBuf> {
    let draft = at.url.to_file_path().ok()?;
    let roots = at.roots.iter().filter(|r| draft.starts_with(r));
    let root = roots.max_by_key(|r| r.as_os_str().len()).cloned();
    let root = root.unwrap_or_else(|| picture::root_of(&draft));
    picture::locate(&draft, &root, source)
}

/// Its address.
pub fn address(at: &Snapshot, source: &str) -> Option<Url> {
    Url::from_file_path(of_picture(at, source)?).ok()
}
