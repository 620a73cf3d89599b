//! HTML elements, components and shortcodes: a caption in a figure, an attribute, an argument.

use super::lines::in_brackets;
use super::surroundings::{following, line_around, line_break, lines_around, margin, preceding};
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
    let rest = following(source, image.to());
    // What comes behind a picture that stands alone is no figure of its own.
    match picture.image.group.and_then(|_| in_figure(&rest)) {
        Some(Place::Caption(at)) => return vec![insert(image.to() + at, "", wording, "")],
        Some(Place::End(at)) => {
            return vec![at_figure_end(source, picture, image.to() + at, wording)];
        }
        None => {}
    }
    let whole = outer(source, image);
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

/// A place in the figure that a picture stands in, in bytes behind the picture.
enum Place {
    /// A caption without text.
    Caption(usize),
    /// The end tag.
    End(usize),
}

fn in_figure(rest: &str) -> Option<Place> {
    let starts = |text: &str, tag: &str| {
        text.get(..tag.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(tag))
    };
    for at in memchr::memchr_iter(b'<', rest.as_bytes()) {
        let tag = &rest[at..];
        if starts(tag, "</figure") {
            return Some(Place::End(at));
        }
        if starts(tag, "<figcaption") {
            let inside = at + tag.find('>')? + 1;
            let text = rest[inside..].trim_start();
            return starts(text, "</figcaption").then_some(Place::Caption(inside));
        }
        if starts(tag, "<figure") {
            return None;
        }
    }
    None
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

/// The picture with the link, `picture` or paragraph that holds nothing else, and a video with its end tag.
fn outer(source: &dyn Source, image: Span) -> Span {
    let mut whole = image;
    let own = source.slice(image).to_ascii_lowercase();
    let before = preceding(source, image.from());
    let after = following(source, image.to());
    let (mut head, mut tail) = (before.as_str(), after.as_str());
    if own.starts_with("<video") || own.starts_with("<amp-video") {
        let end = tail.find("</video>").map(|i| i + 8);
        let end = end.or(tail.find("</amp-video>").map(|i| i + 12));
        let end = end.unwrap_or(0);
        tail = &tail[end..];
        whole.end += end as u32;
    }
    loop {
        let open = head.trim_end();
        let close = tail.trim_start();
        let Some(at) = open.rfind('<').filter(|_| open.ends_with('>')) else {
            return whole;
        };
        let name = open[at + 1..]
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if name == "source" {
            head = &open[..at];
            continue;
        }
        if !matches!(name.as_str(), "a" | "picture" | "p") {
            return whole;
        }
        let end = format!("</{name}>");
        if !close
            .get(..end.len())
            .is_some_and(|c| c.eq_ignore_ascii_case(&end))
        {
            return whole;
        }
        // What was passed over stands within.
        let first = image.from() - before.len();
        whole = Span::new(
            first + at,
            whole.to() + (tail.len() - close.len()) + end.len(),
        );
        head = &open[..at];
        tail = &close[end.len()..];
    }
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
