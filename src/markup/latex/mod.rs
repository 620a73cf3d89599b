//! LaTeX, read command by command.
//!
//! Text in the argument of a command is prose unless the command is known to take none; captions, titles and
//! footnotes are read apart from the text around them.

mod calls;
mod commands;
mod environments;

use super::lines::{Cutter, End, lines};
use super::{BlockKind, Builder, Document, MarkKind};
use crate::text::{Span, line_end};
use commands::{Environment, environment};

pub fn cutter() -> Cutter {
    Cutter::new(opens, |_| false)
}

/// The end of an environment that may hold blank lines; the preamble ends where the document begins.
fn opens(line: &str) -> Option<End> {
    if line.starts_with("\\documentclass") {
        return Some(End::Holds("\\begin{document}".into()));
    }
    let name = line.strip_prefix("\\begin{")?;
    let name = &name[..name.find('}')?];
    let end = format!("\\end{{{name}}}");
    let holds = environment(name) != Environment::Transparent && !line.contains(&end);
    holds.then_some(End::Holds(end))
}

pub fn parse(chunk: &str) -> Document<'_> {
    let mut reader = Reader {
        chunk,
        out: Builder::new(),
        closing: matching(chunk),
        later: Vec::new(),
        preamble: false,
    };
    for line in lines(chunk) {
        // Only whole-line comments can hold what is meant for a tool.
        if let Some(i) = comment(line.text) {
            let span = Span::new(line.start + i, line.text_end());
            reader.out.document.comments.push(span);
        }
    }
    let whole = Apart {
        kind: BlockKind::Paragraph,
        group: None,
        span: Span::new(0, chunk.len()),
    };
    reader.later.push(whole);
    // What stands apart is read after the text around it, and put in order at the end.
    let mut next = 0;
    while let Some(&apart) = reader.later.get(next) {
        next += 1;
        reader.read(apart);
    }
    reader.out.finish(chunk.len())
}

/// Where the comment of a line starts.
fn comment(line: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(i) = line[from..].find('%') {
        let at = from + i;
        let slashes = line[..at].len() - line[..at].trim_end_matches('\\').len();
        if slashes.is_multiple_of(2) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// For each opening brace, in order: its byte and that of the brace that closes it.
fn matching(chunk: &str) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    let mut open = Vec::new();
    let bytes = chunk.as_bytes();
    let mut i = 0;
    while let Some(k) = memchr::memchr3(b'{', b'}', b'\\', &bytes[i..]) {
        i += k;
        match bytes[i] {
            b'\\' => i += 1,
            b'{' => {
                open.push(out.len());
                out.push((i as u32, u32::MAX));
            }
            _ => {
                if let Some(k) = open.pop() {
                    out[k].1 = i as u32;
                }
            }
        }
        i += 1;
        if i >= bytes.len() {
            break;
        }
    }
    out
}

/// A stretch of source to be read on its own.
#[derive(Clone, Copy, Debug)]
struct Apart {
    kind: BlockKind,
    group: Option<u32>,
    span: Span,
}

struct Reader<'a> {
    chunk: &'a str,
    out: Builder<'a>,
    closing: Vec<(u32, u32)>,
    later: Vec<Apart>,
    preamble: bool,
}

/// An environment or group that is open while text is read.
struct Open {
    /// Closed by this `\end`, or by a brace.
    name: Option<Span>,
    /// Byte of the closing brace.
    brace: usize,
    kind: BlockKind,
    group: Option<u32>,
    table: bool,
    marked: bool,
    /// A figure: the pictures of the document when it was opened.
    figure: Option<usize>,
}

const DEEPEST: usize = 64;

