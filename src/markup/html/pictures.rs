//! Pictures, and the credits and captions that belong to them.

use super::attributes::{push_word, trimmed};
use super::entities;
use super::reader::{Frame, Reader};
use super::tags::{Role, Tag, role_of_itemprop};
use crate::markup::front_matter::data::image_objects;
use crate::markup::{Block, BlockKind, Builder, Image, ImageForm, ImagePlace, MarkKind};
use crate::text::Span;

impl<'a> Reader<'a> {
    /// `<meta itemprop=… content=…>` in a figure.
    pub(super) fn meta(&mut self, out: &mut Builder<'a>) {
        let (Some(prop), Some(content)) = (
            self.attributes.get("itemprop"),
            self.attributes.get("content"),
        ) else {
            return;
        };
        if role_of_itemprop(&self.chunk[prop.range()]) != Some(Role::Credit) {
            return;
        }
        let figure = self.stack.iter().rev().find(|f| f.figure);
        if let Some(group) = figure.and_then(|f| f.group)
            && let Some(credit) = trimmed(self.chunk, content)
        {
            for image in out.document.images.iter_mut().rev() {
                if image.group != Some(group) {
                    break;
                }
                image.credit.get_or_insert_with(|| credit.clone());
            }
            self.figure_credit = Some((group, credit));
        }
    }

    /// Whether the tag opens linked data.
    pub(super) fn is_linked_data(&self) -> bool {
        let kind = self.attributes.get("type");
        kind.is_some_and(|k| self.chunk[k.range()].trim() == "application/ld+json")
    }

    /// Pictures that linked data credits: what shows them has its credit there.
    pub(super) fn image_objects(&mut self, out: &mut Builder<'a>, span: Span) {
        let Some(text) = self.chunk.get(span.range()) else {
            return;
        };
        for object in image_objects(text, span.from()) {
            out.document.images.push(Image {
                span: object.address.1,
                form: ImageForm::FrontMatter,
                source: object.address.0,
                source_span: Some(object.address.1),
                credit: Some(object.credit),
                place: ImagePlace::Block,
                ..Image::default()
            });
        }
    }

    pub(super) fn image(&mut self, out: &mut Builder<'a>, tag: Tag, end: usize) {
        if self.masked() {
            return;
        }
        let chunk = self.chunk;
        let image =
            self.attributes
                .image(chunk, tag, Span::new(self.tag_start, end.min(chunk.len())));
        // What a generator fills in is not the writer's.
        let own = |span: &Span| self.has_no_hole(*span);
        let alt = self.attributes.get("alt").filter(own);
        let caption = self.attributes.get("data-caption");
        let caption = caption.or_else(|| self.attributes.get("caption"));
        let caption = caption.filter(own);
        let Some(index) = self.add(out, image) else {
            return;
        };
        let links = self
            .stack
            .last()
            .is_some_and(|f| f.kind == BlockKind::Links);
        if let Some(span) = alt.filter(|_| !links) {
            let group = out.document.images[index].group;
            let prose = entities::prose(&chunk[span.range()], span.from());
            out.block(BlockKind::Alt, span, prose, group);
        }
        if let Some(span) = caption {
            let group = match out.document.images[index].group {
                Some(group) => group,
                None => out.new_group(),
            };
            out.document.images[index].group = Some(group);
            let prose = entities::prose(&chunk[span.range()], span.from());
            out.block(BlockKind::Caption, span, prose, Some(group));
        }
        self.blocks_at_image = out.document.blocks.len();
    }

    /// What was taken for a caption by its class, and holds a picture, holds the picture's caption too.
    fn unmask_wrapper(&mut self, out: &mut Builder<'a>) {
        let caption = |f: &Frame| matches!(f.kind, BlockKind::Caption | BlockKind::Credit);
        let open = self.stack.iter().rev().take_while(|f| caption(f));
        // One in a paragraph or a span is an icon before the caption's words.
        if open.clone().next().is_none()
            || open
                .clone()
                .any(|f| f.tag != Tag::Block && !f.tag.is_inline())
            || open.clone().all(|f| f.tag.is_inline())
        {
            return;
        }
        let group = out.new_group();
        for frame in self.stack.iter_mut().rev().take_while(|f| caption(f)) {
            frame.kind = BlockKind::Paragraph;
            frame.group = Some(group);
            frame.role = None;
            frame.wrapper = true;
        }
        out.kind = BlockKind::Paragraph;
        out.group = Some(group);
    }

