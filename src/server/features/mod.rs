//! Reading aids: one file a feature, each a pure function from a [`Snapshot`](super::snapshot::Snapshot) and the
//! request's parameters to an answer. To add one: its file, its line in [`announce`], and its forwarding method in
//! `backend.rs`.

use super::client::Client;
use tower_lsp::lsp_types::ServerCapabilities;

/// Tells the client which of them there are.
pub fn announce(_capabilities: &mut ServerCapabilities, _client: &Client) {}
