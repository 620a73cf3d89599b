//! reStructuredText, read line by line.

mod directives;
mod syntax;

use super::lines::{self, Line, inline, lines};
use super::{BlockKind, Builder, Document};
use crate::text::Span;
use directives::field;
use syntax::Syntax;

pub fn cutter() -> lines::Cutter {
    // All that may hold blank lines is indented.
    lines::Cutter::new(|_| None, |line| line.starts_with([' ', '\t']))
}

/// Whether the line is one that underlines a title; the bytes in the order of usual levels.
fn adornment(text: &str) -> Option<u8> {
    const LEVELS: &[u8] = b"=-~^\"'`#*+.:_<>";
    let first = *text.as_bytes().first()?;
    let level = LEVELS.iter().position(|&b| b == first)?;
    let same = text.len() >= 2 && text.bytes().all(|b| b == first);
    same.then_some((level as u8 + 2).min(6))
}

pub fn parse(chunk: &str) -> Document<'_> {
    let lines = lines(chunk);
    let mut reader = Reader {
        chunk,
        lines,
        out: Builder::new(),
    };
    reader.body(0, reader.lines.len(), 0, Around::default());
    reader.out.finish(chunk.len())
}

/// What stands around a stretch of lines.
#[derive(Clone, Copy, Default)]
struct Around {
    /// Paragraphs are of this kind, if not of their own.
    kind: Option<BlockKind>,
    group: Option<u32>,
    depth: usize,
}

struct Reader<'a> {
    chunk: &'a str,
    lines: Vec<Line<'a>>,
    out: Builder<'a>,
}

/// Directives within directives deeper than this are left out.
const DEEPEST: usize = 12;

