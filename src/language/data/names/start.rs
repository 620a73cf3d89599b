// Shared by the build script and the program: where words stand in the table of names, and in the set of those that names
// of several words start with.

/// Places of the table, each for some words.
const PLACES: usize = 1 << 15;
/// Bits of the set.
const STARTS: usize = 1 << 15;
/// The hash of a word's bytes (FNV-1a, its bits then mixed).
fn hash(word: impl Iterator<Item = u8>) -> u64 {
    let hash = word.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash ^ hash >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The place of a word in the table, by the upper bits of its hash, and its mark there, by those below.
fn entry(hash: u64) -> (usize, u32) {
    ((hash >> 49) as usize % PLACES, (hash >> 17) as u32)
}

/// The bit of a word in the set.
fn start(word: &str) -> usize {
    (hash(word.bytes()) >> 49) as usize % STARTS
}
