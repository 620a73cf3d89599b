//! What an analysis costs: whole texts and single keystrokes, at the lengths of drafts.
//!
//! `cargo bench` runs all; `cargo bench -- keystroke` some.

mod article;

use copydesk::config::Settings;
use copydesk::draft::{Draft, analyse};
use copydesk::markup::Format;
use copydesk::text::Span;
use std::sync::Arc;

use divan::{Bencher, counter::BytesCount};

const LENGTHS: [usize; 4] = [3_000, 10_000, 100_000, 1_000_000];

fn main() {
    divan::main();
}

#[divan::bench(args = LENGTHS)]
fn whole_plain(bencher: Bencher<'_, '_>, bytes: usize) {
    whole(bencher, bytes, Format::Plain);
}

#[divan::bench(args = LENGTHS)]
fn whole_markdown(bencher: Bencher<'_, '_>, bytes: usize) {
    whole(bencher, bytes, Format::Markdown);
}

fn whole(bencher: Bencher<'_, '_>, bytes: usize, format: Format) {
    let text = article::article(bytes, format == Format::Markdown);
    let settings = Settings::default();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| analyse(&text, format, &settings));
}

/// One character typed in the middle of the draft and the findings asked for.
#[divan::bench(args = LENGTHS)]
fn keystroke(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = article::article(bytes, true);
    let mut draft = Draft::new(&text, Format::Markdown, Arc::default());
    draft.analyse();
    let ends = text.match_indices("\n\n").map(|(i, _)| i + 2);
    let paragraph = ends
        .take_while(|&i| i <= text.len() / 2)
        .last()
        .unwrap_or(0);
    let start = text[paragraph..]
        .find(". ")
        .map_or(paragraph, |i| paragraph + i + 1);
    let typed = " and the mayor of Westmarch said on Tuesday that the talks would go on";
    let mut at = 0;
    bencher.bench_local(|| {
        if at == typed.len() {
            draft.edit(Span::new(start, start + at), "");
            at = 0;
        }
        draft.edit(Span::at(start + at), &typed[at..=at]);
        at += 1;
        draft.analyse().findings.len()
    });
}

/// Writes the drafts of the benches to a folder, for measuring the server from outside:
/// `cargo bench -- write_drafts` with `COPYDESK_BENCH_DRAFTS=FOLDER`.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn write_drafts() {
    let Some(folder) = std::env::var_os("COPYDESK_BENCH_DRAFTS") else {
        return;
    };
    for (name, bytes) in ["3k", "10k", "100k", "1m"].into_iter().zip(LENGTHS) {
        for (ending, markdown) in [("md", true), ("txt", false)] {
            let path = std::path::Path::new(&folder).join(format!("{name}.{ending}"));
            if let Err(e) = std::fs::write(&path, article::article(bytes, markdown)) {
                eprintln!("{}: {e}", path.display());
            }
        }
    }
}
