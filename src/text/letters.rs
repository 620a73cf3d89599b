//! Which of some bytes are letters, sixteen at a time and without a branch.

use wide::u8x16;

/// The bit that ASCII capitals lack.
pub const CASE: u8x16 = u8x16::new([0x20; 16]);
/// The place of the last letter in the alphabet.
const Z: u8x16 = u8x16::new([b'z' - b'a'; 16]);

/// Which of the bytes are ASCII letters in lower case, the first in the lowest bit. With [`CASE`] in all of them: which
/// are ASCII letters.
#[inline]
pub fn small_letters(bytes: u8x16) -> u32 {
    // Their places in the alphabet; whatever else there is stands behind them.
    let places = bytes - u8x16::splat(b'a');
    places.min(Z).cmp_eq(places).move_mask() as u32
}
