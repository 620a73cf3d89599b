// Shared by the build script and the program: where words stand in the table of names, and in the set of those that names
// of several words start with.

/// Places of the table, each for some words.
const PLACES: usize = 1 << 15;
/// Bits of the set.
const STARTS: usize = 1 << 15;

/// The hash of a word: of its bytes by eight, the first in the lowest byte, zeros behind the last, sixteen at least.
fn hash(word: &[u8]) -> u64 {
    let mut parts = [0; 2];
    let mut chunks = word.chunks(8);
    for (part, chunk) in parts.iter_mut().zip(&mut chunks) {
        *part = eight(chunk);
    }
    chunks.fold(hash_of(&parts), |hash, chunk| hash_with(hash, eight(chunk)))
}

/// The same of the first sixteen bytes.
fn hash_of(parts: &[u64; 2]) -> u64 {
    hash_with(hash_with(0, parts[0]), parts[1])
}

/// Multiplied by the golden ratio: the upper bits depend on all; they are the lower ones for the next.
fn hash_with(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(32) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn eight(chunk: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes[..chunk.len()].copy_from_slice(chunk);
    u64::from_le_bytes(bytes)
}

/// The place of a word in the table, by the upper bits of its hash, and its mark there, by those below.
fn entry(hash: u64) -> (usize, u32) {
    ((hash >> 49) as usize % PLACES, (hash >> 17) as u32)
}

/// The bit of a word in the set.
fn start(word: &str) -> usize {
    (hash(word.as_bytes()) >> 49) as usize % STARTS
}
