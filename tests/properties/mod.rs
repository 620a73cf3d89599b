//! Properties that hold for every draft, on random ones: pieces of articles and of markup put together and edited.
//! A bounded run; the fuzz targets in `tests/fuzz` run the same checks without bound.

#[path = "../benches/article.rs"]
mod article;
pub mod checks;
mod far;
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

/// Typed into an article whose people are called Lindqvist, Okonjo, Whitcombe and so on.
const TYPED: &[&str] = &[
    " and the minister said on Tuesday that talks would go on",
    " Marta Lindqvist said.",
    " Lindqvst told reporters.",
    " President Okonjo of Westmarsh",
    " Mrs Haddad said she would ask him.",
    " Mrs Okonjo said. She and Mr Haddad",
    " He said: “No.”",
    "” she said. “",
    "\n\n“Nobody asked us,” he said.\n\n",
    "\n\nDear editor,\n\nI am well.\n\nYours faithfully,\n\n",
    "\n\n**Lindqvist:** It is so.\n\n**Okonjo:** “It” is not.\n\n",
    " Zorblatt, Zorblat and NATO, Nato",
    " told Henrik Tanaka’s lawyer, who claimed",
    "TK said",
    "‘single words of some length here’ ",
    "\n\n## What “nobody asked us” means\n\n",
    "\n\n> “Nobody asked us.”\n>\n> — Marta Lindqvist\n\n",
    "[a]: https://example.org\n",
    "<!-- copydesk-ignore orphan-quote: so -->",
    "\n*Photo: Ida Brandt/Norrhaven Post*\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// What is typed brings people, pronouns, verbs and marks that other paragraphs depend on, or takes them away.
    #[test]
    fn typing_in_an_article_says_what_a_fresh_draft_says(
        length in 1500..6000usize,
        format in prop::sample::select(&[Format::Plain, Format::Markdown][..]),
        at in 0.0..1.0f64,
        typed in prop::sample::select(TYPED),
        delete in 0..30usize,
    ) {
        let text = article::article(length, format == Format::Markdown);
        let at = checks::floor(&text, (text.len() as f64 * at) as usize);
        let typing = typed.char_indices().map(|(i, c)| ((at + i, 0, c.to_string()), false));
        let behind = at + typed.len();
        let backspace = typed.char_indices().rev().take(delete);
        let back = backspace.map(|(i, c)| ((at + i, c.len_utf8(), String::new()), false));
        let deleting = (0..delete).map(|_| ((behind, 1, String::new()), false));
        let edits = typing.chain(deleting).chain(back);
        incremental_equals_whole(&text, format, &Arc::new(Settings::default()), edits);
    }
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
