//! MDX: Markdown with components. What is JavaScript in it is blanked out byte for byte, so that the Markdown
//! around it is read as it stands; components that show pictures are pictures.

use super::markdown::{self, Figure, Shortcode};
use super::{Document, ImageForm, lines};
use crate::text::{Span, line_end};

/// The longest component tag or expression that is looked for, in bytes.
const LONGEST: usize = 2000;

pub fn parse(chunk: &str, first: bool) -> Document<'_> {
    if first && let Some(document) = super::front_matter::parse(chunk) {
        return document;
    }
    let mut scanner = Scanner {
        chunk,
        found: Vec::new(),
        comments: Vec::new(),
    };
    scanner.scan();
    let mut text = chunk.as_bytes().to_vec();
    for code in &scanner.found {
        for byte in &mut text[code.span.range()] {
            // A control character is text to Markdown, and no line is taken for indented code.
            if !matches!(byte, b'\n' | b'\r') {
                *byte = 1;
            }
        }
    }
    let Ok(text) = String::from_utf8(text) else {
        return Document::default();
    };
    let mut document = markdown::read(chunk, &text, scanner.found, true);
    document.comments.extend(scanner.comments);
    document.comments.sort_by_key(|c| c.start);
    document
}

struct Scanner<'a> {
    chunk: &'a str,
    found: Vec<Shortcode>,
    comments: Vec<Span>,
}

