//! Where the files that a draft speaks of are. Only files inside the workspace are ever named.

use crate::server::snapshot::Snapshot;
use std::path::{Path, PathBuf};
use tower_lsp::lsp_types::Url;

/// The file of a picture by its path as the draft writes it: next to the draft, or from a folder of the workspace
/// (or the folder that site generators serve from) where the path starts with a slash.
pub fn of_picture(at: &Snapshot, source: &str) -> Option<Url> {
    let draft = at.url.to_file_path().ok()?;
    let folder = draft.parent()?;
    let written = source.split(['?', '#']).next().unwrap_or(source).trim();
    if written.is_empty() || Url::parse(written).is_ok() || written.starts_with("//") {
        return None;
    }
    let names = [decoded(written), Some(written.to_string())];
    let roots = roots(at, folder);
    let mut candidates: Vec<PathBuf> = Vec::new();
    for name in names.into_iter().flatten() {
        match name.strip_prefix('/') {
            Some(below) => candidates.extend(roots.iter().flat_map(|root| {
                ["", "static", "public", "assets"].map(|served| root.join(served).join(below))
            })),
            None => candidates.push(folder.join(name)),
        }
    }
    let inside = |path: &PathBuf| {
        let real = path.canonicalize().ok().filter(|p| p.is_file())?;
        roots.iter().any(|r| real.starts_with(r)).then_some(real)
    };
    Url::from_file_path(candidates.iter().find_map(inside)?).ok()
}

/// The folders of the workspace, without links in their paths; the draft's own where it has none.
fn roots(at: &Snapshot, folder: &Path) -> Vec<PathBuf> {
    let known = at.roots.iter();
    let mut roots: Vec<_> = known.filter_map(|r| r.canonicalize().ok()).collect();
    if roots.is_empty() {
        roots.extend(folder.canonicalize().ok());
    }
    roots
}

/// A path without its percent signs, if that is still text.
fn decoded(path: &str) -> Option<String> {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let code = code.and_then(|c| u8::from_str_radix(std::str::from_utf8(c).ok()?, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).ok().filter(|p| !p.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs_are_read_where_they_are_codes() {
        assert_eq!(decoded("a%20b%C3%A9.jpg").as_deref(), Some("a bé.jpg"));
        assert_eq!(decoded("100%.jpg").as_deref(), Some("100%.jpg"));
        assert_eq!(decoded("%ff"), None);
        assert_eq!(decoded("%00"), None);
    }
}
