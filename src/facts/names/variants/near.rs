//! Which words are close to each other, without comparing each with each.

use crate::language::names as lexicon;

/// Words that share one key stand in one bucket; larger ones are lists, where closeness says nothing.
const BUCKET: usize = 12;

/// Pairs of words that may be within one edit of each other, or sound alike with a second edit. `words`: folded,
/// distinct. The indices of a pair are in ascending order; no pair comes twice.
///
/// A word goes into a bucket for itself and for each way to leave one letter out, and the same for its consonants:
/// words one edit apart share a bucket (the deletion neighbourhood of Mor and Fraenkel, 1982).
pub fn pairs(words: &[&str]) -> Vec<(u32, u32)> {
    let mut keys: Vec<(u64, u32)> = Vec::with_capacity(words.len() * 12);
    for (i, word) in words.iter().enumerate() {
        if word.is_ascii() {
            deletions(word.as_bytes(), 0, &mut |key| keys.push((key, i as u32)));
            if word.len() >= 4 {
                let sound = lexicon::skeleton(word);
                if sound.len() >= 2 {
                    let mut put = |key| keys.push((key, i as u32));
                    if sound.len() > 3 {
                        deletions(sound.as_bytes(), 1, &mut put);
                    } else {
                        whole(sound.as_bytes(), 1, &mut put);
                    }
                }
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let mut pairs = Vec::new();
    for bucket in keys.chunk_by(|a, b| a.0 == b.0) {
        if (2..=BUCKET).contains(&bucket.len()) {
            for (n, a) in bucket.iter().enumerate() {
                pairs.extend(bucket[n + 1..].iter().map(|b| (a.1.min(b.1), a.1.max(b.1))));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

const PRIME: u64 = 0x0000_0100_0000_01b3;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(PRIME).rotate_left(5)
}

fn whole(word: &[u8], salt: u64, each: &mut dyn FnMut(u64)) {
    each(
        word.iter()
            .fold(0xcbf2_9ce4_8422_2325 ^ salt, |h, b| step(h, *b)),
    );
}

fn deletions(word: &[u8], salt: u64, each: &mut dyn FnMut(u64)) {
    whole(word, salt, each);
    let mut head = 0xcbf2_9ce4_8422_2325 ^ salt;
    for i in 0..word.len() {
        each(word[i + 1..].iter().fold(head, |h, b| step(h, *b)));
        head = step(head, word[i]);
    }
}
