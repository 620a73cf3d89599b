// Shared by the build script and the program: where words stand in the table of names, and in the set of those that names
// of several words start with.

/// Places of the table, and bits of the set.
const STARTS: usize = 1 << 15;

/// The place of a word (FNV-1a).
fn start(word: &[u8]) -> usize {
    let hash = word.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash ^ hash >> 32) as usize % STARTS
}
