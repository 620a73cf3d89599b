//! What the keys of front matter mean.

use super::{Entry, Value};
use crate::markup::{
    BlockKind, Builder, Document, Image, ImageForm, ImagePlace, Prose, ProseBuilder, is_picture,
};
use crate::text::Span;

/// Lower case without what parts words: `featured_image`, `featuredImage` and `featured-image` are one key.
fn plain(key: &str) -> String {
    let letters = key.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Title,
    Standfirst,
    Language,
    /// A picture's path, or a map that describes it; `sure` if nothing else is ever called so.
    Picture,
    Credit,
    Caption,
    Alt,
    Other,
}

impl Key {
    pub fn of(name: &str) -> Self {
        let name = plain(name);
        match name.as_str() {
            "title" | "headline" => return Key::Title,
            "description" | "summary" | "subtitle" | "excerpt" | "standfirst" | "lede" | "dek"
            | "deck" | "lead" | "subheadline" | "abstract" => return Key::Standfirst,
            "lang" | "language" | "locale" => return Key::Language,
            "attr" | "credit" | "credits" | "attribution" | "photographer" | "copyright"
            | "creator" | "photocredit" | "creditline" | "byline" => return Key::Credit,
            "caption" | "figcaption" => return Key::Caption,
            "alt" | "alttext" => return Key::Alt,
            _ => {}
        }
        const PICTURES: &[&str] = &[
            "image",
            "img",
            "photo",
            "picture",
            "cover",
            "hero",
            "banner",
            "thumb",
            "teaser",
            "header",
            "feature",
            "gallery",
            "resources",
            "poster",
            "splash",
        ];
        if !PICTURES.iter().any(|p| name.contains(p)) {
            return Key::Other;
        }
        let ends = |words: &[&str]| words.iter().any(|w| name.ends_with(w));
        if ends(&[
            "credit",
            "credits",
            "copyright",
            "attribution",
            "attr",
            "photographer",
            "author",
            "source",
            "by",
        ]) {
            Key::Credit
        } else if ends(&["caption", "captions"]) {
            Key::Caption
        } else if ends(&["alt", "alttext"]) {
            Key::Alt
        } else if ends(&[
            "width", "height", "position", "class", "link", "url2", "size",
        ]) {
            Key::Other
        } else {
            Key::Picture
        }
    }
}

/// Whether a key says of itself that it is a picture's credit.
fn is_picture_credit(name: &str) -> bool {
    let picture = ["image", "img", "photo", "picture", "cover", "hero"];
    Key::of(name) == Key::Credit && picture.iter().any(|p| plain(name).starts_with(p))
}

/// Whether a key names whose a picture is in a map that describes nothing else (`cover: {img: …, author: …}`).
fn is_maker(name: &str) -> bool {
    matches!(plain(name).as_str(), "author" | "artist" | "illustrator")
}

/// Whether a key names who wrote a text.
fn is_writer(name: &str) -> bool {
    matches!(plain(name).as_str(), "byline" | "creator")
}

/// Keys of a map that hold the path of the picture it describes.
pub fn is_path_key(name: &str) -> bool {
    matches!(
        plain(name).as_str(),
        "src" | "url" | "path" | "file" | "filename" | "relative" | "href"
    )
}

/// Whether a key holds a sign rather than a picture.
fn is_sign(name: &str) -> bool {
    let name = plain(name);
    ["avatar", "logo", "favicon"]
        .iter()
        .any(|s| name.contains(s))
}

/// Whether a value is a picture's path rather than a name or a switch.
pub fn is_path(text: &str) -> bool {
    is_picture(text) || (text.contains("://") && !text.contains(char::is_whitespace))
}

pub fn document<'a>(chunk: &'a str, entries: &[Entry]) -> Document<'a> {
    let mut collector = Collector {
        chunk,
        out: Builder::new(),
    };
    collector.root(entries);
    // Nothing is open: blocks and pictures only have to be put in order.
    collector.out.finish(chunk.len())
}

struct Collector<'a> {
    chunk: &'a str,
    out: Builder<'a>,
}

