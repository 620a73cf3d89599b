//! Plain text: a line is a paragraph, a short line without a full stop that stands alone is a heading.
//!
//! Links to other articles ("Read also:") are told apart.
//!
//! Lines that an editor has wrapped hard (about 40 to 100 columns, running on in lower case) are joined.

use super::{Block, BlockKind, Document, Image, ImageForm, Prose};
use crate::text::{Span, line_end, trim, trim_end, trim_start};

/// Ends of chunks: a chunk is one paragraph, with the blank lines behind it.
#[derive(Debug, Default)]
pub struct Cutter {
    last: LineEnd,
    started: bool,
    /// Below a line that announces links.
    links: bool,
}

/// What the line before was, as far as the next one's place depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum LineEnd {
    /// Blank, or the end of a paragraph.
    #[default]
    Closed,
    /// It may run on in the next line.
    Open,
}

impl LineEnd {
    fn of(line: &str) -> Self {
        let line = trim_end(line);
        let open = (40..=110).contains(&line.len())
            && !line.ends_with(['.', '!', '?', ':', '”', '"', '’', '\'', '»', '“', ')', ']'])
            && !line.ends_with('…');
        if open { LineEnd::Open } else { LineEnd::Closed }
    }
}

/// Whether `line` runs on from a line that ended `last`.
fn runs_on(last: LineEnd, line: &str) -> bool {
    last == LineEnd::Open && line.starts_with(|c: char| c.is_lowercase())
}

impl Cutter {
    pub fn line(&mut self, line: &str) -> bool {
        let blank = trim_start(line).is_empty();
        let links = self.links && is_link(line);
        let new = self.started && !blank && !links && !runs_on(self.last, line);
        self.links = !blank && (links || announces(line) == Some(true));
        self.started = true;
        self.last = if blank {
            LineEnd::Closed
        } else {
            LineEnd::of(line)
        };
        new
    }
}

/// Whether a line announces links to other articles: with nothing behind it, or with the first link.
fn announces(line: &str) -> Option<bool> {
    const LABELS: &[&str] = &[
        "read also",
        "also read",
        "see also",
        "read more",
        "further reading",
        "related",
        "related articles",
        "related stories",
        "related coverage",
        "related content",
        "related links",
        "more on this story",
        "lesen sie auch",
        "mehr zum thema",
        "lire aussi",
        "à lire aussi",
        "lea también",
        "lee también",
        "lees ook",
        "leggi anche",
        "leia também",
        "читайте також",
        "читайте также",
    ];
    // The longest label has 30 bytes; what is longer before the colon is none.
    let line = trim_start(line);
    let colon = memchr::memchr(b':', &line.as_bytes()[..line.len().min(41)])?;
    let label = line[..colon].trim_end().to_lowercase();
    LABELS
        .contains(&label.as_str())
        .then(|| line[colon + 1..].trim().is_empty())
}

/// Whether a line below such a one can be a link: a headline rather than a sentence.
fn is_link(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['”', '"', '’', '»']);
    !line.is_empty()
        && !line.ends_with(['.', '!', ':'])
        && line.split_whitespace().nth(25).is_none()
}

pub fn parse(chunk: &str) -> Document<'_> {
    let mut document = Document::default();
    // Blank lines stand before the text only at the start of a draft, and behind it elsewhere.
    let text = trim_end(chunk);
    let start = text.len() - trim_start(text).len();
    let start = text[..start].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let body = &text[start..];
    if trim_start(body).is_empty() {
        return document;
    }
    let end = memchr::memchr2(b'\n', b'\r', body.as_bytes());
    if announces(&body[..end.unwrap_or(body.len())]).is_some() {
        links(body, start, &mut document);
        return document;
    }
    let span = Span::new(start, text.len());
    if let Some(image) = bracket(body, start) {
        document.images.push(image);
    }
    let prose = Prose::unwrapped(body, start);
    document.blocks = vec![Block {
        kind: kind(prose.text()),
        span,
        prose,
        marks: Vec::new(),
        group: None,
    }];
    document
}

/// Each line is a link to another article.
fn links<'a>(body: &'a str, start: usize, document: &mut Document<'a>) {
    let mut at = 0;
    while at < body.len() {
        let end = at + line_end(&body[at..]);
        let line = body[at..end].trim_end();
        if !line.trim_start().is_empty() {
            document.blocks.push(Block {
                kind: BlockKind::Links,
                span: Span::new(start + at, start + at + line.len()),
                prose: Prose::verbatim(line, start + at),
                marks: Vec::new(),
                group: None,
            });
        }
        at = end;
    }
}

