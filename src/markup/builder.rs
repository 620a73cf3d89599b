//! Puts a [`Document`] together block by block; what all formats share.

use super::{Block, BlockKind, Document, Image, ImagePlace, Mark, MarkKind, Prose, ProseBuilder};
use crate::text::Span;

/// Marks open at the same time that are still told apart: more is no writing, and each end of a block would
/// repeat them all.
const MOST_MARKS: usize = 16;

/// A document in the making. Text goes to the open block, which [`Builder::flush`] ends.
#[derive(Debug)]
pub struct Builder<'a> {
    pub document: Document<'a>,
    /// Prose of the open block so far.
    pub prose: ProseBuilder,
    marks: Vec<Mark>,
    /// Marks not closed yet, each with the prose byte it starts at.
    open_marks: Vec<(MarkKind, usize)>,
    start: usize,
    /// Kind and group of the open block.
    pub kind: BlockKind,
    pub group: Option<u32>,
    groups: u32,
}

impl<'a> Builder<'a> {
    pub fn new() -> Self {
        Builder {
            document: Document::default(),
            prose: ProseBuilder::default(),
            marks: Vec::new(),
            open_marks: Vec::new(),
            start: 0,
            kind: BlockKind::Paragraph,
            group: None,
            groups: 0,
        }
    }

    /// A number for a figure or quotation that has none yet.
    pub fn new_group(&mut self) -> u32 {
        self.groups += 1;
        self.groups - 1
    }

    /// Ends the open block before source byte `at` and opens the next.
    pub fn open(&mut self, kind: BlockKind, group: Option<u32>, at: usize) {
        self.flush(at);
        self.kind = kind;
        self.group = group;
    }

    /// Adds text that is prose as it stands.
    pub fn push(&mut self, text: &str, source: Span) {
        self.prose.push(text, source);
    }

    /// Adds text in which any run of white space counts as one space, none at the start of a block.
    pub fn push_collapsed(&mut self, text: &str, at: usize) {
        let bytes = text.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            let rest = &bytes[i..];
            let word = rest.iter().position(|&b| is_space(b)).unwrap_or(rest.len());
            // Up to and with a lone space: the usual case, one piece for a whole line.
            if word > 0 {
                let mut end = i + word;
                while bytes.get(end) == Some(&b' ')
                    && bytes.get(end + 1).is_some_and(|&b| !is_space(b))
                {
                    let rest = &bytes[end + 1..];
                    end += 1 + rest.iter().position(|&b| is_space(b)).unwrap_or(rest.len());
                }
                self.prose.push(&text[i..end], Span::new(at + i, at + end));
                i = end;
                continue;
            }
            let run = rest
                .iter()
                .position(|&b| !is_space(b))
                .unwrap_or(rest.len());
            self.space(Span::new(at + i, at + i + run));
            i += run;
        }
    }

    /// Adds one space that stands for the source bytes, unless the prose is empty or ends with one.
    pub fn space(&mut self, source: Span) {
        let text = self.prose.text();
        if !text.is_empty() && !text.ends_with(' ') {
            self.prose.push(" ", source);
        }
    }

    pub fn start_mark(&mut self, kind: MarkKind) {
        self.open_marks.push((kind, self.prose.end()));
    }

    /// Ends the mark started last.
    pub fn end_mark(&mut self) {
        if let Some((kind, from)) = self.open_marks.pop()
            && self.open_marks.len() < MOST_MARKS
        {
            self.mark(kind, from);
        }
    }

    /// Whether the mark started last is of this kind and nothing has been written since.
    pub fn just_opened(&self, kind: MarkKind) -> bool {
        self.open_marks.last() == Some(&(kind, self.prose.end()))
    }

    /// Marks the prose from byte `from` on.
    pub fn mark(&mut self, kind: MarkKind, from: usize) {
        let span = Span::new(from.min(self.prose.end()), self.prose.end());
        if !span.is_empty() {
            self.marks.push(Mark { kind, span });
        }
    }

    /// Takes away the prose from byte `from` on, and what is marked in it.
    pub fn split_off(&mut self, from: usize) -> Prose<'static> {
        self.marks.retain(|m| m.span.to() <= from);
        self.prose.split_off(from)
    }

    /// Adds a block that stands apart from the open one.
    pub fn block(&mut self, kind: BlockKind, span: Span, prose: Prose<'a>, group: Option<u32>) {
        if !prose.text().trim().is_empty() {
            self.document.blocks.push(Block {
                kind,
                span,
                prose,
                marks: Vec::new(),
                group,
            });
        }
    }

    /// A figure has ended with `end`: the pictures from index `first` on that no figure within it held stand in it.
    pub fn end_figure(&mut self, first: usize, end: Span) {
        let images = self.document.images.get_mut(first..);
        for image in images.unwrap_or_default() {
            image.figure_end.get_or_insert(end);
        }
    }

    pub fn image(&mut self, image: Image) {
        self.document.images.push(image);
    }

    /// Ends the open block at source byte `end`; the next has the same kind and group.
    pub fn flush(&mut self, end: usize) {
        let start = std::mem::replace(&mut self.start, end);
        for i in 0..self.open_marks.len() {
            let (kind, from) = self.open_marks[i];
            if i < MOST_MARKS {
                self.mark(kind, from);
            }
            self.open_marks[i].1 = 0;
        }
        if self.prose.is_blank() {
            self.prose.clear();
            self.marks.clear();
            // A picture with nothing beside it stands alone.
            for image in self.document.images.iter_mut().rev() {
                if image.span.from() < start {
                    break;
                }
                if image.place == ImagePlace::Inline {
                    image.place = ImagePlace::Block;
                }
            }
            return;
        }
        self.prose.trim_end();
        let length = self.prose.end() as u32;
        let mut marks = std::mem::take(&mut self.marks);
        marks.retain_mut(|m| {
            m.span.end = m.span.end.min(length);
            m.span.start < m.span.end
        });
        marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        self.document.blocks.push(Block {
            kind: self.kind,
            span: Span::new(start.min(end), end),
            prose: self.prose.take(),
            marks,
            group: self.group,
        });
    }

    /// The document, at the end of a chunk of `len` bytes.
    pub fn finish(mut self, len: usize) -> Document<'a> {
        self.flush(len);
        let mut document = self.document;
        let start = |b: &Block<'_>| b.prose.source_begin();
        if !document.blocks.is_sorted_by_key(start) {
            document.blocks.sort_by_key(start);
        }
        if !document.images.is_sorted_by_key(|i| i.span) {
            document.images.sort_by_key(|i| i.span);
        }
        document
    }
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}
