//! Properties that hold for every draft, on random ones: pieces of articles and of markup put together and edited.
//! A bounded run; the fuzz targets in `tests/fuzz` run the same checks without bound.

pub mod checks;
mod fixes;
mod kept;
mod pieces;
mod sessions;

use checks::{incremental_equals_whole, positions_turn_back, safe_fixes_settle};
use copydesk::config::Settings;
use copydesk::markup::Format;
use pieces::PIECES;
use proptest::prelude::*;
use std::sync::Arc;

fn format() -> impl Strategy<Value = Format> {
    let formats: Vec<Format> = Format::ALL.iter().map(|(_, f)| *f).collect();
    prop::sample::select(formats)
}

fn draft() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_string),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn an_edited_draft_says_what_a_fresh_one_says(
        text in draft(),
        format in format(),
        edits in prop::collection::vec((0..800usize, 0..40usize, draft(), any::<bool>()), 1..8),
    ) {
        let edits = edits.into_iter().map(|(at, len, with, burst)| ((at, len, with), burst));
        incremental_equals_whole(&text, format, &Arc::new(Settings::default()), edits);
    }

    #[test]
    fn typing_says_what_a_fresh_draft_says(
        text in draft(),
        format in format(),
        at in 0..800usize,
        typed in prop::sample::select(PIECES),
    ) {
        let at = checks::floor(&text, at);
        let edits = typed.char_indices().map(|(i, c)| ((at + i, 0, c.to_string()), false));
        incremental_equals_whole(&text, format, &Arc::new(Settings::default()), edits);
    }

    #[test]
    fn safe_fixes_reach_their_end(text in draft(), format in format()) {
        safe_fixes_settle(&text, format, &Settings::default());
    }

    #[test]
    fn positions_in_every_encoding_turn_back_into_bytes(text in draft()) {
        positions_turn_back(&text);
    }
}