impl Reader<'_> {
    /// Reads the lines `from..to`, whose own text starts at column `indent`.
    fn body(&mut self, from: usize, to: usize, indent: usize, around: Around) {
        if around.depth > DEEPEST {
            return;
        }
        let mut i = from;
        while i < to {
            let line = self.lines[i];
            let (text, at) = line.inner();
            if text.is_empty() {
                i += 1;
                continue;
            }
            if line.indent() > indent {
                let end = self.indented(i, to, indent);
                self.quote(i, end, around);
                i = end;
                continue;
            }
            if text == ".." || text.starts_with(".. ") {
                let end = self.indented(i + 1, to, indent);
                self.explicit(i, end, around);
                i = end;
                continue;
            }
            if text.starts_with("__ ") || text == "|" {
                i += 1;
                continue;
            }
            if let Some(rest) = text.strip_prefix("| ") {
                // A line of verse or of an address.
                let kind = around.kind.unwrap_or(BlockKind::Paragraph);
                let span = Span::new(line.text_end() - rest.len(), line.text_end());
                self.prose(kind, around.group, span);
                i += 1;
                continue;
            }
            // An overlined title, an underlined one, a transition.
            if adornment(text).is_some() && text.len() > 3 {
                if let Some(next) = self.lines.get(i + 2).filter(|_| i + 2 < to)
                    && next.text.trim() == text
                {
                    let (_, start) = self.lines[i + 1].inner();
                    let span = Span::new(start, self.lines[i + 1].text_end());
                    self.prose(BlockKind::Heading(1), around.group, span);
                    i += 3;
                } else {
                    i = if is_table(text) {
                        self.table(i, to)
                    } else {
                        i + 1
                    };
                }
                continue;
            }
            if let Some(next) = self.lines.get(i + 1).filter(|_| i + 1 < to)
                && let Some(level) = adornment(next.text.trim())
                && next.text.trim().chars().count() + 1 >= text.chars().count()
                && next.indent() == line.indent()
            {
                let span = Span::new(at, line.text_end());
                self.prose(BlockKind::Heading(level), around.group, span);
                i += 2;
                continue;
            }
            if text.starts_with("+-") || text.starts_with("+=") {
                while i < to && self.lines[i].text.trim_start().starts_with(['+', '|']) {
                    let (text, at) = self.lines[i].inner();
                    if text.starts_with('|') {
                        for cell in lines::cells(text, at) {
                            self.prose(BlockKind::TableCell, None, cell);
                        }
                    }
                    i += 1;
                }
                continue;
            }
            if is_table(text) {
                i = self.table(i, to);
                continue;
            }
            if let Some(rest) = lines::item(text, &['-', '*', '+', '•']) {
                let column = line.text.len() - rest.len();
                let end = self.indented(i + 1, to, indent);
                self.item(i, end, column, around);
                i = end;
                continue;
            }
            if field(text).is_some() {
                i = self.indented(i + 1, to, indent);
                continue;
            }
            i = self.paragraph(i, to, indent, around);
        }
    }

    /// Behind the lines from `from` on that are indented more than `indent`, or blank between such.
    fn indented(&self, from: usize, to: usize, indent: usize) -> usize {
        let mut end = from;
        for i in from..to {
            let line = &self.lines[i];
            if line.text.is_empty() {
                continue;
            }
            if line.indent() <= indent {
                break;
            }
            end = i + 1;
        }
        end
    }

    fn item(&mut self, from: usize, end: usize, column: usize, around: Around) {
        let line = self.lines[from];
        if line.text[column..].starts_with(".. ") && around.depth < DEEPEST {
            return self.directive_item(from, end, column, around);
        }
        // The first line's own text, then what is indented below it.
        let mut last = from + 1;
        while last < end && !self.lines[last].text.is_empty() {
            last += 1;
        }
        let span = Span::new(line.start + column, self.lines[last - 1].text_end());
        let kind = around.kind.unwrap_or(BlockKind::ListItem);
        self.prose(kind, around.group, span);
        let inner = Around {
            kind: Some(kind),
            depth: around.depth + 1,
            ..around
        };
        let indent = (last..end)
            .find(|&i| !self.lines[i].text.is_empty())
            .map_or(column, |i| self.lines[i].indent());
        self.body(last, end, indent, inner);
    }

    /// `- .. image:: a.jpg`: the directive starts where the item's text does.
    fn directive_item(&mut self, from: usize, end: usize, column: usize, around: Around) {
        let line = self.lines[from];
        self.lines[from] = Line {
            text: &line.text[column..],
            start: line.start + column,
        };
        let inner = Around {
            kind: Some(around.kind.unwrap_or(BlockKind::ListItem)),
            depth: around.depth + 1,
            ..around
        };
        let below = self.indented(from + 1, end, column);
        self.explicit(from, below, inner);
        self.lines[from] = line;
        self.body(below, end, column, inner);
    }

    /// A paragraph; one that ends with `::` has the code below it left out.
    fn paragraph(&mut self, from: usize, to: usize, indent: usize, around: Around) -> usize {
        let mut end = from + 1;
        while end < to && !self.lines[end].text.is_empty() && self.lines[end].indent() >= indent {
            // A term has its definition indented right below it.
            if self.lines[end].indent() > indent {
                break;
            }
            end += 1;
        }
        let (_, start) = self.lines[from].inner();
        let stop = self.lines[end - 1].text_end();
        let text = &self.chunk[start..stop];
        let code = text.ends_with("::");
        let stop = stop - usize::from(code);
        if text != "::" {
            let kind = around.kind.unwrap_or(BlockKind::Paragraph);
            self.prose(kind, around.group, Span::new(start, stop));
        }
        if code {
            return self.indented(end, to, indent);
        }
        if end < to && !self.lines[end].text.is_empty() && self.lines[end].indent() > indent {
            let stop = self.indented(end, to, indent);
            let inner = Around {
                kind: Some(around.kind.unwrap_or(BlockKind::ListItem)),
                depth: around.depth + 1,
                ..around
            };
            self.body(end, stop, self.lines[end].indent(), inner);
            return stop;
        }
        end
    }

    /// Indented text is a quotation; its last paragraph may say whose.
    fn quote(&mut self, from: usize, end: usize, around: Around) {
        if around.kind.is_some_and(|k| k != BlockKind::BlockQuote) {
            let inner = Around {
                depth: around.depth + 1,
                ..around
            };
            return self.body(from, end, self.lines[from].indent(), inner);
        }
        let group = around.group.unwrap_or_else(|| self.out.new_group());
        let mut stop = end;
        let source = (from..end).rev().find_map(|i| {
            let (text, at) = self.lines[i].inner();
            let name = ["-- ", "--- ", "— ", "—", "--", "―"]
                .iter()
                .find_map(|d| text.strip_prefix(d))?;
            let first = i == from || self.lines[i - 1].text.is_empty();
            first.then(|| {
                (
                    i,
                    Span::new(at + text.len() - name.len(), self.lines[end - 1].text_end()),
                )
            })
        });
        let source = source.filter(|(i, _)| (*i..end).all(|k| !self.lines[k].text.is_empty()));
        if let Some((i, _)) = source {
            stop = i;
        }
        let indent = (from..stop)
            .filter(|&i| !self.lines[i].text.is_empty())
            .map(|i| self.lines[i].indent())
            .min();
        let inner = Around {
            kind: Some(BlockKind::BlockQuote),
            group: Some(group),
            depth: around.depth + 1,
        };
        self.body(from, stop, indent.unwrap_or(0), inner);
        if let Some((_, span)) = source {
            self.prose(BlockKind::Citation, Some(group), span);
        }
    }

    /// A table whose columns are marked by `===  ===`: each line's stretches of text.
    fn table(&mut self, from: usize, to: usize) -> usize {
        let mut i = from;
        while i < to && !self.lines[i].text.is_empty() {
            let (text, at) = self.lines[i].inner();
            if !is_table(text) {
                let mut start = at;
                for cell in text.split("  ") {
                    let inner = cell.trim();
                    if !inner.is_empty() {
                        let from = start + cell.len() - cell.trim_start().len();
                        let span = Span::new(from, from + inner.len());
                        self.prose(BlockKind::TableCell, None, span);
                    }
                    start += cell.len() + 2;
                }
            }
            i += 1;
        }
        i
    }

    fn prose(&mut self, kind: BlockKind, group: Option<u32>, span: Span) {
        self.out.open(kind, group, span.from());
        inline(&mut Syntax::default(), self.chunk, span, &mut self.out);
        self.out.flush(span.to());
    }
}