impl Reader<'_> {
    fn read(&mut self, apart: Apart) {
        let Apart { kind, group, span } = apart;
        self.out.open(kind, group, span.from());
        let bytes = &self.chunk.as_bytes()[..span.to()];
        let mut open: Vec<Open> = Vec::new();
        let (mut at, mut done) = (span.from(), span.from());
        while at < bytes.len() {
            let Some(i) = bytes[at..].iter().position(|b| SPECIAL.contains(b)) else {
                break;
            };
            at += i;
            if let Some(after) = self.special(at, bytes.len(), done, &mut open, apart) {
                at = after.clamp(at + 1, bytes.len());
                while !self.chunk.is_char_boundary(at) {
                    at += 1;
                }
                done = at;
            } else {
                at += 1;
            }
        }
        self.text(done, bytes.len());
        for o in open {
            if o.marked {
                self.out.end_mark();
            }
        }
        self.out.flush(span.to());
    }

    fn text(&mut self, from: usize, to: usize) {
        if from < to && !self.preamble {
            self.out.push_collapsed(&self.chunk[from..to], from);
        }
    }

    /// What stands at the special byte `at`; where to go on behind it, or nothing if it is text.
    fn special(
        &mut self,
        at: usize,
        end: usize,
        done: usize,
        open: &mut Vec<Open>,
        apart: Apart,
    ) -> Option<usize> {
        let chunk = self.chunk;
        let rest = &chunk[at..end];
        let replaced = [
            ("``", "“"),
            ("''", "”"),
            ("`", "‘"),
            ("'", "’"),
            ("---", "—"),
            ("--", "–"),
        ];
        match rest.as_bytes()[0] {
            b'\n' | b'\r' => {
                let blank = blank_lines(rest)?;
                self.text(done, at);
                self.out.flush(at + blank);
                Some(at + blank)
            }
            b'%' => {
                self.text(done, at);
                // The line end and the indentation behind it belong to the comment.
                let line = line_end(rest);
                let indent =
                    rest[line..].len() - rest[line..].trim_start_matches([' ', '\t']).len();
                Some(at + line + indent)
            }
            b'`' | b'\'' | b'-' => {
                let (mark, with) = replaced.iter().find(|(m, _)| rest.starts_with(m))?;
                self.text(done, at);
                if !self.preamble {
                    self.out.push(with, Span::new(at, at + mark.len()));
                }
                Some(at + mark.len())
            }
            b'~' => {
                self.text(done, at);
                self.out.space(Span::new(at, at + 1));
                Some(at + 1)
            }
            b'$' => {
                self.text(done, at);
                let mark = if rest.starts_with("$$") { "$$" } else { "$" };
                Some(self.verbatim(at, end, mark.len(), mark))
            }
            b'{' => {
                self.text(done, at);
                self.brace(at, end, None, open);
                Some(at + 1)
            }
            b'}' => {
                self.text(done, at);
                while let Some(last) = open.pop_if(|o| o.name.is_none() && o.brace <= at) {
                    if last.marked {
                        self.out.end_mark();
                    }
                }
                Some(at + 1)
            }
            b'&' => {
                if !open.iter().any(|o| o.table) {
                    return None;
                }
                self.text(done, at);
                self.out.flush(at);
                Some(at + 1)
            }
            b'\\' => {
                self.text(done, at);
                Some(self.command(at, end, open, apart))
            }
            _ => None,
        }
    }

    /// Text that is no prose, up to `close`.
    fn verbatim(&mut self, at: usize, end: usize, open: usize, close: &str) -> usize {
        let rest = super::lines::near(&self.chunk[at + open..end], 4000);
        let Some(len) = rest.find(close) else {
            return at + open;
        };
        let inside = Span::new(at + open, at + open + len);
        let from = self.out.prose.end();
        if !self.preamble {
            self.out.push(&self.chunk[inside.range()], inside);
            self.out.mark(MarkKind::Verbatim, from);
        }
        inside.to() + close.len()
    }

    /// A group in braces that starts at byte `at`, with a mark.
    fn brace(&mut self, at: usize, end: usize, mark: Option<MarkKind>, open: &mut Vec<Open>) {
        let Some(close) = self.close(at, end) else {
            return;
        };
        if open.len() >= DEEPEST {
            return;
        }
        if let Some(mark) = mark {
            self.out.start_mark(mark);
        }
        open.push(Open {
            name: None,
            brace: close,
            kind: self.out.kind,
            group: self.out.group,
            table: false,
            marked: mark.is_some(),
            figure: None,
        });
    }

    /// The brace that closes the one at byte `at`, before byte `end`.
    fn close(&self, at: usize, end: usize) -> Option<usize> {
        let i = self
            .closing
            .binary_search_by_key(&(at as u32), |c| c.0)
            .ok()?;
        let close = self.closing[i].1 as usize;
        (close < end).then_some(close)
    }

    /// The argument in braces at or behind byte `at`: the bytes inside.
    fn argument(&self, at: usize, end: usize) -> Option<Span> {
        let rest = &self.chunk[at..end];
        let from = at + rest.len() - rest.trim_start().len();
        let close = self.close(from, end)?;
        Some(Span::new(from + 1, close))
    }

    /// Behind arguments in brackets at byte `at`.
    fn options(&self, at: usize, end: usize) -> (Option<Span>, usize) {
        let rest = super::lines::near(&self.chunk[at..end], 1000);
        if rest.starts_with('[')
            && let Some(close) = rest.find(']')
        {
            return (Some(Span::new(at + 1, at + close)), at + close + 1);
        }
        (None, at)
    }
}

