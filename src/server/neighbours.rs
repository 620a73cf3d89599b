//! Names of drafts against each other: whom each draft of the workspace names, and what that tells of the open ones.
//!
//! On a thread of their own open drafts are listed when the typing pauses, and files, again when they change. A file counts
//! if a `copydesk.toml` governs it, as for the workspace's diagnostics; drafts are compared with those that the same
//! settings file governs.

use super::closed::draft_stamp;
use super::desk::{Desk, State, Text};
use super::progress::Progress;
use super::settings::over;
use super::uri;
use super::workspace;
use crate::config::{Loader, Settings};
use crate::facts::names::across::{Elsewhere, Folder, Introduced, Roster};
use crate::files::Stamp;
use ropey::Rope;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;
use tower_lsp::lsp_types::{NumberOrString, WorkDoneProgressCreateParams, request};

/// The typing has paused when nothing has changed for so long.
const PAUSE: Duration = Duration::from_millis(200);

#[derive(Default)]
pub struct Neighbours {
    /// The thread, once a draft was open. It is told whether files may have changed.
    worker: Option<Sender<bool>>,
    /// The round of findings in which each open draft was last seen.
    rounds: HashMap<String, u64>,
    /// Open drafts to be listed anew.
    due: HashSet<String>,
    files_due: bool,
    /// By settings file; under no path, drafts without one.
    groups: HashMap<PathBuf, Folder>,
    /// The group of each draft.
    group_of: HashMap<PathBuf, PathBuf>,
}

impl Neighbours {
    /// Files or settings may have changed.
    pub fn look_again(&mut self) {
        self.files_due = true;
    }

    /// What others tell of the draft at `path`.
    pub fn elsewhere(&self, path: &Path) -> Vec<Elsewhere> {
        let group = self.group_of.get(path);
        let folder = group.and_then(|g| self.groups.get(g));
        folder.map_or_else(Vec::new, |f| f.elsewhere(path))
    }

