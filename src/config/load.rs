//! The one place where settings meet the file system: finding a draft's settings file and reading it.

use super::{Date, Settings, parse};
use crate::finding::Finding;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// The name of a settings file.
pub const FILE_NAME: &str = "copydesk.toml";
/// The largest settings file, in bytes.
const LARGEST: u64 = 4 << 20;

/// The settings file of the drafts in `folder`: there, or in the nearest folder above it.
pub fn find(folder: &Path) -> Option<PathBuf> {
    // The folder of a file that is named alone is the current one.
    let here = folder.as_os_str().is_empty();
    let folder = std::path::absolute(if here { Path::new(".") } else { folder }).ok()?;
    let mut candidates = folder.ancestors().map(|f| f.join(FILE_NAME));
    candidates.find(|f| f.is_file())
}

/// A settings file as it was read.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    pub path: PathBuf,
    /// The folder that its paths count from.
    pub folder: PathBuf,
    pub text: String,
    pub settings: Arc<Settings>,
    /// Findings in the settings file itself.
    pub problems: Vec<Finding>,
}

impl Loaded {
    /// Reads the file at `path`. The error is a sentence without the path.
    pub fn read(path: &Path) -> Result<Self, String> {
        Loaded::read_on(path, Date::of(SystemTime::now()))
    }

    /// The same on a certain day.
    pub fn read_on(path: &Path, today: Date) -> Result<Self, String> {
        Ok(Loaded::on(path, text_of(path)?, today))
    }

    /// From a text that stands for the file at `path` (open in an editor, perhaps not saved).
    pub fn of(path: &Path, text: String) -> Self {
        Loaded::on(path, text, Date::of(SystemTime::now()))
    }

    /// The same on a certain day: what holds until the day before is over.
    pub fn on(path: &Path, text: String, today: Date) -> Self {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let read = |name: &str| text_of(&folder.join(name));
        let (settings, problems) = parse(&text, Some(today), &read);
        Loaded {
            path,
            folder,
            text,
            settings: Arc::new(settings),
            problems,
        }
    }

    /// What it says for the draft at `path`.
    pub fn for_draft(&self, path: &Path) -> Arc<Settings> {
        if self.settings.ignores.iter().all(|i| i.file.is_none()) {
            return self.settings.clone();
        }
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let below = path.strip_prefix(&self.folder).unwrap_or(&path);
        let below = below.to_string_lossy().replace('\\', "/");
        Arc::new(self.settings.for_draft(&below))
    }
}

fn text_of(path: &Path) -> Result<String, String> {
    let meta = std::fs::metadata(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_string(),
        _ => format!("cannot be read: {e}"),
    })?;
    // A pipe or device may never end.
    if !meta.is_file() {
        return Err("is no file".to_string());
    }
    if meta.len() > LARGEST {
        return Err("is too large for a settings file".to_string());
    }
    let text = std::fs::read_to_string(path).map_err(|e| format!("cannot be read: {e}"))?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_string)
        .unwrap_or(text))
}

/// Finds and reads the settings files of many drafts, each file once.
#[derive(Debug, Default)]
pub struct Loader {
    /// By folder of drafts.
    folders: Mutex<HashMap<PathBuf, Option<Arc<Loaded>>>>,
    /// By settings file.
    files: Mutex<HashMap<PathBuf, Arc<Loaded>>>,
}

impl Loader {
    /// The settings file of the draft at `path`, if there is one. A file that cannot be read is as good as empty,
    /// with that as its problem.
    pub fn for_draft(&self, path: &Path) -> Option<Arc<Loaded>> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = folders.get(folder) {
            return known.clone();
        }
        let loaded = find(folder).map(|file| self.load(&file));
        folders.insert(folder.to_path_buf(), loaded.clone());
        loaded
    }

    /// All settings files that were read.
    pub fn loaded(&self) -> Vec<Arc<Loaded>> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<_> = files.values().cloned().collect();
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all
    }

    fn load(&self, file: &Path) -> Arc<Loaded> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || match Loaded::read(file) {
            Ok(loaded) => Arc::new(loaded),
            Err(why) => Arc::new(Loaded {
                path: file.to_path_buf(),
                problems: vec![super::parse::unreadable(&why)],
                ..Loaded::default()
            }),
        };
        files.entry(file.to_path_buf()).or_insert_with(read).clone()
    }
}