/// Bytes that may be more than text.
const SPECIAL: &[u8] = b"\\{}%$~&`'-\n\r";

/// Bytes of the line ends and white space at the start of `text`, if a blank line is among them.
fn blank_lines(text: &str) -> Option<usize> {
    let len = text.len() - text.trim_start().len();
    let space = text[..len].replace("\r\n", "\n");
    (space.matches(['\n', '\r']).count() > 1).then_some(len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::ImagePlace;
    use crate::markup::of_kind;

    #[test]
    fn a_comment_ends_with_its_line() {
        for line_break in ["\n", "\r\n", "\r"] {
            let text = format!("She% cut{line_break}  said so.{line_break}");
            let d = parse(&text);
            assert_eq!(of_kind(&d, BlockKind::Paragraph), ["Shesaid so."]);
            assert_eq!(&text[d.comments[0].range()], "% cut");
        }
    }

    #[test]
    fn a_document_with_preamble_sections_and_lists() {
        let text = "\\documentclass[a4paper]{article}\n\\usepackage[ngerman,english]{babel}\n\\newcommand{\\x}{y}\n\\title{The \\emph{port} opens}\n\\author{Lee}\n\\begin{document}\n\\maketitle\n\\section*{First}\\label{a}\nShe \\textbf{said} ``no'' to the\n\\href{https://example.org}{board}---twice.\\footnote{Or \\textit{more}.} % cut\nRecep Erdo\\u{g}an and Beyonc\\'e paid \\$5~million.\n\n\\begin{itemize}\n\\item Fish\n\\item[x] Salt \\& $x^2$\n\\end{itemize}\n\\begin{tabular}{ll}\nYear & Boats \\\\\n\\end{tabular}\n\\begin{verbatim}\nx\n\\end{verbatim}\n\\end{document}\n";
        let d = parse(text);
        assert_eq!(of_kind(&d, BlockKind::Title), ["The port opens"]);
        assert_eq!(of_kind(&d, BlockKind::Heading(2)), ["First"]);
        assert_eq!(
            of_kind(&d, BlockKind::Paragraph),
            ["She said “no” to the board—twice. Recep Erdoğan and Beyoncé paid $5 million."]
        );
        assert_eq!(of_kind(&d, BlockKind::Footnote), ["Or more."]);
        assert_eq!(of_kind(&d, BlockKind::ListItem), ["Fish", "Salt & x^2"]);
        assert_eq!(of_kind(&d, BlockKind::TableCell), ["Year", "Boats"]);
        assert_eq!(d.language, Some("en"));
        assert_eq!(d.comments.len(), 1);
        let prose = &d
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::Paragraph)
            .unwrap()
            .prose;
        let source = |part: &str| {
            let from = prose.text().find(part).unwrap();
            &text[prose.source(Span::new(from, from + part.len())).range()]
        };
        assert_eq!(source("“no”"), "``no''");
        assert_eq!(source("Erdoğan"), "Erdo\\u{g}an");
        assert_eq!(source("Beyoncé"), "Beyonc\\'e");
    }

    #[test]
    fn pictures_and_quotations() {
        let text = "\\begin{figure}[ht]\n\\centering\n\\includegraphics[width=3cm,alt={A port}]{a.jpg}\n\n\\caption[Short]{Boats at \\emph{dawn}.}\n\\photocredit{Ann Lee}\n\\end{figure}\n\\begin{quote}\nWe \\enquote{sail}.\n\\end{quote}\nText.\n";
        let d = parse(text);
        assert_eq!(d.images[0].source, "a.jpg");
        assert_eq!(d.images[0].alt, "A port");
        assert_eq!(d.images[0].place, ImagePlace::Block);
        assert_eq!(d.images[0].credit.as_ref().unwrap().0, "Ann Lee");
        assert_eq!(of_kind(&d, BlockKind::Caption), ["Boats at dawn."]);
        let caption = d
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::Caption)
            .unwrap();
        assert_eq!(caption.group, d.images[0].group);
        assert_eq!(of_kind(&d, BlockKind::BlockQuote), ["We sail."]);
        let quote = d
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::BlockQuote)
            .unwrap();
        assert_eq!(quote.marks[0].kind, MarkKind::Quotation);
        assert_eq!(of_kind(&d, BlockKind::Paragraph), ["Text."]);
    }
}
