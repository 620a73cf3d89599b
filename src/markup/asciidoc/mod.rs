//! AsciiDoc, read line by line.

mod syntax;

use super::lines::{self, End, Line, inline, lines, put_picture};
use super::{BlockKind, Builder, Document, ImagePlace, Prose};
use crate::text::Span;
use syntax::{Syntax, picture};

/// Marks of blocks, at least four of a byte.
const DELIMITERS: &[u8] = b"-.+/_=*|";

pub fn cutter() -> lines::Cutter {
    lines::Cutter::new(
        |line| delimiter(line).map(|d| End::Line(d.to_string())),
        |line| line.starts_with(['+', ' ', '\t']),
    )
}

/// The line, if it is one that starts and ends a block.
fn delimiter(line: &str) -> Option<&str> {
    let first = *line.as_bytes().first()?;
    let same = line.bytes().all(|b| b == first);
    let fence = same && line.len() >= 4 && DELIMITERS.contains(&first);
    (fence || line == "--" || line == "|===" || line == "```").then_some(line)
}

/// What a delimited block holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Blocks,
    Quote,
    Table,
    Nothing,
}

fn content(delimiter: &str, style: &str) -> Content {
    match delimiter.as_bytes()[0] {
        b'_' => Content::Quote,
        b'|' => Content::Table,
        b'=' | b'*' => Content::Blocks,
        b'-' if delimiter == "--" && style == "quote" => Content::Quote,
        b'-' if delimiter == "--" && style != "source" => Content::Blocks,
        _ => Content::Nothing,
    }
}

pub fn parse(chunk: &str, first: bool) -> Document<'_> {
    let mut reader = Reader {
        chunk,
        out: Builder::new(),
        title: None,
        style: String::new(),
        author: None,
        open: Vec::new(),
        paragraph: None,
        kind: BlockKind::Paragraph,
        header: first,
        imprint: 2,
    };
    for line in lines(chunk) {
        reader.line(line);
    }
    reader.end_paragraph();
    reader.out.finish(chunk.len())
}

