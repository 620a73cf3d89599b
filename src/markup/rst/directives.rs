//! Directives (`.. figure:: a.jpg`), footnotes, targets and comments.

use super::{Around, Reader};
use crate::markup::{BlockKind, Image, ImageForm, ImagePlace, Prose};
use crate::text::Span;

impl Reader<'_> {
    /// `.. name:: …`, footnotes, targets, comments: the lines `from..end`.
    pub(super) fn explicit(&mut self, from: usize, end: usize, around: Around) {
        let line = self.lines[from];
        let (text, at) = line.inner();
        let rest = text[2..].trim_start();
        let start = at + text.len() - rest.len();
        if let Some(note) = rest.strip_prefix('[')
            && let Some(close) = note.find("] ")
        {
            let span = Span::new(start + close + 3, self.end_of_paragraph(from, end));
            return self.prose(BlockKind::Footnote, None, span);
        }
        if rest.starts_with('_') || rest.starts_with('|') && !rest.contains("image::") {
            return;
        }
        let Some((name, argument)) = rest.split_once("::").filter(|(n, _)| {
            n.len() < 60 && !n.trim().is_empty() && !n.ends_with(' ') && !n.contains(": ")
        }) else {
            let last = self.lines[end.max(from + 1) - 1].text_end();
            return self.out.document.comments.push(Span::new(at, last));
        };
        let name = name.rsplit(' ').next().unwrap_or(name);
        let inner_text = argument.trim_start();
        let argument = Span::new(line.text_end() - inner_text.len(), line.text_end());
        let mut body = from + 1;
        while body < end && field(self.lines[body].text.trim_start()).is_some() {
            body += 1;
        }
        let options = from + 1..body;
        let indent = (body..end)
            .find(|&i| !self.lines[i].text.is_empty())
            .map_or(0, |i| self.lines[i].indent());
        let inner = |kind, group| Around {
            kind,
            group,
            depth: around.depth + 1,
        };
        match name {
            "image" | "figure" | "thumbnail" => {
                let group = self.out.new_group();
                let last = self.lines[body - 1].text_end();
                self.picture(argument, options, Span::new(at, last), group);
                if name == "figure" {
                    self.body(
                        body,
                        end,
                        indent,
                        inner(Some(BlockKind::Caption), Some(group)),
                    );
                }
            }
            "epigraph" | "highlights" | "pull-quote" | "quote" => self.quote(body, end, around),
            "code" | "code-block" | "sourcecode" | "literalinclude" | "math" | "raw"
            | "highlight" | "include" | "toctree" | "contents" | "index" | "csv-table" | "meta"
            | "only-code" | "parsed-literal" | "graphviz" | "role" | "default-role" | "youtube"
            | "vimeo" | "class" | "replace" | "unicode" | "date" => {}
            "title" => self.prose(BlockKind::Title, None, argument),
            _ => {
                if !argument.is_empty() {
                    let kind = around.kind.unwrap_or(BlockKind::Paragraph);
                    self.prose(kind, around.group, argument);
                }
                self.body(body, end, indent, inner(around.kind, around.group));
            }
        }
    }

    fn end_of_paragraph(&self, from: usize, end: usize) -> usize {
        let mut last = from;
        while last + 1 < end && !self.lines[last + 1].text.is_empty() {
            last += 1;
        }
        self.lines[last].text_end()
    }

    fn picture(&mut self, path: Span, options: std::ops::Range<usize>, span: Span, group: u32) {
        let mut image = Image {
            span: span.joined(path),
            form: ImageForm::Rst,
            source: self.chunk[path.range()].to_string(),
            source_span: Some(path),
            group: Some(group),
            place: ImagePlace::Block,
            ..Image::default()
        };
        for i in options {
            let (text, at) = self.lines[i].inner();
            let Some((name, value)) = field(text) else {
                continue;
            };
            let value = value.trim();
            let from = at + text.len() - value.len();
            let found = Span::new(from, from + value.len());
            let pixels = || value.strip_suffix("px").unwrap_or(value).parse().ok();
            match name {
                "alt" => {
                    image.alt = value.to_string();
                    let prose = Prose::verbatim(value, from);
                    self.out.block(BlockKind::Alt, found, prose, Some(group));
                }
                "width" => image.width = pixels(),
                "height" => image.height = pixels(),
                "class" | "figclass" | "name" => image.classes = value.to_string(),
                "target" => image.place = ImagePlace::Linked,
                "credit" | "attribution" | "copyright" | "photographer" if !value.is_empty() => {
                    image.credit = Some((value.to_string(), found));
                }
                "caption" => {
                    let prose = Prose::verbatim(value, from);
                    self.out
                        .block(BlockKind::Caption, found, prose, Some(group));
                }
                _ => {}
            }
        }
        self.out.image(image);
    }
}

/// `:name: value`.
pub fn field(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.strip_prefix(':')?.split_once(':')?;
    let named = !name.is_empty() && name.len() < 40 && !name.starts_with(' ');
    (named && (value.is_empty() || value.starts_with(' '))).then_some((name, value))
}
