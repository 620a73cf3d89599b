//! Markdown: CommonMark with GitHub's tables, footnotes, strikethrough and task lists, front matter, wiki embeds,
//! shortcodes of site generators, and the HTML in it. pulldown-cmark parses each chunk and gives byte ranges.

mod cutter;
mod shortcodes;
mod simple;
#[cfg(test)]
mod tests;

pub use cutter::Cutter;
pub use shortcodes::{Figure, Shortcode};

use super::{
    BlockKind, Builder, Definition, Document, Image, ImageForm, ImagePlace, MarkKind, front_matter,
    html, is_picture,
};
use crate::text::Span;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

pub fn parse(chunk: &str, first: bool) -> Document<'_> {
    if first && let Some(document) = front_matter::parse(chunk) {
        return document;
    }
    if let Some(document) = simple::paragraph(chunk) {
        return document;
    }
    parse_markup(chunk)
}

fn parse_markup(chunk: &str) -> Document<'_> {
    let found = shortcodes::find(chunk);
    read(chunk, &shortcodes::masked(chunk, &found), found, false)
}

/// Reads `chunk`, of which `text` is a copy where the `shortcodes` are all `blank` or may be seen.
pub fn read<'a>(
    chunk: &'a str,
    text: &str,
    shortcodes: Vec<Shortcode>,
    blank: bool,
) -> Document<'a> {
    let mut reader = Reader::new(chunk, shortcodes);
    reader.blank = blank;
    // A definition may stand in another chunk: `[text][name]` is a link whatever it points to, but brackets alone
    // are what a writer put around an insertion.
    let mut resolve = |link: BrokenLink<'_>| {
        let image = text[link.span.clone()].starts_with('!');
        let known = !matches!(
            link.link_type,
            LinkType::Shortcut | LinkType::ShortcutUnknown
        );
        let empty: (CowStr<'_>, CowStr<'_>) = ("".into(), "".into());
        (image || known).then_some(empty)
    };
    let parser = Parser::new_with_broken_link_callback(text, options(), Some(&mut resolve));
    let mut definitions: Vec<_> = parser.reference_definitions().iter().collect();
    definitions.sort_unstable_by_key(|(_, d)| d.span.start);
    let definition = |(name, address): (&str, &str)| Definition {
        name: reference(name),
        address: address.to_string(),
    };
    let definitions = definitions
        .into_iter()
        .map(|(n, d)| definition((n, &d.dest)));
    reader.out.document.definitions = definitions.collect();
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish()
}

/// The name of a definition as all ways to write it have in common.
fn reference(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// Turns parser events into blocks.
struct Reader<'a> {
    chunk: &'a str,
    out: Builder<'a>,
    html: html::Reader<'a>,
    /// The HTML block being read: its stretches of source, without what quotes put before its lines.
    html_block: Vec<Range<usize>>,
    shortcodes: std::iter::Peekable<std::vec::IntoIter<Shortcode>>,
    /// Kinds of the containers around, innermost last.
    containers: Vec<BlockKind>,
    /// Kind of the open block, where HTML does not say otherwise.
    kind: BlockKind,
    /// Index of the image being read, with the bytes of prose before its alternative text.
    images: Vec<(Option<usize>, usize)>,
    quote_group: Option<u32>,
    /// Block quotes open around.
    quotes: usize,
    quiet: bool,
    /// Nothing of the shortcodes is in the text that Markdown is read from.
    blank: bool,
}

impl<'a> Reader<'a> {
    fn new(chunk: &'a str, shortcodes: Vec<Shortcode>) -> Self {
        Reader {
            chunk,
            out: Builder::new(),
            html: html::Reader::around(chunk, shortcodes.iter().map(|s| s.span).collect()),
            html_block: Vec::new(),
            shortcodes: shortcodes.into_iter().peekable(),
            containers: Vec::new(),
            kind: BlockKind::Paragraph,
            images: Vec::new(),
            quote_group: None,
            quotes: 0,
            quiet: false,
            blank: false,
        }
    }