struct Reader<'a> {
    chunk: &'a str,
    out: Builder<'a>,
    /// `.Title` of the next block.
    title: Option<Span>,
    /// Style and author of the `[…]` line before the next block.
    style: String,
    author: Option<Span>,
    /// Delimited blocks around, with their content and the group of a quotation.
    open: Vec<(&'a str, Content, Option<u32>)>,
    paragraph: Option<Span>,
    kind: BlockKind,
    /// In the header of the document: title, author, revision and attributes, up to a blank line or text.
    header: bool,
    /// How many lines may still come that tell of the author and the revision.
    imprint: u8,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: Line<'a>) {
        let (text, at) = line.inner();
        if let Some(&(end, content, _)) = self.open.last() {
            if text == end {
                self.end_paragraph();
                self.open.pop();
                if end.starts_with('/') {
                    let start = self.out.document.comments.pop();
                    let start = start.map_or(line.start, |s| s.from());
                    self.out
                        .document
                        .comments
                        .push(Span::new(start, line.text_end()));
                }
                return;
            }
            match content {
                Content::Nothing => return,
                Content::Table => return self.row(line),
                _ => {}
            }
        }
        if text.is_empty() {
            self.header = self.header && self.out.document.blocks.is_empty();
            return self.end_paragraph();
        }
        if let Some(delimiter) = delimiter(text) {
            self.end_paragraph();
            self.header = false;
            return self.start_delimited(delimiter, line);
        }
        if text.starts_with("//") {
            self.end_paragraph();
            return self.out.document.comments.push(line.span());
        }
        if let Some(value) = attribute(text) {
            self.end_paragraph();
            let (name, value) = value;
            let from = line.text_end() - value.len();
            let span = Span::new(from, line.text_end());
            match name {
                "lang" => self.out.document.language = Some(value),
                "description" => self.block(BlockKind::Standfirst, span),
                _ => {}
            }
            return;
        }
        if self.paragraph.is_none() && self.starts_block(text, at, line) {
            return;
        }
        if self.header && !self.out.document.blocks.is_empty() && self.imprint > 0 {
            self.imprint -= 1;
            return;
        }
        self.header = false;
        if let Some(author) = text.strip_prefix("-- ")
            && let Some(span) = self.paragraph.take()
        {
            // `"…"` with its author below.
            let group = Some(self.out.new_group());
            self.prose(BlockKind::BlockQuote, group, span);
            self.author = Some(Span::new(line.text_end() - author.len(), line.text_end()));
            return self.cite(group);
        }
        let item =
            lines::item(text, &['*', '-', '.']).or_else(|| text.split_once(":: ").map(|t| t.1));
        if let Some(rest) = item {
            self.end_paragraph();
            self.kind = BlockKind::ListItem;
            self.add(Span::new(line.text_end() - rest.len(), line.text_end()));
        } else if text == "+" {
            self.end_paragraph();
        } else if line.indent() == 0 || self.paragraph.is_some() {
            self.add(Span::new(at, line.text_end()));
        }
    }

    /// Lines that are a block, or tell of the next.
    fn starts_block(&mut self, text: &'a str, at: usize, line: Line<'a>) -> bool {
        let marks = text.len() - text.trim_start_matches(['=', '#']).len();
        if (1..=6).contains(&marks) && text[marks..].starts_with(' ') {
            let inner = text[marks..].trim_start();
            let span = Span::new(line.text_end() - inner.len(), line.text_end());
            let title = marks == 1 && self.header;
            self.block(
                if title {
                    BlockKind::Title
                } else {
                    BlockKind::Heading(marks as u8)
                },
                span,
            );
            self.header = title;
            return true;
        }
        if text.starts_with('[') && text.ends_with(']') {
            self.attributes(&text[1..text.len() - 1], at + 1);
            return true;
        }
        if let Some(title) = text.strip_prefix('.')
            && !title.starts_with(['.', ' '])
            && !title.is_empty()
        {
            self.title = Some(Span::new(at + 1, line.text_end()));
            return true;
        }
        if let Some((name, rest)) = text.split_once("::")
            && !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            && rest.ends_with(']')
            && !rest.starts_with(' ')
        {
            if name == "image" {
                let span = Span::new(at, line.text_end());
                let (mut image, alt, caption) = picture(self.chunk, span, name.len() + 2);
                image.place = ImagePlace::Block;
                let caption = self.title.take().or(caption);
                self.out.flush(at);
                put_picture(image, alt, caption, self.chunk, &mut self.out);
            }
            self.title = None;
            return true;
        }
        matches!(text, "'''" | "---" | "<<<" | "***" | "* * *")
    }

    /// `[quote, Author, Work]`, `[source,rust]`, `[.lead]`.
    fn attributes(&mut self, text: &str, at: usize) {
        let mut parts = text.split(',');
        self.style = parts.next().unwrap_or_default().trim().to_string();
        self.author = None;
        if matches!(self.style.as_str(), "quote" | "verse" | "\"\"")
            && let Some(author) = parts.next()
        {
            let from = at + text.find(author).unwrap_or(0);
            let from = from + author.len() - author.trim_start().len();
            let author = author.trim();
            if !author.is_empty() {
                self.author = Some(Span::new(from, from + author.len()));
            }
        }
    }

    fn start_delimited(&mut self, delimiter: &'a str, line: Line<'a>) {
        let content = content(delimiter, &self.style);
        let mut group = self.open.last().and_then(|o| o.2);
        if content == Content::Quote {
            group = Some(self.out.new_group());
            self.cite(group);
        }
        if delimiter.starts_with('/') {
            self.out.document.comments.push(line.span());
        }
        self.open_title();
        self.style.clear();
        if self.open.len() < 64 {
            self.open.push((delimiter, content, group));
        }
    }

    /// The title of a block that is no picture is a line of its own.
    fn open_title(&mut self) {
        if let Some(title) = self.title.take() {
            self.block(BlockKind::Paragraph, title);
        }
    }

    /// The author that the `[quote]` line names.
    fn cite(&mut self, group: Option<u32>) {
        if let Some(author) = self.author.take() {
            let prose = Prose::verbatim(&self.chunk[author.range()], author.from());
            self.out.block(BlockKind::Citation, author, prose, group);
        }
    }

    fn row(&mut self, line: Line<'a>) {
        if !line.text.starts_with('|') {
            return;
        }
        for cell in lines::cells(line.text, line.start) {
            self.block(BlockKind::TableCell, cell);
        }
    }

    fn add(&mut self, span: Span) {
        self.paragraph = Some(self.paragraph.map_or(span, |p| p.joined(span)));
    }

    fn end_paragraph(&mut self) {
        let Some(span) = self.paragraph.take() else {
            return;
        };
        let style = std::mem::take(&mut self.style);
        if matches!(
            style.as_str(),
            "source" | "listing" | "literal" | "stem" | "latexmath" | "comment" | "pass"
        ) {
            return;
        }
        self.open_title();
        let kind = std::mem::replace(&mut self.kind, BlockKind::Paragraph);
        let around = self.open.iter().rev().find(|o| o.1 == Content::Quote);
        let (kind, group) = match around {
            Some(o) => (BlockKind::BlockQuote, o.2),
            None if style == "quote" || style == "verse" => {
                let group = Some(self.out.new_group());
                self.cite(group);
                (BlockKind::BlockQuote, group)
            }
            None => (kind, None),
        };
        let text = &self.chunk[span.range()];
        let label = ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "]
            .iter()
            .find(|l| text.starts_with(**l));
        let span = Span::new(span.from() + label.map_or(0, |l| l.len()), span.to());
        self.prose(kind, group, span);
    }

    fn block(&mut self, kind: BlockKind, span: Span) {
        self.prose(kind, None, span);
    }

    fn prose(&mut self, kind: BlockKind, group: Option<u32>, span: Span) {
        self.out.open(kind, group, span.from());
        inline(&mut Syntax::default(), self.chunk, span, &mut self.out);
        self.out.flush(span.to());
    }
}