/// A heading has at most twelve words and no terminal mark.
fn kind(line: &str) -> BlockKind {
    let line = trim(line);
    // Counted last: the marks at the ends of most lines tell enough.
    let few = || line.split_whitespace().nth(12).is_none();
    if (is_exclaimed(line) || is_quoted(line)) && few() {
        return BlockKind::Heading(2);
    }
    if line.ends_with([
        '.', '!', '?', ':', ';', ',', '”', '"', '’', '»', ')', '…', '—', '-', ']',
        // Closing marks of other languages: „…“, »…«, ‚…‘.
        '“', '«', '‘',
    ]) || line.starts_with(['“', '"', '‘', '«', '„', '[', '—', '-', '•', '*'])
        || !few()
    {
        return BlockKind::Paragraph;
    }
    BlockKind::Heading(2)
}

const OPENING: [char; 6] = ['“', '"', '„', '‘', '«', '»'];
const CLOSING: [char; 6] = ['”', '"', '“', '’', '»', '«'];

/// `Keepers in shock – “Never again!”`: a sentence has no such dash.
fn is_exclaimed(line: &str) -> bool {
    let words = line.trim_end_matches(CLOSING);
    let head = || words.split_once(" – ").or_else(|| words.split_once(" — "));
    words.len() < line.len()
        && !line.starts_with(OPENING)
        && words.ends_with(['!', '?'])
        && head().is_some_and(|(head, rest)| rest.starts_with(OPENING) && !head.ends_with('.'))
}

/// `“We all were there”`: what is said in the text ends with a full stop, within its marks or behind them.
fn is_quoted(line: &str) -> bool {
    let words = line.trim_start_matches(OPENING);
    let words = words
        .strip_suffix(CLOSING)
        .filter(|w| w.len() < line.len() - 1);
    line.starts_with(OPENING)
        && words.is_some_and(|w| w.ends_with(char::is_alphanumeric) && !w.contains(CLOSING))
}

/// `[PHOTO: …]` on a line of its own.
fn bracket(line: &str, at: usize) -> Option<Image> {
    let inside = trim(line).strip_prefix('[')?.strip_suffix(']')?;
    let (label, rest) = inside.split_once(':')?;
    let known = ["photo", "image", "picture", "graphic"];
    if !known.contains(&label.trim().to_ascii_lowercase().as_str()) {
        return None;
    }
    let rest = rest.trim();
    let from = line.find(rest).unwrap_or(0);
    Some(Image {
        span: Span::new(at, at + line.len()),
        form: ImageForm::Bracket,
        title: Some((
            rest.to_string(),
            Span::new(at + from, at + from + rest.len()),
        )),
        ..Image::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let (mut out, mut cutter, mut start, mut at) = (vec![], Cutter::default(), 0, 0);
        while at < text.len() {
            let end = at + line_end(&text[at..]);
            if cutter.line(&text[at..end]) {
                out.push(&text[start..at]);
                start = at;
            }
            at = end;
        }
        out.push(&text[start..]);
        out
    }

    #[test]
    fn a_line_is_a_paragraph() {
        assert_eq!(
            cut("One.\nTwo.\n\nThree.\n"),
            ["One.\n", "Two.\n\n", "Three.\n"]
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The committee met on Tuesday for the first time since\nthe election and adjourned.\nNext.";
        assert_eq!(cut(text).len(), 2);
        let d = parse(cut(text)[0]);
        assert!(d.blocks[0].prose.text().contains("since the election"));
    }

    #[test]
    fn links_to_other_articles_are_told_apart() {
        let text = "He left.\nRead also:\n“No deal,” says Lee\nWhat comes next?\nThe port stays shut, she said.\nSee also: Boats\n";
        let chunks = cut(text);
        assert_eq!(chunks.len(), 4);
        let d = parse(chunks[1]);
        assert_eq!(d.blocks.len(), 3);
        assert!(d.blocks.iter().all(|b| b.kind == BlockKind::Links));
        assert_eq!(parse(chunks[2]).blocks[0].kind, BlockKind::Paragraph);
        assert_eq!(parse(chunks[3]).blocks[0].kind, BlockKind::Links);
    }

    #[test]
    fn headings_are_short_and_open() {
        assert_eq!(
            parse("Meeting with Trump\n").blocks[0].kind,
            BlockKind::Heading(2)
        );
        assert_eq!(
            parse("Keepers in shock – “Never again!”\n").blocks[0].kind,
            BlockKind::Heading(2)
        );
        assert_eq!(
            parse("„Wir waren alle dort“\n").blocks[0].kind,
            BlockKind::Heading(2)
        );
        for sentence in [
            "He left.\n",
            "“Never again!” they cried – “Never!”\n",
            "“We all were there,” she said, “and you”\n",
            "Lohse sagte: „Es ist vorbei.“\n",
            "Er rief: »Halt!«\n",
        ] {
            assert_eq!(parse(sentence).blocks[0].kind, BlockKind::Paragraph);
        }
    }
}
