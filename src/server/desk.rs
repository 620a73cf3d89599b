//! The one owner of all state: open drafts, settings, and what the client can do.

use super::client::Client;
use super::diagnostics::{Pull, Report};
use super::hub::{Hub, lock};
use super::snapshot::Snapshot;
use super::uri;
use crate::config::Settings;
use crate::draft::Draft;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use tower_lsp::lsp_types::Url;

pub struct Desk {
    pub hub: Arc<Hub>,
    state: Mutex<State>,
}

/// Changes only in the order of the client's messages.
#[derive(Default)]
pub struct State {
    pub client: Arc<Client>,
    pub phase: Phase,
    /// By [`uri::key`].
    pub drafts: HashMap<String, Open>,
    /// The keys of addresses as the client writes them.
    keys: HashMap<String, String>,
    pub pulls: Vec<Pull>,
    pub settings: Arc<Settings>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Started,
    Up,
    ShutDown,
}

/// A draft that the client has open.
pub struct Open {
    /// As the client writes it.
    pub uri: String,
    /// As the client counts; it may not.
    pub version: Option<i64>,
    pub draft: Draft,
    pub report: Report,
}

impl Open {
    pub fn new(uri: &str, version: Option<i64>, draft: Draft) -> Self {
        Open {
            uri: uri.to_string(),
            version,
            draft,
            report: Report::default(),
        }
    }
}

impl Desk {
    pub fn new(hub: Arc<Hub>) -> Self {
        Desk {
            hub,
            state: Mutex::default(),
        }
    }

    /// The state. Never held while waiting.
    pub fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// The draft at `url` as it is now, analysed; `None` if it is not open.
    pub fn snapshot(&self, url: &Url) -> Option<Snapshot> {
        let state = &mut *self.state();
        let open = state.drafts.get_mut(url.as_str())?;
        let analysis = open.draft.analyse().clone();
        Some(Snapshot {
            url: url.clone(),
            version: open.version.and_then(|v| i32::try_from(v).ok()),
            rope: open.draft.rope().clone(),
            format: open.draft.format(),
            analysis,
            settings: open.draft.settings().clone(),
            client: state.client.clone(),
        })
    }
}

impl State {
    /// The key of an address as the client writes it.
    pub fn key(&mut self, uri: &str) -> &str {
        if !self.keys.contains_key(uri) {
            // Closed drafts leave their keys behind: start anew rather than grow for ever.
            if self.keys.len() > 4096 {
                self.keys.clear();
            }
            self.keys.insert(uri.to_string(), uri::key(uri));
        }
        &self.keys[uri]
    }

    /// The open draft at an address as the client writes it.
    pub fn open(&mut self, uri: &str) -> Option<&mut Open> {
        let key = self.key(uri).to_string();
        self.drafts.get_mut(&key)
    }
}
