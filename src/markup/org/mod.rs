//! Org, read line by line.

mod syntax;

use super::lines::{self, End, Line, inline, lines, put_picture};
use super::{BlockKind, Builder, Document, ImagePlace};
use crate::text::Span;
use syntax::{Syntax, picture};

pub fn cutter() -> lines::Cutter {
    lines::Cutter::new(opens, |line| line.starts_with([' ', '\t']))
}

/// The end of a block that may hold blank lines.
fn opens(line: &str) -> Option<End> {
    if let Some(name) = block_name(line, "#+begin_") {
        return Some(End::Holds(format!("#+end_{name}")));
    }
    drawer(line).then(|| End::Holds(":end:".into()))
}

fn drawer(line: &str) -> bool {
    let name = line.strip_prefix(':').and_then(|l| l.strip_suffix(':'));
    name.is_some_and(|n| {
        !n.is_empty()
            && !n.eq_ignore_ascii_case("end")
            && n.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    })
}

/// The name behind `#+begin_`, in any case.
fn block_name<'l>(line: &'l str, prefix: &str) -> Option<&'l str> {
    let start = line.get(..prefix.len())?;
    let rest = &line[prefix.len()..];
    let name = rest.split_ascii_whitespace().next()?;
    start.eq_ignore_ascii_case(prefix).then_some(name)
}