/// `:name: value`.
fn attribute(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.strip_prefix(':')?.split_once(':')?;
    let named = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_!".contains(&b));
    (named && (value.is_empty() || value.starts_with(' '))).then_some((name, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::of_kind;

    #[test]
    fn a_document_with_header_lists_and_tables() {
        let text = "= The port opens\nAnn Lee <ann@example.org>\n:lang: en\n:toc:\n\n== First\n\nShe *said* \"`no`\" to\nhttps://example.org[the _board_], twice.footnote:[Or more.]\n\n* Fish\n* Salt\n\n|===\n|Year |Boats\n|===\n\n----\ncode\n----\n// cut\n";
        let d = parse(text, true);
        assert_eq!(of_kind(&d, BlockKind::Title), ["The port opens"]);
        assert_eq!(of_kind(&d, BlockKind::Heading(2)), ["First"]);
        assert_eq!(
            of_kind(&d, BlockKind::Paragraph),
            ["She said “no” to the board, twice."]
        );
        assert_eq!(of_kind(&d, BlockKind::Footnote), ["Or more."]);
        assert_eq!(of_kind(&d, BlockKind::ListItem), ["Fish", "Salt"]);
        assert_eq!(of_kind(&d, BlockKind::TableCell), ["Year", "Boats"]);
        assert_eq!(d.language, Some("en"));
        assert_eq!(d.comments.len(), 1);
        let prose = &d
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::Paragraph)
            .unwrap()
            .prose;
        let from = prose.text().find("“no”").unwrap();
        let source = prose.source(Span::new(from, from + "“no”".len()));
        assert_eq!(&text[source.range()], "\"`no`\"");
        let d = parse(
            "= Title\nAnn Lee\nv1, 2024\n// cut\nText.\n// cut\nMore.\n",
            true,
        );
        assert_eq!(of_kind(&d, BlockKind::Paragraph), ["Text.", "More."]);
    }

    #[test]
    fn pictures_and_quotations() {
        let text = ".Boats at dawn. Photo: Ann Lee\nimage::a.jpg[Port, 300, 200, role=\"wide\"]\n\n[quote, Bo Ek, Memoirs]\n____\nWe sail.\n____\n\nSee image:icon.png[] here.\n";
        let d = parse(text, false);
        assert_eq!(d.images[0].source, "a.jpg");
        assert_eq!(d.images[0].alt, "Port");
        assert_eq!(
            (d.images[0].width, d.images[0].height),
            (Some(300), Some(200))
        );
        assert_eq!(d.images[0].classes, "wide");
        assert_eq!(d.images[0].place, ImagePlace::Block);
        assert_eq!(d.images[1].place, ImagePlace::Inline);
        let caption = d
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::Caption)
            .unwrap();
        assert_eq!(caption.prose.text(), "Boats at dawn. Photo: Ann Lee");
        assert_eq!(caption.group, d.images[0].group);
        assert_eq!(of_kind(&d, BlockKind::BlockQuote), ["We sail."]);
        assert_eq!(of_kind(&d, BlockKind::Citation), ["Bo Ek"]);
        let d = parse("\"We sail.\"\n-- Bo Ek\n", false);
        assert_eq!(of_kind(&d, BlockKind::BlockQuote), ["\"We sail.\""]);
        assert_eq!(of_kind(&d, BlockKind::Citation), ["Bo Ek"]);
    }
}
