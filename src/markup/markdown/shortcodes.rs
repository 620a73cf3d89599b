//! Shortcodes that site generators fill in: Hugo's `{{< figure … >}}`, Jekyll's `{% include figure.html … %}`,
//! Liquid and Go expressions; and references to footnotes, which are no prose either.

use crate::markup::{BlockKind, Builder, Image, ImageForm, ImagePlace, Prose};
use crate::text::Span;
use memchr::memmem;
use std::borrow::Cow;

/// A shortcode in a chunk.
#[derive(Debug)]
pub struct Shortcode {
    /// Source bytes, braces included.
    pub span: Span,
    pub figure: Option<Figure>,
}

/// The picture that a shortcode or component shows: source bytes of its arguments.
#[derive(Debug, Default)]
pub struct Figure {
    form: ImageForm,
    pub source: Option<Span>,
    alt: Option<Span>,
    title: Option<Span>,
    caption: Option<Span>,
    credit: Option<Span>,
    class: Option<Span>,
    width: Option<u32>,
    height: Option<u32>,
}

/// The shortcodes of a chunk, in order.
pub fn find(chunk: &str) -> Vec<Shortcode> {
    let mut out = Vec::new();
    let bytes = chunk.as_bytes();
    let mut at = 0;
    // Where no end was found there is none further on.
    let mut without = [false; 4];
    while let Some(i) = memchr::memchr2(b'{', b'[', &bytes[at..]) {
        let start = at + i;
        at = start + 1;
        if bytes[start] == b'[' {
            if let Some(len) = note(&bytes[at..]) {
                at += len;
                let span = Span::new(start, at);
                out.push(Shortcode { span, figure: None });
            }
            continue;
        }
        const FORMS: [(&str, &str); 4] =
            [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")];
        let rest = &bytes[start..];
        let Some(k) = FORMS
            .iter()
            .position(|(open, _)| rest.starts_with(open.as_bytes()))
        else {
            continue;
        };
        if without[k] {
            continue;
        }
        let (open, close) = FORMS[k];
        let Some(len) = memmem::find(&rest[open.len()..], close.as_bytes()) else {
            without[k] = true;
            continue;
        };
        let inside = Span::new(start + open.len(), start + open.len() + len);
        at = inside.to() + close.len();
        out.push(Shortcode {
            span: Span::new(start, at),
            figure: figure(chunk, inside),
        });
    }
    out
}

/// Bytes of a reference to a footnote behind its `[`. The note may stand in another chunk, and without it the
/// reference would be text.
fn note(rest: &[u8]) -> Option<usize> {
    let label = rest.strip_prefix(b"^")?;
    let len = label
        .iter()
        .take(60)
        .position(|&b| b == b']' || b == b'[' || b.is_ascii_whitespace())?;
    (len > 0 && label[len] == b']').then_some(len + 2)
}

/// The picture that a shortcode shows, if it shows one.
fn figure(chunk: &str, inside: Span) -> Option<Figure> {
    let text = &chunk[inside.range()];
    let body = text.trim_start_matches(['-', ' ', '\t', '\n']);
    let mut at = inside.from() + text.len() - body.len();
    let mut words = body.split_whitespace();
    let name = words.next()?;
    at += name.len();
    let shows = |name: &str| {
        let name = name.trim_matches(['"', '\'', '/']);
        let name = name.rsplit('/').next().unwrap_or(name);
        let name = name.split('.').next().unwrap_or(name);
        // `img-right`, `figure-half`, `responsive-image` of themes and sites.
        ["figure", "image", "img", "picture", "photo"]
            .iter()
            .any(|n| name.starts_with(n) || name.ends_with(n))
    };
    if matches!(
        name,
        "include" | "include_relative" | "include_cached" | "render"
    ) {
        let file = words.next()?;
        if !shows(file.trim_end_matches(',')) {
            return None;
        }
        at += chunk[at..].find(file)? + file.len();
    } else if !shows(name) {
        return None;
    }
    let mut figure = Figure::new(ImageForm::Shortcode);
    let mut bare = true;
    arguments(chunk, at, inside.to(), |key, value| {
        match key {
            "" if bare => figure.source = Some(value),
            "" if figure.alt.is_none() => figure.alt = Some(value),
            _ => figure.set(key, value, chunk),
        }
        bare = false;
    });
    figure.source?;
    Some(figure)
}

impl Figure {
    pub fn new(form: ImageForm) -> Self {
        Figure {
            form,
            ..Figure::default()
        }
    }

    /// Takes the argument `name`, whose value is the bytes `value` of `chunk`.
    pub fn set(&mut self, name: &str, value: Span, chunk: &str) {
        let text = &chunk[value.range()];
        match name.to_ascii_lowercase().as_str() {
            "src" | "url" | "image" | "image_path" | "path" | "file" | "image_url" | "source" => {
                self.source = Some(value);
            }
            "alt" => self.alt = Some(value),
            "title" => self.title = Some(value),
            "caption" | "description" => self.caption = Some(value),
            "attr" | "credit" | "credits" | "attribution" | "photographer" | "copyright"
            | "photo_credit" | "image_credit" | "photocredit" | "imagecredit" | "author"
            | "byline" => {
                self.credit = Some(value);
            }
            "class" | "classname" => self.class = Some(value),
            "width" => self.width = pixels(text),
            "height" => self.height = pixels(text),
            _ => {}
        }
    }
}

fn pixels(text: &str) -> Option<u32> {
    text.strip_suffix("px").unwrap_or(text).parse().ok()
}

/// Calls `each` with the arguments `key="value"` (or `key: "value"`, or a value alone with an empty key) between
/// two source bytes.
fn arguments(chunk: &str, from: usize, to: usize, mut each: impl FnMut(&str, Span)) {
    let bytes = chunk.as_bytes();
    let mut at = from;
    while at < to {
        if bytes[at].is_ascii_whitespace() || matches!(bytes[at], b',' | b'/') {
            at += 1;
            continue;
        }
        let start = at;
        let mut key = "";
        while at < to
            && !bytes[at].is_ascii_whitespace()
            && !matches!(bytes[at], b'=' | b'"' | b'\'' | b'`')
        {
            at += 1;
        }
        let word = at;
        let space = bytes[at..to].iter().position(|b| !b.is_ascii_whitespace());
        if let Some(space) = space
            && bytes[at + space] == b'='
        {
            at += space;
        }
        let named = at < to && bytes[at] == b'=';
        let colon = at > start && bytes[at - 1] == b':';
        if named || colon {
            key = &chunk[start..word - usize::from(!named)];
            at += usize::from(named);
            while at < to && bytes[at].is_ascii_whitespace() {
                at += 1;
            }
        } else if at > start {
            each("", Span::new(start, at));
            continue;
        }
        let Some(&first) = bytes[..to].get(at) else {
            return;
        };
        if matches!(first, b'"' | b'\'' | b'`') {
            let rest = &bytes[at + 1..to];
            let end = rest
                .iter()
                .enumerate()
                .position(|(i, &b)| b == first && (i == 0 || rest[i - 1] != b'\\'))
                .unwrap_or(rest.len());
            each(key, Span::new(at + 1, at + 1 + end));
            at += end + 2;
        } else {
            let start = at;
            while at < to && !bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            each(key, Span::new(start, at));
        }
    }
}

impl Shortcode {
    /// Adds the picture and its caption to the document.
    pub fn put<'a>(&self, chunk: &'a str, out: &mut Builder<'a>) {
        let Some(figure) = &self.figure else {
            return;
        };
        let text = |span: Option<Span>| span.map(|s| &chunk[s.range()]).unwrap_or_default();
        let both = |span: Option<Span>| {
            let span = span.filter(|s| !chunk[s.range()].trim().is_empty())?;
            Some((chunk[span.range()].to_string(), span))
        };
        let group = out.new_group();
        out.image(Image {
            span: self.span,
            form: figure.form,
            source: text(figure.source).to_string(),
            source_span: figure.source,
            alt: text(figure.alt).to_string(),
            width: figure.width,
            height: figure.height,
            classes: text(figure.class).to_string(),
            title: both(figure.title),
            credit: both(figure.credit),
            group: Some(group),
            place: ImagePlace::Block,
            ..Image::default()
        });
        for (kind, span) in [
            (BlockKind::Alt, figure.alt),
            (BlockKind::Caption, figure.caption),
        ] {
            if let Some(span) = span {
                let prose = Prose::verbatim(&chunk[span.range()], span.from());
                out.block(kind, span, prose, Some(group));
            }
        }
    }
}

/// `chunk` with nothing in its `shortcodes` that Markdown or HTML would take for a mark, as generators fill them in
/// before they read either: `<a href="{{ ref "x" }}">` is a link. Every byte stays in its place. What runs over lines or
/// holds code marks stays, as it may be code.
pub fn masked<'a>(chunk: &'a str, shortcodes: &[Shortcode]) -> Cow<'a, str> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '{' | '}' | '.' | '/');
    let mut out = Cow::Borrowed(chunk);
    for code in shortcodes {
        let text = &chunk[code.span.range()];
        if text.starts_with('{') && !text.contains(['\n', '\r', '`']) {
            let filled: String = text
                .chars()
                .map(|c| if plain(c) || !c.is_ascii() { c } else { '-' })
                .collect();
            out.to_mut().replace_range(code.span.range(), &filled);
        }
    }
    out
}
