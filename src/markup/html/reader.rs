//! Tags and text to blocks, marks and pictures.

use super::attributes::Attributes;
use super::entities;
use super::tags::{Role, Tag};
use crate::markup::{BlockKind, Builder, Image};
use crate::text::Span;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;
use std::rc::Rc;

/// Elements open at the same time; as in browsers, deeper ones are not told apart.
const DEEPEST: usize = 256;

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
    /// Its start tag.
    pub(super) start: Span,
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
    /// Stretches that are no HTML, in order: shortcodes and expressions.
    holes: Rc<[Span]>,
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
        Reader::around(chunk, Rc::default())
    }

    /// Reads a chunk around `holes`, which are in order and do not overlap.
    pub fn around(chunk: &'a str, holes: Rc<[Span]>) -> Self {
        Reader {
            chunk,
            holes,
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
        let base = range.start;
        let text = self.blanked(range);
        let callback = |event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
            self.event(out, &event, base + span.start, base + span.end);
            None::<Infallible>
        };
        let mut emitter = CallbackEmitter::new(callback);
        emitter.naively_switch_states(true);
        // A string cannot fail to be read.
        let _ = Tokenizer::new_with_emitter(&text[..], emitter).finish();
    }

    pub(super) fn has_no_hole(&self, span: Span) -> bool {
        holes_in(&self.holes, &span.range()).next().is_none()
    }

    /// The bytes `range` of the chunk, its holes blank.
    fn blanked(&self, range: Range<usize>) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(&self.chunk[range.clone()]);
        for hole in holes_in(&self.holes, &range) {
            let blank = "x".repeat(hole.len());
            let hole = hole.start - range.start..hole.end - range.start;
            text.to_mut().replace_range(hole, &blank);
        }
        text
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
        let quote = start.checked_sub(1).map(|i| bytes[i]);
        let end_in = |from: usize, to: usize| {
            let rest = &bytes[from..to];
            let len = match quote {
                Some(quote @ (b'"' | b'\'')) => memchr::memchr(quote, rest),
                _ => rest
                    .iter()
                    .position(|&b| b.is_ascii_whitespace() || b == b'>'),
            };
            len.map(|len| from + len)
        };
        let mut from = start;
        for hole in holes_in(&self.holes, &(start..bytes.len())) {
            if let Some(end) = end_in(from, hole.start) {
                return Span::new(start, end);
            }
            from = hole.end;
        }
        let end = end_in(from, bytes.len());
        Span::new(start, end.unwrap_or(bytes.len()))
    }

    fn string(&mut self, out: &mut Builder<'a>, start: usize, end: usize) {
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
        let mut from = start;
        for hole in holes_in(&self.holes, &(start..end)) {
            self.text(out, from, hole.start);
            from = hole.end;
        }
        self.text(out, from, end);
    }

    fn text(&self, out: &mut Builder<'a>, start: usize, end: usize) {
        let Some(text) = self.chunk.get(start..end) else {
            return;
        };
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
        self.push(out, tag, Span::new(start, end));
    }

    fn push(&mut self, out: &mut Builder<'a>, tag: Tag, span: Span) {
        let start = span.from();
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
            start: span,
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
}

/// The parts of `holes` that lie in `range`.
fn holes_in(holes: &[Span], range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let first = holes.partition_point(|h| h.to() <= range.start);
    let (from, to) = (range.start, range.end);
    let within = holes[first..].iter().take_while(move |h| h.from() < to);
    within.map(move |h| h.from().max(from)..h.to().min(to))
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
