//! Where the text of a draft is read from: a string (command line) or a rope (editor).

use super::Span;
use ropey::Rope;
use std::borrow::Cow;

/// Read access to a draft's text.
pub trait Source: Sync {
    /// Length in bytes.
    fn len(&self) -> usize;

    /// The text of `span`; empty where the span does not lie in the text on character boundaries.
    fn slice(&self, span: Span) -> Cow<'_, str>;

    /// Calls `each` with the lines from byte `from` on, each with its line end, until it answers false.
    /// `from` is the start of a line. Lines end at LF, CRLF and lone CR, as editors count them.
    fn lines_from(&self, from: usize, each: &mut dyn FnMut(&str) -> bool);

    /// Whether there is no text.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Source for &str {
    fn len(&self) -> usize {
        str::len(self)
    }

    fn slice(&self, span: Span) -> Cow<'_, str> {
        Cow::Borrowed(self.get(span.range()).unwrap_or_default())
    }

    fn lines_from(&self, from: usize, each: &mut dyn FnMut(&str) -> bool) {
        let mut rest = self.get(from..).unwrap_or("");
        while !rest.is_empty() {
            let end = line_end(rest);
            if !each(&rest[..end]) {
                return;
            }
            rest = &rest[end..];
        }
    }
}

impl Source for Rope {
    fn len(&self) -> usize {
        self.len_bytes()
    }

    fn slice(&self, span: Span) -> Cow<'_, str> {
        if span.is_empty() || span.to() > self.len_bytes() {
            return Cow::Borrowed("");
        }
        // Mostly it lies in one piece of the rope, and can be had without counting characters.
        let (chunk, start, _, _) = self.chunk_at_byte(span.from());
        let (from, to) = (span.from() - start, span.to() - start);
        if to <= chunk.len() {
            return Cow::Borrowed(chunk.get(from..to).unwrap_or_default());
        }
        self.get_byte_slice(span.range())
            .map_or(Cow::Borrowed(""), Cow::from)
    }

    fn lines_from(&self, from: usize, each: &mut dyn FnMut(&str) -> bool) {
        let Ok(line) = self.try_byte_to_line(from) else {
            return;
        };
        for line in self.lines_at(line) {
            let line = Cow::from(line);
            if line.is_empty() || !each(&line) {
                return;
            }
        }
    }
}

/// Bytes of the first line of `text`, its line end included.
pub fn line_end(text: &str) -> usize {
    match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
        None => text.len(),
        Some(i) if text.as_bytes()[i..].starts_with(b"\r\n") => i + 2,
        Some(i) => i + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn string_and_rope_have_the_same_slices() {
        let text = "aé😀\n".repeat(400);
        let rope = Rope::from_str(&text);
        for from in (0..40).chain(text.len() - 40..text.len() + 3) {
            for to in (from..from + 12).chain([text.len() / 2, text.len(), text.len() + 1]) {
                if from <= to {
                    let span = Span::new(from, to);
                    assert_eq!(Source::slice(&rope, span), (&*text).slice(span), "{span:?}");
                }
            }
        }
    }

    #[test]
    fn string_and_rope_read_the_same_lines() {
        let text = "a\u{b}b\u{c}c\u{85}d\u{2028}e\rf\r\ng\nh";
        let read = |s: &dyn Source, from| {
            let mut lines = Vec::new();
            s.lines_from(from, &mut |l| {
                lines.push(l.to_string());
                true
            });
            lines
        };
        let want = vec!["a\u{b}b\u{c}c\u{85}d\u{2028}e\r", "f\r\n", "g\n", "h"];
        assert_eq!(read(&text, 0), want);
        assert_eq!(read(&Rope::from_str(text), 0), want);
        assert_eq!(
            read(&Rope::from_str(text), text.len() - 3),
            vec!["g\n", "h"]
        );
    }
}
