//! How far a scan of the workspace is, told where the client has asked for that; the client may stop it.

use super::desk::Desk;
use super::written::json as write_json;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Drafts from one report to the next.
const EVERY: usize = 32;

/// A scan; its end is told when this goes.
pub struct Progress<'a> {
    desk: &'a Desk,
    token: Option<Value>,
    /// Set when the client wants it to stop.
    pub stop: Arc<AtomicBool>,
}

impl<'a> Progress<'a> {
    /// `title` in words for a person.
    pub fn begin(desk: &'a Desk, token: Option<Value>, title: &str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        if let Some(token) = &token {
            desk.state().workspace.begin(token, stop.clone());
        }
        let progress = Progress { desk, token, stop };
        progress.say(&json!({"kind": "begin", "title": title, "cancellable": true}));
        progress
    }

    /// So many drafts have been looked at.
    pub fn report(&self, count: usize) {
        if count.is_multiple_of(EVERY) {
            let message = format!("{count} drafts");
            self.say(&json!({"kind": "report", "message": message, "cancellable": true}));
        }
    }

    fn say(&self, value: &Value) {
        if let Some(token) = &self.token {
            let params = json!({"token": token, "value": value});
            let message = json!({"jsonrpc": "2.0", "method": "$/progress", "params": params});
            self.desk.hub.send(|out| write_json(out, &message));
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        // Also when the request is cancelled: the thread is to stop.
        self.stop.store(true, Ordering::SeqCst);
        if let Some(token) = &self.token {
            self.desk.state().workspace.end(token);
        }
        self.say(&json!({"kind": "end"}));
    }
}
