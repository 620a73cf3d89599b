//! Long sessions of edits made at random, as an editor sends them: typing, deleting, pasting, undoing, moving lines,
//! whole texts, places in all three encodings, slightly wrong ones too. After each the draft must say what the same
//! text says when it is opened.
//!
//!     COPYDESK_EDITS=10000000 COPYDESK_SEED=1 cargo test --release --test main sessions
//!
//! A session that fails is made small and printed as an entry for `kept.rs`.

use super::checks::{floor, spans_lie_in_the_text};
use super::pieces::{self, PIECES, SENTENCES};
use copydesk::config::{PRESETS, Settings, parse};
use copydesk::draft::{Draft, analyse};
use copydesk::markup::Format;
use copydesk::text::{Encoding, Position, Span, byte_of};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Replaces the bytes from the first to the second. The last tells what is asked afterwards.
pub type Step<'a> = (usize, usize, &'a str, Ask);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nothing: the next edit follows at once.
    Nothing,
    /// The findings; the facts may lag behind.
    Findings,
    /// Facts and findings.
    All,
}

/// The settings that sessions are held under, by number.
pub fn settings(number: usize) -> Arc<Settings> {
    let own = "language = 'en'\n[rules]\nquote-punctuation = 'hint'\nattribution-tense = 'hint'\n\
        title-mismatch = 'hint'\n[quotes]\nlead-in = true\n[[names]]\nname = 'Henrik Okonjo'\nsecond = 'Okonjo'\n\
        variants = ['Okonyo', 'Hendrik Okonjo']\nexceptions = ['the Okonyo plan']\nauto = true\n";
    // With an entry that lets findings stand, a draft is judged as a whole after each edit.
    let ignoring = format!("{own}[[ignore]]\nrule = 'unattributed-quote'\ntext = '“no”'\n");
    let text = match number % 4 {
        0 => return Arc::default(),
        1 => own,
        2 => &ignoring,
        _ => PRESETS[number / 4 % PRESETS.len()].1,
    };
    let (settings, problems) = parse(text, None, &|_| Err("no file".to_string()));
    assert_eq!(problems, []);
    Arc::new(settings)
}

/// Holds a session.
///
/// # Panics
/// With the first difference between the draft and a fresh one.
pub fn replay(format: Format, number: usize, text: &str, steps: &[Step<'_>]) {
    let settings = settings(number);
    let mut text = text.to_string();
    let mut draft = Draft::new(&text, format, settings.clone());
    draft.analyse();
    for (i, &(from, to, with, ask)) in steps.iter().enumerate() {
        let from = floor(&text, from);
        let to = floor(&text, to).max(from);
        step(&mut draft, &mut text, (from, to, with, ask), i, &settings);
    }
}

/// One edit of both `draft` and `text`, by its place in one of the encodings.
fn step(draft: &mut Draft, text: &mut String, step: Step<'_>, i: usize, settings: &Settings) {
    let (from, to, with, ask) = step;
    let encoding = ENCODINGS[i % 3];
    for at in [from, to] {
        // Within a line end there is no place.
        if !(text[..at].ends_with('\r') && text[at..].starts_with('\n')) {
            let place = place_of(text, at, encoding);
            assert_eq!(byte_of(draft.rope(), place, encoding), at, "{place:?}");
        }
    }
    draft.edit(Span::new(from, to), with);
    text.replace_range(from..to, with);
    assert!(*draft.rope() == text.as_str());
    if ask == Ask::Nothing {
        return;
    }
    let whole = analyse(text, draft.format(), settings);
    spans_lie_in_the_text(text, &whole);
    let shown = |what: &str, was: &dyn std::fmt::Debug, is: &dyn std::fmt::Debug| {
        panic!("{what} of {text:?} after {from}..{to} became {with:?}\n{was:#?}\nfresh: {is:#?}")
    };
    let findings = draft.findings().list;
    if findings != whole.findings {
        shown("findings", &findings, &whole.findings);
    }
    if ask == Ask::All && **draft.analyse() != whole {
        shown("facts", draft.analyse(), &whole);
    }
    // As an editor leaves time for it, or does not.
    if i % 5 != 4 {
        draft.prepare();
    }
}

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// The lines of the protocol, without their ends: first and last byte.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let (mut out, mut start, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let end = at;
        match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => at += 2,
            b'\r' | b'\n' => at += 1,
            _ => {
                at += 1;
                continue;
            }
        }
        out.push((start, end));
        start = at;
    }
    out.push((start, bytes.len()));
    out
}

