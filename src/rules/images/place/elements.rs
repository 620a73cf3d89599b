//! HTML elements, components and shortcodes: a caption in a figure, an attribute, an argument.

use super::lines::in_brackets;
use super::surroundings::{following, line_around, line_break, lines_around, margin};
use super::{Wording, insert, into_caption, printed_caption};
use crate::facts::images::Picture;
use crate::finding::Edit;
use crate::markup::ImagePlace;
use crate::text::{Source, Span};

/// Elements that stand within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "cite", "code", "em", "font", "i", "q", "small", "strong", "sub", "sup", "u",
];

/// Into the caption; without one, into a `figcaption` in the figure around or in one made for the picture.
pub fn html(source: &dyn Source, picture: &Picture, wording: Wording) -> Vec<Edit> {
    let image = picture.image.span;
    if let Some((span, text)) = printed_caption(picture) {
        return vec![into_caption(
            behind_end_tags(source, span.to()),
            text,
            wording,
        )];
    }
    if let Some(end) = picture.image.figure_end {
        return vec![match wordless_caption(source, image.to(), end.from()) {
            Some(at) => insert(at, "", wording, ""),
            None => at_figure_end(source, picture, end.from(), wording),
        }];
    }
    let whole = picture.image.outer.unwrap_or(image);
    if picture.image.place == ImagePlace::Inline || !stands_apart(source, whole) {
        return vec![in_brackets(whole.to(), wording)];
    }
    let (start, end, line) = lines_around(source, whole);
    let indent = margin(&line);
    if start + indent.len() == whole.from() && line.trim_end().len() == whole.to() - start {
        let next = format!("{}{indent}", line_break(source, end));
        return vec![
            Edit::insert(whole.from(), format!("<figure>{next}")),
            insert(
                whole.to(),
                &format!("{next}<figcaption>"),
                wording,
                &format!("</figcaption>{next}</figure>"),
            ),
        ];
    }
    vec![
        Edit::insert(whole.from(), "<figure>"),
        insert(
            whole.to(),
            "<figcaption>",
            wording,
            "</figcaption></figure>",
        ),
    ]
}

/// Behind the end tags of what stands within the caption's line.
fn behind_end_tags(source: &dyn Source, at: usize) -> usize {
    let rest = following(source, at);
    let mut taken = 0;
    while let Some(tag) = rest[taken..].strip_prefix("</")
        && let Some(end) = tag.find('>')
        && INLINE.iter().any(|i| tag[..end].eq_ignore_ascii_case(i))
    {
        taken += end + 3;
    }
    at + taken
}

/// Where the caption of a figure takes words in, between a picture and the end of the figure; a figure within has its
/// own.
fn wordless_caption(source: &dyn Source, from: usize, to: usize) -> Option<usize> {
    let rest = following(source, from);
    let rest = &rest[..rest.len().min(to - from)];
    let starts = |at: usize, tag: &str| {
        let text = rest.get(at..at + tag.len());
        text.is_some_and(|t| t.eq_ignore_ascii_case(tag))
    };
    let mut tags = memchr::memchr_iter(b'<', rest.as_bytes());
    let at = tags.find(|&at| starts(at, "<figcaption") || starts(at, "<figure"))?;
    let inside = at + rest[at..].find('>')? + 1;
    starts(at, "<figcaption").then_some(from + inside)
}

fn at_figure_end(source: &dyn Source, picture: &Picture, at: usize, wording: Wording) -> Edit {
    let (start, end, line) = lines_around(source, Span::at(at));
    if start + margin(&line).len() != at {
        return insert(at, "<figcaption>", wording, "</figcaption>");
    }
    let (_, _, own) = lines_around(source, picture.image.span);
    let after = format!("</figcaption>{}", line_break(source, end));
    insert(
        start,
        &format!("{}<figcaption>", margin(&own)),
        wording,
        &after,
    )
}

/// Whether only elements that break the line stand beside.
fn stands_apart(source: &dyn Source, whole: Span) -> bool {
    let (start, end) = line_around(source, whole);
    let before = source.slice(Span::new(start, whole.from()));
    let after = source.slice(Span::new(whole.to(), end));
    let name = |tag: &str| {
        let tag = tag.trim_start_matches(['<', '/']);
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
        tag[..end.unwrap_or(tag.len())].to_ascii_lowercase()
    };
    let block = |tag: &str| {
        let name = name(tag);
        !INLINE.contains(&name.as_str()) && !matches!(name.as_str(), "span" | "br" | "img")
    };
    let before = before.trim();
    let after = after.trim();
    let opens = before.is_empty()
        || before.ends_with('>') && before.rfind('<').is_some_and(|i| block(&before[i..]));
    let closes = after.is_empty() || after.starts_with('<') && block(after);
    opens && closes
}

/// The argument of a component or shortcode that takes a credit; none where all its arguments go by place, or where
/// nothing is known of it.
pub fn credit_argument(source: &dyn Source, picture: &Picture) -> Option<&'static str> {
    let code = source.slice(picture.image.span);
    let inside = code.trim_start_matches(['{', '%', '<', '-', ' ']);
    let mut words = inside.split_whitespace();
    let name = words.next()?;
    if !code.starts_with('{') {
        return Some("credit");
    }
    if !code.contains('=') {
        return None;
    }
    match name {
        // Hugo's own: https://gohugo.io/shortcodes/figure/
        "figure" => Some("attr"),
        "include" | "include_cached" | "include_relative" => Some("credit"),
        _ => None,
    }
}

/// As an argument, in the caption that is one, or on the next line.
pub fn component(source: &dyn Source, picture: &Picture, wording: Wording) -> Edit {
    let image = picture.image.span;
    let Some(argument) = credit_argument(source, picture) else {
        if let Some((span, text)) = printed_caption(picture)
            && image.covers(span)
        {
            return into_caption(span.to(), text, wording);
        }
        return super::lines::next_line(source, picture, "*", wording, "*");
    };
    let code = source.slice(image);
    let end = code.trim_end_matches(['>', '}', '%', '/', '-']);
    let inner = end.trim_end().len();
    // `src=a.jpg/>`: what looks like the end is a path's.
    let at = image.from() + inner;
    insert(at, &format!(" {argument}=\""), wording, "\"")
}
