//! The ASCII letters that stand at the start of some bytes, looked for sixteen at a time and without a branch.

use crate::language::Packed;
use crate::text::{CASE, small_letters};
use wide::u8x16;

/// A run of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::facts) struct Letters {
    /// How many; 1 to 15.
    pub len: usize,
    word: Packed,
}

/// How many bytes are looked at at once.
pub(super) const WINDOW: usize = 16;

/// All ones in the first bytes, by their number.
static FIRST: [[u64; 2]; WINDOW] = {
    let mut first = [[0; 2]; WINDOW];
    let mut len = 0;
    while len < WINDOW {
        let ones = (1_u128 << (8 * len)) - 1;
        first[len] = [ones as u64, (ones >> 64) as u64];
        len += 1;
    }
    first
};

/// The word of ASCII letters in lower case that `bytes` start with; `None` if they start otherwise, or if it does not
/// end before a space.
#[inline]
pub(super) fn small_word(bytes: &[u8; WINDOW]) -> Option<Packed> {
    // What is no letter is none wherever it stands; of sixteen letters the first is no space.
    let len = run(u8x16::new(*bytes)) % WINDOW;
    (bytes[len] == b' ' && len > 0).then(|| first(bytes, len))
}

/// How many ASCII letters in lower case `bytes` start with.
#[inline]
fn run(bytes: u8x16) -> usize {
    (!small_letters(bytes)).trailing_zeros() as usize
}

/// The first `len` of `bytes`: 1 to 15.
#[inline]
fn first(bytes: &[u8; WINDOW], len: usize) -> Packed {
    let [low, high] = FIRST[len];
    let bytes = u128::from_le_bytes(*bytes);
    Packed::joined(bytes as u64 & low, (bytes >> 64) as u64 & high, len)
}

impl Letters {
    /// The letters that `bytes` start with; `None` if there are none, or nothing else behind them.
    #[inline]
    pub fn of(bytes: &[u8; WINDOW]) -> Option<Self> {
        let len = run(u8x16::new(*bytes) | CASE);
        (0 < len && len < WINDOW).then(|| Letters {
            len,
            word: first(bytes, len),
        })
    }

    #[inline]
    pub fn word(self) -> Packed {
        self.word
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
                assert_eq!(found.word().are_small(), len == 1);
                assert!(!found.word().are_large());
            }
        }
        let large = Letters::of(b"NATO\xE2\x80\x99s members").unwrap();
        assert!(large.word().are_large() && large.len == 4);
        let both = Letters::of(b"ABCDEFGHIj 12345").unwrap();
        assert!(!both.word().are_large() && both.len == 10);
    }

    #[test]
    fn words_in_lower_case_before_spaces() {
        let word = *b"azbycxdwevfugthsi";
        for len in 0..=16 {
            for behind in [b' ', b'.', b'{', b'`', b'A', 0xE2] {
                let mut bytes = [b' '; WINDOW];
                bytes[..len].copy_from_slice(&word[..len]);
                if let Some(next) = bytes.get_mut(len) {
                    *next = behind;
                }
                let word = std::str::from_utf8(&word[..len]).unwrap();
                let want = Packed::of(word).filter(|_| behind == b' ');
                assert_eq!(small_word(&bytes), want, "{behind} behind {len}");
            }
        }
        assert_eq!(small_word(b"aB cdefghijklmno"), None);
    }
}
