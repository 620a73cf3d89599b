//! Tags and text to blocks, marks and pictures.

use super::attributes::Attributes;
use super::entities;
use super::pictures::{end_figure, give_credit, join_gallery};
use super::tags::{Role, Tag, is_credit_class, is_links_role, role_of_class, role_of_itemprop};
use crate::markup::{BlockKind, Builder, Image, MarkKind};
use crate::text::Span;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::convert::Infallible;
use std::ops::Range;

/// Elements open at the same time; as in browsers, deeper ones are not told apart.
const DEEPEST: usize = 256;

/// How many elements a caption may stand above its picture's.
const CAPTION_REACH: usize = 4;

/// An open element.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) tag: Tag,
    /// What text directly in it is.
    pub(super) kind: BlockKind,
    /// A figure, or what microdata calls a picture with what belongs to it.
    pub(super) figure: bool,
    /// Figure, gallery or quotation around.
    pub(super) group: Option<u32>,
    /// Images and blocks of the document when it was opened.
    pub(super) images: usize,
    pub(super) blocks: usize,
    /// Class words, in the source.
    pub(super) class: Span,
    /// A mark to end with it.
    pub(super) marked: bool,
    pub(super) masked: bool,
    /// It breaks the line.
    pub(super) block: bool,
    /// It is a caption or credit on its own account.
    pub(super) role: Option<Role>,
    /// It was taken for a caption and holds a picture with its caption, within a figure.
    pub(super) wrapper: bool,
}

/// Reads HTML in one piece or several, which may stand between text of another format.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) chunk: &'a str,
    pub(super) stack: Vec<Frame>,
    /// Of elements left out because the stack was full.
    pub(super) left_out: usize,
    pub(super) attributes: Attributes,
    pub(super) wanted: bool,
    pub(super) tag: Tag,
    pub(super) tag_start: usize,
    /// The `source` of the `picture` around.
    pub(super) picture_source: Option<Image>,
    /// A credit that the open figure's own attributes give, with its group.
    pub(super) figure_credit: Option<(u32, (String, Span))>,
    pub(super) in_noscript: bool,
    /// First byte of linked data that is open.
    pub(super) linked_data: Option<usize>,
    /// Prose blocks when the image last found was found: what stands behind more text is no caption of it.
    pub(super) blocks_at_image: usize,
}

impl<'a> Reader<'a> {
    pub fn new(chunk: &'a str) -> Self {
        Reader {
            chunk,
            stack: Vec::new(),
            left_out: 0,
            attributes: Attributes::default(),
            wanted: false,
            tag: Tag::Inline,
            tag_start: 0,
            picture_source: None,
            figure_credit: None,
            in_noscript: false,
            linked_data: None,
            blocks_at_image: 0,
        }
    }

    /// What text is where the reader stands; `own` where HTML does not say.
    pub fn kind(&self, own: BlockKind) -> BlockKind {
        match self.stack.last() {
            Some(f) if f.kind != BlockKind::Paragraph => f.kind,
            _ => own,
        }
    }

    /// The figure or quotation that is open.
    pub fn group(&self) -> Option<u32> {
        self.stack.last().and_then(|f| f.group)
    }

    /// Whether what stands here is no prose.
    pub fn masked(&self) -> bool {
        self.stack.last().is_some_and(|f| f.masked)
    }

