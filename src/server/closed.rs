//! Drafts that are not open, as their files have them: each is read once, whoever asks about it.
//!
//! Whom they name and what is found in them is asked for by threads that go through the same folders at the same time;
//! what was read is kept as long as the one behind may still need it, and no longer.

use super::hub::lock;
use super::workspace::format;
use crate::config::Settings;
use crate::draft::Reading;
use crate::facts::images::{Picture, Pictures};
use crate::files::{LARGEST_DRAFT, Stamp, stamp};
use crate::picture;
use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Bytes of text that are kept.
const MOST: usize = 4 << 20;

#[derive(Default)]
pub struct Shelf {
    kept: Mutex<Kept>,
    files: Arc<picture::Cache>,
}

#[derive(Default)]
struct Kept {
    readings: HashMap<PathBuf, Known>,
    /// The one read first in front.
    order: VecDeque<PathBuf>,
    bytes: usize,
    #[cfg(test)]
    read: usize,
}

struct Known {
    stamp: Stamp,
    /// The language that the settings ask for: facts depend on nothing else of them.
    language: Option<String>,
    reading: Arc<Reading>,
}

/// The stamp of a file that is small enough for a draft.
pub fn draft_stamp(path: &Path) -> Option<Stamp> {
    stamp(path).filter(|(bytes, _)| *bytes <= LARGEST_DRAFT)
}

impl Shelf {
    pub fn new(files: Arc<picture::Cache>) -> Self {
        Shelf {
            kept: Mutex::default(),
            files,
        }
    }

    /// The draft at `path`; `None` if it cannot be read.
    pub fn get(&self, path: &Path, settings: &Settings) -> Option<Arc<Reading>> {
        let stamp = draft_stamp(path)?;
        // Held while reading: who asks for the same draft waits for it instead of reading it as well.
        let kept = &mut *lock(&self.kept);
        if let Some(known) = kept.readings.get(path)
            && known.stamp == stamp
            && known.language == settings.language
        {
            return Some(known.reading.clone());
        }
        let text = std::fs::read_to_string(path).ok()?;
        let bare = text.strip_prefix('\u{feff}').map(str::to_string);
        let reading = Reading::new(bare.unwrap_or(text), format(path)?, settings);
        #[cfg(test)]
        {
            kept.read += 1;
        }
        let known = Known {
            stamp,
            language: settings.language.clone(),
            reading: Arc::new(reading),
        };
        let reading = known.reading.clone();
        kept.put(path, known);
        Some(reading)
    }

    /// What the files of a draft's pictures tell.
    pub fn pictures(&self, draft: &Path, roots: &[PathBuf], shown: &[Picture]) -> Pictures {
        if shown.is_empty() {
            return Pictures::default();
        }
        let within = roots.iter().find(|r| draft.starts_with(r));
        let root = within.cloned().unwrap_or_else(|| picture::root_of(draft));
        self.files.load_all(draft, &root, shown)
    }
}

impl Kept {
    fn put(&mut self, path: &Path, known: Known) {
        self.bytes += known.reading.text.len();
        match self.readings.insert(path.to_path_buf(), known) {
            Some(old) => self.bytes -= old.reading.text.len(),
            None => self.order.push_back(path.to_path_buf()),
        }
        while self.bytes > MOST
            && let Some(first) = self.order.pop_front()
        {
            if let Some(old) = self.readings.remove(&first) {
                self.bytes -= old.reading.text.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_once_until_it_or_its_language_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, "\u{feff}“One.”\n").unwrap();
        let shelf = Shelf::default();
        let settings = Settings::default();
        let read = || lock(&shelf.kept).read;
        assert_eq!(shelf.get(&path, &settings).unwrap().text, "“One.”\n");
        shelf.get(&path, &settings);
        assert_eq!(read(), 1);
        let german = Settings {
            language: Some("de".into()),
            ..Settings::default()
        };
        shelf.get(&path, &german);
        assert_eq!(read(), 2);
        std::fs::write(&path, "“One and two.”\n").unwrap();
        assert_eq!(shelf.get(&path, &german).unwrap().text, "“One and two.”\n");
        assert_eq!((read(), lock(&shelf.kept).order.len()), (3, 1));
        std::fs::remove_file(&path).unwrap();
        assert!(shelf.get(&path, &german).is_none());
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::default();
        let text = "A word. ".repeat(MOST / 24);
        for name in ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"] {
            let path = folder.path().join(name);
            std::fs::write(&path, &text).unwrap();
            shelf.get(&path, &Settings::default()).unwrap();
        }
        let kept = lock(&shelf.kept);
        assert_eq!(kept.bytes, 3 * text.len());
        assert_eq!(kept.order.len(), 3);
        assert!(kept.order.iter().all(|p| kept.readings.contains_key(p)));
    }
}
