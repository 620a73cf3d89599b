//! Character references, decoded piece by piece so that each keeps the source bytes it came from.

use crate::markup::{Prose, ProseBuilder};
use crate::text::Span;
use html5gum::{Token, Tokenizer};
use memchr::memchr;

/// The longest name (`&CounterClockwiseContourIntegral;`) has 33 bytes.
const LONGEST: usize = 40;

/// The reference that `text` starts with: its length in bytes and what it stands for.
pub fn reference(text: &str) -> Option<(usize, String)> {
    let bytes = text.as_bytes();
    let mut end = 1;
    while end < bytes.len()
        && end < LONGEST
        && (bytes[end].is_ascii_alphanumeric() || (end == 1 && bytes[end] == b'#'))
    {
        end += 1;
    }
    let closed = bytes.get(end) == Some(&b';');
    let name = &text[1..end];
    if name.is_empty() || name == "#" {
        return None;
    }
    // The few that pages write without a semicolon; `&lee` in an address is none.
    if !closed
        && !name.starts_with('#')
        && !["amp", "lt", "gt", "quot", "nbsp", "copy", "reg"].contains(&name)
    {
        return None;
    }
    let known = match name {
        "amp" => "&",
        "nbsp" | "#160" => "\u{a0}",
        "quot" | "#34" => "\"",
        "lt" => "<",
        "gt" => ">",
        "apos" | "#39" | "#039" => "'",
        "ldquo" | "#8220" => "“",
        "rdquo" | "#8221" => "”",
        "lsquo" | "#8216" => "‘",
        "rsquo" | "#8217" => "’",
        "ndash" | "#8211" => "–",
        "mdash" | "#8212" => "—",
        "hellip" | "#8230" => "…",
        _ => "",
    };
    let end = end + usize::from(closed);
    if !known.is_empty() {
        return Some((end, known.to_string()));
    }
    let decoded = Tokenizer::new(&text[..end]).find_map(|t| match t {
        Ok(Token::String(s)) => String::from_utf8(s.value.0.clone()).ok(),
        _ => None,
    })?;
    (!decoded.starts_with('&') && !decoded.ends_with(';')).then_some((end, decoded))
}

/// Calls `each` with the pieces of `text`: plain stretches (`None`), and references with what they stand for;
/// each with the byte of `text` it starts at.
pub fn pieces<'t>(text: &'t str, mut each: impl FnMut(usize, &'t str, Option<&str>)) {
    let mut done = 0;
    let mut at = 0;
    while let Some(i) = memchr(b'&', &text.as_bytes()[at..]) {
        at += i;
        if let Some((len, decoded)) = reference(&text[at..]) {
            if done < at {
                each(done, &text[done..at], None);
            }
            each(at, &text[at..at + len], Some(&decoded));
            at += len;
            done = at;
        } else {
            at += 1;
        }
    }
    if done < text.len() {
        each(done, &text[done..], None);
    }
}

/// `text` with its references resolved.
pub fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    pieces(text, |_, piece, decoded| {
        out.push_str(decoded.unwrap_or(piece));
    });
    out
}

/// `text`, which stands at source byte `at`, as prose.
pub fn prose(text: &str, at: usize) -> Prose<'static> {
    let mut out = ProseBuilder::default();
    pieces(text, |from, piece, decoded| {
        let source = Span::new(at + from, at + from + piece.len());
        out.push(decoded.unwrap_or(piece), source);
    });
    out.take()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_and_others_left() {
        assert_eq!(
            decoded("A&amp;B &ldquo;x&rdquo; &#8212; &#146;s &eacute; &copy 2020"),
            "A&B “x” — ’s é © 2020"
        );
        assert_eq!(decoded("a&b=c&lee;d & &#; &"), "a&b=c&lee;d & &#; &");
    }

    #[test]
    fn a_reference_is_one_piece() {
        let text = "&ldquo;no&rdquo;";
        let p = prose(text, 10);
        assert_eq!(p.text(), "“no”");
        assert_eq!(p.source(Span::new(3, 5)), Span::new(17, 19));
        assert_eq!(p.source(Span::new(0, 8)), Span::new(10, 26));
    }
}