/// How many units `text` is long.
fn units(text: &str, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => text.len(),
        Encoding::Utf16 => text.encode_utf16().count(),
        Encoding::Utf32 => text.chars().count(),
    }
}

/// Where byte `at` is, worked out in the plainest way.
fn place_of(text: &str, at: usize, encoding: Encoding) -> Position {
    let lines = lines(text);
    let line = lines.partition_point(|l| l.0 <= at) - 1;
    let column = units(&text[lines[line].0..at], encoding);
    Position {
        line: line as u32,
        column: column as u32,
    }
}

/// The byte at a place that need not exist, as the protocol has it, worked out in the plainest way.
fn byte_at(text: &str, place: Position, encoding: Encoding) -> usize {
    let Some(&(start, end)) = lines(text).get(place.line as usize) else {
        return text.len();
    };
    let mut left = place.column as usize;
    for (i, c) in text[start..end].char_indices() {
        let wide = units(c.encode_utf8(&mut [0; 4]), encoding);
        if left < wide {
            return start + i;
        }
        left -= wide;
    }
    end
}

/// Random numbers: SplitMix64 (Steele, Lea and Flood 2014).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of `0..n`; 0 for none.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 {
            0
        } else {
            (self.next() % n as u64) as usize
        }
    }

    pub fn one_of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    /// True once in `n`.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// What a draft is like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Like {
    /// An article in the format, or pieces of any format in any order.
    Any,
    /// An article.
    Article,
    /// An article of some hundred paragraphs, so that more than one chunk lies before and behind an edit.
    LongArticle,
}

/// A draft at random.
pub fn draft(dice: &mut Dice, format: Format, like: Like) -> String {
    let mut text = String::new();
    if like == Like::Any && dice.once_in(3) {
        for _ in 0..dice.below(16) {
            text += dice.one_of(PIECES);
        }
    } else {
        let blocks = pieces::blocks(format);
        if dice.once_in(2) {
            text += dice.one_of(pieces::beginnings(format));
        }
        // Small drafts are soon through; now and then a larger one.
        let most = if dice.once_in(8) { 14 } else { 5 };
        let least = if like == Like::LongArticle { 80 } else { 1 };
        for _ in 0..least + dice.below(most) {
            if dice.once_in(3) {
                text += dice.one_of(blocks);
            } else {
                for _ in 0..=dice.below(3) {
                    text += dice.one_of(SENTENCES);
                    text += " ";
                }
            }
            text += if dice.once_in(12) { "\n" } else { "\n\n" };
        }
    }
    match dice.below(12) {
        0 => text.replace('\n', "\r\n"),
        1 => text.replace('\n', "\r"),
        2 => text.replace("\n\n", "\u{2028}\n"),
        3 => format!("\u{feff}{text}"),
        _ => text,
    }
}

/// Where something is likely to break: marks, what opens and closes markup, line ends, wide characters.
fn tender(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r'
            | '“'
            | '”'
            | '"'
            | '\''
            | '’'
            | '`'
            | '<'
            | '>'
            | '-'
            | '#'
            | '['
            | ']'
            | '{'
            | '}'
            | '='
            | ':'
    ) || c > '\u{ffff}'
}

/// Makes up what somebody does next.
struct Writer {
    like: Like,
    /// What undoes each edit so far, the newest last.
    undo: VecDeque<(usize, usize, String)>,
    /// What is being typed, with where it goes on.
    typing: Option<(usize, std::vec::IntoIter<char>)>,
}

impl Writer {
    fn place(dice: &mut Dice, text: &str) -> usize {
        let at = floor(text, dice.below(text.len() + 1));
        if dice.once_in(2) {
            return at;
        }
        let found = text[at..]
            .char_indices()
            .take(300)
            .find(|(_, c)| tender(*c));
        match found {
            Some((i, c)) => at + i + if dice.once_in(2) { c.len_utf8() } else { 0 },
            None if dice.once_in(3) => text.len(),
            None => 0,
        }
    }

    fn words(dice: &mut Dice, format: Format) -> String {
        match dice.below(9) {
            0..3 => dice.one_of(PIECES).to_string(),
            3 | 4 => dice.one_of(SENTENCES).to_string(),
            5 => dice.one_of(pieces::blocks(format)).to_string(),
            6 => dice.one_of(pieces::beginnings(format)).to_string(),
            7 => dice.one_of(pieces::CHARACTERS).to_string(),
            _ => {
                let any = char::from_u32(dice.below(0x11_0000) as u32);
                any.unwrap_or('\u{fffd}').to_string()
            }
        }
    }

