//! Diagnostics of the whole workspace: the drafts that a settings file governs, open or not.
//!
//! A folder becomes one that is checked as a whole by having a `copydesk.toml`; without one only open drafts are, so
//! that nobody's unrelated notes fill the list of problems. Files are read on a thread of their own; what was found
//! in a file is kept until it or its settings change. Some clients ask again as soon as they are answered: they wait
//! until there is something new.

use super::answer::Answer;
use super::client::Client;
use super::closed::{Shelf, draft_stamp};
use super::desk::{Desk, Text};
use super::progress::Progress;
use super::settings::over;
use super::unused::{Entries, Governed, apart};
use super::uri;
use super::written::{Place, write_all};
use crate::config::{Loaded, Loader, Settings};
use crate::draft::{Analysis, Light, used_entries};
use crate::facts::images::{Picture, Pictures};
use crate::facts::names::across::Elsewhere;
use crate::files::Stamp;
use crate::finding::Finding;
use crate::markup::Format;
use ropey::Rope;
use serde_json::{Value, json};
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::{Notify, mpsc};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::Url;

/// What is known of the workspace's files.
#[derive(Default)]
pub struct Workspace {
    /// Counts the changes on disk and of settings.
    changes: u64,
    /// The count that the last full answer knew of.
    answered: Option<u64>,
    changed: Arc<Notify>,
    files: HashMap<PathBuf, Known>,
    last_id: u64,
    /// Scans that the client may cancel, by their token as JSON.
    running: HashMap<String, Arc<AtomicBool>>,
}

/// What was found in a file, and from what.
#[derive(Clone)]
struct Known {
    stamp: Stamp,
    settings: Arc<Settings>,
    elsewhere: Vec<Elsewhere>,
    shown: Arc<[Picture]>,
    pictures: Pictures,
    /// Which of the settings' entries that let findings stand it uses.
    used: Arc<[bool]>,
    id: u64,
    items: Arc<Vec<u8>>,
}

/// An open draft, whose findings are reported as it is; here for the entries that let some stand.
struct OpenDraft {
    text: Rope,
    format: Format,
    analysis: Arc<Analysis>,
    settings: Arc<Settings>,
    pictures: Pictures,
}

impl Workspace {
    /// Files, folders or settings may have changed.
    pub fn touch(&mut self) {
        self.changes += 1;
        self.changed.notify_waiters();
    }

    /// A scan with this token begins, which `stop` stops.
    pub fn begin(&mut self, token: &Value, stop: Arc<AtomicBool>) {
        self.running.insert(token.to_string(), stop);
    }

    pub fn end(&mut self, token: &Value) {
        self.running.remove(&token.to_string());
    }

    /// The client wants the scan with this token to stop.
    pub fn cancel(&self, token: &Value) {
        if let Some(stop) = self.running.get(&token.to_string()) {
            stop.store(true, Ordering::SeqCst);
        }
    }
}

/// Answers `workspace/diagnostic`.
pub async fn diagnostics(desk: &Arc<Desk>, params: Value) -> Result<Value> {
    let previous = previous(&params);
    let token = |name: &str| params.get(name).filter(|t| !t.is_null()).cloned();
    if !previous.is_empty() {
        news(desk).await;
    }
    let mut answer = Answer::new(desk, token("partialResultToken"));
    let progress = Progress::begin(desk, token("workDoneToken"), "Checking drafts");
    let seen_changes = desk.state().workspace.changes;
    let (mut reported, open) = open_texts(desk, &previous, &mut answer);
    let mut found = scan(desk, open, progress.stop.clone());
    let mut count = 0;
    while let Some((path, known)) = found.recv().await {
        let Some(url) = Url::from_file_path(&path).ok().map(String::from) else {
            continue;
        };
        let known = desk.state().workspace.keep(path, known);
        answer.add(&url, None, &known.id.to_string(), &known.items, &previous);
        reported.insert(uri::key(&url));
        count += 1;
        progress.report(count);
    }
    if progress.stop.load(Ordering::SeqCst) {
        return Err(Error::request_cancelled());
    }
    // What the client still shows of files that are gone.
    for (uri, _) in previous
        .iter()
        .filter(|(u, _)| !reported.contains(&uri::key(u)))
    {
        answer.add(uri, None, "", &[], &HashMap::new());
    }
    answer.send();
    desk.state().workspace.answered = Some(seen_changes);
    Ok(json!({"items": answer.rest()?}))
}

