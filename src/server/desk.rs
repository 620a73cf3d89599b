//! The one owner of all state: open texts, settings, and what the client can do.

use super::client::Client;
use super::closed::Shelf;
use super::diagnostics::{Pull, Report};
use super::disk::Disk;
use super::features::semantic::Given;
use super::features::sheet::Folder;
use super::hub::{Hub, lock};
use super::neighbours::Neighbours;
use super::pictures::Looks;
use super::settings::Book;
use super::snapshot::Snapshot;
use super::unused::Unused;
use super::workspace::Workspace;
use super::{pages, uri};
use crate::config::{FILE_NAME, Ignore, Loaded, Settings};
use crate::draft::{Analysis, Draft};
use crate::facts::images::Pictures;
use crate::markup::Format;
use crate::picture::Cache;
use crate::rules;
use crate::text::Span;
use ropey::Rope;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use tower_lsp::lsp_types::Url;

pub struct Desk {
    pub hub: Arc<Hub>,
    pub sheets: Folder,
    /// Drafts that are not open.
    pub shelf: Shelf,
    /// Answers that look at files.
    pub disk: Disk,
    /// Pictures' files that were read.
    pub files: Arc<Cache>,
    /// Semantic tokens that the client has.
    pub tokens: Mutex<Given>,
    state: Mutex<State>,
}

/// Changes only in the order of the client's messages.
#[derive(Default)]
pub struct State {
    pub client: Arc<Client>,
    pub phase: Phase,
    /// Folders of the workspace.
    pub roots: Vec<PathBuf>,
    /// Open texts by [`uri::key`].
    pub open: HashMap<String, Open>,
    /// The keys of addresses as the client writes them.
    keys: HashMap<String, String>,
    pub pulls: Vec<Pull>,
    pub book: Book,
    pub workspace: Workspace,
    pub looks: Looks,
    pub neighbours: Neighbours,
    /// Findings have changed although no text did.
    pub refresh_due: bool,
    /// Settings may have changed: each draft is to be given its own anew.
    pub settings_due: bool,
    /// What a key costs has been gone through once.
    pub rehearsed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Started,
    Up,
    ShutDown,
}

/// A text that the client has open.
pub struct Open {
    /// As the client writes it.
    pub uri: String,
    /// As the client counts; it may not.
    pub version: Option<i64>,
    pub text: Text,
    pub report: Report,
}

pub enum Text {
    Draft(Box<Draft>),
    Settings(SettingsText),
}

/// A settings file being edited.
pub struct SettingsText {
    pub path: PathBuf,
    pub rope: Rope,
    /// Its problems; `None` if it has changed since.
    analysis: Option<Arc<Analysis>>,
    /// Its entries that let nothing stand, as far as somebody has looked.
    pub unused: Unused,
}

impl SettingsText {
    /// Takes what was found out about its entries; whether that changes its problems.
    pub fn take(&mut self, unused: Vec<Ignore>) -> bool {
        let changed = self.unused.list != unused;
        if changed {
            self.unused.list = unused;
            self.analysis = None;
        }
        changed
    }
}

impl Open {
    pub fn rope(&self) -> &Rope {
        match &self.text {
            Text::Draft(draft) => draft.rope(),
            Text::Settings(file) => &file.rope,
        }
    }

    /// Replaces the bytes of `span`.
    pub fn edit(&mut self, span: Span, new: &str) {
        match &mut self.text {
            Text::Draft(draft) => draft.edit(span, new),
            Text::Settings(file) => {
                let from = file.rope.byte_to_char(span.from());
                let to = file.rope.byte_to_char(span.to());
                file.rope.remove(from..to);
                file.rope.insert(from, new);
                file.analysis = None;
            }
        }
        self.report.is_due = true;
    }

    /// Facts and findings of the text as it is; of a settings file, its problems.
    pub fn analyse(&mut self) -> &Arc<Analysis> {
        match &mut self.text {
            Text::Draft(draft) => draft.analyse(),
            Text::Settings(file) => file.analysis.get_or_insert_with(|| {
                let mut loaded = Loaded::of(&file.path, file.rope.to_string());
                file.unused.add(&mut loaded);
                Arc::new(Analysis {
                    findings: loaded.problems,
                    ..Analysis::default()
                })
            }),
        }
    }
}

impl Desk {
    pub fn new(hub: Arc<Hub>) -> Self {
        let files = Arc::<Cache>::default();
        Desk {
            hub,
            sheets: Folder::default(),
            shelf: Shelf::new(files.clone()),
            disk: Disk::default(),
            files,
            tokens: Mutex::default(),
            state: Mutex::default(),
        }
    }

    /// The state. Never held while waiting.
    pub fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// The text at `url` as it is now, analysed; `None` if it is not open.
    pub fn snapshot(&self, url: &Url) -> Option<Snapshot> {
        let state = &mut *self.state();
        // The client is told at the next pause.
        state.refresh_due |= state.settle_settings();
        let open = state.open.get_mut(url.as_str())?;
        let analysis = open.analyse().clone();
        let (format, settings, pictures) = match &open.text {
            Text::Draft(draft) => (
                Some(draft.format()),
                draft.settings().clone(),
                draft.pictures().clone(),
            ),
            Text::Settings(_) => (None, Arc::default(), Pictures::default()),
        };
        Some(Snapshot {
            url: url.clone(),
            version: open.version.and_then(|v| i32::try_from(v).ok()),
            rope: open.rope().clone(),
            format: format.unwrap_or(Format::Plain),
            is_settings: format.is_none(),
            analysis,
            settings,
            pictures,
            client: state.client.clone(),
            roots: state.roots.clone(),
        })
    }

