//! The language server.
//!
//! ```text
//! client <-> pipes -> frame -> message -> transport -+-> sync, diagnostics (each keystroke)
//!                                                    +-> tower-lsp -> backend -> actions, features
//! ```
//!
//! `desk` owns all state and `hub` all that is to be sent. Answers are computed from a `snapshot` of a draft. LSP
//! types stay in this folder, and nothing in it knows how a quotation is found.

mod actions;
mod answer;
mod backend;
mod client;
mod closed;
mod commands;
mod configuration;
mod desk;
mod diagnostics;
mod disk;
mod features;
mod frame;
mod hub;
mod log;
mod message;
mod neighbours;
mod pages;
mod pictures;
mod pipes;
mod progress;
mod reading;
mod renames;
mod repair;
mod settings;
mod snapshot;
mod sync;
mod transport;
mod unused;
mod uri;
mod workspace;
mod written;

#[cfg(all(test, unix))]
mod tests;

use backend::Backend;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use tower_lsp::{ClientSocket, LspService};

/// Serves a client on standard input and output until it says `exit` or goes away; the exit code: 0 after an
/// orderly `shutdown`, else 1.
/// `log`: a file to note messages in; with `words`, whole ones.
pub fn run(log: Option<&Path>, words: bool) -> ExitCode {
    let log = match log::Log::new(log, words) {
        Ok(log) => log,
        Err(error) => {
            eprintln!("copydesk: the log cannot be written: {error}");
            return ExitCode::FAILURE;
        }
    };
    let (pipes, bell) = match pipes::Pipes::stdio() {
        Ok(stdio) => stdio,
        Err(error) => {
            eprintln!("copydesk: standard input and output cannot be used: {error}");
            return ExitCode::FAILURE;
        }
    };
    let hub = Arc::new(hub::Hub::new(bell, log));
    let notes = hub.clone();
    crate::fault::speak_of_places_only(move |what| notes.log.line(what));
    let desk = Arc::new(desk::Desk::new(hub.clone()));
    let (service, _) = service(&desk);
    if transport::Transport::new(service, desk, hub).serve(pipes) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Serves a client on other pipes than standard input and output; whether the session ended in order.
///
/// # Errors
/// When there are no more pipes to be had.
#[cfg(unix)]
pub fn serve(input: std::os::fd::OwnedFd, output: std::os::fd::OwnedFd) -> std::io::Result<bool> {
    let (pipes, bell) = pipes::Pipes::new(input, output)?;
    let hub = Arc::new(hub::Hub::new(bell, log::Log::new(None, false)?));
    let desk = Arc::new(desk::Desk::new(hub.clone()));
    let (service, _) = service(&desk);
    Ok(transport::Transport::new(service, desk, hub).serve(pipes))
}

/// tower-lsp's service, with the requests that go by our own names.
fn service(desk: &Arc<desk::Desk>) -> (LspService<Backend>, ClientSocket) {
    LspService::build(|_| Backend::new(desk.clone()))
        .custom_method(repair::WORKSPACE_DIAGNOSTIC, Backend::workspace_diagnostics)
        .finish()
}
