//! How evenly keystrokes are answered: what a writer types, a key at a time, in the middle of drafts of several
//! lengths, each key answered with the findings.
//!
//! `cargo bench --bench typing` prints for each length and kind of typing the median, how often that the slowest in a
//! hundred takes, and after how many keys the whole draft was settled anew. `typing count WHAT BYTES` does one thing
//! once, for `tests/benches/instructions`.

mod article;

use copydesk::config::Settings;
use copydesk::draft::{Draft, analyse};
use copydesk::markup::Format;
use copydesk::text::Span;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

const LENGTHS: [usize; 4] = [3_000, 10_000, 100_000, 1_000_000];

const KINDS: &[(&str, &str)] = &[
    (
        "words",
        " and the minister said on Tuesday that the talks would go on until a deal was reached,",
    ),
    (
        "a known name",
        " Marta Lindqvist said so, and Okonjo was there.",
    ),
    (
        "a new name",
        " Zofia Brzeczek of the Dunmore Harbour Board told reporters so.",
    ),
    ("speech", " “We will see,” he said. “Nobody asked us.”"),
    (
        "a paragraph",
        "\n\nThe ferry was late again.\n\n“We waited,” Tanaka said.\n\nNobody came.",
    ),
];

/// Where the first sentence of a paragraph in the middle ends.
fn middle(text: &str) -> usize {
    let half = text.len() / 2;
    let half = (half..).find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let paragraph = text[half..].find("\n\n").map_or(half, |i| half + i + 2);
    let end = text[paragraph..].find(". ").map(|i| paragraph + i + 1);
    end.unwrap_or(paragraph)
}

fn open(bytes: usize) -> (Draft, usize) {
    let text = article::article(bytes, true);
    let mut draft = Draft::new(&text, Format::Markdown, Arc::default());
    draft.findings();
    draft.prepare();
    (draft, middle(&text))
}

/// What this thread has computed so far, which others on the machine do not lengthen.
#[cfg(unix)]
fn now() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(not(unix))]
fn now() -> Duration {
    std::time::UNIX_EPOCH.elapsed().unwrap_or_default()
}

/// One edit, answered.
#[inline(never)]
fn counted_key(draft: &mut Draft, span: Span, text: &str) -> usize {
    draft.edit(span, text);
    draft.findings().list.len()
}

/// Makes the edits one by one, with the time that an editor leaves between them.
fn answer(
    draft: &mut Draft,
    edits: impl Iterator<Item = (Span, String)>,
    times: &mut Vec<Duration>,
) {
    for (span, text) in edits {
        let start = now();
        black_box(counted_key(draft, span, &text));
        times.push(now() - start);
        draft.prepare();
    }
}

fn keys(at: usize, typed: &str) -> impl Iterator<Item = (Span, String)> {
    let keys = typed.char_indices();
    keys.map(move |(i, c)| (Span::at(at + i), c.to_string()))
}

fn backspaces(at: usize, typed: &str) -> impl Iterator<Item = (Span, String)> {
    let keys = typed.char_indices().rev();
    keys.map(move |(i, c)| (Span::new(at + i, at + i + c.len_utf8()), String::new()))
}

fn report(bytes: usize, kind: &str, times: &mut [Duration], wholes: u64) {
    times.sort();
    let at = |share: usize| times[(times.len() * share).div_ceil(100) - 1];
    let micros = |d: Duration| d.as_secs_f64() * 1e6;
    println!(
        "{:>4} KB  {kind:<24}{:>8.1} µs{:>8.1}x{:>6} of {}",
        bytes / 1000,
        micros(at(50)),
        micros(at(99)) / micros(at(50)),
        wholes,
        times.len(),
    );
}

fn typing() {
    println!("length   typed                     median    p99/p50  settled whole");
    for bytes in LENGTHS {
        let mut all = (Vec::new(), 0);
        for (kind, typed) in KINDS {
            let (mut draft, at) = open(bytes);
            let (mut there, mut back) = (Vec::new(), Vec::new());
            let before = draft.wholes();
            answer(&mut draft, keys(at, typed), &mut there);
            let between = draft.wholes();
            answer(&mut draft, backspaces(at, typed), &mut back);
            let after = draft.wholes();
            all.0.extend(there.iter().chain(&back));
            all.1 += after - before;
            report(bytes, kind, &mut there, between - before);
            report(
                bytes,
                &format!("{kind}, taken back"),
                &mut back,
                after - between,
            );
        }
        report(bytes, "all", &mut all.0, all.1);
    }
}

/// Does `what` once to a draft of so many bytes.
fn count(what: &str, bytes: usize) {
    let key = |n: usize| {
        let (mut draft, at) = open(bytes);
        let typed = KINDS[n].1;
        for (span, text) in keys(at, typed) {
            counted_key(&mut draft, span, &text);
            draft.prepare();
        }
    };
    match what {
        "open" => {
            let text = article::article(bytes, true);
            counted_open(&text);
        }
        "inspect" => {
            let text = article::article(bytes, false);
            counted_inspect(&text);
        }
        _ => key(KINDS
            .iter()
            .position(|(kind, _)| *kind == what)
            .unwrap_or(0)),
    }
}

#[inline(never)]
fn counted_open(text: &str) -> usize {
    let mut draft = Draft::new(text, Format::Markdown, Arc::default());
    draft.findings().list.len()
}

#[inline(never)]
fn counted_inspect(text: &str) -> usize {
    let analysis = analyse(text, Format::Plain, &Settings::default());
    analysis.facts.quotes.len()
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match &args[..] {
        [mode, what, bytes] if mode == "count" => count(what, bytes.parse().unwrap_or(10_000)),
        _ => typing(),
    }
}
