//! How elements end, by their end tags or by what starts behind them.

use super::pictures::{end_figure, give_credit, join_gallery, pictures_end_with};
use super::reader::{Frame, Reader};
use super::tags::{Role, Tag};
use crate::markup::{BlockKind, Builder, MarkKind};
use crate::text::Span;

impl<'a> Reader<'a> {
    /// Ends elements whose end tag may be left out before this one.
    pub(super) fn close_implied(&mut self, out: &mut Builder<'a>, tag: Tag, at: usize) {
        if !tag.is_inline() {
            self.close_paragraph(out, at);
        }
        let (ends, within): (&[Tag], &[Tag]) = match tag {
            Tag::Item => (&[Tag::Item], &[Tag::List]),
            Tag::Term => (&[Tag::Term], &[Tag::List]),
            Tag::Cell => (&[Tag::Cell], &[Tag::Table, Tag::Row]),
            Tag::Row => (&[Tag::Cell, Tag::Row], &[Tag::Table]),
            _ => return,
        };
        let mut found = None;
        for (i, frame) in self.stack.iter().enumerate().rev() {
            if within.contains(&frame.tag) {
                break;
            }
            if ends.contains(&frame.tag) {
                found = Some(i);
            }
        }
        if let Some(i) = found {
            self.pop_to(out, i, at);
        }
    }

    pub(super) fn close_paragraph(&mut self, out: &mut Builder<'a>, at: usize) {
        for (i, frame) in self.stack.iter().enumerate().rev() {
            if frame.tag == Tag::Paragraph {
                return self.pop_to(out, i, at);
            }
            if frame.block {
                return;
            }
        }
    }

    pub(super) fn end_tag(&mut self, out: &mut Builder<'a>, tag: Tag, start: usize, end: usize) {
        if tag == Tag::Break {
            return self.line_break(out, start, end);
        }
        if tag.is_void() {
            return;
        }
        if let Some(from) = self.linked_data.take() {
            self.image_objects(out, Span::new(from, start.max(from)));
        }
        let mut found = None;
        for (i, frame) in self.stack.iter().enumerate().rev() {
            if frame.tag == tag {
                found = Some(i);
                break;
            }
            let closed = if tag.is_inline() {
                !frame.tag.is_inline()
            } else {
                frame.tag == Tag::Table || frame.tag == Tag::Cell && tag != Tag::Table
            };
            if closed && !(tag == Tag::Row && frame.tag == Tag::Cell) {
                break;
            }
        }
        match found {
            Some(i) => {
                let (start_tag, images) = (self.stack[i].start, self.stack[i].images);
                self.pop_to(out, i, end);
                let end_tag = Span::new(start, end);
                pictures_end_with(self.chunk, out, tag, (start_tag, end_tag), images);
            }
            None => self.left_out = self.left_out.saturating_sub(1),
        }
    }

    pub(super) fn pop_to(&mut self, out: &mut Builder<'a>, index: usize, at: usize) {
        while self.stack.len() > index {
            self.pop(out, at);
        }
    }

    pub(super) fn pop(&mut self, out: &mut Builder<'a>, at: usize) {
        let Some(frame) = self.stack.pop() else {
            return;
        };
        if frame.marked {
            out.end_mark();
        }
        if frame.block {
            out.flush(at);
            let parent = self.stack.last();
            out.kind = parent.map_or(BlockKind::Paragraph, |f| f.kind);
            out.group = parent.and_then(|f| f.group);
        }
        match frame.tag {
            Tag::List => end_list(out, &frame),
            Tag::Title => end_title(out, &frame),
            Tag::Picture => {
                if let Some(image) = self.picture_source.take()
                    && out.document.images.len() == frame.images
                {
                    self.add(out, image);
                }
            }
            _ if frame.figure => end_figure(out, &frame, self.stack.last()),
            _ if frame.wrapper => join_gallery(out, &frame, self.stack.last()),
            _ => {}
        }
        if frame.role == Some(Role::Credit) {
            give_credit(out, &frame);
        }
    }

    pub(super) fn line_break(&mut self, out: &mut Builder<'a>, start: usize, end: usize) {
        // Two in a row part paragraphs.
        if self.masked() {
            return;
        }
        let before = self.chunk[..start].trim_end().as_bytes();
        let tail = &before[before.len().saturating_sub(8)..];
        let again = tail.windows(3).any(|w| w.eq_ignore_ascii_case(b"<br"));
        if again && before.ends_with(b">") {
            out.flush(end);
        } else {
            out.space(Span::new(start, end));
        }
    }
}

/// A list of nothing but links is no prose.
fn end_list(out: &mut Builder<'_>, frame: &Frame) {
    let Some(blocks) = out.document.blocks.get_mut(frame.blocks..) else {
        return;
    };
    let linked = |b: &crate::markup::Block<'_>| {
        let marks = b.marks.iter().filter(|m| m.kind == MarkKind::Link);
        let len: usize = marks.map(|m| m.span.len()).sum();
        b.kind != BlockKind::ListItem || len * 10 >= b.prose.text().len() * 9
    };
    let items = blocks.iter().filter(|b| b.kind == BlockKind::ListItem);
    if items.count() > 1 && blocks.iter().all(linked) {
        for block in blocks {
            if block.kind == BlockKind::ListItem {
                block.kind = BlockKind::Links;
            }
        }
    }
}

/// The name of the site behind the headline is not part of it.
fn end_title(out: &mut Builder<'_>, frame: &Frame) {
    if let Some(block) = out.document.blocks.get_mut(frame.blocks) {
        let text = block.prose.text();
        let cut = [" | ", " - ", " – ", " — ", " :: ", " « "]
            .iter()
            .filter_map(|s| text.rfind(s))
            .filter(|&i| text[..i].split_whitespace().nth(2).is_some())
            .min();
        if let Some(cut) = cut {
            block.prose.truncate(cut);
            block.marks.clear();
        }
    }
}
