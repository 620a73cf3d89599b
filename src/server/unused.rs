//! Entries of an open settings file that let nothing stand: found by reading the drafts that it governs, on a thread
//! of its own, when the file is opened and when something was saved.

use super::closed::Shelf;
use super::desk::{Desk, State, Text};
use super::uri;
use super::workspace::{drafts, format};
use crate::config::{Ignore, Loaded, find, note_used, own_entries, unused_entries};
use crate::draft::{Light, Reading};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The rule whose findings come of comparing drafts.
const ACROSS: &str = "name-across-drafts";

/// What is known of the entries of one settings file.
pub struct Unused {
    /// They are to be looked at.
    pub is_due: bool,
    pub list: Vec<Ignore>,
    /// Set when another look has begun or the file was closed: what this one finds is no longer asked for.
    stop: Arc<AtomicBool>,
}

impl Default for Unused {
    fn default() -> Self {
        Unused {
            is_due: true,
            list: Vec::new(),
            stop: Arc::default(),
        }
    }
}

impl Drop for Unused {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
    }
}

impl Unused {
    /// Adds a problem for each entry that is still there.
    pub fn add(&self, loaded: &mut Loaded) {
        let found = unused_entries(loaded, &self.list);
        loaded.problems.extend(found);
        loaded.problems.sort_by_key(|p| p.span);
    }
}

/// Has the entries looked at that are due.
pub fn look(desk: &Arc<Desk>, state: &mut State) {
    let is_due = |t: &Text| matches!(t, Text::Settings(file) if file.unused.is_due);
    if !state.open.values().any(|o| is_due(&o.text)) {
        return;
    }
    let texts: HashMap<PathBuf, String> = {
        let drafts = state.open.iter().filter_map(|(key, open)| {
            let Text::Draft(draft) = &open.text else {
                return None;
            };
            Some((uri::path(key)?, draft.rope().to_string()))
        });
        drafts.collect()
    };
    for (key, open) in &mut state.open {
        let Text::Settings(file) = &mut open.text else {
            continue;
        };
        if !std::mem::take(&mut file.unused.is_due) {
            continue;
        }
        let text = file.rope.to_string();
        file.unused.stop.store(true, Ordering::SeqCst);
        let stop = Arc::new(AtomicBool::new(false));
        file.unused.stop = stop.clone();
        let loaded = Loaded::of(&file.path, text);
        let (desk, key, texts) = (desk.clone(), key.clone(), texts.clone());
        let roots = state.roots.clone();
        let work = move || {
            let Some(unused) = entries(&loaded, &texts, &roots, &desk.shelf, &stop) else {
                return;
            };
            let taker = desk.clone();
            // State changes on the loop's thread alone.
            desk.hub.spawn(async move {
                if !stop.load(Ordering::SeqCst) {
                    take(&taker, &key, unused);
                }
            });
        };
        let _ = std::thread::Builder::new()
            .name("entries".into())
            .spawn(work);
    }
}

fn take(desk: &Desk, key: &str, unused: Vec<Ignore>) {
    let state = &mut *desk.state();
    if let Some(open) = state.open.get_mut(key)
        && let Text::Settings(file) = &mut open.text
        && file.take(unused)
    {
        open.report.is_due = true;
        state.refresh_due = true;
    }
}

/// The entries that can be judged here: what drafts tell of each other's names may not be known yet.
pub fn judged(loaded: &Loaded) -> Vec<Ignore> {
    let mut own = own_entries(loaded);
    own.retain(|entry| entry.rule != ACROSS);
    own
}

/// The entries that let nothing stand in any draft; `None` if it was stopped.
fn entries(
    loaded: &Loaded,
    texts: &HashMap<PathBuf, String>,
    roots: &[PathBuf],
    shelf: &Shelf,
    stop: &AtomicBool,
) -> Option<Vec<Ignore>> {
    let mut left = judged(loaded);
    let mut governs: HashMap<PathBuf, bool> = HashMap::new();
    let folder = loaded.folder.clone();
    for path in drafts(std::slice::from_ref(&folder)) {
        if left.is_empty() {
            break;
        }
        if stop.load(Ordering::SeqCst) {
            return None;
        }
        let beside = path.parent().unwrap_or(Path::new(""));
        let governed = *governs.entry(beside.to_path_buf()).or_insert_with(|| {
            // One in between has the say. Ours need not have been saved yet.
            find(beside).is_none_or(|f| f == loaded.path || !f.starts_with(&folder))
        });
        let mut settings = loaded.for_draft(&path);
        if !governed || !settings.ignores.iter().any(|i| left.contains(i)) {
            continue;
        }
        let settings = Arc::make_mut(&mut settings);
        settings.ignores.retain(|i| left.contains(i));
        let open = texts.get(&path).cloned().zip(format(&path));
        let open = open.map(|(text, format)| Arc::new(Reading::new(text, format, settings)));
        let Some(reading) = open.or_else(|| shelf.get(&path, settings)) else {
            continue;
        };
        let light = Light {
            settings,
            pictures: &shelf.pictures(&path, roots, &reading.facts.images),
            elsewhere: &[],
        };
        note_used(&mut left, &settings.ignores, &reading.used(&light));
    }
    Some(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::FILE_NAME;

    #[test]
    fn entries_are_judged_by_the_drafts_they_hold_for() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("news/own")).unwrap();
        let flagged =
            "Marta Lindqvist met the press.\n\n“The bridge will not open before the spring.”\n";
        for (name, text) in [
            ("news/a.txt", flagged),
            ("news/b.txt", "Nothing.\n"),
            ("news/own/c.txt", flagged),
            ("news/own/copydesk.toml", ""),
        ] {
            std::fs::write(root.join(name), text).unwrap();
        }
        let entry = |file: &str, text: &str| {
            format!("[[ignore]]\nrule = \"unattributed-quote\"\nfile = \"{file}\"\n{text}\n")
        };
        let text = [
            entry("news/a.txt", ""),
            entry("news/b.txt", ""),
            entry("news/gone.txt", ""),
            entry("news/own/*", ""),
            entry(
                "news/*",
                "text = \"“The bridge will not open before the spring.”\"",
            ),
            entry("news/*", "text = \"“Another.”\""),
            "[[ignore]]\nrule = \"mixed-marks\"\n".to_string(),
        ]
        .concat();
        let loaded = Loaded::of(&root.join(FILE_NAME), text);
        assert!(loaded.problems.is_empty());
        let go = AtomicBool::new(false);
        let unused = |texts: &HashMap<PathBuf, String>| {
            let list = entries(&loaded, texts, &[], &Shelf::default(), &go).unwrap();
            let index = |i: &Ignore| loaded.settings.ignores.iter().position(|x| x == i);
            list.iter().filter_map(index).collect::<Vec<_>>()
        };
        assert_eq!(unused(&HashMap::new()), [1, 2, 3, 5, 6]);
        // What is open and not saved counts.
        let open = [(root.join("news/b.txt"), flagged.to_string())].into();
        assert_eq!(unused(&open), [2, 3, 5, 6]);
        go.store(true, Ordering::SeqCst);
        assert!(entries(&loaded, &HashMap::new(), &[], &Shelf::default(), &go).is_none());
    }
}
