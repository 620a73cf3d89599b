//! Entries of an open settings file that let nothing stand: found by reading the drafts that it governs, on a thread
//! of its own, when the file is opened and when something was saved.

use super::closed::Shelf;
use super::desk::{Desk, State, Text};
use super::uri;
use super::workspace::{drafts, format};
use crate::config::{Ignore, Loaded, Settings, find, note_used, own_entries, unused_entries};
use crate::draft::{Light, Reading};
use crate::facts::names::across::{Elsewhere, Folder, Roster};
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
            let governed = Governed {
                loaded: &loaded,
                texts: &texts,
                roots: &roots,
                shelf: &desk.shelf,
                stop: &stop,
            };
            let Some(unused) = governed.unused() else {
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

/// The file's entries that each draft can be asked about by itself, and those about names of other drafts.
pub fn apart(loaded: &Loaded) -> (Vec<Ignore>, Vec<Ignore>) {
    let own = own_entries(loaded).into_iter();
    own.partition(|entry| entry.rule != ACROSS)
}

/// The drafts that a settings file governs, as they are on disk or in an editor.
pub struct Governed<'a> {
    pub loaded: &'a Loaded,
    /// Of the drafts that are open.
    pub texts: &'a HashMap<PathBuf, String>,
    pub roots: &'a [PathBuf],
    pub shelf: &'a Shelf,
    /// Set when nobody asks any longer.
    pub stop: &'a AtomicBool,
}

impl Governed<'_> {
    /// The entries that let nothing stand in any draft; `None` if it was stopped.
    fn unused(&self) -> Option<Vec<Ignore>> {
        let (mut left, across) = apart(self.loaded);
        for path in self.paths() {
            if left.is_empty() {
                break;
            }
            if self.stop.load(Ordering::SeqCst) {
                return None;
            }
            if let Some(settings) = self.settings(&path, &left)
                && let Some(reading) = self.reading(&path, &settings)
            {
                self.note(&mut left, &path, &settings, &reading, &[]);
            }
        }
        left.extend(self.unused_across(across)?);
        Some(left)
    }

    /// Those of `left`, entries about names of other drafts, that let nothing stand; `None` if it was stopped.
    pub fn unused_across(&self, mut left: Vec<Ignore>) -> Option<Vec<Ignore>> {
        if left.is_empty() {
            return Some(left);
        }
        let mut folder = Folder::default();
        let mut held = Vec::new();
        for path in self.paths() {
            if self.stop.load(Ordering::SeqCst) {
                return None;
            }
            let Some(reading) = self.reading(&path, &self.loaded.for_draft(&path)) else {
                continue;
            };
            let roster = Roster::of(&reading.facts.names, &reading.text.as_str());
            folder.set(&path, Some(roster));
            held.extend(self.settings(&path, &left).map(|settings| (path, settings)));
        }
        for (path, settings) in held {
            let elsewhere = folder.elsewhere(&path);
            if !elsewhere.is_empty()
                && let Some(reading) = self.reading(&path, &settings)
            {
                self.note(&mut left, &path, &settings, &reading, &elsewhere);
            }
        }
        Some(left)
    }

    fn paths(&self) -> impl Iterator<Item = PathBuf> {
        let (own, folder) = (self.loaded.path.clone(), self.loaded.folder.clone());
        let mut governs: HashMap<PathBuf, bool> = HashMap::new();
        drafts(std::slice::from_ref(&self.loaded.folder)).filter(move |path| {
            let beside = path.parent().unwrap_or(Path::new(""));
            *governs.entry(beside.to_path_buf()).or_insert_with(|| {
                // One in between has the say. Ours need not have been saved yet.
                find(beside).is_none_or(|f| f == own || !f.starts_with(&folder))
            })
        })
    }

    /// What holds for a draft, of the entries those in `left` alone; `None` if none of them does.
    fn settings(&self, path: &Path, left: &[Ignore]) -> Option<Arc<Settings>> {
        let mut settings = self.loaded.for_draft(path);
        let own = Arc::make_mut(&mut settings);
        own.ignores.retain(|i| left.contains(i));
        (!own.ignores.is_empty()).then_some(settings)
    }

    fn reading(&self, path: &Path, settings: &Settings) -> Option<Arc<Reading>> {
        let open = self.texts.get(path).cloned().zip(format(path));
        let open = open.map(|(text, format)| Arc::new(Reading::new(text, format, settings)));
        open.or_else(|| self.shelf.get(path, settings))
    }

    /// Takes those from `left` that a draft uses.
    fn note(
        &self,
        left: &mut Vec<Ignore>,
        path: &Path,
        settings: &Settings,
        reading: &Reading,
        elsewhere: &[Elsewhere],
    ) {
        let shown = &reading.facts.images;
        let light = Light {
            settings,
            pictures: &self.shelf.pictures(path, self.roots, shown),
            elsewhere,
        };
        note_used(left, &settings.ignores, &reading.used(&light));
    }
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
            ("news/d.txt", "They met Anna Quellmar on Monday.\n"),
            ("news/e.txt", "They met Anna Quelmar on Monday.\n"),
            ("news/own/f.txt", "They met Anna Quelmar on Monday.\n"),
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
            "[[ignore]]\nrule = \"name-across-drafts\"\nfile = \"news/d.txt\"\n".to_string(),
            "[[ignore]]\nrule = \"name-across-drafts\"\nfile = \"news/own/*\"\n".to_string(),
        ]
        .concat();
        let loaded = Loaded::of(&root.join(FILE_NAME), text);
        assert!(loaded.problems.is_empty());
        let go = AtomicBool::new(false);
        let unused = |texts: &HashMap<PathBuf, String>| {
            let governed = Governed {
                loaded: &loaded,
                texts,
                roots: &[],
                shelf: &Shelf::default(),
                stop: &go,
            };
            let list = governed.unused()?;
            let index = |i: &Ignore| loaded.settings.ignores.iter().position(|x| x == i);
            Some(list.iter().filter_map(index).collect::<Vec<_>>())
        };
        assert_eq!(unused(&HashMap::new()).unwrap(), [1, 2, 3, 5, 6, 8]);
        // What is open and not saved counts.
        let open = [
            (root.join("news/b.txt"), flagged.to_string()),
            (root.join("news/e.txt"), "Nothing.\n".to_string()),
        ];
        assert_eq!(unused(&open.into()).unwrap(), [2, 3, 5, 6, 7, 8]);
        go.store(true, Ordering::SeqCst);
        assert_eq!(unused(&HashMap::new()), None);
    }
}
