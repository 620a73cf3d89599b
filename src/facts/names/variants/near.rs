//! Which words are close to each other, without comparing each with each.

use crate::language::names as lexicon;
use smallvec::SmallVec;

/// Words that share one key stand in one bucket; larger ones are lists, where closeness says nothing.
const BUCKET: usize = 12;

/// Pairs of words that may be within one edit of each other, or sound alike with a second edit. `words`: folded,
/// distinct. The indices of a pair are in ascending order; no pair comes twice.
///
/// A word goes into a bucket for itself and for each way to leave one letter out, and the same for its consonants:
/// words one edit apart share a bucket (the deletion neighbourhood of Mor and Fraenkel, 1982).
pub fn pairs(words: &[&str]) -> Vec<(u32, u32)> {
    if words.len() <= FEW {
        let pairs = pairs_of_few(words);
        // So many words have fewer pairs than one bucket that is too large.
        if pairs.len() < BUCKET * (BUCKET + 1) / 2 {
            return pairs;
        }
    }
    let mut once = Seen::new(words.len() * 12);
    let mut twice = once.clone();
    each_key(words, &mut |key, _| {
        if once.put(key) {
            twice.put(key);
        }
    });
    // Worked out twice rather than kept: most come once.
    let mut keys: Vec<(u64, u32)> = Vec::new();
    each_key(words, &mut |key, word| {
        if twice.has(key) {
            keys.push((key, word));
        }
    });
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

/// So many words are compared each with each: that costs less than their keys.
const FEW: usize = 80;

/// What tells quickly that two words cannot meet.
struct Letters<'w> {
    word: &'w [u8],
    /// A bit for each letter.
    set: u32,
    sound: SmallVec<[u8; 16]>,
    sound_set: u32,
}

/// Pairs of words that share a bucket, however large it is.
fn pairs_of_few<'w>(words: &[&'w str]) -> Vec<(u32, u32)> {
    let set = |word: &[u8]| word.iter().fold(0, |set, b| set | 1 << (b % 32));
    let letters = |word: &'w str| {
        let sound = sound(word).unwrap_or_default();
        Letters {
            word: word.as_bytes(),
            set: set(word.as_bytes()),
            sound_set: set(&sound),
            sound,
        }
    };
    let all: Vec<Letters<'_>> = words.iter().copied().map(letters).collect();
    let mut pairs = Vec::new();
    for (i, a) in all.iter().enumerate() {
        for (j, b) in all.iter().enumerate().skip(i + 1) {
            if a.meets(b) {
                pairs.push((i as u32, j as u32));
            }
        }
    }
    pairs
}

impl Letters<'_> {
    /// Whether the two words share a key.
    fn meets(&self, other: &Self) -> bool {
        let ascii = || self.word.is_ascii() && other.word.is_ascii();
        few_differ(self.set, other.set) && one_left_out(self.word, other.word) && ascii()
            || few_differ(self.sound_set, other.sound_set) && {
                let (a, b) = (&self.sound[..], &other.sound[..]);
                let short = a.len().max(b.len()) <= SHORT_SOUND;
                !a.is_empty() && !b.is_empty() && if short { a == b } else { one_left_out(a, b) }
            }
    }
}

/// Whether at most two letters are in one of the sets only.
fn few_differ(a: u32, b: u32) -> bool {
    let once = |set: u32| set & set.wrapping_sub(1);
    once(once(a ^ b)) == 0
}

/// Whether two words, at most one letter left out of each, are the same.
fn one_left_out(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (short, long) = (&short[same..], &long[same..]);
    let ends = short.iter().rev().zip(long.iter().rev());
    let ends = ends.take_while(|(x, y)| x == y).count();
    let (short, long) = (&short[..short.len() - ends], &long[..long.len() - ends]);
    match (short, long) {
        ([], _) | ([_], [_]) => true,
        ([_, short_rest @ ..], [_, long_rest @ ..]) if short.len() == long.len() => {
            let head = short.len() - 1;
            *short_rest == long[..head] || short[..head] == *long_rest
        }
        _ => false,
    }
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
        if let Some(sound) = sound(word) {
            if sound.len() > SHORT_SOUND {
                deletions(&sound, 1, each);
            } else {
                each(sound.iter().fold(start(1), |key, b| step(key, *b)));
            }
        }
    }
}

/// Of consonants as few as these none is left out.
const SHORT_SOUND: usize = 3;

/// The consonants of a word that may sound like another.
fn sound(word: &str) -> Option<SmallVec<[u8; 16]>> {
    let long = word.len() >= 4 && word.is_ascii();
    let sound = long.then(|| lexicon::skeleton(word))?;
    (sound.len() >= 2).then_some(sound)
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
    use proptest::prelude::*;

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

    proptest! {
        /// Few words meet where many would.
        #[test]
        fn few_words_meet_where_they_share_a_key(
            words in prop::collection::btree_set("[a-dkst]{1,7}|é[ab]{3}", 0..12),
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let keys = |word: &str| {
                let mut all = Vec::new();
                keys(word, &mut |key| all.push(key));
                all
            };
            let mut want = Vec::new();
            for (i, a) in words.iter().enumerate() {
                for (j, b) in words.iter().enumerate().skip(i + 1) {
                    if keys(a).iter().any(|key| keys(b).contains(key)) {
                        want.push((i as u32, j as u32));
                    }
                }
            }
            prop_assert_eq!(pairs_of_few(&words), want);
        }
    }
}
