//! Attributes of a start tag, and the picture they describe.

use super::entities;
use super::tags::Tag;
use crate::markup::{Image, ImageForm, ImagePlace};
use crate::text::Span;

/// An attribute's name (lower case) and the source bytes of its value, without quotes.
#[derive(Clone, Debug)]
struct Attribute {
    name: Box<str>,
    value: Span,
}

/// Those of one tag that this module asks for.
#[derive(Debug, Default)]
pub struct Attributes {
    list: Vec<Attribute>,
}

/// Names that say where a picture lies, best first; pages that load late have a stand-in in `src`.
const SOURCES: &[&str] = &[
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "src",
    "data-orig-file",
    "data-full-src",
    "data-image",
    "data-img-src",
    "data-hi-res-src",
    "data-srcset",
    "data-lazy-srcset",
    "srcset",
];

/// Names of attributes that hold a credit and nothing else.
const CREDITS: &[&str] = &[
    "data-credit",
    "data-image-credit",
    "data-photo-credit",
    "data-copyright",
    "data-photographer",
    "data-attribution",
    "credit",
    "photographer",
    "copyright",
];

/// What a template's own attribute for credits is kept as.
const OTHER_CREDIT: &str = "data-…-credit";

/// Whether a template's own attribute is for credits by its name: `data-c-credit`.
fn is_credit_data(name: &[u8]) -> bool {
    let Some(own) = name
        .get(5..)
        .filter(|_| name[..5].eq_ignore_ascii_case(b"data-"))
    else {
        return false;
    };
    let last = own.rsplit(|b| *b == b'-').next().unwrap_or_default();
    [
        "credit",
        "credits",
        "copyright",
        "photographer",
        "attribution",
    ]
    .iter()
    .any(|n| last.eq_ignore_ascii_case(n.as_bytes()))
}

const OTHERS: &[&str] = &[
    "alt",
    "aria-hidden",
    "class",
    "classname",
    "content",
    "data-caption",
    "caption",
    "height",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "poster",
    "role",
    "title",
    "type",
    "width",
    "xml:lang",
];

impl Attributes {
    pub fn clear(&mut self) {
        self.list.clear();
    }

    /// Takes the next name; values of names that nobody asks for are not kept.
    pub fn name(&mut self, name: &[u8], at: usize) -> bool {
        let known = |list: &[&'static str]| {
            let found = list
                .iter()
                .find(|n| n.as_bytes().eq_ignore_ascii_case(name));
            found.copied()
        };
        let name = known(OTHERS)
            .or_else(|| known(SOURCES))
            .or_else(|| known(CREDITS))
            .or_else(|| is_credit_data(name).then_some(OTHER_CREDIT));
        let Some(name) = name else {
            return false;
        };
        if self.list.iter().any(|a| *a.name == *name) {
            return false;
        }
        self.list.push(Attribute {
            name: name.into(),
            value: Span::at(at),
        });
        true
    }

    /// Takes the value of the name taken last.
    pub fn value(&mut self, span: Span) {
        if let Some(last) = self.list.last_mut() {
            last.value = span;
        }
    }

    /// The value's source bytes.
    pub fn get(&self, name: &str) -> Option<Span> {
        let found = self.list.iter().find(|a| *a.name == *name);
        found.map(|a| a.value)
    }

    /// A credit given by an attribute.
    pub fn credit(&self, chunk: &str) -> Option<(String, Span)> {
        let names = CREDITS.iter().chain([&OTHER_CREDIT]);
        let span = names.into_iter().find_map(|n| self.get(n))?;
        trimmed(chunk, span)
    }

    /// Class, id and role.
    pub fn classes(&self) -> impl Iterator<Item = Span> {
        let names = ["class", "classname", "id", "role"];
        names.into_iter().filter_map(|n| self.get(n))
    }

    /// The best address among the attributes, with its source bytes.
    fn source(&self, chunk: &str) -> Option<(String, Span)> {
        let mut stand_in = None;
        for name in SOURCES {
            let Some(span) = self.get(name) else { continue };
            let span = if name.ends_with("srcset") {
                first_of_set(chunk, span)
            } else {
                trim(chunk, span)
            };
            let text = &chunk[span.range()];
            if text.is_empty() {
                continue;
            }
            let found = Some((entities::decoded(text), span));
            if !is_stand_in(text) {
                return found;
            }
            stand_in = stand_in.or(found);
        }
        stand_in
    }

    /// The picture of an `img`, `source` or `video` tag of these attributes.
    pub fn image(&self, chunk: &str, tag: Tag, span: Span) -> Image {
        let found = if tag == Tag::Video {
            self.get("poster")
                .map(|s| (entities::decoded(&chunk[s.range()]), s))
        } else {
            self.source(chunk)
        };
        let alt = self.get("alt");
        let is = |name: &str, values: &[&str]| {
            self.get(name)
                .is_some_and(|s| values.contains(&&chunk[s.range()]))
        };
        let decorative = alt.is_some_and(|s| chunk[s.range()].trim().is_empty())
            || is("role", &["presentation", "none"])
            || is("aria-hidden", &["true"]);
        let mut classes = String::new();
        for class in self.classes() {
            push_word(&mut classes, &chunk[class.range()]);
        }
        let pixels = |name: &str| {
            let text = chunk[self.get(name)?.range()].trim();
            text.strip_suffix("px").unwrap_or(text).parse().ok()
        };
        let (source, source_span) = found.map_or((String::new(), None), |(s, at)| (s, Some(at)));
        Image {
            span,
            form: ImageForm::Html,
            source,
            source_span,
            reference: None,
            alt: alt.map_or(String::new(), |s| entities::decoded(&chunk[s.range()])),
            decorative,
            width: pixels("width"),
            height: pixels("height"),
            classes,
            title: self.get("title").and_then(|s| trimmed(chunk, s)),
            credit: self.credit(chunk),
            group: None,
            figure_end: None,
            outer: None,
            place: ImagePlace::Inline,
        }
    }
}

/// Adds `word` to words parted by spaces.
pub fn push_word(words: &mut String, word: &str) {
    if !word.is_empty() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
}

fn trim(chunk: &str, span: Span) -> Span {
    let text = &chunk[span.range()];
    let from = span.from() + text.len() - text.trim_start().len();
    Span::new(from, from + text.trim().len())
}

/// The value without white space around it, if any is left.
pub fn trimmed(chunk: &str, span: Span) -> Option<(String, Span)> {
    let span = trim(chunk, span);
    (!span.is_empty()).then(|| (entities::decoded(&chunk[span.range()]), span))
}

/// The first address of a `srcset`.
fn first_of_set(chunk: &str, span: Span) -> Span {
    let span = trim(chunk, span);
    let text = &chunk[span.range()];
    let end = text
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(text.len());
    let end = text[..end].trim_end_matches(',').len();
    Span::new(span.from(), span.from() + end)
}

/// Whether a picture's address is that of nothing, shown until the picture is loaded.
fn is_stand_in(address: &str) -> bool {
    let start = address.as_bytes();
    let data = start
        .get(..5)
        .is_some_and(|s| s.eq_ignore_ascii_case(b"data:"));
    let name = address.rsplit('/').next().unwrap_or(address);
    data || address == "#"
        || address.starts_with("about:")
        || [
            "blank.",
            "placeholder.",
            "spacer.",
            "transparent.",
            "grey-placeholder",
        ]
        .iter()
        .any(|p| name.starts_with(p))
}