impl Collector<'_> {
    fn root(&mut self, entries: &[Entry]) {
        for entry in entries {
            let Value::Scalar(text, span) = &entry.value else {
                continue;
            };
            match Key::of(&entry.key) {
                Key::Title => self.prose(BlockKind::Title, entry.span, text, *span, None),
                Key::Standfirst => self.prose(BlockKind::Standfirst, entry.span, text, *span, None),
                Key::Language => self.out.document.language = Some(self.chunk[span.range()].trim()),
                _ => {}
            }
        }
        self.map(entries, 0);
        self.avatars(entries);
    }

    /// A picture that is the author's or the site's sign as well is one.
    fn avatars(&mut self, entries: &[Entry]) {
        let signs = entries.iter().filter_map(|e| match &e.value {
            Value::Scalar(text, _) if is_sign(&e.key) => Some(text),
            _ => None,
        });
        for sign in signs {
            let images = self.out.document.images.iter_mut();
            for image in images.filter(|i| i.source == *sign) {
                image.classes = "avatar".into();
            }
        }
    }

    /// The pictures among the entries of one map, which share its caption and credit.
    fn map(&mut self, entries: &[Entry], depth: usize) {
        let first = self.out.document.images.len();
        let mut group = None;
        for entry in entries {
            let picture = Key::of(&entry.key) == Key::Picture;
            match &entry.value {
                Value::Scalar(text, span) if picture && is_path(text) => {
                    let group = *group.get_or_insert_with(|| self.out.new_group());
                    self.picture(entry.span, text, *span, group);
                }
                Value::Scalar(..) => {}
                Value::Map(inner) if picture || depth > 0 => {
                    self.described(entry.span, inner, depth);
                }
                Value::Map(_) => {}
                Value::List(list) => {
                    for value in list.iter().filter(|_| picture) {
                        match value {
                            Value::Scalar(text, span) if is_path(text) => {
                                let group = *group.get_or_insert_with(|| self.out.new_group());
                                self.picture(*span, text, *span, group);
                            }
                            Value::Map(inner) => {
                                let span = inner
                                    .iter()
                                    .map(|e| e.span)
                                    .reduce(Span::joined)
                                    .unwrap_or(entry.span);
                                self.described(span, inner, depth);
                            }
                            _ => {}
                        }
                    }
                }
            }
        }
        if let Some(group) = group {
            // At the root, who wrote it is who wrote the article.
            let of_picture = |e: &&Entry| depth > 0 || !is_writer(&e.key);
            self.describe(entries.iter().filter(of_picture), first, group, depth > 0);
        } else if depth == 0 {
            self.lead_credit(entries);
        }
    }

    /// `photo_by` at the root is for the first picture, which a map describes.
    fn lead_credit(&mut self, entries: &[Entry]) {
        let images = &mut self.out.document.images;
        let Some(image) = images.first_mut().filter(|i| i.credit.is_none()) else {
            return;
        };
        let credit = entries.iter().find_map(|e| match &e.value {
            Value::Scalar(text, span) if is_picture_credit(&e.key) && !text.trim().is_empty() => {
                Some((text.trim().to_string(), *span))
            }
            _ => None,
        });
        image.credit = credit;
    }

    /// A map that describes a picture, or holds keys that do.
    fn described(&mut self, span: Span, entries: &[Entry], depth: usize) {
        let path = entries.iter().find_map(|e| match &e.value {
            Value::Scalar(text, at) if is_path_key(&e.key) && is_path(text) => Some((text, *at)),
            _ => None,
        });
        match path {
            Some((text, at)) => {
                let first = self.out.document.images.len();
                let group = self.out.new_group();
                self.picture(span, text, at, group);
                self.describe(entries, first, group, true);
            }
            None => self.map(entries, depth + 1),
        }
    }

    fn picture(&mut self, span: Span, text: &str, at: Span, group: u32) {
        let images = &mut self.out.document.images;
        if images.iter().rev().take(8).any(|i| i.source == text) {
            // `image`, `og_image` and `thumbnail` often are one and the same.
            return;
        }
        images.push(Image {
            span,
            form: ImageForm::FrontMatter,
            source: text.to_string(),
            source_span: Some(at),
            group: Some(group),
            place: ImagePlace::Block,
            ..Image::default()
        });
    }

    /// Caption, credit and alternative text of the pictures from index `first` on; `own`: nothing else is described.
    fn describe<'e>(
        &mut self,
        entries: impl IntoIterator<Item = &'e Entry>,
        first: usize,
        group: u32,
        own: bool,
    ) {
        for entry in entries {
            let (text, span) = match &entry.value {
                Value::Scalar(text, span) => (text, span),
                // `credit: {name: …, url: …}`
                Value::Map(inner) if Key::of(&entry.key) == Key::Credit => {
                    let named = |e: &&Entry| matches!(&*plain(&e.key), "name" | "text" | "author");
                    match inner.iter().find(named).map(|e| &e.value) {
                        Some(Value::Scalar(text, span)) => (text, span),
                        _ => continue,
                    }
                }
                // Hugo keeps what a page resource is described by in a map of its own.
                Value::Map(inner) if plain(&entry.key) == "params" => {
                    self.describe(inner, first, group, own);
                    continue;
                }
                _ => continue,
            };
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            match Key::of(&entry.key) {
                Key::Other if !(own && is_maker(&entry.key)) => {}
                Key::Credit | Key::Other => {
                    for image in &mut self.out.document.images[first..] {
                        if image.group == Some(group) {
                            image
                                .credit
                                .get_or_insert_with(|| (text.to_string(), *span));
                        }
                    }
                }
                Key::Caption => {
                    self.prose(BlockKind::Caption, entry.span, text, *span, Some(group));
                }
                Key::Alt => {
                    if let Some(image) = self.out.document.images.get_mut(first)
                        && image.alt.is_empty()
                    {
                        image.alt = text.to_string();
                        self.prose(BlockKind::Alt, entry.span, text, *span, Some(group));
                    }
                }
                _ => {}
            }
        }
    }

    fn prose(&mut self, kind: BlockKind, whole: Span, text: &str, at: Span, group: Option<u32>) {
        let source = &self.chunk[at.range()];
        let prose = if source == text {
            Prose::verbatim(source, at.from())
        } else {
            aligned(text, source, at.from())
        };
        self.out.block(kind, whole.joined(at), prose, group);
    }
}