    /// Adds a picture, or what it adds to the one before; its index if it is a new one.
    pub(super) fn add(&mut self, out: &mut Builder<'a>, mut image: Image) -> Option<usize> {
        if let Some(source) = self.picture_source.take()
            && (image.source.is_empty() || image.source.starts_with("data:"))
        {
            (image.source, image.source_span) = (source.source, source.source_span);
        }
        let frame = self.stack.last();
        let first = frame.is_none_or(|f| f.images == out.document.images.len());
        if self.in_noscript
            && first
            && let Some(last) = out.document.images.last_mut()
        {
            // For browsers without scripts: the picture that stands before it, loaded at once.
            let near = out.document.blocks.len() == self.blocks_at_image;
            let stand_in = last.source.is_empty() || last.source.starts_with("data:");
            if near && (stand_in || last.alt == image.alt) {
                if stand_in {
                    (last.source, last.source_span) = (image.source, image.source_span);
                }
                return None;
            }
        }
        self.unmask_wrapper(out);
        let frame = self.stack.last();
        image.group = frame.and_then(|f| f.group);
        if let Some(last) = out.document.images.last()
            && image.group.is_some()
            && last.group == image.group
            && last.source == image.source
        {
            // Once for browsers without scripts and once for those with.
            return None;
        }
        let in_figure = self.in_figure();
        image.place = match frame {
            Some(f) if f.kind == BlockKind::Links && !in_figure => ImagePlace::Aside,
            Some(_) if out.just_opened(MarkKind::Link) => ImagePlace::Linked,
            _ => ImagePlace::Inline,
        };
        // The words of what stands around: a picture in `author-avatar` is one.
        for f in self.stack.iter().rev().take(3) {
            if matches!(f.tag, Tag::Page | Tag::Html) {
                break;
            }
            push_word(&mut image.classes, &self.chunk[f.class.range()]);
            if f.figure {
                break;
            }
        }
        if let Some((group, credit)) = &self.figure_credit
            && image.group == Some(*group)
        {
            image.credit.get_or_insert_with(|| credit.clone());
        }
        out.image(image);
        Some(out.document.images.len() - 1)
    }
}

/// An element has ended by its own tag: what that says of the pictures in it, which come from index `first` on.
pub(super) fn pictures_end_with(
    chunk: &str,
    out: &mut Builder<'_>,
    tag: Tag,
    (start, end): (Span, Span),
    first: usize,
) {
    if tag == Tag::Figure {
        return out.end_figure(first, end);
    }
    let images = &mut out.document.images;
    let image = match tag {
        Tag::Anchor | Tag::Paragraph | Tag::Picture => match images.get_mut(first..) {
            Some([image]) => image,
            _ => return,
        },
        // The picture is the video's own.
        Tag::Video => match first.checked_sub(1).and_then(|i| images.get_mut(i)) {
            Some(image) if image.span == start => image,
            _ => return,
        },
        _ => return,
    };
    let held = image.outer.unwrap_or(image.span);
    let blank = |from: Span, to: Span| {
        let between = chunk.get(from.to()..to.from());
        between.is_some_and(|b| b.trim().is_empty())
    };
    if matches!(tag, Tag::Picture | Tag::Video) || (blank(start, held) && blank(held, end)) {
        image.outer = Some(start.joined(end));
    }
}

/// The element that held a credit has ended: its pictures get it.
pub(super) fn give_credit(out: &mut Builder<'_>, frame: &Frame) {
    let Some(block) = out.document.blocks.get(frame.blocks) else {
        return;
    };
    if block.kind != BlockKind::Credit || block.group.is_none() {
        return;
    }
    let text = block.prose.text();
    let span = block.prose.source(Span::new(0, text.len()));
    let credit = (text.to_string(), span);
    for image in out.document.images.iter_mut().rev() {
        if image.group != block.group {
            break;
        }
        image.credit.get_or_insert_with(|| credit.clone());
    }
}

/// Pictures of a figure without a caption of its own belong to the gallery around; the caption of a figure that
/// holds a quotation and no picture names its source.
pub(super) fn end_figure(out: &mut Builder<'_>, frame: &Frame, around: Option<&Frame>) {
    if out.document.images.len() == frame.images {
        let blocks = out
            .document
            .blocks
            .get_mut(frame.blocks..)
            .unwrap_or_default();
        let quote = blocks.iter().find(|b| b.kind == BlockKind::BlockQuote);
        if let Some(group) = quote.map(|b| b.group) {
            for block in blocks.iter_mut().filter(|b| b.kind == BlockKind::Caption) {
                (block.kind, block.group) = (BlockKind::Citation, group);
            }
        }
        return;
    }
    join_gallery(out, frame, around);
}

/// Pictures in an element without a caption of its own share that of the figure around.
pub(super) fn join_gallery(out: &mut Builder<'_>, frame: &Frame, around: Option<&Frame>) {
    let Some(group) = around.and_then(|f| f.group) else {
        return;
    };
    let blocks = &out.document.blocks[frame.blocks.min(out.document.blocks.len())..];
    let own = |b: &Block<'_>| {
        b.group == frame.group && matches!(b.kind, BlockKind::Caption | BlockKind::Credit)
    };
    if !blocks.iter().any(own) {
        for image in &mut out.document.images[frame.images..] {
            if image.group == frame.group {
                image.group = Some(group);
            }
        }
    }
}