/// The reports that the client has, by address.
fn previous(params: &Value) -> HashMap<String, String> {
    let list = params.get("previousResultIds").and_then(Value::as_array);
    let text = |v: &Value, key: &str| v.get(key)?.as_str().map(str::to_string);
    let pairs = list.into_iter().flatten();
    pairs
        .filter_map(|p| Some((text(p, "uri")?, text(p, "value")?)))
        .collect()
}

/// Waits until something has changed since the last full answer.
async fn news(desk: &Desk) {
    loop {
        let changed = {
            let workspace = &desk.state().workspace;
            if workspace.answered != Some(workspace.changes) {
                return;
            }
            workspace.changed.clone().notified_owned()
        };
        changed.await;
    }
}

/// Reports what is open; its keys, and what of it are files, drafts or settings.
fn open_texts(
    desk: &Desk,
    previous: &HashMap<String, String>,
    answer: &mut Answer<'_>,
) -> (HashSet<String>, HashMap<PathBuf, Option<OpenDraft>>) {
    let state = &mut *desk.state();
    let mut keys = HashSet::new();
    let mut files = HashMap::new();
    for (key, open) in &mut state.open {
        let analysis = open.analyse().clone();
        let draft = match &open.text {
            Text::Draft(draft) => Some(OpenDraft {
                text: draft.rope().clone(),
                format: draft.format(),
                analysis: analysis.clone(),
                settings: draft.settings().clone(),
                pictures: draft.pictures().clone(),
            }),
            Text::Settings(_) => None,
        };
        let docs = draft.as_ref().and_then(|d| d.settings.docs.as_deref());
        let items = written(
            &open.uri,
            open.rope(),
            &state.client,
            docs,
            &analysis.findings,
        );
        let id = open.report.renew(items);
        answer.add(&open.uri, open.version, &id, open.report.items(), previous);
        keys.insert(key.clone());
        if let Some(path) = uri::path(key) {
            files.insert(path, draft);
        }
    }
    (keys, files)
}

fn written(
    uri: &str,
    rope: &Rope,
    client: &Client,
    docs: Option<&str>,
    findings: &[Finding],
) -> Vec<u8> {
    let mut items = Vec::new();
    let place = Place {
        uri,
        rope,
        client,
        docs,
    };
    write_all(&mut items, findings, &place);
    items
}

/// Reads the drafts of the workspace on a thread, without those that are `open`, then tells of the settings files.
/// Ends when whoever takes what it finds is gone, or when `stop` is set.
fn scan(
    desk: &Arc<Desk>,
    open: HashMap<PathBuf, Option<OpenDraft>>,
    stop: Arc<AtomicBool>,
) -> mpsc::UnboundedReceiver<(PathBuf, Known)> {
    let (sender, receiver) = mpsc::unbounded_channel();
    let state = desk.state();
    let roots = state.roots.clone();
    let said = state.book.said();
    let client = state.client.clone();
    let files = state.workspace.files.clone();
    // What the drafts tell of each other, as far as they were read.
    let mut elsewhere: HashMap<Arc<Path>, Vec<Elsewhere>> = HashMap::new();
    for (path, _) in state.neighbours.drafts() {
        let told = state.neighbours.elsewhere(&path);
        if !told.is_empty() {
            elsewhere.insert(path, told);
        }
    }
    drop(state);
    let desk = desk.clone();
    let work = move || {
        let loader = Loader::default();
        let mut entries = Entries::default();
        for path in drafts(&roots) {
            if stop.load(Ordering::SeqCst) {
                return;
            }
            let Some(file) = loader.for_draft(&path) else {
                continue;
            };
            if let Some(open) = open.get(&path) {
                if let Some(draft) = open {
                    entries.note(&file, &draft.settings, || draft.used());
                }
                continue;
            }
            let settings = over(file.for_draft(&path), &said, &path);
            let told = elsewhere.remove(&*path).unwrap_or_default();
            let known = files.get(&path);
            let Some(known) = look(&path, known, settings, told, &roots, &desk.shelf, &client)
            else {
                entries.unread(&file);
                continue;
            };
            entries.note(&file, &known.settings, || known.used.to_vec());
            if sender.send((path, known)).is_err() {
                return;
            }
        }
        // Few settings files have entries that ask for them.
        let texts = LazyCell::new(|| {
            let texts = open.iter().filter_map(|(path, draft)| {
                let text = draft.as_ref()?.text.to_string();
                Some((path.clone(), text))
            });
            texts.collect()
        });
        for file in loader.loaded() {
            let whole = roots.iter().any(|r| file.folder.starts_with(r));
            if whole && !open.contains_key(&file.path) {
                let mut across = apart(&file).1;
                if !across.is_empty() {
                    let governed = Governed {
                        loaded: &file,
                        texts: &texts,
                        roots: &roots,
                        shelf: &desk.shelf,
                        stop: &stop,
                    };
                    let Some(unused) = governed.unused_across(across) else {
                        return;
                    };
                    across = unused;
                }
                let mut findings = file.problems.clone();
                findings.extend(entries.findings(&file, &across));
                findings.sort_by_key(|f| f.span);
                let known = Known::of_settings(&file, &findings, &client);
                if !known.items.is_empty() && sender.send((file.path.clone(), known)).is_err() {
                    return;
                }
            }
        }
    };
    // Without a thread there is nothing to report.
    let _ = std::thread::Builder::new()
        .name("workspace".into())
        .spawn(work);
    receiver
}

