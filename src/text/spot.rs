//! Places in texts that are not at hand any more, in every unit an editor may count in.

use super::{Encoding, Position, Source};

/// Zero-based line, and the column in each unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    pub line: u32,
    pub utf8: u32,
    pub utf16: u32,
    pub utf32: u32,
}

impl Spot {
    /// The position in one unit.
    pub fn position(self, encoding: Encoding) -> Position {
        let column = match encoding {
            Encoding::Utf8 => self.utf8,
            Encoding::Utf16 => self.utf16,
            Encoding::Utf32 => self.utf32,
        };
        Position {
            line: self.line,
            column,
        }
    }
}

/// The spots of bytes in rising order, in one walk over the text. Those past its end are left out.
pub fn spots(source: &dyn Source, bytes: &[usize]) -> Vec<Spot> {
    let mut found = Vec::with_capacity(bytes.len());
    let (mut line, mut start) = (0, 0);
    source.lines_from(0, &mut |text| {
        while let Some(before) = bytes
            .get(found.len())
            .and_then(|at| text.get(..at.checked_sub(start)?))
            .filter(|before| before.len() < text.len())
        {
            found.push(Spot {
                line,
                utf8: before.len() as u32,
                utf16: before.chars().map(char::len_utf16).sum::<usize>() as u32,
                utf32: before.chars().count() as u32,
            });
        }
        line += 1;
        start += text.len();
        found.len() < bytes.len()
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::position_of;
    use ropey::Rope;

    #[test]
    fn spots_are_where_the_rope_has_them() {
        let text = "né 😀 x\r\n\n“q”\rz\nend";
        let rope = Rope::from_str(text);
        let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        let found = spots(&text, &bytes);
        assert_eq!(found.len(), bytes.len());
        for (spot, at) in found.iter().zip(&bytes) {
            for unit in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let inside_end = text[..*at].ends_with('\r') && text[*at..].starts_with('\n');
                if !inside_end {
                    assert_eq!(spot.position(unit), position_of(&rope, *at, unit), "{at}");
                }
            }
        }
        assert_eq!(spots(&rope, &bytes), found);
    }
}