/// A rule of a simple table.
fn is_table(text: &str) -> bool {
    text.contains("= =") | text.contains("=  =") && text.bytes().all(|b| b == b'=' || b == b' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::of_kind;

    #[test]
    fn a_document_with_titles_lists_and_tables() {
        let text = "=============\nThe port opens\n=============\n\n:Author: Lee\n\nFirst\n-----\n\nShe *said* “no” to\nthe `board <https://example.org>`_ and :ref:`others <x>` [1]_::\n\n    code\n\n- Fish\n  and chips\n- Salt\n\n====  =====\nYear  Boats\n====  =====\n\n.. [1] Twice.\n.. cut\n.. code:: c\n\n   x\n";
        let d = parse(text);
        assert_eq!(of_kind(&d, BlockKind::Heading(1)), ["The port opens"]);
        assert_eq!(of_kind(&d, BlockKind::Heading(3)), ["First"]);
        assert_eq!(
            of_kind(&d, BlockKind::Paragraph),
            ["She said “no” to the board and others :"]
        );
        assert_eq!(of_kind(&d, BlockKind::ListItem), ["Fish and chips", "Salt"]);
        assert_eq!(of_kind(&d, BlockKind::TableCell), ["Year", "Boats"]);
        assert_eq!(of_kind(&d, BlockKind::Footnote), ["Twice."]);
        assert_eq!(d.comments.len(), 1);
    }

    #[test]
    fn pictures_in_lists() {
        let text = "- .. figure:: a.jpg\n     :alt: A port\n\n     Boats. Photo: Ann Lee\n\n  It rained.\n- .. image:: b.jpg\n\n1. .. image:: c.jpg\n";
        let d = parse(text);
        let sources: Vec<_> = d.images.iter().map(|i| &*i.source).collect();
        assert_eq!(sources, ["a.jpg", "b.jpg", "c.jpg"]);
        assert_eq!(&text[d.images[1].span.range()], ".. image:: b.jpg");
        assert_eq!(d.images[0].alt, "A port");
        assert_eq!(of_kind(&d, BlockKind::Caption), ["Boats. Photo: Ann Lee"]);
        assert_eq!(of_kind(&d, BlockKind::ListItem), ["It rained."]);
    }

    #[test]
    fn pictures_and_quotations() {
        let text = ".. figure:: a.jpg\n   :alt: A port\n   :width: 300px\n\n   Boats at *dawn*.\n\n   Photo: Ann Lee\n\nAs she said:\n\n    We sail.\n\n    -- Bo Ek\n\n.. image:: b.png\n";
        let d = parse(text);
        assert_eq!(d.images[0].source, "a.jpg");
        assert_eq!(d.images[0].alt, "A port");
        assert_eq!(d.images[0].width, Some(300));
        assert_eq!(
            of_kind(&d, BlockKind::Caption),
            ["Boats at dawn.", "Photo: Ann Lee"]
        );
        let caption = d
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::Caption)
            .unwrap();
        assert_eq!(caption.group, d.images[0].group);
        assert_eq!(of_kind(&d, BlockKind::BlockQuote), ["We sail."]);
        assert_eq!(of_kind(&d, BlockKind::Citation), ["Bo Ek"]);
        assert_eq!(d.images[1].source, "b.png");
        let d = parse("| One\n| Two\n");
        assert_eq!(of_kind(&d, BlockKind::Paragraph), ["One", "Two"]);
    }
}