    /// All drafts that are open.
    pub fn snapshots(&self) -> Vec<Snapshot> {
        let urls: Vec<Url> = {
            let state = self.state();
            let open = state.open.values();
            open.filter_map(|o| uri::parse(&o.uri)).collect()
        };
        let open = urls.iter().filter_map(|u| self.snapshot(u));
        open.filter(|s| !s.is_settings).collect()
    }

    /// What the open drafts beside the one at `url` say.
    pub fn others(&self, url: &Url) -> Vec<Arc<Analysis>> {
        let others = self.snapshots().into_iter().filter(|s| s.url != *url);
        others.map(|s| s.analysis).collect()
    }
}

impl State {
    /// The key of an address as the client writes it.
    pub fn key(&mut self, uri: &str) -> &str {
        if !self.keys.contains_key(uri) {
            // Closed texts leave their keys behind: start anew rather than grow for ever.
            if self.keys.len() > 4096 {
                self.keys.clear();
            }
            self.keys.insert(uri.to_string(), uri::key(uri));
        }
        &self.keys[uri]
    }

    /// The open text at an address as the client writes it.
    pub fn open(&mut self, uri: &str) -> Option<&mut Open> {
        if !self.keys.contains_key(uri) {
            self.key(uri);
        }
        self.open.get_mut(&self.keys[uri])
    }

    /// Takes a text that the client has opened.
    pub fn add(&mut self, uri: &str, version: Option<i64>, format: Format, text: &str) {
        let path = uri::path(uri);
        let is_settings = |p: &&PathBuf| p.file_name().is_some_and(|n| n == FILE_NAME);
        let text = match path.as_ref().filter(is_settings) {
            Some(path) => {
                self.book.forget();
                self.settings_due = true;
                Text::Settings(SettingsText {
                    path: path.clone(),
                    rope: Rope::from_str(text),
                    analysis: None,
                    unused: Unused::default(),
                })
            }
            None => {
                let settings = self.settings_for(uri);
                Text::Draft(Box::new(Draft::new(text, format, settings)))
            }
        };
        let key = self.key(uri).to_string();
        let open = Open {
            uri: uri.to_string(),
            version,
            text,
            report: Report::default(),
        };
        self.open.insert(key, open);
    }

    /// Where a draft lies; one that was never saved lies in the first folder of the workspace.
    pub fn place_of(&self, uri: &str) -> PathBuf {
        let root = || self.roots.first().cloned().unwrap_or_default();
        uri::path(uri).unwrap_or_else(|| root().join("untitled"))
    }

    fn settings_for(&mut self, uri: &str) -> Arc<Settings> {
        let place = self.place_of(uri);
        if is_no_draft(&place) {
            return Arc::new(Settings {
                rules: rules::all().map(|r| (r.name.to_string(), None)).collect(),
                ..Settings::default()
            });
        }
        let open = &self.open;
        self.book.for_draft(&place, &|p| settings_text(open, p))
    }

    /// Has the entries of settings files that are open looked at anew.
    pub fn look_at_entries(&mut self) {
        for open in self.open.values_mut() {
            if let Text::Settings(file) = &mut open.text {
                file.unused.is_due = true;
            }
        }
    }

    /// The settings file of a draft.
    pub fn settings_file_for(&mut self, uri: &str) -> Option<Arc<Loaded>> {
        let place = self.place_of(uri);
        let open = &self.open;
        self.book.file_for(&place, &|p| settings_text(open, p))
    }

    /// Gives each draft its settings anew if they may have changed; whether any draft's did.
    pub fn settle_settings(&mut self) -> bool {
        if self.book.has_changed() {
            if self.book.day_is_over() {
                self.judge_entries_anew();
            }
            self.book.forget();
            self.settings_due = true;
        }
        if !std::mem::take(&mut self.settings_due) {
            return false;
        }
        self.workspace.touch();
        self.neighbours.look_again();
        let mut changed = false;
        let keys: Vec<String> = self.open.keys().cloned().collect();
        for key in keys {
            let settings = self.settings_for(&key);
            let Some(open) = self.open.get_mut(&key) else {
                continue;
            };
            if let Text::Draft(draft) = &mut open.text
                && **draft.settings() != *settings
            {
                draft.reread(settings);
                open.report.is_due = true;
                changed = true;
            }
        }
        changed
    }
}

impl State {
    /// Entries of open settings files may have expired.
    fn judge_entries_anew(&mut self) {
        for open in self.open.values_mut() {
            if let Text::Settings(file) = &mut open.text {
                file.analysis = None;
                open.report.is_due = true;
            }
        }
    }
}

/// Pages of ours show mistakes; and an editor that gives us `copydesk.toml` may give us every TOML file.
fn is_no_draft(path: &Path) -> bool {
    pages::is_own(path) || path.extension().is_some_and(|e| e == "toml")
}

/// The text of the settings file at `path`, if the client has it open.
fn settings_text(open: &HashMap<String, Open>, path: &Path) -> Option<String> {
    let file = |o: &Open| match &o.text {
        Text::Settings(file) if file.path == path => Some(file.rope.to_string()),
        _ => None,
    };
    open.values().find_map(file)
}
