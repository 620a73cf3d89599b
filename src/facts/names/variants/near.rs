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
    let mut once = Seen::new(words.len() * 12);
    let mut twice = once.clone();
    let mut keys: Vec<(u64, u32)> = Vec::with_capacity(words.len() * 14);
    each_key(words, &mut |key, word| {
        if once.put(key) {
            twice.put(key);
        }
        keys.push((key, word));
    });
    keys.retain(|(key, _)| twice.has(*key));
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

/// Which keys may have come: one bit of many a key, so that most of those that come once are told apart.
#[derive(Clone)]
struct Seen {
    bits: Vec<u64>,
    shift: u32,
}

impl Seen {
    fn new(keys: usize) -> Self {
        let bits = (keys.max(8) * 8).next_power_of_two();
        Seen {
            bits: vec![0; bits / 64],
            shift: 64 - bits.ilog2(),
        }
    }

    fn place(&self, key: u64) -> (usize, u64) {
        let bit = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize;
        (bit / 64, 1 << (bit % 64))
    }

    /// Takes `key` up; whether it may have come before.
    fn put(&mut self, key: u64) -> bool {
        let (at, bit) = self.place(key);
        let before = self.bits[at] & bit != 0;
        self.bits[at] |= bit;
        before
    }

    fn has(&self, key: u64) -> bool {
        let (at, bit) = self.place(key);
        self.bits[at] & bit != 0
    }
}

/// The keys of each word, with its index.
fn each_key(words: &[&str], each: &mut impl FnMut(u64, u32)) {
    for (i, word) in words.iter().enumerate() {
        keys(word, &mut |key| each(key, i as u32));
    }
}

/// The buckets that a word (folded) goes into.
pub fn keys(word: &str, each: &mut impl FnMut(u64)) {
    if word.is_ascii() {
        deletions(word.as_bytes(), 0, each);
        if word.len() >= 4 {
            let sound = lexicon::skeleton(word);
            if sound.len() > 3 {
                deletions(&sound, 1, each);
            } else if sound.len() >= 2 {
                each(sound.iter().fold(start(1), |key, b| step(key, *b)));
            }
        }
    }
}

const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The key of no letters.
fn start(salt: u64) -> u64 {
    0xcbf2_9ce4_8422_2325 ^ salt
}

/// The key of some letters and one more: a polynomial, so that letters behind one left out need no second look.
fn step(key: u64, byte: u8) -> u64 {
    key.wrapping_mul(PRIME).wrapping_add(u64::from(byte))
}

/// Keys of the word and of what is left of it without one letter each.
fn deletions(word: &[u8], salt: u64, each: &mut impl FnMut(u64)) {
    let whole = word.iter().fold(start(salt), |key, b| step(key, *b));
    each(whole);
    // Behind the letter left out stand `tail` letters, whose own part of the key is `end`.
    let mut head = whole;
    let (mut power, mut end) = (1_u64, 0_u64);
    for byte in word.iter().rev() {
        head = head.wrapping_sub(u64::from(*byte)).wrapping_mul(INVERSE);
        each(head.wrapping_mul(power).wrapping_add(end));
        end = end.wrapping_add(u64::from(*byte).wrapping_mul(power));
        power = power.wrapping_mul(PRIME);
    }
}

/// What undoes a multiplication by [`PRIME`], modulo 2 to the 64th (Newton's iteration).
const INVERSE: u64 = {
    let mut x = PRIME;
    let mut i = 0;
    while i < 6 {
        x = x.wrapping_mul(2_u64.wrapping_sub(PRIME.wrapping_mul(x)));
        i += 1;
    }
    x
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_words_without_a_letter() {
        assert_eq!(PRIME.wrapping_mul(INVERSE), 1);
        let key = |word: &str| word.bytes().fold(start(0), step);
        let mut keys = Vec::new();
        deletions(b"rutte", 0, &mut |k| keys.push(k));
        let want = ["rutte", "rutt", "rute", "rute", "rtte", "utte"].map(key);
        assert_eq!(keys, want);
    }

    #[test]
    fn words_one_letter_apart_are_pairs() {
        let words = ["rutte", "rute", "stone", "zelensky", "zelenskiy", "yes"];
        assert_eq!(pairs(&words), [(0, 1), (3, 4)]);
    }
}
