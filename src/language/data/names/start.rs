// Shared by the build script and the program: where words stand in the table of names, and in the set of those that names
// of several words start with.

/// Places of the table, each for some words.
const PLACES: usize = 1 << 15;
/// Bits of the set.
const STARTS: usize = 1 << 15;

/// The hash of a word's bytes.
pub fn hash(word: &[u8]) -> u64 {
    let mut bytes = [0; 16];
    match bytes[..15].get_mut(..word.len()) {
        Some(place) => place.copy_from_slice(word),
        None => return word.chunks(15).fold(0, |hash, part| self::hash(part) ^ mixed(hash, 1)),
    }
    bytes[15] = word.len() as u8;
    let word = u128::from_le_bytes(bytes);
    mixed(word as u64, (word >> 64) as u64)
}

/// The hash of at most fifteen bytes, zeros and their number, given as two numbers: the upper and the lower half of a
/// product, as in wyhash.
fn mixed(low: u64, high: u64) -> u64 {
    let product = u128::from(low ^ 0xA076_1D64_78BD_642F) * u128::from(high ^ 0xE703_7ED1_A0B4_28DB);
    let hash = product as u64 ^ (product >> 64) as u64;
    (hash ^ hash >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The place of a word in the table, by the upper bits of its hash, and its mark there, by those below.
fn entry(hash: u64) -> (usize, u32) {
    ((hash >> 49) as usize % PLACES, (hash >> 17) as u32)
}

/// The bit of a word in the set, by its hash.
fn start(hash: u64) -> usize {
    (hash >> 49) as usize % STARTS
}
