//! Entries of settings files that let nothing stand in a run. Nothing is said of a file unless the run has seen the whole
//! tree that it governs, every draft of it, by every rule.

use super::desk::Desk;
use crate::config::{Ignore, Loaded, note_used, own_entries, unused_entries};
use crate::finding::Finding;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What has let nothing stand so far, by settings file.
#[derive(Debug, Default)]
pub struct Entries {
    left: HashMap<PathBuf, Vec<Ignore>>,
}

impl Entries {
    /// Takes note of what the draft at `path` uses: `used` of the entries in `ignores`.
    pub fn note(&mut self, desk: &Desk, path: &Path, ignores: &[Ignore], used: &[bool]) {
        if let Some(file) = desk.with_entries(path) {
            let left = self.left.entry(file.path.clone());
            let left = left.or_insert_with(|| own_entries(&file));
            note_used(left, ignores, used);
        }
    }

    /// What is to be said of a settings file after a run over `paths`.
    pub fn unused(&self, file: &Loaded, paths: &[PathBuf]) -> Vec<Finding> {
        let whole = || {
            paths
                .iter()
                .any(|p| p.is_dir() && is_below(&file.folder, p))
        };
        match self.left.get(&file.path) {
            Some(left) if !left.is_empty() && whole() => unused_entries(file, left),
            _ => Vec::new(),
        }
    }
}

fn is_below(folder: &Path, above: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(folder)
        .zip(real(above))
        .is_some_and(|(f, a)| f.starts_with(a))
}
