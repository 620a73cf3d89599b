//! Positions as editors count them: a line and a column in UTF-8, UTF-16 or UTF-32 units.

use ropey::Rope;

/// The unit of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

/// Zero-based line, and column in the units of an [`Encoding`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// The position of byte `at`; past the end it is the end. A byte inside a character counts as its start.
pub fn position_of(rope: &Rope, at: usize, encoding: Encoding) -> Position {
    let char_at = rope.byte_to_char(at.min(rope.len_bytes()));
    let line = rope.char_to_line(char_at);
    let start = rope.line_to_char(line);
    let column = match encoding {
        Encoding::Utf8 => rope.char_to_byte(char_at) - rope.line_to_byte(line),
        Encoding::Utf16 => rope.char_to_utf16_cu(char_at) - rope.char_to_utf16_cu(start),
        Encoding::Utf32 => char_at - start,
    };
    Position {
        line: line as u32,
        column: column as u32,
    }
}

/// The byte at `position`. A column past the line's text is the end of that text (before its line end), a
/// line past the last one is the end of the draft, and a column inside a character is its start.
pub fn byte_of(rope: &Rope, position: Position, encoding: Encoding) -> usize {
    let line = position.line as usize;
    if line >= rope.len_lines() {
        return rope.len_bytes();
    }
    let start = rope.line_to_char(line);
    let mut end = start + rope.line(line).len_chars();
    // The line end is no column of the line.
    if end > start && rope.char(end - 1) == '\n' {
        end -= 1;
    }
    if end > start && rope.char(end - 1) == '\r' {
        end -= 1;
    }
    let column = position.column as usize;
    let at = match encoding {
        Encoding::Utf8 => {
            let byte = (rope.line_to_byte(line) + column).min(rope.char_to_byte(end));
            rope.byte_to_char(byte)
        }
        Encoding::Utf16 => {
            let unit = (rope.char_to_utf16_cu(start) + column).min(rope.char_to_utf16_cu(end));
            rope.utf16_cu_to_char(unit)
        }
        Encoding::Utf32 => (start + column).min(end),
    };
    rope.char_to_byte(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "né 😀 x\r\n“q”\rz\u{2028}y\n";

    #[test]
    fn every_boundary_goes_there_and_back() {
        let rope = Rope::from_str(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (at, _) in TEXT.char_indices() {
                if TEXT[..at].ends_with('\r') && TEXT[at..].starts_with('\n') {
                    continue; // inside a line end there is no position
                }
                let p = position_of(&rope, at, encoding);
                assert_eq!(byte_of(&rope, p, encoding), at, "{at} {encoding:?} {p:?}");
            }
        }
    }

    #[test]
    fn columns_count_in_their_unit() {
        let rope = Rope::from_str(TEXT);
        let x = TEXT.find('x').unwrap();
        let column = |e| position_of(&rope, x, e).column;
        assert_eq!(column(Encoding::Utf8), 9);
        assert_eq!(column(Encoding::Utf16), 6);
        assert_eq!(column(Encoding::Utf32), 5);
    }

    #[test]
    fn outside_positions_are_clamped() {
        let rope = Rope::from_str(TEXT);
        for e in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let far = |line, column| byte_of(&rope, Position { line, column }, e);
            assert_eq!(far(0, 999), TEXT.find('\r').unwrap());
            assert_eq!(far(99, 0), TEXT.len());
        }
        let inside_emoji = Position { line: 0, column: 4 };
        assert_eq!(byte_of(&rope, inside_emoji, Encoding::Utf16), 4);
    }

    #[test]
    fn only_the_line_ends_of_the_protocol_count() {
        // A dependency that turns ropey's `unicode_lines` on would make this nine.
        let rope = Rope::from_str("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f\rg\r\nh\ni");
        assert_eq!(rope.len_lines(), 4);
    }
}