    fn finish(mut self) -> Document<'a> {
        self.shortcode(self.chunk.len());
        self.html.finish(&mut self.out);
        self.out.finish(self.chunk.len())
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => {
                if !self.quiet && !self.html.masked() {
                    self.text(&text, range);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.out.space(range.into()),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                if !self.shortcode(range.start) {
                    self.drop_shortcodes(range.end);
                    let from = self.out.prose.end();
                    self.out.push(&self.chunk[range.clone()], range.into());
                    self.out.mark(MarkKind::Verbatim, from);
                }
            }
            Event::Html(_) => match self.html_block.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => self.html_block.push(range),
            },
            Event::InlineHtml(_) => {
                // Within an alternative text there are no elements.
                if self.images.is_empty() && !self.shortcode(range.start) {
                    self.feed(range);
                }
            }
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    /// Adds text, without the shortcodes in it.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if text.len() != range.len() {
            if !self.shortcode(range.start) {
                self.out.push(text, range.into());
            }
            return;
        }
        let mut at = range.start;
        while at < range.end {
            if self.shortcode(at) {
                let end = self.shortcodes.peek().map_or(at, |s| s.span.to());
                at = end.max(at);
                continue;
            }
            let next = self.shortcodes.peek();
            let end = next.map_or(range.end, |s| s.span.from().clamp(at, range.end));
            let piece = at - range.start..end - range.start;
            self.out.push(&text[piece], Span::new(at, end));
            at = end;
        }
    }

    /// Whether a shortcode covers source byte `at`; those before it are put down.
    fn shortcode(&mut self, at: usize) -> bool {
        while let Some(next) = self.shortcodes.peek() {
            if next.span.from() > at {
                return false;
            }
            if at < next.span.to() {
                return true;
            }
            if let Some(code) = self.shortcodes.next() {
                code.put(self.chunk, &mut self.out);
            }
        }
        false
    }

    /// Forgets the shortcodes before source byte `end`: code shows them as they are.
    fn drop_shortcodes(&mut self, end: usize) {
        // One that is blank and goes on behind the code is no text there.
        let blank = self.blank;
        let over = |s: &Shortcode| s.span.from() < end && !(blank && s.span.to() > end);
        while self.shortcodes.next_if(over).is_some() {}
    }

    fn feed(&mut self, range: Range<usize>) {
        let known = self.out.document.comments.len();
        self.html.feed(&mut self.out, range);
        // What stands in a comment is not shown.
        for i in known..self.out.document.comments.len() {
            let comment = self.out.document.comments[i];
            self.shortcode(comment.from());
            self.drop_shortcodes(comment.to());
        }
        self.out.kind = self.html.kind(self.kind);
        self.out.group = self.html.group().or(self.quote_group);
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.html.end_paragraph(&mut self.out, range.start);
                self.open(self.inherited(BlockKind::Paragraph), range.start);
            }
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(*level as u8), range.start),
            Tag::BlockQuote(_) => {
                self.out.flush(range.start);
                if self.quotes == 0 {
                    self.quote_group = Some(self.out.new_group());
                }
                self.quotes += 1;
                self.containers.push(BlockKind::BlockQuote);
            }
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.containers.push(self.inherited(BlockKind::ListItem));
                self.open(self.inherited(BlockKind::ListItem), range.start);
            }
            Tag::FootnoteDefinition(_) => {
                self.out.flush(range.start);
                self.containers.push(BlockKind::Footnote);
            }
            Tag::TableCell => self.open(BlockKind::TableCell, range.start),
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.shortcode(range.start);
                self.out.flush(range.start);
                self.quiet = true;
            }
            Tag::HtmlBlock => self.out.flush(range.start),
            Tag::Strong => self.out.start_mark(MarkKind::Strong),
            Tag::Emphasis => self.out.start_mark(MarkKind::Emphasis),
            Tag::Link { link_type, .. } => {
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.out.start_mark(if bare {
                    MarkKind::Verbatim
                } else {
                    MarkKind::Link
                });
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let name = (dest_url.is_empty() && !id.is_empty()).then(|| reference(id));
                self.start_image(*link_type, dest_url, title, name, range);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.flush(range.end),
            TagEnd::Item
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition => {
                self.flush(range.end);
                self.containers.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.flush(range.end);
                self.containers.pop();
                self.quotes = self.quotes.saturating_sub(1);
                if self.quotes == 0 {
                    self.quote_group = None;
                }
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                self.quiet = false;
                self.drop_shortcodes(range.end);
            }
            TagEnd::HtmlBlock => {
                for part in std::mem::take(&mut self.html_block) {
                    if !self.shortcode(part.start) {
                        self.feed(part);
                    }
                }
                self.out.flush(range.end);
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link => self.out.end_mark(),
            TagEnd::Image => self.end_image(range),
            _ => {}
        }
    }

    fn start_image(
        &mut self,
        link_type: LinkType,
        source: &str,
        title: &str,
        reference: Option<String>,
        range: Range<usize>,
    ) {
        let wiki = matches!(link_type, LinkType::WikiLink { .. });
        if wiki && !is_picture(source) {
            // It embeds another note.
            return self.images.push((None, self.out.prose.end()));
        }
        let source_span = match source.find("{{") {
            // Its spaces were filled in.
            Some(before) => memchr::memmem::find(self.chunk[range.clone()].as_bytes(), b"{{")
                .and_then(|at| (range.start + at).checked_sub(before))
                .map(|from| Span::new(from, from + source.len()))
                .filter(|s| self.chunk.get(s.range()).is_some()),
            None => self.find_in(&range, source),
        };
        let source = source_span.map_or(source, |s| &self.chunk[s.range()]);
        let linked = self.out.just_opened(MarkKind::Link);
        let index = self.out.document.images.len();
        self.images.push((Some(index), self.out.prose.end()));
        self.out.image(Image {
            span: range.clone().into(),
            form: if wiki {
                ImageForm::WikiEmbed
            } else {
                ImageForm::Markdown
            },
            source: source.to_string(),
            source_span,
            reference,
            title: self.find_in(&range, title).map(|s| (title.to_string(), s)),
            group: self.html.group(),
            place: if linked {
                ImagePlace::Linked
            } else {
                ImagePlace::Inline
            },
            ..Image::default()
        });
    }

    /// The alternative text is prose of its own, not part of the sentence around it.
    fn end_image(&mut self, range: Range<usize>) {
        let Some((index, from)) = self.images.pop() else {
            return;
        };
        let alt = self.out.split_off(from);
        let Some(image) = index.and_then(|i| self.out.document.images.get_mut(i)) else {
            return;
        };
        if image.form == ImageForm::WikiEmbed {
            // `![[a.jpg]]` shows no text, `![[a.jpg|300x200]]` its size.
            let text = alt.text();
            let mut sizes = text.split('x').map(str::parse);
            if let Some(Ok(width)) = sizes.next() {
                image.width = Some(width);
                image.height = sizes.next().and_then(Result::ok);
                return;
            }
            if text == image.source {
                return;
            }
        }
        image.alt = alt.text().to_string();
        let group = image.group;
        self.out.block(BlockKind::Alt, range.into(), alt, group);
    }

    fn inherited(&self, own: BlockKind) -> BlockKind {
        self.containers.last().copied().unwrap_or(own)
    }

    fn open(&mut self, kind: BlockKind, at: usize) {
        self.shortcode(at);
        self.kind = kind;
        let kind = self.html.kind(kind);
        let group = self.html.group().or(self.quote_group);
        self.out.open(kind, group, at);
    }

    fn flush(&mut self, end: usize) {
        self.shortcode(end);
        self.out.flush(end);
        self.kind = self.inherited(BlockKind::Paragraph);
        self.out.kind = self.html.kind(self.kind);
    }

    /// Where `part` stands verbatim behind the alternative text of the element `range`.
    fn find_in(&self, range: &Range<usize>, part: &str) -> Option<Span> {
        if part.is_empty() {
            return None;
        }
        let at = self.chunk[range.clone()].rfind(part)? + range.start;
        Some(Span::new(at, at + part.len()))
    }
}
