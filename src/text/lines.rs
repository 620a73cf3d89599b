//! Positions of many places of one text, asked for one near the other.

use super::Span;
use super::position::{Encoding, Position, position_of};
use ropey::Rope;
use std::borrow::Cow;

/// Bytes beyond which columns are not counted out again for each place.
const LONG: usize = 4096;

/// Looks a line up in the rope only when it is another one than before.
pub struct Lines<'a> {
    rope: &'a Rope,
    encoding: Encoding,
    line: usize,
    /// Bytes of the line.
    start: usize,
    end: usize,
    text: Cow<'a, str>,
    ascii: bool,
}

impl<'a> Lines<'a> {
    pub fn new(rope: &'a Rope, encoding: Encoding) -> Self {
        Lines {
            rope,
            encoding,
            line: 0,
            start: 0,
            end: 0,
            text: Cow::Borrowed(""),
            ascii: true,
        }
    }

    /// Whether the span lies within the line that was looked up last.
    pub fn holds(&self, span: Span) -> bool {
        self.start <= span.from() && span.to() < self.end
    }

    /// The position of byte `at`, as [`position_of`] has it.
    pub fn position(&mut self, at: usize) -> Position {
        let at = at.min(self.rope.len_bytes());
        if !(self.start..self.end).contains(&at) {
            self.line = self.rope.byte_to_line(at);
            let text = self.rope.line(self.line);
            self.start = self.rope.line_to_byte(self.line);
            self.end = self.start + text.len_bytes();
            self.text = Cow::from(text);
            self.ascii = self.text.is_ascii();
        }
        let mut bytes = at - self.start;
        if !self.ascii {
            if bytes > LONG {
                return position_of(self.rope, at, self.encoding);
            }
            while !self.text.is_char_boundary(bytes) {
                bytes -= 1;
            }
        }
        let column = match self.encoding {
            _ if self.ascii => bytes,
            Encoding::Utf8 => bytes,
            Encoding::Utf16 => self.text[..bytes].chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => self.text[..bytes].chars().count(),
        };
        Position {
            line: self.line as u32,
            column: column as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_the_text() {
        let rope = Rope::from_str("né 😀 x\r\n\n“q”\rz\u{2028}y\nabc");
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let mut lines = Lines::new(&rope, encoding);
            // Also inside characters, and behind the end.
            let places = 0..rope.len_bytes() + 3;
            for at in places.clone().chain(places.rev()) {
                let want = position_of(&rope, at, encoding);
                assert_eq!(lines.position(at), want, "{at} {encoding:?}");
            }
        }
        let long = Rope::from_str(&"é😀".repeat(2000));
        let mut lines = Lines::new(&long, Encoding::Utf16);
        for at in [6, 3000, 5999, 6000, 11_994] {
            assert_eq!(lines.position(at), position_of(&long, at, Encoding::Utf16));
        }
    }
}
