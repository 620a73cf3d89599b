//! What the editor says: its settings, asked for once and on change only, and the files and folders it watches.

use super::client::Client;
use super::desk::{Desk, State};
use super::uri;
use crate::config::FILE_NAME;
use crate::markup::Format;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use tower_lsp::lsp_types::{
    ConfigurationItem, ConfigurationParams, DidChangeConfigurationParams,
    DidChangeWatchedFilesParams, FileEvent, MessageType, Registration, RegistrationParams,
    ShowMessageParams, Url, WorkspaceFolder, WorkspaceFoldersChangeEvent, notification, request,
};

/// Registers for what the client tells only whom asked, and asks for its settings.
pub fn start(desk: &Arc<Desk>) {
    let client = desk.state().client.clone();
    let registrations = registrations(&client);
    if !registrations.is_empty() {
        let params = RegistrationParams { registrations };
        // A client that refuses leaves us to look for ourselves.
        drop(desk.hub.ask::<request::RegisterCapability>(params));
    }
    fetch(desk);
}

/// Files of pictures.
pub const PICTURES: &str = "**/*.{jpg,jpeg,png,webp,gif,avif,heic,tif,tiff,svg}";

/// Files beside pictures that tell of them, and a site's data files.
const BESIDE: [&str; 3] = [
    "**/*.{jpg,jpeg,png,webp,gif,avif,heic,tif,tiff}.*",
    "**/*.{xmp,c2pa}",
    "**/{_data,data,.meta}/**/*.{yml,yaml,json,toml}",
];

/// Endings of the drafts that are watched, as far as there are formats for them.
const ENDINGS: [&str; 14] = [
    "md", "markdown", "mdx", "qmd", "txt", "html", "htm", "rst", "adoc", "org", "tex", "xml",
    "docbook", "fountain",
];

fn registrations(client: &Client) -> Vec<Registration> {
    let mut all = Vec::new();
    let mut register = |method: &str, options: Value| {
        all.push(Registration {
            id: format!("copydesk-{method}"),
            method: method.to_string(),
            register_options: Some(options),
        });
    };
    if client.watches {
        let endings = ENDINGS
            .iter()
            .filter(|e| Format::from_extension(e).is_some());
        let endings: Vec<_> = endings.copied().collect();
        let watchers = json!([
            {"globPattern": format!("**/{FILE_NAME}")},
            {"globPattern": format!("**/*.{{{}}}", endings.join(","))},
            {"globPattern": PICTURES},
            {"globPattern": BESIDE[0]},
            {"globPattern": BESIDE[1]},
            {"globPattern": BESIDE[2]},
        ]);
        register(
            "workspace/didChangeWatchedFiles",
            json!({"watchers": watchers}),
        );
    }
    if client.watches_configuration {
        register(
            "workspace/didChangeConfiguration",
            json!({"section": "copydesk"}),
        );
    }
    all
}

/// Asks the client for its settings, for all and for each folder, if it can be asked.
pub fn fetch(desk: &Arc<Desk>) {
    let (client, roots) = {
        let state = desk.state();
        (state.client.clone(), state.roots.clone())
    };
    if !client.configuration {
        return;
    }
    let section = Some("copydesk".to_string());
    let mut items = vec![ConfigurationItem {
        scope_uri: None,
        section: section.clone(),
    }];
    let scopes: Vec<PathBuf> = roots
        .into_iter()
        .filter(|r| Url::from_file_path(r).is_ok())
        .collect();
    items.extend(scopes.iter().map(|root| ConfigurationItem {
        scope_uri: Url::from_file_path(root).ok(),
        section: section.clone(),
    }));
    let asked = desk
        .hub
        .ask::<request::WorkspaceConfiguration>(ConfigurationParams { items });
    let desk = desk.clone();
    let hub = desk.hub.clone();
    hub.spawn(async move {
        if let Ok(answers) = asked.await {
            let places = std::iter::once(None).chain(scopes.into_iter().map(Some));
            take(&desk, places.zip(answers).collect());
        }
    });
}

/// The client says that its settings have changed, and perhaps to what.
pub fn changed(desk: &Arc<Desk>, params: &DidChangeConfigurationParams) {
    if desk.state().client.configuration {
        fetch(desk);
    } else if let Some(said) = params.settings.get("copydesk") {
        take(desk, vec![(None, said.clone())]);
    }
}

/// The settings that came with `initialize`, alone or under our name.
pub fn first(desk: &Desk, options: Value) {
    let said = match options.get("copydesk") {
        Some(own) => own.clone(),
        None => options,
    };
    take(desk, vec![(None, said)]);
}

fn take(desk: &Desk, said: Vec<(Option<PathBuf>, Value)>) {
    let mut state = desk.state();
    let problems = state.book.say(said);
    state.settings_due = true;
    drop(state);
    for problem in problems {
        let message = format!("In the editor's settings for copydesk: {problem}");
        let typ = MessageType::WARNING;
        desk.hub
            .notify::<notification::ShowMessage>(ShowMessageParams { typ, message });
    }
}

/// Watched files have changed: settings files, or drafts that may not be open.
pub fn files_changed(state: &mut State, params: &DidChangeWatchedFilesParams) {
    let is_settings = |c: &FileEvent| c.uri.path().ends_with(FILE_NAME);
    if params.changes.iter().any(is_settings) {
        state.book.forget();
        state.settings_due = true;
    }
    state.workspace.touch();
    state.looks.look_again();
    state.look_at_entries();
    state.neighbours.look_again();
}

/// Folders were added to the workspace or taken from it.
pub fn folders_changed(desk: &Arc<Desk>, event: &WorkspaceFoldersChangeEvent) {
    let path = |f: &WorkspaceFolder| uri::path(f.uri.as_str());
    let gone: Vec<PathBuf> = event.removed.iter().filter_map(path).collect();
    {
        let mut state = desk.state();
        state.workspace.touch();
        state.neighbours.look_again();
        state.roots.retain(|r| !gone.contains(r));
        for new in event.added.iter().filter_map(path) {
            if !state.roots.contains(&new) {
                state.roots.push(new);
            }
        }
    }
    fetch(desk);
}