    /// Reads the bytes `range` of the chunk.
    pub fn feed(&mut self, out: &mut Builder<'a>, range: Range<usize>) {
        let chunk = self.chunk;
        let base = range.start;
        let callback = |event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
            self.event(out, &event, base + span.start, base + span.end);
            None::<Infallible>
        };
        let mut emitter = CallbackEmitter::new(callback);
        emitter.naively_switch_states(true);
        // A string cannot fail to be read.
        let _ = Tokenizer::new_with_emitter(&chunk[range], emitter).finish();
    }

    /// Ends what is still open.
    pub fn finish(&mut self, out: &mut Builder<'a>) {
        while !self.stack.is_empty() {
            self.pop(out, self.chunk.len());
        }
    }

    /// Ends an open paragraph: one of another format starts.
    pub fn end_paragraph(&mut self, out: &mut Builder<'a>, at: usize) {
        self.close_paragraph(out, at);
    }

    fn event(
        &mut self,
        out: &mut Builder<'a>,
        event: &CallbackEvent<'_>,
        start: usize,
        end: usize,
    ) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag::of(name);
                self.tag_start = start;
                self.attributes.clear();
                self.wanted = false;
            }
            CallbackEvent::AttributeName { name } => {
                self.wanted = self.attributes.name(name, end);
            }
            CallbackEvent::AttributeValue { .. } => {
                if self.wanted {
                    self.attributes.value(self.value_span(start));
                }
            }
            CallbackEvent::CloseStartTag { .. } => self.start_tag(out, end),
            CallbackEvent::EndTag { name } => self.end_tag(out, Tag::of(name), start, end),
            CallbackEvent::String { .. } => self.string(out, start, end),
            CallbackEvent::Comment { .. } => {
                let end = end.min(self.chunk.len());
                if self.chunk.is_char_boundary(start) && self.chunk.is_char_boundary(end) {
                    out.document.comments.push(Span::new(start, end));
                }
            }
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// The source bytes of the attribute value that starts at `start`.
    fn value_span(&self, start: usize) -> Span {
        let bytes = self.chunk.as_bytes();
        let rest = &bytes[start..];
        let len = match start.checked_sub(1).map(|i| bytes[i]) {
            Some(quote @ (b'"' | b'\'')) => memchr::memchr(quote, rest),
            _ => rest
                .iter()
                .position(|&b| b.is_ascii_whitespace() || b == b'>'),
        };
        Span::new(start, start + len.unwrap_or(rest.len()))
    }

    fn string(&mut self, out: &mut Builder<'a>, start: usize, end: usize) {
        let chunk = self.chunk;
        let Some(text) = chunk.get(start..end) else {
            return;
        };
        if let Some(frame) = self.stack.last()
            && (frame.masked || frame.tag == Tag::NoScript)
        {
            // The tokenizer takes it for raw text; browsers without scripts, and so many readers, do not.
            if frame.tag == Tag::NoScript && !frame.masked && !self.in_noscript {
                self.in_noscript = true;
                self.feed(out, start..end);
                self.in_noscript = false;
            }
            return;
        }
        if memchr::memchr(b'&', text.as_bytes()).is_none() {
            out.push_collapsed(text, start);
            return;
        }
        entities::pieces(text, |from, piece, decoded| match decoded {
            None => out.push_collapsed(piece, start + from),
            Some(decoded) => {
                let source = Span::new(start + from, start + from + piece.len());
                out.push(decoded, source);
            }
        });
    }

    fn start_tag(&mut self, out: &mut Builder<'a>, end: usize) {
        let (tag, start) = (self.tag, self.tag_start);
        match tag {
            Tag::Image => return self.image(out, tag, end),
            Tag::Break => return self.line_break(out, start, end),
            Tag::Meta => return self.meta(out),
            Tag::Source => {
                let within = self.stack.last().is_some_and(|f| f.tag == Tag::Picture);
                if within && self.picture_source.is_none() {
                    let span = Span::new(start, end);
                    self.picture_source = Some(self.attributes.image(self.chunk, tag, span));
                }
                return;
            }
            Tag::Void => return,
            Tag::Video if self.attributes.get("poster").is_some() => self.image(out, tag, end),
            Tag::Html => {
                let lang = self.attributes.get("lang");
                if let Some(span) = lang.or(self.attributes.get("xml:lang")) {
                    out.document.language = Some(self.chunk[span.range()].trim());
                }
            }
            _ => {}
        }
        self.linked_data = (tag == Tag::Masked && self.is_linked_data()).then_some(end);
        self.close_implied(out, tag, start);
        self.push(out, tag, start);
    }

    /// Ends elements whose end tag may be left out before this one.
    fn close_implied(&mut self, out: &mut Builder<'a>, tag: Tag, at: usize) {
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

    fn close_paragraph(&mut self, out: &mut Builder<'a>, at: usize) {
        for (i, frame) in self.stack.iter().enumerate().rev() {
            if frame.tag == Tag::Paragraph {
                return self.pop_to(out, i, at);
            }
            if frame.block {
                return;
            }
        }
    }

    fn push(&mut self, out: &mut Builder<'a>, tag: Tag, start: usize) {
        if self.stack.len() >= DEEPEST {
            self.left_out += 1;
            return;
        }
        let chunk = self.chunk;
        let parent = self.stack.last();
        let mut kind = parent.map_or(BlockKind::Paragraph, |f| f.kind);
        let mut group = parent.and_then(|f| f.group);
        let masked =
            parent.is_some_and(|f| f.masked) || matches!(tag, Tag::Masked | Tag::MaskedBlock);
        let class = self.attributes.get("class");
        let class = class.or_else(|| self.attributes.get("classname"));
        let class = class.unwrap_or(Span::at(start));
        let in_quote = kind == BlockKind::BlockQuote;
        let figure = tag == Tag::Figure || self.is_image_object(tag);
        let in_figure = self.in_figure();
        let role = self.role(tag, class, kind, in_figure);
        let aside = matches!(tag, Tag::Aside) || (tag == Tag::Footer && !in_quote);
        let in_links = kind == BlockKind::Links;
        if in_links && !in_figure && !figure {
            // Nothing in navigation is anything else, but the captions of its pictures.
        } else if (aside && !in_figure) || role == Some(Role::Links) {
            kind = BlockKind::Links;
            group = None;
        } else if let Some(role @ (Role::Caption | Role::Credit)) = role {
            let near = if tag == Tag::Caption || (group.is_some() && in_figure) {
                group
            } else {
                self.group_of_near_image(out)
            };
            if let Some(near) = near {
                group = Some(near);
                kind = match role {
                    Role::Credit => BlockKind::Credit,
                    _ => BlockKind::Caption,
                };
            }
        } else {
            if figure || tag == Tag::BlockQuote {
                group = Some(out.new_group());
            }
            if !in_links {
                kind = kind_within(tag, kind);
            }
        }
        if figure && let (Some(group), Some(credit)) = (group, self.attributes.credit(chunk)) {
            self.figure_credit = Some((group, credit));
        }
        let changes = parent.map_or(BlockKind::Paragraph, |f| f.kind) != kind;
        let block = !tag.is_inline() || changes;
        if block {
            out.open(kind, group, start);
        }
        let mark = tag.mark().filter(|_| !masked);
        if let Some(mark) = mark {
            out.start_mark(mark);
        }
        self.stack.push(Frame {
            tag,
            kind,
            figure,
            group,
            images: out.document.images.len(),
            blocks: out.document.blocks.len(),
            class,
            marked: mark.is_some(),
            masked,
            block,
            role: role.filter(|r| *r != Role::Links && changes),
            wrapper: false,
        });
    }

    fn role(&self, tag: Tag, class: Span, kind: BlockKind, in_figure: bool) -> Option<Role> {
        if tag == Tag::Caption {
            // In a quotation's figure it names the source. A template may have one for credits alone.
            let credit = is_credit_class(&self.chunk[class.range()]);
            let role = if credit { Role::Credit } else { Role::Caption };
            return (kind != BlockKind::BlockQuote).then_some(role);
        }
        if matches!(
            tag,
            Tag::Html | Tag::Page | Tag::Figure | Tag::Picture | Tag::Masked | Tag::Title
        ) {
            return None;
        }
        if let Some(role) = self.attributes.get("role")
            && is_links_role(&self.chunk[role.range()])
        {
            return Some(Role::Links);
        }
        if let Some(prop) = self.attributes.get("itemprop")
            && let Some(role) = role_of_itemprop(&self.chunk[prop.range()])
            && in_figure
        {
            return Some(role);
        }
        // Vox and others sign behind the caption; in a caption or in text it is a work's title.
        if tag == Tag::Cite && in_figure && kind == BlockKind::Paragraph {
            return Some(Role::Credit);
        }
        let role = role_of_class(&self.chunk[class.range()], in_figure);
        // `caption-link` on a photographer's name is a link in a credit, no caption.
        role.filter(|r| !(*r == Role::Caption && tag == Tag::Anchor && kind == BlockKind::Credit))
    }

    /// Whether a figure is open not far above.
    pub(super) fn in_figure(&self) -> bool {
        let near = self.stack.iter().rev().take(8);
        near.into_iter().any(|f| f.figure)
    }

    /// Whether the tag opens a block that microdata calls a picture.
    fn is_image_object(&self, tag: Tag) -> bool {
        let kind = self.attributes.get("itemtype");
        matches!(tag, Tag::Block)
            && kind.is_some_and(|k| self.chunk[k.range()].trim().ends_with("/ImageObject"))
    }

    /// The group of the picture that stands last in an element near by, made if it has none.
    fn group_of_near_image(&self, out: &mut Builder<'a>) -> Option<u32> {
        let last = out.document.images.len().checked_sub(1)?;
        let text = out.document.blocks[self.blocks_at_image.min(out.document.blocks.len())..]
            .iter()
            .any(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Heading(_)));
        if text || !out.prose.is_blank() && out.kind == BlockKind::Paragraph {
            return None;
        }
        let near = self
            .stack
            .iter()
            .rev()
            .take(CAPTION_REACH)
            .take_while(|f| !matches!(f.tag, Tag::Page | Tag::Html))
            .any(|f| f.images <= last);
        if !near && !self.stack.is_empty() {
            return None;
        }
        if let Some(group) = out.document.images[last].group {
            return Some(group);
        }
        let group = out.new_group();
        out.document.images[last].group = Some(group);
        Some(group)
    }

    fn end_tag(&mut self, out: &mut Builder<'a>, tag: Tag, start: usize, end: usize) {
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
            Some(i) => self.pop_to(out, i, end),
            None => self.left_out = self.left_out.saturating_sub(1),
        }
    }

    fn pop_to(&mut self, out: &mut Builder<'a>, index: usize, at: usize) {
        while self.stack.len() > index {
            self.pop(out, at);
        }
    }

    fn pop(&mut self, out: &mut Builder<'a>, at: usize) {
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

    fn line_break(&mut self, out: &mut Builder<'a>, start: usize, end: usize) {
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

/// What text in an element is, standing in one whose text is `around`.
fn kind_within(tag: Tag, around: BlockKind) -> BlockKind {
    use BlockKind::*;
    match (tag, around) {
        (Tag::Heading(_), Caption | BlockQuote) => around,
        (Tag::Heading(level), _) => Heading(level),
        (Tag::Paragraph, TableCell) => Paragraph,
        (Tag::Item | Tag::Term, Paragraph) => ListItem,
        (Tag::Cite | Tag::Footer | Tag::Caption, BlockQuote) => Citation,
        (Tag::Cell, BlockQuote) => around,
        (Tag::Cell, _) => TableCell,
        (Tag::BlockQuote, _) => BlockQuote,
        (Tag::Figure, _) => Paragraph,
        (Tag::Table, ListItem) => Paragraph,
        (Tag::Title, _) => Title,
        _ => around,
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