impl Scanner<'_> {
    fn scan(&mut self) {
        let bytes = self.chunk.as_bytes();
        let mut at = 0;
        let mut blank = true;
        while at < bytes.len() {
            // At the start of a line.
            let line = at + line_end(&self.chunk[at..]);
            let text = self.chunk[at..line].trim();
            if let Some(mark) = ["```", "~~~"].iter().find(|m| text.starts_with(**m)) {
                at = self.behind_fence(line, mark);
                blank = false;
                continue;
            }
            if blank && is_module(&self.chunk[at..line]) {
                let end = self.paragraph_end(at);
                self.add(Span::new(at, end), None);
                at = end;
                continue;
            }
            blank = text.is_empty();
            at = self.line(at, line);
        }
    }

    /// Scans from `at` to the end of its line, or of what runs on over it.
    fn line(&mut self, mut at: usize, line: usize) -> usize {
        let bytes = self.chunk.as_bytes();
        while at < line {
            let Some(i) = memchr::memchr3(b'{', b'<', b'`', &bytes[at..line]) else {
                return line;
            };
            at += i;
            let end = match bytes[at] {
                b'`' => Some(self.behind_code(at)),
                _ if at > 0 && bytes[at - 1] == b'\\' => None,
                b'{' => self.expression(at).inspect(|&end| {
                    let span = Span::new(at, end);
                    if self.chunk[at..].starts_with("{/*") {
                        self.comments.push(span);
                    }
                    self.found.push(Shortcode { span, figure: None });
                }),
                _ => self.tag(at),
            };
            at = end.unwrap_or(at + 1);
        }
        // What ran on over the line's end may end within another line.
        at
    }

    fn add(&mut self, span: Span, figure: Option<Figure>) {
        self.found.push(Shortcode { span, figure });
    }

    fn paragraph_end(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.chunk.len() {
            let end = at + line_end(&self.chunk[at..]);
            if self.chunk[at..end].trim().is_empty() {
                break;
            }
            at = end;
        }
        at
    }

    fn behind_fence(&self, from: usize, mark: &str) -> usize {
        let mut at = from;
        while at < self.chunk.len() {
            let end = at + line_end(&self.chunk[at..]);
            let closes = self.chunk[at..end].trim().starts_with(mark);
            at = end;
            if closes {
                break;
            }
        }
        at
    }

    /// Behind the code span that starts at the backtick `at`, or behind the backticks.
    fn behind_code(&self, at: usize) -> usize {
        let rest = lines::near(&self.chunk[at..], LONGEST);
        let run = rest.len() - rest.trim_start_matches('`').len();
        let inside = &rest[run..];
        match inside.find(&rest[..run]) {
            Some(i) if !inside[..i].contains("\n\n") => at + run + i + run,
            _ => at + run,
        }
    }

    /// Behind the expression in braces at `at`.
    fn expression(&self, at: usize) -> Option<usize> {
        let rest = lines::near(&self.chunk[at..], LONGEST);
        if rest.starts_with("{/*") {
            return rest.find("*/}").map(|i| at + i + 3);
        }
        let mut depth = 0;
        for (i, b) in rest.bytes().enumerate() {
            match b {
                b'{' => depth += 1,
                b'}' if depth == 1 => return Some(at + i + 1),
                b'}' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// A component's tag at `at`, or an element's that holds expressions: the byte behind it.
    fn tag(&mut self, at: usize) -> Option<usize> {
        let rest = lines::near(&self.chunk[at..], LONGEST);
        let inner = rest[1..].trim_start_matches('/');
        if inner.starts_with('>') {
            let end = at + rest.len() - inner.len() + 1;
            self.add(Span::new(at, end), None);
            return Some(end);
        }
        let first = inner.bytes().next()?;
        if !first.is_ascii_alphabetic() {
            return None;
        }
        let len = inner
            .bytes()
            .position(|b| !b.is_ascii_alphanumeric() && b != b'.' && b != b'-')?;
        let name = &inner[..len];
        let (end, figure, expressions) =
            self.attributes(at + rest.len() - inner.len() + len, at + rest.len())?;
        if first.is_ascii_lowercase() && !expressions {
            // Plain HTML.
            return None;
        }
        let lower = name.to_ascii_lowercase();
        let shows = ["image", "img", "figure", "photo", "picture"]
            .iter()
            .any(|w| lower.contains(w));
        let figure = figure.filter(|f| shows && f.source.is_some());
        self.add(Span::new(at, end), figure);
        Some(end)
    }

    /// The attributes between `at` and `>`: the byte behind that, what they describe, whether one is an expression.
    fn attributes(&self, mut at: usize, to: usize) -> Option<(usize, Option<Figure>, bool)> {
        let bytes = self.chunk.as_bytes();
        let mut figure = Figure::new(ImageForm::Jsx);
        let mut expressions = false;
        while at < to {
            match bytes[at] {
                b'>' => return Some((at + 1, Some(figure), expressions)),
                b'{' => {
                    at = self.expression(at)?;
                    expressions = true;
                }
                b if b.is_ascii_alphabetic() => {
                    let start = at;
                    while at < to
                        && (bytes[at].is_ascii_alphanumeric() || b"-_:".contains(&bytes[at]))
                    {
                        at += 1;
                    }
                    let name = &self.chunk[start..at];
                    if at >= to || bytes[at] != b'=' {
                        continue;
                    }
                    at += 1;
                    let quote = *bytes[..to].get(at)?;
                    let value = if quote == b'{' {
                        expressions = true;
                        let end = self.expression(at)?;
                        let value = unquoted(self.chunk, Span::new(at + 1, end - 1));
                        at = end;
                        value
                    } else if quote == b'"' || quote == b'\'' {
                        let len = memchr::memchr(quote, &bytes[at + 1..to])?;
                        let value = Span::new(at + 1, at + 1 + len);
                        at += len + 2;
                        value
                    } else {
                        continue;
                    };
                    figure.set(name, value, self.chunk);
                }
                b'<' => return None,
                _ => at += 1,
            }
        }
        None
    }
}

/// The string that an expression is or passes on (`require("./a.jpg")`), else the expression.
fn unquoted(chunk: &str, span: Span) -> Span {
    let text = &chunk[span.range()];
    let inner = text.trim();
    let from = span.from() + text.len() - text.trim_start().len();
    for quote in ['"', '\'', '`'] {
        let mut parts = inner.match_indices(quote);
        if let (Some((a, _)), Some((b, _))) = (parts.next(), parts.next()) {
            return Span::new(from + a + 1, from + b);
        }
    }
    Span::new(from, from + inner.len())
}

/// Whether a line imports or exports.
fn is_module(line: &str) -> bool {
    let code = ['"', '\'', '{', '=', '(', ';', '*'];
    (line.starts_with("import ") && line.contains(code))
        || (line.starts_with("export ")
            && (line.contains(code) || line.starts_with("export default")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::BlockKind;

    #[test]
    fn components_are_pictures_and_javascript_is_no_prose() {
        let text = "import Photo from '../é'\nexport const a = {\n  b: 1\n}\n\n# The {2} port\n\n<Photo\n    src={require(\"./a.jpg\")}\n    alt=\"Boats\" caption='At dawn' credit=\"Ann Lee/AP\" />\n\n<Callout type={x}>She said “no” to `{y}`.</Callout>{/* cut */}\n\nimport taxes rose.\n";
        let d = parse(text, false);
        let image = &d.images[0];
        assert_eq!(image.source, "./a.jpg");
        assert_eq!(&text[image.source_span.unwrap().range()], "./a.jpg");
        assert_eq!(image.form, ImageForm::Jsx);
        let (credit, span) = image.credit.clone().unwrap();
        assert_eq!(
            (credit.as_str(), &text[span.range()]),
            ("Ann Lee/AP", "Ann Lee/AP")
        );
        let prose: Vec<_> = d.blocks.iter().map(|b| (b.kind, b.prose.text())).collect();
        assert_eq!(
            prose,
            [
                (BlockKind::Heading(1), "The  port"),
                (BlockKind::Alt, "Boats"),
                (BlockKind::Caption, "At dawn"),
                (BlockKind::Paragraph, "She said “no” to `{y}`."),
                (BlockKind::Paragraph, "import taxes rose."),
            ]
        );
        assert_eq!(d.blocks[2].group, image.group);
        assert_eq!(d.comments.len(), 1);
    }

    #[test]
    fn an_expression_that_goes_on_behind_an_indented_line_is_no_prose() {
        let d = parse("    a {\n\"é\"\n} b\n", false);
        let prose: Vec<_> = d.blocks.iter().map(|b| b.prose.text()).collect();
        assert_eq!(prose, [" b"]);
    }

    #[test]
    fn elements_without_expressions_are_html() {
        let text = "<figure>\n<img src=\"a.jpg\" />\n<figcaption>Boats</figcaption>\n</figure>\n\n<img src={b} alt=\"Quay\" />\n\n```\n{\n```\n\nText } here.\n";
        let d = parse(text, false);
        assert_eq!(d.images[0].form, ImageForm::Html);
        assert_eq!(d.images[1].source, "b");
        assert_eq!(d.blocks[0].kind, BlockKind::Caption);
        assert_eq!(d.blocks.last().unwrap().prose.text(), "Text } here.");
    }
}
