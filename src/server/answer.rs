//! The answer to `workspace/diagnostic`, in parts where the client takes them.

use super::desk::Desk;
use super::written::{json as write_json, raw};
use serde_json::Value;
use std::collections::HashMap;
use tower_lsp::jsonrpc::{Error, Result};

/// Drafts reported at a time to clients that take parts.
const BATCH: usize = 32;

/// What is answered, as far as it was not sent in parts.
pub struct Answer<'a> {
    desk: &'a Desk,
    /// The token of the parts, if the client takes any.
    partial: Option<Value>,
    /// Reports as JSON.
    items: Vec<Vec<u8>>,
}

impl<'a> Answer<'a> {
    pub fn new(desk: &'a Desk, partial: Option<Value>) -> Self {
        Answer {
            desk,
            partial,
            items: Vec::new(),
        }
    }

    /// Adds the report `id` of the draft at `uri`: `items` are its diagnostics as JSON, left out if the client has them by
    /// `previous`, the reports that it has.
    pub fn add(
        &mut self,
        uri: &str,
        version: Option<i64>,
        id: &str,
        items: &[u8],
        previous: &HashMap<String, String>,
    ) {
        let mut out = Vec::with_capacity(items.len() + 128);
        raw(&mut out, r#"{"uri":"#);
        write_json(&mut out, uri);
        raw(&mut out, r#","version":"#);
        write_json(&mut out, &version);
        raw(&mut out, r#","resultId":"#);
        write_json(&mut out, id);
        if previous.get(uri).is_some_and(|p| p == id) {
            raw(&mut out, r#","kind":"unchanged"}"#);
        } else {
            raw(&mut out, r#","kind":"full","items":["#);
            out.extend_from_slice(items);
            raw(&mut out, "]}");
        }
        self.items.push(out);
        if self.items.len() >= BATCH {
            self.send();
        }
    }

    /// Sends a part, if the client takes parts.
    pub fn send(&mut self) {
        let Some(token) = &self.partial else { return };
        let items = std::mem::take(&mut self.items);
        if items.is_empty() {
            return;
        }
        self.desk.hub.send(|out| {
            raw(
                out,
                r#"{"jsonrpc":"2.0","method":"$/progress","params":{"token":"#,
            );
            write_json(out, token);
            raw(out, r#","value":{"items":["#);
            out.extend_from_slice(&items.join(&b','));
            raw(out, "]}}}");
        });
    }

    /// What was not sent in parts.
    pub fn rest(&self) -> Result<Vec<Value>> {
        let read = |i: &Vec<u8>| serde_json::from_slice(i).map_err(|_| Error::internal_error());
        self.items.iter().map(read).collect()
    }
}
