//! Any sequence of edits of any text: the draft says what the same text opened fresh says.
#![no_main]

#[path = "../../properties/checks.rs"]
#[allow(dead_code)]
mod checks;
#[path = "../../properties/pieces.rs"]
mod pieces;

use arbitrary::Arbitrary;
use copydesk::config::Settings;
use copydesk::markup::Format;
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

/// Pieces make structure likely, free text makes everything possible.
#[derive(Arbitrary, Debug)]
enum Text {
    Piece(u8),
    Free(String),
}

impl Text {
    fn get(self) -> String {
        match self {
            Text::Piece(i) => pieces::PIECES[i as usize % pieces::PIECES.len()].to_string(),
            Text::Free(text) => text,
        }
    }
}

#[derive(Arbitrary, Debug)]
struct Session {
    format: u8,
    draft: Vec<Text>,
    edits: Vec<(u16, u8, Text, bool)>,
}

fuzz_target!(|session: Session| {
    let format = Format::ALL[session.format as usize % Format::ALL.len()].1;
    let text: String = session.draft.into_iter().map(Text::get).collect();
    let edits = session.edits.into_iter().map(|(at, len, with, burst)| {
        let at = at as usize % (text.len() + 64);
        ((at, len as usize, with.get()), burst)
    });
    checks::incremental_equals_whole(&text, format, &Arc::new(Settings::default()), edits);
});
