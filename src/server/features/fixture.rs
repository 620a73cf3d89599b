//! Snapshots of made-up drafts for the tests of this folder.

use crate::config::Settings;
use crate::draft::Draft;
use crate::markup::Format;
use crate::server::client::Client;
use crate::server::snapshot::Snapshot;
use crate::text::Encoding;
use std::sync::Arc;
use tower_lsp::lsp_types::{Position, Range, Url};

/// A client that can do everything.
pub fn able() -> Client {
    Client {
        document_changes: true,
        change_annotations: true,
        markdown_hover: true,
        hierarchical_symbols: true,
        ..Client::default()
    }
}

/// A draft as the able client sees it.
pub fn draft(format: Format, text: &str) -> Snapshot {
    with(able(), format, text, Settings::default())
}

pub fn with(client: Client, format: Format, text: &str, settings: Settings) -> Snapshot {
    let mut draft = Draft::new(text, format, Arc::new(settings));
    let analysis = draft.analyse().clone();
    Snapshot {
        url: Url::parse("file:///desk/draft.md").unwrap(),
        version: Some(3),
        rope: draft.rope().clone(),
        format,
        is_settings: false,
        analysis,
        settings: draft.settings().clone(),
        pictures: draft.pictures().clone(),
        client: Arc::new(client),
        roots: Vec::new(),
    }
}

/// The position inside the `nth` (from 0) `words`, behind their first character.
pub fn inside(at: &Snapshot, words: &str, nth: usize) -> Position {
    let text = at.rope.to_string();
    let (start, _) = text
        .match_indices(words)
        .nth(nth)
        .expect("the words are there");
    let first = words.chars().next().map_or(0, char::len_utf8);
    at.position(start + first)
}

/// The words of a range.
pub fn words(at: &Snapshot, range: Range) -> String {
    at.rope.to_string()[at.span(range).range()].to_string()
}

/// Runs `test` for the same client in each unit of columns.
pub fn in_all_units(format: Format, text: &str, test: impl Fn(&Snapshot)) {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let client = Client { encoding, ..able() };
        test(&with(client, format, text, Settings::default()));
    }
}
