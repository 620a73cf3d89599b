//! copydesk: a copy desk in the editor.
//!
//! One direction of flow, and a layer uses only what stands left of it (a test checks that):
//!
//! ```text
//! text -> markup -> language -> facts -> rules (with finding, config) -> draft -> server | cli
//! ```

pub mod cli;
pub mod config;
pub mod draft;
pub mod facts;
mod fault;
mod files;
pub mod finding;
pub mod language;
pub mod markup;
pub mod picture;
pub mod rules;
pub mod server;
pub mod text;
