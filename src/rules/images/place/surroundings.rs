//! What stands around a picture in the source.

use crate::text::{Source, Span};

/// Bytes that are looked through around a picture.
const REACH: usize = 4096;

/// The source from `at` on, as far as is looked.
pub fn following(source: &dyn Source, at: usize) -> String {
    let mut to = (at + REACH).min(source.len());
    // A slice must end on a character.
    while to < source.len()
        && source
            .slice(Span::new(to, source.len().min(to + 4)))
            .is_empty()
    {
        to += 1;
    }
    source.slice(Span::new(at, to)).into_owned()
}

/// The source up to `at`, as far as is looked.
pub fn preceding(source: &dyn Source, at: usize) -> String {
    let mut from = at.saturating_sub(REACH);
    while from > 0 && source.slice(Span::new(from, at)).is_empty() && from < at {
        from -= 1;
    }
    source.slice(Span::new(from, at)).into_owned()
}

/// The line break used at `end`, or a line feed.
pub fn line_break(source: &dyn Source, end: usize) -> &'static str {
    let next = Span::new(end, (end + 2).min(source.len()));
    if source.slice(next).starts_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    }
}

/// Bytes of a line that are looked through on either side of a picture, about: many pictures may stand in a longer one.
const LONGEST: usize = 64 << 10;

/// First byte of the line that `span` starts in, and the end (without its line break) of the one it ends in; places
/// within the line where it is longer than is looked ([`is_cut`]).
pub fn line_around(source: &dyn Source, span: Span) -> (usize, usize) {
    const STEP: usize = 1024;
    let len = source.len();
    let mut start = span.from();
    while start > 0 && span.from() - start < LONGEST {
        let mut from = start.saturating_sub(STEP);
        // A slice must start on a character.
        while from > 0 && source.slice(Span::new(from, start)).is_empty() {
            from -= 1;
        }
        let piece = source.slice(Span::new(from, start));
        if let Some(i) = memchr::memrchr2(b'\n', b'\r', piece.as_bytes()) {
            start = from + i + 1;
            break;
        }
        start = from;
    }
    let mut end = span.to();
    while end < len && end - span.to() < LONGEST {
        let mut to = (end + STEP).min(len);
        while to < len && source.slice(Span::new(end, to)).is_empty() {
            to += 1;
        }
        let piece = source.slice(Span::new(end, to));
        if let Some(i) = memchr::memchr2(b'\n', b'\r', piece.as_bytes()) {
            return (start, end + i);
        }
        if piece.is_empty() {
            break;
        }
        end = to;
    }
    (start, end)
}

/// Whether the line around `span` is longer than is looked: then it has been found in part only.
pub fn is_cut((start, end): (usize, usize), span: Span) -> bool {
    span.from() - start >= LONGEST || end - span.to() >= LONGEST
}

/// The lines around `span`: first and last byte, and their text.
pub fn lines_around(source: &dyn Source, span: Span) -> (usize, usize, String) {
    let (start, end) = line_around(source, span);
    (start, end, source.slice(Span::new(start, end)).into_owned())
}

/// The white space that a line starts with.
pub fn margin(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_across_wide_characters() {
        let text = format!("é\n{}![](a.jpg){}\r\nz", "😀".repeat(200), "é".repeat(301));
        let at = text.find('!').unwrap();
        let (start, end) = line_around(&text.as_str(), Span::new(at, at + 10));
        assert_eq!((start, end), (3, text.find('\r').unwrap()));
    }

    #[test]
    fn long_lines_are_told() {
        let text = format!("{}![](a.jpg){}", "😀".repeat(5), "é".repeat(40_000));
        let at = text.find('!').unwrap();
        let span = Span::new(at, at + 10);
        let (start, end) = line_around(&text.as_str(), span);
        assert!(start == 0 && end < text.len() && text.is_char_boundary(end));
        assert!(is_cut((start, end), span));
        assert!(!is_cut(line_around(&&text[..60_000], span), span));
    }

    #[test]
    fn looking_around_stops_on_characters() {
        let text = format!("{}!{}", "😀".repeat(1500), "é".repeat(3001));
        let at = text.find('!').unwrap();
        let before = preceding(&text.as_str(), at);
        assert!(before.ends_with('😀') && before.len() >= REACH);
        assert!(following(&text.as_str(), at).starts_with('!'));
    }
}