    fn next(&mut self, dice: &mut Dice, text: &str, format: Format) -> (usize, usize, String) {
        if let Some((at, rest)) = &mut self.typing
            && let Some(c) = rest.next()
        {
            let here = floor(text, *at);
            *at = here + c.len_utf8();
            return (here, here, c.to_string());
        }
        self.typing = None;
        let at = Self::place(dice, text);
        let next = |at: usize| text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        let before = |at: usize| {
            text[..at]
                .chars()
                .next_back()
                .map_or(at, |c| at - c.len_utf8())
        };
        let limit = if self.like == Like::LongArticle {
            40_000
        } else {
            4_000
        };
        if text.len() > limit {
            return (at, floor(text, at + limit / 2), String::new());
        }
        match dice.below(20) {
            // Typing, a character at a time.
            0 | 1 => {
                let words: Vec<char> = Self::words(dice, format).chars().take(80).collect();
                self.typing = Some((at, words.into_iter()));
                self.next(dice, text, format)
            }
            2..5 => (at, at, Self::words(dice, format)),
            // A character away, one for another.
            5 | 6 => (before(at), at, String::new()),
            7 => (at, next(at), String::new()),
            8 => (at, next(at), dice.one_of(pieces::CHARACTERS).to_string()),
            // A selection away or for something else.
            9 | 10 => {
                let to = floor(text, at + dice.below(60));
                (at, to.max(at), String::new())
            }
            11 => {
                let to = floor(text, at + dice.below(300));
                (at, to.max(at), Self::words(dice, format))
            }
            // Lines: away, doubled, moved down, joined.
            12 | 13 => {
                let lines = lines(text);
                let i = dice.below(lines.len());
                let (start, end) = lines[i];
                let after = lines.get(i + 1).map_or(text.len(), |l| l.0);
                match dice.below(4) {
                    0 => (start, after, String::new()),
                    1 => (start, start, text[start..after].to_string()),
                    2 => (end, after, " ".to_string()),
                    _ => {
                        let last = lines.get(i + 2).map_or(text.len(), |l| l.0);
                        let swapped = format!("{}{}", &text[after..last], &text[start..after]);
                        (start, last, swapped)
                    }
                }
            }
            // Undo, several times in a row by chance.
            14..17 => match self.undo.pop_back() {
                Some((from, to, with)) if text.get(from..to).is_some() => (from, to, with),
                _ => (at, at, "\n\n".to_string()),
            },
            // Cut here, paste there: the cut is one edit, so this is a copy.
            17 => {
                let from = floor(text, dice.below(text.len() + 1));
                let to = floor(text, from + dice.below(400)).max(from);
                (at, at, text[from..to].to_string())
            }
            // A place that need not exist.
            18 => {
                let encoding = ENCODINGS[dice.below(3)];
                let mut any = || Position {
                    line: dice.below(lines(text).len() + 2) as u32,
                    column: dice.below(150) as u32,
                };
                let (a, b) = (any(), any());
                let rope = ropey::Rope::from_str(text);
                let [a, b] = [a, b].map(|place| {
                    let byte = byte_at(text, place, encoding);
                    assert_eq!(
                        byte_of(&rope, place, encoding),
                        byte,
                        "{place:?} {encoding:?} {text:?}"
                    );
                    byte
                });
                (
                    a.min(b),
                    a.max(b).min(floor(text, a.min(b) + 500)).max(a.min(b)),
                    Self::words(dice, format),
                )
            }
            // The whole text, another or line ends changed.
            _ => {
                let new = match dice.below(5) {
                    0 => draft(dice, format, self.like),
                    1 => text.replace("\r\n", "\n").replace('\r', "\n"),
                    2 => text.replace('\n', "\r\n"),
                    3 => String::new(),
                    _ => text.replace(['“', '”'], "\""),
                };
                (0, text.len(), new)
            }
        }
    }
}