impl OpenDraft {
    fn used(&self) -> Vec<bool> {
        let light = Light {
            settings: &self.settings,
            pictures: &self.pictures,
            elsewhere: &[],
        };
        let (text, facts) = (self.text.to_string(), &self.analysis.facts);
        used_entries(&text, self.format, self.analysis.language, facts, &light)
    }
}

impl Known {
    /// What was found wrong with a settings file.
    fn of_settings(file: &Loaded, findings: &[Finding], client: &Client) -> Self {
        let url = Url::from_file_path(&file.path).map(String::from);
        let rope = Rope::from_str(&file.text);
        let items = written(&url.unwrap_or_default(), &rope, client, None, findings);
        Known {
            stamp: (0, None),
            settings: Arc::default(),
            elsewhere: Vec::new(),
            shown: Arc::default(),
            pictures: Pictures::default(),
            used: Arc::default(),
            id: 0,
            items: Arc::new(items),
        }
    }
}

/// Files that by their name are drafts.
pub fn drafts(roots: &[PathBuf]) -> impl Iterator<Item = PathBuf> {
    let mut roots = roots.iter();
    let walk = roots.next().map(|first| {
        let mut builder = ignore::WalkBuilder::new(first);
        for root in roots {
            builder.add(root);
        }
        builder.build()
    });
    let files = walk.into_iter().flatten().flatten();
    let files = files.filter(|e| e.file_type().is_some_and(|t| t.is_file()));
    files
        .map(ignore::DirEntry::into_path)
        .filter(|p| format(p).is_some())
}

pub fn format(path: &Path) -> Option<Format> {
    Format::from_extension(path.extension()?.to_str()?)
}

/// What is found in the draft at `path`: what is known, if nothing has changed. `None` if it cannot be read.
fn look(
    path: &Path,
    known: Option<&Known>,
    settings: Arc<Settings>,
    elsewhere: Vec<Elsewhere>,
    roots: &[PathBuf],
    shelf: &Shelf,
    client: &Client,
) -> Option<Known> {
    let stamp = draft_stamp(path)?;
    if let Some(known) = known
        && known.stamp == stamp
        && *known.settings == *settings
        && known.elsewhere == elsewhere
        && known.pictures == shelf.pictures(path, roots, &known.shown)
    {
        return Some(known.clone());
    }
    let reading = shelf.get(path, &settings)?;
    let shown = &reading.facts.images;
    let pictures = shelf.pictures(path, roots, shown);
    let light = Light {
        settings: &settings,
        pictures: &pictures,
        elsewhere: &elsewhere,
    };
    let findings = reading.judge(&light);
    let used = reading.used(&light).into();
    let url = Url::from_file_path(path).ok()?;
    let rope = Rope::from_str(&reading.text);
    let items = written(
        url.as_str(),
        &rope,
        client,
        settings.docs.as_deref(),
        &findings,
    );
    let shown = shown[..].into();
    Some(Known {
        stamp,
        settings,
        elsewhere,
        shown,
        pictures,
        used,
        id: 0,
        items: Arc::new(items),
    })
}

impl Workspace {
    /// Keeps what was found in a file; under a new number unless it was known.
    fn keep(&mut self, path: PathBuf, mut known: Known) -> Known {
        if known.id == 0 {
            let same = self.files.get(&path).filter(|k| k.items == known.items);
            known.id = same.map_or(self.last_id + 1, |k| k.id);
            self.last_id = self.last_id.max(known.id);
            self.files.insert(path, known.clone());
        }
        known
    }
}