/// Prose `text` that was written as `source`: with escapes, folded lines or indentation, which are passed over.
fn aligned(text: &str, source: &str, at: usize) -> Prose<'static> {
    let mut out = ProseBuilder::default();
    let mut i = 0;
    for (k, c) in text.char_indices() {
        let piece = &text[k..k + c.len_utf8()];
        let rest = &source[i..];
        let skipped = rest.len() - rest.trim_start().len();
        let taken = if rest.starts_with(c) && !(c == ' ' && skipped > 1) && c != '\n' {
            // A quotation mark that is doubled in single quotes.
            c.len_utf8() + usize::from(c == '\'' && rest.starts_with("''"))
        } else if c.is_whitespace() && skipped > 0 {
            skipped
        } else if rest[skipped..].starts_with(c) {
            i += skipped;
            c.len_utf8()
        } else if rest[skipped..].starts_with('\\') {
            i += skipped;
            escape(&rest[skipped..])
        } else if c.is_whitespace() {
            // Blank lines before the first words are no part of what the parser calls the source.
            0
        } else {
            // Not understood: the rest is one piece, and not byte for byte, though it may be as long.
            let (first, behind) = text[k..].split_at(piece.len());
            out.push(first, Span::at(at + i));
            out.push(behind, Span::new(at + i, at + source.len()));
            break;
        };
        out.push(piece, Span::new(at + i, at + i + taken));
        i += taken;
    }
    out.take()
}

/// Bytes of the escape that `text` starts with.
fn escape(text: &str) -> usize {
    let len = match text.as_bytes().get(1) {
        Some(b'x') => 4,
        Some(b'u') => 6,
        Some(b'U') => 10,
        _ => 1 + text[1..].chars().next().map_or(0, char::len_utf8),
    };
    let mut len = len.min(text.len());
    while !text.is_char_boundary(len) {
        len += 1;
    }
    len
}