/// Holds sessions until `edits` edits have been made; how many were compared.
///
/// # Panics
/// With the first session that fails, made small.
pub fn hold(seed: u64, edits: usize) -> usize {
    let (mut made, mut compared) = (0, 0);
    for session in 0.. {
        if made >= edits {
            break;
        }
        let dice = &mut Dice::new(seed.wrapping_mul(1 << 32).wrapping_add(session));
        let format = Format::ALL[dice.below(Format::ALL.len())].1;
        let number = dice.below(16);
        let settings = settings(number);
        let like = if dice.once_in(24) {
            Like::LongArticle
        } else {
            Like::Any
        };
        let first = draft(dice, format, like);
        let mut text = first.clone();
        let mut draft = Draft::new(&text, format, settings.clone());
        let mut writer = Writer {
            like,
            undo: VecDeque::new(),
            typing: None,
        };
        let mut steps: Vec<(usize, usize, String, Ask)> = Vec::new();
        for i in 0..(20 + dice.below(180)).min(edits - made) {
            let (from, to, with) = writer.next(dice, &text, format);
            let ask = match dice.below(8) {
                0 => Ask::Nothing,
                1..4 => Ask::Findings,
                _ => Ask::All,
            };
            steps.push((from, to, with.clone(), ask));
            let undo = (from, from + with.len(), text[from..to].to_string());
            let held = catch_unwind(AssertUnwindSafe(|| {
                step(&mut draft, &mut text, (from, to, &with, ask), i, &settings);
            }));
            if held.is_err() {
                let small = shrink(format, number, &first, &steps);
                panic!("seed {seed}, session {session}, as an entry for kept.rs:\n{small}");
            }
            compared += usize::from(ask != Ask::Nothing);
            writer.undo.push_back(undo);
            if writer.undo.len() > 50 {
                writer.undo.pop_front();
            }
        }
        made += steps.len();
    }
    compared
}

/// The session with as much left out as can be while it still fails, in Rust.
fn shrink(
    format: Format,
    number: usize,
    text: &str,
    steps: &[(usize, usize, String, Ask)],
) -> String {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let fails = |number: usize, text: &str, steps: &[(usize, usize, String, Ask)]| {
        let steps: Vec<Step<'_>> = steps
            .iter()
            .map(|(a, b, w, k)| (*a, *b, &w[..], *k))
            .collect();
        catch_unwind(|| replay(format, number, text, &steps)).is_err()
    };
    let mut steps = steps.to_vec();
    let mut text = text.to_string();
    let mut number = number;
    if fails(0, &text, &steps) {
        number = 0;
    }
    // Often the text before the last steps is all it takes.
    for keep in [1, 2, 3, 5, 8, 13] {
        let cut = steps.len().saturating_sub(keep);
        let mut reached = text.clone();
        for (from, to, with, _) in &steps[..cut] {
            let from = floor(&reached, *from);
            let to = floor(&reached, *to).max(from);
            reached.replace_range(from..to, with);
        }
        if fails(number, &reached, &steps[cut..]) {
            text = reached;
            steps.drain(..cut);
            break;
        }
    }
    let mut smaller = true;
    while smaller {
        smaller = false;
        let mut i = 0;
        while i < steps.len() {
            let mut fewer = steps.clone();
            fewer.remove(i);
            if fails(number, &text, &fewer) {
                steps = fewer;
                smaller = true;
            } else {
                i += 1;
            }
        }
        let mut size = text.len().div_ceil(2).max(1);
        loop {
            let mut from = 0;
            while from < text.len() {
                let (a, b) = (floor(&text, from), floor(&text, from + size));
                let mut shorter = text.clone();
                shorter.replace_range(a..b, "");
                // Places behind move along.
                let moved: Vec<_> = steps
                    .iter()
                    .map(|(x, y, w, k)| {
                        let back = |at: usize| if at >= b { at - (b - a) } else { at.min(a) };
                        (back(*x), back(*y), w.clone(), *k)
                    })
                    .collect();
                if b > a && fails(number, &shorter, &moved) {
                    text = shorter;
                    steps = moved;
                    smaller = true;
                } else {
                    from += size;
                }
            }
            if size == 1 {
                break;
            }
            size = size.div_ceil(2);
        }
    }
    std::panic::set_hook(hook);
    let steps = steps
        .iter()
        .map(|(a, b, w, k)| format!("({a}, {b}, {w:?}, {k:?})"));
    let steps: Vec<String> = steps.collect();
    format!(
        "(Format::{format:?}, {number}, {text:?}, &[{}]),",
        steps.join(", ")
    )
}

pub fn number(name: &str, default: usize) -> usize {
    let set = std::env::var(name).ok();
    set.and_then(|n| n.parse().ok()).unwrap_or(default)
}

#[test]
fn long_sessions_say_what_fresh_drafts_say() {
    let edits = number("COPYDESK_EDITS", 4_000);
    let seed = number("COPYDESK_SEED", 1);
    let compared = hold(seed as u64, edits);
    assert!(compared > edits / 2, "{compared} of {edits}");
    println!("seed {seed}: {edits} edits, {compared} of them compared");
}
