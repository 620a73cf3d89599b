//! How many ASCII letters stand at the start of some bytes, eight at a time.

use crate::language::Packed;

/// A run of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::facts) struct Letters {
    /// How many; 1 to 15.
    pub len: usize,
    /// The first eight, the first in the lowest byte, and the others; zeros behind them.
    low: u64,
    high: u64,
    /// Not zero if one is a capital.
    large: u64,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;
/// The bit that capitals lack.
const CASE: u64 = 0x20 * ONES;

/// The upper bit of each byte that is a letter.
fn letters(bytes: u64) -> u64 {
    let small = (bytes | CASE) & !HIGH;
    let from_a = small + (0x80 - b'a' as u64) * ONES;
    let behind_z = small + (0x80 - (b'z' as u64 + 1)) * ONES;
    from_a & !behind_z & !bytes & HIGH
}

/// A bit in each byte that is a capital, of letters with zeros behind them.
fn large(word: u64) -> u64 {
    // All letters have the bit above the case's.
    (word ^ word >> 1) & CASE
}

/// The bytes of `word` below the lowest of `others`, the upper bits of bytes.
fn before(word: u64, others: u64) -> u64 {
    word & ((others - 1) ^ others) >> 8
}

/// The first sixteen of `bytes`; where there are fewer, `room` with spaces behind them.
#[inline]
pub(in crate::facts) fn window<'a>(bytes: &'a [u8], room: &'a mut [u8; 16]) -> &'a [u8; 16] {
    bytes.first_chunk().unwrap_or_else(|| padded(bytes, room))
}

#[cold]
fn padded<'a>(bytes: &[u8], room: &'a mut [u8; 16]) -> &'a [u8; 16] {
    room.fill(b' ');
    room[..bytes.len()].copy_from_slice(bytes);
    room
}

impl Letters {
    /// The letters that `bytes` start with; `None` if there are none, or nothing else behind them.
    #[inline]
    pub fn of(bytes: &[u8; 16]) -> Option<Self> {
        let bytes = u128::from_le_bytes(*bytes);
        let low = bytes as u64;
        let others = !letters(low) & HIGH;
        if others != 0 {
            let len = others.trailing_zeros() as usize / 8;
            let low = before(low, others);
            return (len > 0).then_some(Letters {
                len,
                low,
                high: 0,
                large: large(low),
            });
        }
        let high = (bytes >> 64) as u64;
        let others = !letters(high) & HIGH;
        if others == 0 {
            return None;
        }
        let len = 8 + others.trailing_zeros() as usize / 8;
        let high = before(high, others);
        Some(Letters {
            len,
            low,
            high,
            large: large(low) | large(high),
        })
    }

    #[inline]
    pub fn word(self) -> Packed {
        Packed::joined(self.low, self.high, self.len)
    }

    /// Whether none is a capital.
    #[inline]
    pub fn are_small(self) -> bool {
        self.large == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place() {
        let word = *b"aZbYcXdWeVfUgTh";
        for behind in 0..=255_u8 {
            for len in 0..=15 {
                let mut bytes = [behind; 16];
                bytes[..len].copy_from_slice(&word[..len]);
                let found = Letters::of(&bytes);
                if behind.is_ascii_alphabetic() {
                    assert_eq!(found, None);
                    continue;
                }
                assert_eq!(found.map_or(0, |f| f.len), len, "{behind} behind {len}");
                let Some(found) = found else { continue };
                let letters = std::str::from_utf8(&word[..len]).unwrap();
                assert_eq!(Some(found.word()), Packed::of(letters));
                assert_eq!(found.are_small(), len == 1);
            }
        }
        let large = Letters::of(b"NATO\xE2\x80\x99s members").unwrap();
        assert!(large.word().starts_large() && large.word().are_large() && large.len == 4);
        let both = Letters::of(b"ABCDEFGHIj 12345").unwrap();
        assert!(both.word().starts_large() && !both.word().are_large() && both.len == 10);
    }
}
