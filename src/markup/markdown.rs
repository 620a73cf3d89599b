//! Markdown: CommonMark with GitHub's tables, footnotes, strikethrough and task lists, front matter, and
//! the raw HTML in it. pulldown-cmark parses each chunk and gives byte ranges.

use super::{
    Block, BlockKind, Document, Image, ImageForm, ImagePlace, Mark, MarkKind, ProseBuilder,
    front_matter,
};
use crate::text::Span;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Ends of chunks: at a blank line outside of everything that may run over one.
#[derive(Debug)]
pub struct Cutter {
    inside: Inside,
    blank_before: bool,
    started: bool,
    first: bool,
}

/// What may hold blank lines.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Inside {
    Nothing,
    /// Front matter, up to a line that is the mark.
    FrontMatter(&'static str),
    /// A code fence of this byte, this long.
    Fence(u8, usize),
    /// An HTML block up to a line that holds the text.
    Html(&'static str),
}

impl Cutter {
    pub fn new(first: bool) -> Self {
        Cutter {
            inside: Inside::Nothing,
            blank_before: false,
            started: false,
            first,
        }
    }

    pub fn line(&mut self, line: &str) -> bool {
        let text = line.trim_end();
        if !self.started {
            self.started = true;
            if self.first
                && let Some(end) = front_matter::closing(text)
            {
                self.inside = Inside::FrontMatter(end);
                return false;
            }
        } else if self.inside != Inside::Nothing {
            self.close(text);
            return false;
        }
        if text.is_empty() {
            self.blank_before = true;
            return false;
        }
        // An indented line may belong to a list item or footnote above the blank line, a colon to a definition.
        let new = self.blank_before && !line.starts_with([' ', '\t', ':']);
        self.blank_before = false;
        self.open(text);
        new
    }

    fn open(&mut self, text: &str) {
        let inner = text.trim_start_matches(' ');
        if text.len() - inner.len() > 3 {
            return;
        }
        let bytes = inner.as_bytes();
        if let Some(&mark @ (b'`' | b'~')) = bytes.first() {
            let run = bytes.iter().take_while(|&&b| b == mark).count();
            if run >= 3 && (mark == b'~' || !bytes[run..].contains(&b'`')) {
                self.inside = Inside::Fence(mark, run);
            }
            return;
        }
        if bytes.first() != Some(&b'<') {
            return;
        }
        let lower = inner
            .get(..inner.len().min(16))
            .unwrap_or("")
            .to_ascii_lowercase();
        let kinds: [(&str, &'static str); 9] = [
            ("<!--", "-->"),
            ("<?", "?>"),
            ("<script", "</script>"),
            ("<style", "</style>"),
            ("<pre", "</pre>"),
            ("<textarea", "</textarea>"),
            // Not by CommonMark, but what belongs together must stay together.
            ("<figure", "</figure>"),
            ("<blockquote", "</blockquote>"),
            ("<picture", "</picture>"),
        ];
        if let Some((_, end)) = kinds
            .into_iter()
            .find(|(start, _)| lower.starts_with(start))
        {
            self.inside = Inside::Html(end);
            self.close(text);
        }
    }

    fn close(&mut self, text: &str) {
        let closed = match &self.inside {
            Inside::Nothing => false,
            Inside::FrontMatter(end) => front_matter::closes(end, text),
            Inside::Fence(mark, run) => {
                let t = text.trim_start_matches(' ').as_bytes();
                t.len() >= *run && t.iter().all(|b| b == mark)
            }
            Inside::Html(end) => text.to_ascii_lowercase().contains(end),
        };
        if closed {
            // Whatever follows front matter is a chunk of its own.
            self.blank_before = matches!(self.inside, Inside::FrontMatter(_));
            self.inside = Inside::Nothing;
        }
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

pub fn parse(chunk: &str, first: bool) -> Document<'_> {
    if first && let Some(document) = front_matter::parse(chunk) {
        return document;
    }
    let mut reader = Reader::new(chunk);
    // A definition may stand in another chunk: `[text][name]` is a link whatever it points to, but brackets alone
    // are what a writer put around an insertion.
    let mut resolve = |link: BrokenLink<'_>| {
        let image = chunk[link.span.clone()].starts_with('!');
        let known = !matches!(
            link.link_type,
            LinkType::Shortcut | LinkType::ShortcutUnknown
        );
        let empty: (CowStr<'_>, CowStr<'_>) = ("".into(), "".into());
        (image || known).then_some(empty)
    };
    let parser = Parser::new_with_broken_link_callback(chunk, options(), Some(&mut resolve));
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.flush(chunk.len());
    reader
        .document
        .blocks
        .retain(|b| !b.prose.text().trim().is_empty());
    reader.document
}

/// Turns parser events into blocks.
struct Reader<'a> {
    chunk: &'a str,
    document: Document<'a>,
    prose: ProseBuilder,
    marks: Vec<Mark>,
    /// Kinds of the containers around, innermost last.
    containers: Vec<BlockKind>,
    block_start: usize,
    kind: BlockKind,
    open_marks: Vec<(MarkKind, usize)>,
    /// Index of the image being read, with the bytes of prose before its alternative text.
    images: Vec<(usize, usize)>,
    quote_group: Option<u32>,
    groups: u32,
    quiet: bool,
}

impl<'a> Reader<'a> {
    fn new(chunk: &'a str) -> Self {
        Reader {
            chunk,
            document: Document::default(),
            prose: ProseBuilder::default(),
            marks: Vec::new(),
            containers: Vec::new(),
            block_start: 0,
            kind: BlockKind::Paragraph,
            open_marks: Vec::new(),
            images: Vec::new(),
            quote_group: None,
            groups: 0,
            quiet: false,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => {
                if !self.quiet {
                    self.prose.push(&text, range.into());
                }
            }
            Event::SoftBreak | Event::HardBreak => self.prose.push(" ", range.into()),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                let from = self.prose.end();
                self.prose.push(&self.chunk[range.clone()], range.into());
                self.mark(MarkKind::Verbatim, from);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                if html.trim_start().starts_with("<!--") {
                    self.document.comments.push(range.into());
                }
            }
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn mark(&mut self, kind: MarkKind, from: usize) {
        let span = Span::new(from, self.prose.end());
        if !span.is_empty() {
            self.marks.push(Mark { kind, span });
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(self.inherited(BlockKind::Paragraph), range.start),
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(*level as u8), range.start),
            Tag::BlockQuote(_) => {
                self.flush(range.start);
                if self.quote_group.is_none() {
                    self.quote_group = Some(self.groups);
                    self.groups += 1;
                }
                self.containers.push(BlockKind::BlockQuote);
            }
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.flush(range.start);
                self.containers.push(BlockKind::ListItem);
                self.open(self.inherited(BlockKind::ListItem), range.start);
            }
            Tag::FootnoteDefinition(_) => {
                self.flush(range.start);
                self.containers.push(BlockKind::Footnote);
            }
            Tag::TableCell => self.open(BlockKind::TableCell, range.start),
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.flush(range.start);
                self.quiet = true;
            }
            Tag::Strong => self.open_marks.push((MarkKind::Strong, self.prose.end())),
            Tag::Emphasis => self.open_marks.push((MarkKind::Emphasis, self.prose.end())),
            Tag::Link { link_type, .. } => {
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let kind = if bare {
                    MarkKind::Verbatim
                } else {
                    MarkKind::Link
                };
                self.open_marks.push((kind, self.prose.end()));
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                let linked = self
                    .open_marks
                    .last()
                    .is_some_and(|m| m.0 == MarkKind::Link);
                self.images
                    .push((self.document.images.len(), self.prose.end()));
                self.document.images.push(Image {
                    span: range.clone().into(),
                    form: ImageForm::Markdown,
                    source: dest_url.to_string(),
                    source_span: self.find_in(&range, dest_url),
                    title: self.find_in(&range, title).map(|s| (title.to_string(), s)),
                    place: if linked {
                        ImagePlace::Linked
                    } else {
                        ImagePlace::Inline
                    },
                    ..Image::default()
                });
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
                if !self.containers.contains(&BlockKind::BlockQuote) {
                    self.quote_group = None;
                }
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.quiet = false,
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link => {
                if let Some((kind, from)) = self.open_marks.pop() {
                    self.mark(kind, from);
                }
            }
            TagEnd::Image => self.end_image(range),
            _ => {}
        }
    }

    /// The alternative text is prose of its own, not part of the sentence around it.
    fn end_image(&mut self, range: Range<usize>) {
        let Some((index, from)) = self.images.pop() else {
            return;
        };
        let alt = self.prose.split_off(from);
        let image = &mut self.document.images[index];
        image.alt = alt.text().to_string();
        self.document.blocks.push(Block {
            kind: BlockKind::Alt,
            span: range.into(),
            prose: alt,
            marks: Vec::new(),
            group: None,
        });
    }

    fn inherited(&self, own: BlockKind) -> BlockKind {
        self.containers.last().copied().unwrap_or(own)
    }

    fn open(&mut self, kind: BlockKind, at: usize) {
        self.flush(at);
        self.kind = kind;
        self.block_start = at;
    }

    fn flush(&mut self, end: usize) {
        let blank = self.prose.is_blank();
        let prose = self.prose.take();
        let marks = std::mem::take(&mut self.marks);
        // An image with nothing beside it stands alone, in a link or not.
        let start = self.block_start;
        if blank {
            for image in self.document.images.iter_mut().rev() {
                if image.span.from() < start {
                    break;
                }
                if image.place == ImagePlace::Inline {
                    image.place = ImagePlace::Block;
                }
            }
        } else {
            let span = Span::new(start.min(end), end);
            let group = self.quote_group;
            let kind = self.kind;
            self.document.blocks.push(Block {
                kind,
                span,
                prose,
                marks,
                group,
            });
        }
        self.block_start = end;
        self.kind = self.inherited(BlockKind::Paragraph);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_has_no_markup_and_maps_back() {
        let text = "He **really** said &ldquo;no&rdquo; to [Lee](x.html).\n";
        let d = parse(text, false);
        let prose = &d.blocks[0].prose;
        assert_eq!(prose.text(), "He really said “no” to Lee.");
        let at = prose.text().find("“no”").unwrap();
        let source = prose.source(Span::new(at, at + "“no”".len()));
        assert_eq!(&text[source.range()], "&ldquo;no&rdquo;");
    }

    #[test]
    fn brackets_are_insertions_and_references_are_links() {
        let d = parse("We met [the president] and [Lee][1].\n", false);
        assert_eq!(d.blocks[0].prose.text(), "We met [the president] and Lee.");
    }

    #[test]
    fn an_image_alone_and_one_within_a_line() {
        let d = parse("![A port](a.jpg \"Photo: Lee\")\n", false);
        assert_eq!(d.images[0].place, ImagePlace::Block);
        assert_eq!(d.images[0].alt, "A port");
        assert_eq!(d.images[0].title.as_ref().unwrap().0, "Photo: Lee");
        let d = parse("Text ![](a.png) text\n", false);
        assert_eq!(d.images[0].place, ImagePlace::Inline);
    }

    fn boundaries(text: &str) -> Vec<usize> {
        let mut cutter = Cutter::new(true);
        let mut at = 0;
        let mut out = vec![];
        for line in text.split_inclusive('\n') {
            if cutter.line(line) {
                out.push(at);
            }
            at += line.len();
        }
        out
    }

    #[test]
    fn chunks_end_outside_fences_and_lists() {
        assert_eq!(boundaries("a\n\nb\n"), [3]);
        assert!(boundaries("```\na\n\nb\n```\n").is_empty());
        assert!(boundaries("- a\n\n  b\n").is_empty());
        assert!(boundaries("<!-- a\n\nb -->\n").is_empty());
        assert_eq!(boundaries("---\na: 1\n\nb: 2\n---\nText\n"), [19]);
    }
}