    /// All drafts that are known, with whom they name.
    pub fn drafts(&self) -> Vec<(Arc<Path>, Arc<Roster>)> {
        let all = self.groups.values().flat_map(Folder::drafts);
        let mut all: Vec<_> = all.map(|(p, r)| (p.clone(), r.clone())).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// Takes whom a draft names; the group in which that changed anything.
    fn set(&mut self, path: &Path, group: &Path, roster: Option<Roster>) -> Option<PathBuf> {
        let old = self.group_of.get(path).cloned();
        if let Some(old) = old.filter(|o| o != group || roster.is_none()) {
            self.group_of.remove(path);
            if let Some(folder) = self.groups.get_mut(&old) {
                folder.set(path, None);
            }
            if roster.is_none() {
                return Some(old);
            }
        }
        let roster = roster?;
        self.group_of.insert(path.into(), group.into());
        let folder = self.groups.entry(group.into()).or_default();
        folder.set(path, Some(roster)).then(|| group.into())
    }
}

/// Takes note of which open drafts have changed.
pub fn look(desk: &Arc<Desk>, state: &mut State) {
    let near = &mut state.neighbours;
    let mut files = std::mem::take(&mut near.files_due) || near.worker.is_none();
    near.rounds.retain(|key, _| {
        let open = state.open.contains_key(key);
        // From now on the file counts.
        files |= !open;
        open
    });
    let mut news = files;
    for (key, open) in &mut state.open {
        let Text::Draft(draft) = &mut open.text else {
            continue;
        };
        let round = draft.findings().named;
        let before = near.rounds.get(key);
        if before != Some(&round) {
            // From now on the file of one just opened does not count.
            files |= before.is_none();
            near.rounds.insert(key.clone(), round);
            near.due.insert(key.clone());
            news = true;
        }
    }
    if news && !(near.worker.is_none() && near.rounds.is_empty()) {
        let worker = near.worker.get_or_insert_with(|| start(desk));
        // Without a thread nothing is known of other drafts.
        let _ = worker.send(files);
    }
}

/// An open draft that is to be listed.
struct Due {
    path: PathBuf,
    group: PathBuf,
    names: Introduced,
    text: Rope,
}

impl Due {
    fn list(self) -> Read {
        Read {
            roster: Some(self.names.placed(&self.text)),
            path: self.path,
            group: self.group,
        }
    }
}

/// The open drafts that are to be listed. `is_company`: files have been read that name people.
fn due(desk: &Desk, is_company: bool) -> Vec<Due> {
    let state = &mut *desk.state();
    let mut due = std::mem::take(&mut state.neighbours.due);
    if due.len() == 1 && !is_company && state.neighbours.group_of.is_empty() {
        // Nobody is there to compare it with: its names are listed once somebody is.
        state.neighbours.due = std::mem::take(&mut due);
    }
    let listed = due.into_iter().filter_map(|key| {
        let group = state.settings_file_for(&key).map(|f| f.path.clone());
        let path = uri::path(&key)?;
        let Text::Draft(draft) = &mut state.open.get_mut(&key)?.text else {
            return None;
        };
        Some(Due {
            names: Introduced::of(&draft.analyse().facts.names),
            text: draft.rope().clone(),
            group: group.unwrap_or_default(),
            path,
        })
    });
    listed.collect()
}

fn start(desk: &Arc<Desk>) -> Sender<bool> {
    let (sender, asked) = channel();
    let desk = desk.clone();
    let work = move || work(&desk, &asked);
    let _ = std::thread::Builder::new()
        .name("neighbours".into())
        .spawn(work);
    sender
}

/// What was read of a file.
struct Read {
    path: PathBuf,
    group: PathBuf,
    roster: Option<Roster>,
}

fn work(desk: &Arc<Desk>, asked: &Receiver<bool>) {
    let mut known: HashMap<PathBuf, (Stamp, Arc<Settings>)> = HashMap::new();
    let mut is_first = true;
    while let Ok(mut files) = asked.recv() {
        loop {
            match asked.recv_timeout(PAUSE) {
                Ok(more) => files |= more,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let found = if files {
            scan(desk, &mut known, std::mem::take(&mut is_first))
        } else {
            Vec::new()
        };
        // State changes on the loop's thread alone.
        let (sender, open) = channel();
        let asked = desk.clone();
        let is_company = found.iter().any(|read| read.roster.is_some());
        desk.hub.spawn(async move {
            // The thread waits for it.
            let _ = sender.send(due(&asked, is_company));
        });
        let open = open.recv().unwrap_or_default();
        let read = found.into_iter().chain(open.into_iter().map(Due::list));
        let (read, taker) = (read.collect(), desk.clone());
        desk.hub.spawn(async move { take(&taker, read) });
    }
}

/// Reads the files that have changed since the last time, those that are open left out.
fn scan(
    desk: &Arc<Desk>,
    known: &mut HashMap<PathBuf, (Stamp, Arc<Settings>)>,
    is_first: bool,
) -> Vec<Read> {
    let (roots, said, open, asks) = {
        let state = desk.state();
        let open: HashSet<PathBuf> = state.open.keys().filter_map(|k| uri::path(k)).collect();
        (
            state.roots.clone(),
            state.book.said(),
            open,
            state.client.progress,
        )
    };
    let mut progress = None;
    let loader = Loader::default();
    let mut gone: HashSet<PathBuf> = known.keys().cloned().collect();
    let mut found = Vec::new();
    for path in workspace::drafts(&roots) {
        if open.contains(&path) {
            // Read again when it is closed.
            known.remove(&path);
            gone.remove(&path);
            continue;
        }
        let Some(file) = loader.for_draft(&path) else {
            continue;
        };
        let Some(stamp) = draft_stamp(&path) else {
            continue;
        };
        gone.remove(&path);
        let settings = over(file.for_draft(&path), &said, &path);
        let same = |(s, old): &(Stamp, Arc<Settings>)| *s == stamp && *old == settings;
        if known.get(&path).is_some_and(same) {
            continue;
        }
        if is_first && asks {
            progress.get_or_insert_with(|| begin(desk));
        }
        if let Some(progress) = &progress {
            if progress.stop.load(Ordering::SeqCst) {
                break;
            }
            progress.report(found.len() + 1);
        }
        let Some(reading) = desk.shelf.get(&path, &settings) else {
            continue;
        };
        found.push(Read {
            roster: Some(Roster::of(&reading.facts.names, &reading.text.as_str())),
            group: file.path.clone(),
            path: path.clone(),
        });
        known.insert(path, (stamp, settings));
    }
    for path in gone {
        known.remove(&path);
        found.push(Read {
            path,
            group: PathBuf::new(),
            roster: None,
        });
    }
    found
}

fn begin(desk: &Desk) -> Progress<'_> {
    let token = "copydesk/names";
    let create = WorkDoneProgressCreateParams {
        token: NumberOrString::String(token.into()),
    };
    // Whatever it answers, it has been asked before it is told.
    drop(desk.hub.ask::<request::WorkDoneProgressCreate>(create));
    Progress::begin(desk, Some(Value::from(token)), "Reading names")
}

fn take(desk: &Desk, found: Vec<Read>) {
    let state = &mut *desk.state();
    let mut changed: HashSet<PathBuf> = HashSet::new();
    for read in found {
        // A file that was opened meanwhile is listed as it is open.
        let near = &mut state.neighbours;
        changed.extend(near.set(&read.path, &read.group, read.roster));
    }
    // A draft that stands alone is no longer there when it is closed.
    let alone = PathBuf::new();
    let closed: Vec<PathBuf> = state
        .neighbours
        .group_of
        .iter()
        .filter(|(_, group)| **group == alone)
        .map(|(path, _)| path.clone())
        .collect();
    let open: HashSet<PathBuf> = state.open.keys().filter_map(|k| uri::path(k)).collect();
    for path in closed.iter().filter(|p| !open.contains(*p)) {
        changed.extend(state.neighbours.set(path, &alone, None));
    }
    if changed.is_empty() {
        return;
    }
    for (key, open) in &mut state.open {
        let (Text::Draft(draft), Some(path)) = (&mut open.text, uri::path(key)) else {
            continue;
        };
        if draft.set_elsewhere(state.neighbours.elsewhere(&path)) {
            open.report.is_due = true;
            state.refresh_due = true;
        }
    }
    state.workspace.touch();
}