pub fn parse(chunk: &str) -> Document<'_> {
    let mut reader = Reader {
        chunk,
        out: Builder::new(),
        caption: None,
        alt: None,
        masked: None,
        quote: None,
        paragraph: None,
        kind: BlockKind::Paragraph,
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
    /// `#+CAPTION:` and the `:alt` of `#+ATTR_HTML:` of the next picture.
    caption: Option<Span>,
    alt: Option<Span>,
    /// The end of the block that is no prose.
    masked: Option<String>,
    /// The group of the quotation around.
    quote: Option<u32>,
    paragraph: Option<Span>,
    kind: BlockKind,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: Line<'a>) {
        let (text, at) = line.inner();
        if let Some(end) = &self.masked {
            if text.eq_ignore_ascii_case(end) {
                self.masked = None;
            }
            return;
        }
        if text.is_empty() {
            return self.end_paragraph();
        }
        if let Some(rest) = text.strip_prefix('#') {
            if rest.starts_with('+') {
                self.end_paragraph();
                return self.keyword(text, at, line);
            }
            if rest.is_empty() || rest.starts_with(' ') {
                self.end_paragraph();
                return self.out.document.comments.push(line.span());
            }
        }
        if drawer(text) {
            self.end_paragraph();
            self.masked = Some(":end:".into());
            return;
        }
        let stars = line.text.len() - line.text.trim_start_matches('*').len();
        if stars > 0 && line.text[stars..].starts_with(' ') {
            self.end_paragraph();
            return self.heading(line, stars);
        }
        if text.starts_with('|') {
            self.end_paragraph();
            if !text.starts_with("|-") {
                for cell in lines::cells(text, at) {
                    self.prose(BlockKind::TableCell, cell);
                }
            }
            return;
        }
        let masked = text.starts_with(": ")
            || text == ":"
            || ["SCHEDULED:", "DEADLINE:", "CLOSED:", "CLOCK:"]
                .iter()
                .any(|k| text.starts_with(k))
            || (text.len() > 4 && text.bytes().all(|b| b == b'-'));
        if masked {
            return self.end_paragraph();
        }
        if line.indent() == 0
            && text.starts_with("[fn:")
            && let Some(end) = text.find(']')
        {
            self.end_paragraph();
            self.kind = BlockKind::Footnote;
            let rest = text[end + 1..].trim_start();
            return self.add(Span::new(line.text_end() - rest.len(), line.text_end()));
        }
        let item = lines::item(text, &['-', '+']);
        if let Some(mut rest) = item {
            self.end_paragraph();
            self.kind = BlockKind::ListItem;
            for check in ["[ ] ", "[X] ", "[-] "] {
                rest = rest.strip_prefix(check).unwrap_or(rest);
            }
            return self.add(Span::new(line.text_end() - rest.len(), line.text_end()));
        }
        self.add(Span::new(at, line.text_end()));
    }

    /// `#+KEY: value` and `#+begin_NAME`.
    fn keyword(&mut self, text: &'a str, at: usize, line: Line<'a>) {
        if let Some(name) = block_name(text, "#+begin_") {
            match name.to_ascii_lowercase().as_str() {
                "quote" | "verse" => self.quote = Some(self.out.new_group()),
                "src" | "example" | "export" | "comment" => {
                    self.masked = Some(format!("#+end_{name}"));
                }
                _ => {}
            }
            return;
        }
        if block_name(text, "#+end_").is_some() {
            self.quote = None;
            return;
        }
        let Some((key, value)) = text[2..].split_once(':') else {
            return;
        };
        let from = line.text_end() - value.trim_start().len();
        let span = Span::new(from.max(at), line.text_end());
        let key = key.split('[').next().unwrap_or(key).to_ascii_lowercase();
        match key.as_str() {
            "title" => self.prose(BlockKind::Title, span),
            "subtitle" | "description" => self.prose(BlockKind::Standfirst, span),
            "language" => self.out.document.language = Some(&self.chunk[span.range()]),
            "caption" => self.caption = Some(span),
            "attr_html" => {
                let value = &self.chunk[span.range()];
                if let Some(i) = value.find(":alt ") {
                    let rest = &value[i + 5..];
                    let len = rest.find(" :").unwrap_or(rest.len());
                    let start = span.from() + i + 5;
                    self.alt = Some(Span::new(start, start + len));
                }
            }
            _ => {}
        }
    }

    fn heading(&mut self, line: Line<'a>, stars: usize) {
        let mut text = line.text[stars..].trim_start();
        for state in ["TODO ", "DONE ", "NEXT ", "WAITING "] {
            text = text.strip_prefix(state).unwrap_or(text);
        }
        if text.starts_with("[#") && text.as_bytes().get(3) == Some(&b']') {
            text = text.get(4..).unwrap_or_default().trim_start();
        }
        let from = line.text_end() - text.len();
        if let Some((before, tags)) = text.rsplit_once(' ')
            && tags.len() > 2
            && tags.starts_with(':')
            && tags.ends_with(':')
        {
            text = before.trim_end();
        }
        let span = Span::new(from, from + text.len());
        self.prose(BlockKind::Heading(stars.min(6) as u8), span);
    }

    fn add(&mut self, span: Span) {
        self.paragraph = Some(self.paragraph.map_or(span, |p| p.joined(span)));
    }

    fn end_paragraph(&mut self) {
        let Some(mut span) = self.paragraph.take() else {
            return;
        };
        let kind = std::mem::replace(&mut self.kind, BlockKind::Paragraph);
        let (mut caption, alt) = (self.caption.take(), self.alt.take());
        let text = &self.chunk[span.range()];
        // A picture alone has the caption that stands above, and so has one alone on the first line below a caption.
        if let Some((len, mut image)) = picture(self.chunk, span.from())
            && (len == text.len() || caption.is_some() && text[len..].starts_with(['\r', '\n']))
        {
            image.place = if image.place == ImagePlace::Linked {
                ImagePlace::Linked
            } else {
                ImagePlace::Block
            };
            self.out.flush(span.from());
            put_picture(image, alt, caption, self.chunk, &mut self.out);
            let rest = text[len..].trim_start();
            if rest.is_empty() {
                return;
            }
            span = Span::new(span.to() - rest.len(), span.to());
            caption = None;
        }
        if let Some(caption) = caption {
            // Of a table, or of something that is no prose.
            self.prose(BlockKind::Paragraph, caption);
        }
        let kind = match self.quote {
            Some(_) => BlockKind::BlockQuote,
            None => kind,
        };
        self.prose(kind, span);
    }

    fn prose(&mut self, kind: BlockKind, span: Span) {
        let group = self.quote.filter(|_| kind == BlockKind::BlockQuote);
        self.out.open(kind, group, span.from());
        inline(&mut Syntax::default(), self.chunk, span, &mut self.out);
        self.out.flush(span.to());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::of_kind;

    #[test]
    fn a_document_with_drawers_lists_and_tables() {
        let text = "#+TITLE: The /port/ opens\n#+LANGUAGE: de\n\n* TODO [#A] First  :news:\n:PROPERTIES:\n:ID: x\n:END:\nShe *said* “no” to\n[[https://example.org][the board]].[fn:: Twice.] He left.\n\n- [X] Fish\n- Salt\n\n| Year | Boats |\n|------+-------|\n# cut\n#+begin_src c\nx\n#+end_src\n[fn:1] More.\n";
        let d = parse(text);
        assert_eq!(of_kind(&d, BlockKind::Title), ["The port opens"]);
        assert_eq!(of_kind(&d, BlockKind::Heading(1)), ["First"]);
        assert_eq!(
            of_kind(&d, BlockKind::Paragraph),
            ["She said “no” to the board. He left."]
        );
        assert_eq!(of_kind(&d, BlockKind::ListItem), ["Fish", "Salt"]);
        assert_eq!(of_kind(&d, BlockKind::TableCell), ["Year", "Boats"]);
        assert_eq!(of_kind(&d, BlockKind::Footnote), ["Twice.", "More."]);
        assert_eq!(d.language, Some("de"));
        assert_eq!(d.comments.len(), 1);
    }

    #[test]
    fn pictures_and_quotations() {
        let text = "#+CAPTION: Boats. Photo: Ann Lee\n#+ATTR_HTML: :alt A port :width 300\n[[file:a.jpg]]\n\n#+begin_quote\nWe sail.\n#+end_quote\n\nSee [[./b.png]] and [[note.org][the note]].\n";
        let d = parse(text);
        assert_eq!(d.images[0].source, "a.jpg");
        assert_eq!(d.images[0].alt, "A port");
        assert_eq!(d.images[0].place, ImagePlace::Block);
        assert_eq!(d.images[1].source, "./b.png");
        assert_eq!(d.images[1].place, ImagePlace::Inline);
        let caption = d
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::Caption)
            .unwrap();
        assert_eq!(caption.prose.text(), "Boats. Photo: Ann Lee");
        assert_eq!(caption.group, d.images[0].group);
        assert_eq!(of_kind(&d, BlockKind::BlockQuote), ["We sail."]);
        assert_eq!(of_kind(&d, BlockKind::Paragraph), ["See and the note."]);
        let d = parse("#+CAPTION: Boats.\n[[file:a.jpg]]\nShe sails.\n");
        assert_eq!(d.images[0].place, ImagePlace::Block);
        assert_eq!(of_kind(&d, BlockKind::Caption), ["Boats."]);
        assert_eq!(of_kind(&d, BlockKind::Paragraph), ["She sails."]);
    }
}
