//! Environments, and the pictures in them.

use super::commands::{Environment, environment};
use super::{Apart, DEEPEST, Open, Reader};
use crate::markup::lines::collapsed;
use crate::markup::{BlockKind, Image, ImageForm, ImagePlace};
use crate::text::Span;

impl Reader<'_> {
    pub(super) fn begin(
        &mut self,
        at: usize,
        after: usize,
        end: usize,
        open: &mut Vec<Open>,
    ) -> usize {
        let chunk = self.chunk;
        let Some(name) = self.argument(after, end) else {
            return after;
        };
        let mut next = self.options(name.to() + 1, end).1;
        let kind = environment(&chunk[name.range()]);
        if kind == Environment::Document {
            self.preamble = false;
            self.out.flush(next);
            return next;
        }
        self.out.flush(at);
        if kind == Environment::Nothing {
            let close = format!("\\end{{{}}}", &chunk[name.range()]);
            let rest = &chunk[next..end];
            return match memchr::memmem::find(rest.as_bytes(), close.as_bytes()) {
                Some(i) => next + i + close.len(),
                None => end,
            };
        }
        if open.len() >= DEEPEST {
            return next;
        }
        if kind == Environment::Table || kind == Environment::Wrapped {
            // Columns, or width and side.
            while let Some(span) = self.argument(next, end)
                && chunk[next..end].starts_with('{')
            {
                next = span.to() + 1;
            }
        }
        open.push(Open {
            name: Some(name),
            brace: usize::MAX,
            kind: self.out.kind,
            group: self.out.group,
            table: kind == Environment::Table,
            marked: false,
            figure: matches!(kind, Environment::Figure | Environment::Wrapped)
                .then_some(self.out.document.images.len()),
        });
        match kind {
            Environment::Quote => {
                self.out.kind = BlockKind::BlockQuote;
                self.out.group = Some(self.out.new_group());
            }
            Environment::Figure | Environment::Wrapped => {
                self.out.group = Some(self.out.new_group());
            }
            Environment::Table => self.out.kind = BlockKind::TableCell,
            Environment::Abstract => self.out.kind = BlockKind::Standfirst,
            _ => {}
        }
        next
    }

    pub(super) fn end(
        &mut self,
        at: usize,
        after: usize,
        end: usize,
        open: &mut Vec<Open>,
        apart: Apart,
    ) -> usize {
        let chunk = self.chunk;
        let Some(name) = self.argument(after, end) else {
            return after;
        };
        self.out.flush(name.to() + 1);
        let same = |o: &Open| {
            o.name
                .is_some_and(|n| chunk[n.range()] == chunk[name.range()])
        };
        if let Some(i) = open.iter().rposition(same) {
            if let Some(first) = open[i].figure {
                self.out.end_figure(first, Span::new(at, name.to() + 1));
            }
            for closed in open.drain(i..).rev() {
                if closed.marked {
                    self.out.end_mark();
                }
                (self.out.kind, self.out.group) = (closed.kind, closed.group);
            }
        } else if open.is_empty() {
            (self.out.kind, self.out.group) = (apart.kind, apart.group);
        }
        name.to() + 1
    }

    pub(super) fn picture(&mut self, at: usize, after: usize, end: usize) -> usize {
        let (options, next) = self.options(after, end);
        let Some(path) = self.argument(next, end) else {
            return next;
        };
        let text = &self.chunk[path.range()];
        let mut image = Image {
            span: Span::new(at, path.to() + 1),
            form: ImageForm::Latex,
            source: text.trim().to_string(),
            source_span: Some(path),
            group: self.out.group,
            place: ImagePlace::Inline,
            ..Image::default()
        };
        if let Some(options) = options {
            let list = &self.chunk[options.range()];
            let mut start = options.from();
            for part in list.split(',') {
                if let Some((key, value)) = part.split_once('=')
                    && key.trim() == "alt"
                {
                    let inner = value.trim().trim_matches(['{', '}']);
                    let from = start + part.find(inner).unwrap_or(0);
                    image.alt = inner.to_string();
                    let span = Span::new(from, from + inner.len());
                    let prose = collapsed(self.chunk, span);
                    self.out.block(BlockKind::Alt, span, prose, image.group);
                }
                start += part.len() + 1;
            }
        }
        self.out.image(image);
        path.to() + 1
    }

    /// A command of the newsroom's own that names the credit.
    pub(super) fn credit(&mut self, group: Option<u32>, span: Span) {
        let text = self.chunk[span.range()].trim();
        for image in self.out.document.images.iter_mut().rev() {
            if image.group != group {
                break;
            }
            if !text.is_empty() {
                image.credit.get_or_insert_with(|| (text.to_string(), span));
            }
        }
    }
}
