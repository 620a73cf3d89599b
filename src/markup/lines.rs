//! What the formats that are read line by line share: where chunks end, lines with their places, and a walk over
//! the markup within a paragraph.

use super::{BlockKind, Builder, Image, MarkKind, Prose, ProseBuilder};
use crate::text::{Span, line_end};

/// A line of a chunk.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Without its line end and white space before that.
    pub text: &'a str,
    /// First byte.
    pub start: usize,
}

impl<'a> Line<'a> {
    /// The text without white space around, and its first byte.
    pub fn inner(&self) -> (&'a str, usize) {
        let inner = self.text.trim_start();
        (inner, self.start + self.text.len() - inner.len())
    }

    /// Columns of white space before the text, a tab for one.
    pub fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// Byte behind the text.
    pub fn text_end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The bytes of the text.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.text_end())
    }
}

/// The lines of a chunk.
pub fn lines(chunk: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < chunk.len() {
        let end = start + line_end(&chunk[start..]);
        let text = chunk[start..end].trim_end();
        out.push(Line { text, start });
        start = end;
    }
    out
}

/// How a block that may hold blank lines ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// At a line that is this.
    Line(String),
    /// At a line that holds this, in any case.
    Holds(String),
}

impl End {
    fn is(&self, line: &str) -> bool {
        match self {
            End::Line(end) => line == end,
            End::Holds(end) => holds(line, end),
        }
    }
}

/// Whether `line` holds `part`, in any ASCII case.
fn holds(line: &str, part: &str) -> bool {
    let part = part.as_bytes();
    line.len() >= part.len()
        && line
            .as_bytes()
            .windows(part.len().max(1))
            .any(|w| w.eq_ignore_ascii_case(part))
}

/// Ends of chunks in a format whose blocks are parted by blank lines.
#[derive(Debug)]
pub struct Cutter {
    /// The end of the block that the line (trimmed) opens, if it may hold blank lines.
    opens: fn(&str) -> Option<End>,
    /// Whether a line behind a blank one belongs to what stands before.
    runs_on: fn(&str) -> bool,
    inside: Option<End>,
    blank_before: bool,
    started: bool,
}

impl Cutter {
    pub fn new(opens: fn(&str) -> Option<End>, runs_on: fn(&str) -> bool) -> Self {
        Cutter {
            opens,
            runs_on,
            inside: None,
            blank_before: false,
            started: false,
        }
    }

    pub fn line(&mut self, line: &str) -> bool {
        let text = line.trim();
        if let Some(end) = &self.inside {
            if end.is(text) {
                self.inside = None;
            }
            return false;
        }
        if text.is_empty() {
            self.blank_before = self.started;
            return false;
        }
        let new = self.started && self.blank_before && !(self.runs_on)(line);
        self.blank_before = false;
        self.started = true;
        self.inside = (self.opens)(text);
        new
    }
}

/// What stands at a place within a paragraph.
#[derive(Debug)]
pub enum Step {
    /// Nothing but text.
    Text,
    /// Markup of so many bytes.
    Drop(usize),
    /// `open` bytes of markup, marked prose, `close` bytes of markup at byte `end`.
    Mark {
        kind: MarkKind,
        open: usize,
        end: usize,
        close: usize,
    },
    /// The same around text without markup of its own that is no prose.
    Verbatim {
        open: usize,
        end: usize,
        close: usize,
    },
    /// So many bytes stand for other text.
    Replace(usize, &'static str),
    /// So many bytes show a picture, with the source bytes of its alternative text and caption.
    Picture(usize, Box<Image>, Option<Span>, Option<Span>),
    /// So many bytes hold text that stands apart.
    Apart(usize, BlockKind, Span),
}

/// Markup within a paragraph.
pub trait Inline {
    /// Whether markup may start with this byte.
    fn may_start(byte: u8) -> bool;

    /// What stands at byte `at` of `text`, which ends at the end of the paragraph.
    fn step(&mut self, text: &str, at: usize) -> Step;
}

/// Adds the prose of the source bytes `range`.
pub fn inline<'a, I: Inline>(syntax: &mut I, chunk: &'a str, range: Span, out: &mut Builder<'a>) {
    let text = &chunk[..range.to()];
    let bytes = text.as_bytes();
    let (mut at, mut done) = (range.from(), range.from());
    // Where marks end, with the bytes of markup there; innermost last.
    let mut open: Vec<(usize, usize)> = Vec::new();
    while at < bytes.len() {
        let mut after = at;
        if let Some(&(end, close)) = open.last()
            && at >= end
        {
            out.push_collapsed(&text[done..end.max(done)], done);
            out.end_mark();
            open.pop();
            after = (end + close).max(done);
            (at, done) = (after, after);
            continue;
        }
        if !I::may_start(bytes[at]) {
            at += 1;
            continue;
        }
        let step = syntax.step(text, at);
        if !matches!(step, Step::Text) {
            out.push_collapsed(&text[done..at], done);
        }
        let inner = open.last().map_or(bytes.len(), |o| o.0);
        match step {
            Step::Text => {
                at += 1;
                continue;
            }
            Step::Drop(len) => after += len,
            Step::Mark {
                kind,
                open: len,
                end,
                close,
            } => {
                // One that would end with or outside of the one around is none.
                if end < at + len || (!open.is_empty() && end >= inner) {
                    done = at;
                    at += 1;
                    continue;
                }
                after += len;
                out.start_mark(kind);
                open.push((end, close));
            }
            Step::Verbatim { open, end, close } => {
                let from = out.prose.end();
                let inside = Span::new((at + open).min(end), end);
                out.push(&text[inside.range()], inside);
                out.mark(MarkKind::Verbatim, from);
                after = end + close;
            }
            Step::Replace(len, with) => {
                out.push(with, Span::new(at, at + len));
                after += len;
            }
            Step::Picture(len, image, alt, caption) => {
                after += len;
                put_picture(*image, alt, caption, chunk, out);
            }
            Step::Apart(len, kind, span) => {
                after += len;
                out.block(kind, span, collapsed(chunk, span), None);
            }
        }
        (at, done) = (after.max(at + 1), after.max(at + 1));
        while !text.is_char_boundary(at.min(text.len())) {
            at += 1;
            done = at;
        }
    }
    let end = text.len();
    out.push_collapsed(&text[done.min(end)..], done.min(end));
    for _ in open {
        out.end_mark();
    }
}

/// Adds a picture with its alternative text and caption.
pub fn put_picture<'a>(
    mut image: Image,
    alt: Option<Span>,
    caption: Option<Span>,
    chunk: &'a str,
    out: &mut Builder<'a>,
) {
    if caption.is_some() && image.group.is_none() {
        image.group = Some(out.new_group());
    }
    let group = image.group;
    if let Some(span) = alt {
        image.alt = chunk[span.range()].to_string();
        out.block(BlockKind::Alt, span, collapsed(chunk, span), group);
    }
    out.image(image);
    if let Some(span) = caption {
        out.block(BlockKind::Caption, span, collapsed(chunk, span), group);
    }
}

/// Source bytes as prose in which runs of white space are one space.
pub fn collapsed(chunk: &str, span: Span) -> Prose<'_> {
    let text = &chunk[span.range()];
    let inner = text.trim();
    if !inner.contains(['\n', '\r', '\t']) {
        let skipped = text.len() - text.trim_start().len();
        return Prose::verbatim(inner, span.from() + skipped);
    }
    let mut out = ProseBuilder::default();
    let mut at = 0;
    for (i, word) in text.split_ascii_whitespace().enumerate() {
        let from = at + text[at..].find(word).unwrap_or(0);
        if i > 0 {
            out.push(" ", Span::new(span.from() + at, span.from() + from));
        }
        at = from + word.len();
        out.push(word, Span::new(span.from() + from, span.from() + at));
    }
    out.take()
}

/// Looks for the ends of paired marks. What was searched in vain is not searched again, so that a paragraph is
/// read in one go.
#[derive(Debug, Default)]
pub struct Closers {
    /// For each mark: the byte it was looked for from, and the first end from there on.
    known: Vec<(&'static str, usize, Option<usize>)>,
}

impl Closers {
    /// The first `mark` in `text` from byte `from` on at which `fits` holds, of the byte it stands at. Both must be
    /// the same in each call.
    pub fn find(
        &mut self,
        text: &str,
        from: usize,
        mark: &'static str,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let index = self.known.iter().position(|k| k.0 == mark);
        if let Some((_, since, end)) = index.map(|i| self.known[i])
            && since <= from
            && end.is_none_or(|e| from <= e)
        {
            return end;
        }
        let mut at = from;
        let mut found = None;
        while let Some(i) = memchr::memmem::find(&text.as_bytes()[at..], mark.as_bytes()) {
            if fits(at + i) {
                found = Some(at + i);
                break;
            }
            at += i + 1;
        }
        let known = (mark, from, found);
        match index {
            Some(i) => self.known[i] = known,
            None => self.known.push(known),
        }
        found
    }
}

/// The start of `text`, of at most `bytes` bytes: as far as one looks for the end of what should be short.
pub fn near(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The character before byte `at`.
pub fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character at byte `at`.
pub fn behind(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether a mark of emphasis may start at a place with this character before and that behind it.
pub fn starts(before: Option<char>, behind: Option<char>) -> bool {
    before.is_none_or(|c| !c.is_alphanumeric() && c != '\\')
        && behind.is_some_and(|c| !c.is_whitespace())
}

/// Whether one may end there.
pub fn ends(before: Option<char>, behind: Option<char>) -> bool {
    before.is_some_and(|c| !c.is_whitespace()) && behind.is_none_or(|c| !c.is_alphanumeric())
}

/// The address at byte `at`, if one stands there: its length.
pub fn address(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if !["http://", "https://", "mailto:", "ftp://"]
        .iter()
        .any(|s| rest.starts_with(s))
    {
        return None;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '<' | '>' | '"' | '{' | '}'))
        .unwrap_or(rest.len());
    Some(
        rest[..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\''])
            .len(),
    )
}

/// The item's text behind a mark such as `- `, `* ` or `1. ` (of the bytes in `bullets`, or a number).
pub fn item<'t>(text: &'t str, bullets: &[char]) -> Option<&'t str> {
    let rest = match text.strip_prefix(bullets) {
        Some(rest) => rest.trim_start_matches(bullets),
        None => {
            let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let number = text.len() - digits.len();
            let lettered = text.strip_prefix('#').unwrap_or(digits);
            if number > 4 || lettered.len() == text.len() {
                return None;
            }
            lettered.strip_prefix(['.', ')'])?
        }
    };
    let inner = rest.trim_start();
    (inner.len() < rest.len() && !inner.is_empty()).then_some(inner)
}

/// The cells of a table's row: stretches between `|` that stand in `line`.
pub fn cells(line: &str, at: usize) -> impl Iterator<Item = Span> {
    let mut start = at;
    line.split('|').filter_map(move |cell| {
        let from = start + cell.len() - cell.trim_start().len();
        start += cell.len() + 1;
        let cell = cell.trim();
        (!cell.is_empty()).then(|| Span::new(from, from + cell.len()))
    })
}
