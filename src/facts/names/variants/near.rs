//! Which words are close to each other, without comparing each with each.

use super::seen::Seen;
use crate::language::names::{self as lexicon, Skeleton};
use smallvec::SmallVec;

/// Words that share one key stand in one bucket; larger ones are lists, where closeness says nothing.
const BUCKET: usize = 12;

/// The indices of words.
pub type Pairs = SmallVec<[(u32, u32); 16]>;

/// Pairs of words that may be within one edit of each other, or sound alike with a second edit. `words`: folded,
/// distinct, all ASCII. The indices of a pair are in ascending order; no pair comes twice.
///
/// A word goes into a bucket for itself and for each way to leave one letter out, and the same for its consonants:
/// words one edit apart share a bucket (the deletion neighbourhood of Mor and Fraenkel, 1982).
pub fn pairs(words: &[&str]) -> Pairs {
    if words.len() <= FEW {
        let pairs = pairs_of_few(words);
        // So many words have fewer pairs than one bucket that is too large.
        if pairs.len() < BUCKET * (BUCKET + 1) / 2 {
            return pairs;
        }
    }
    let mut once = Seen::new(words.len() * 12);
    let mut twice = Seen::new(words.len() * 12);
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
    let mut pairs = Pairs::new();
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
/// So many at once, with no way out on the way: a processor does several in one step.
const STEP: usize = 8;

/// Pairs of words that share a bucket, however large it is.
fn pairs_of_few(words: &[&str]) -> Pairs {
    // What stands behind the last is like none.
    let mut few = Few {
        words,
        written: [u32::MAX; FEW + STEP],
        heard: [u32::MAX; FEW + STEP],
        sounds: SmallVec::new(),
    };
    for (i, word) in words.iter().enumerate() {
        let sound = sound(word);
        few.written[i] = signs(word.as_bytes());
        few.heard[i] = signs_heard(i, &sound);
        few.sounds.push(sound);
    }
    let mut pairs = Pairs::new();
    let count = words.len().min(FEW);
    for i in 0..count {
        let mut from = i + 1;
        while from < count {
            let (written, heard) = (few.written[i], few.heard[i]);
            let others = from..from + STEP;
            let others = few.written[others.clone()].iter().zip(&few.heard[others]);
            let may_meet = others.fold(false, |any, (a, b)| {
                any | few_differ(*a, written) | few_differ(*b, heard)
            });
            if may_meet {
                few.meet(i, from, &mut pairs);
            }
            from += STEP;
        }
    }
    pairs
}

/// A few words and what tells most of them apart.
struct Few<'a> {
    words: &'a [&'a str],
    /// Signs of their letters and of their sounds.
    written: [u32; FEW + STEP],
    heard: [u32; FEW + STEP],
    sounds: SmallVec<[Skeleton; FEW]>,
}

impl Few<'_> {
    /// Pairs word `i` with those of the [`STEP`] words `from` one that it shares a key with.
    #[inline(never)]
    fn meet(&self, i: usize, from: usize, pairs: &mut Pairs) {
        let words = self.words;
        for j in from..words.len().min(from + STEP) {
            let is_close = few_differ(self.written[i], self.written[j])
                && one_left_out(words[i].as_bytes(), words[j].as_bytes());
            let is_alike = || {
                few_differ(self.heard[i], self.heard[j])
                    && share_sounds(&self.sounds[i], &self.sounds[j])
            };
            if is_close || is_alike() {
                pairs.push((i as u32, j as u32));
            }
        }
    }
}

/// Whether two sounds share a key.
#[inline(never)]
fn share_sounds(a: &Skeleton, b: &Skeleton) -> bool {
    if a.is_empty() || b.is_empty() {
        false
    } else if a.len().max(b.len()) <= SHORT_SOUND {
        a == b
    } else {
        one_left_out(a, b)
    }
}

/// A bit for each letter and for some lengths: words that are the same with a letter left out differ in two at most.
fn signs(word: &[u8]) -> u32 {
    let lengths = match word.len() {
        0..5 => 0,
        5 => 1,
        6 => 1 | 1 << 27,
        7 => 1 | 3 << 27,
        8 => 1 | 7 << 27,
        9..11 => 1 | 15 << 27,
        11.. => 1 | 31 << 27,
    };
    word.iter()
        .fold(lengths, |signs, b| signs | SIGNS[usize::from(*b)])
}

/// The bit of each byte.
static SIGNS: [u32; 256] = {
    let mut signs = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        signs[byte] = 1 << (byte % 32);
        byte += 1;
    }
    signs
};

/// The signs of a word's sound. Short sounds that differ are told apart by more than two, unless one of them may be left
/// out of a long one.
fn signs_heard(i: usize, sound: &[u8]) -> u32 {
    let scattered = |number: u32| number.wrapping_mul(0x9E37_79B9) ^ number.rotate_left(16);
    match sound {
        [] => scattered(i as u32 + 1),
        [a, b] => scattered(u32::from(*a) << 8 | u32::from(*b)),
        // One of the letters that are no sounds, instead of a length.
        [a, b, c] => {
            let number = u32::from(*a) + u32::from(*b) * 3 + u32::from(*c) * 9;
            signs(sound) | 1 << (b"aeiouyhj"[number as usize % 8] % 32)
        }
        _ => signs(sound),
    }
}

/// Whether at most two bits are set in one of the numbers only.
fn few_differ(a: u32, b: u32) -> bool {
    let once = |set: u32| set & set.wrapping_sub(1);
    once(once(a ^ b)) == 0
}

/// Whether two words, at most one letter left out of each, are the same.
fn one_left_out(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 || !may_be_left_out(short, long) {
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

/// Whether two words begin or end alike, as they must where one letter left out of each makes them the same: told first,
/// for most do not.
fn may_be_left_out(a: &[u8], b: &[u8]) -> bool {
    match (a, b) {
        ([x, second, ..], [y, other, ..]) => {
            x == y || x == other || second == y || a.last() == b.last()
        }
        _ => true,
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
        let sound = sound(word);
        if sound.len() > SHORT_SOUND {
            deletions(&sound, 1, each);
        } else if !sound.is_empty() {
            each(sound.iter().fold(start(1), |key, b| step(key, *b)));
        }
    }
}

/// Of consonants as few as these none is left out.
const SHORT_SOUND: usize = 3;

/// The consonants of an ASCII word that may sound like another; none of other words.
fn sound(word: &str) -> Skeleton {
    let sound = if word.len() >= 4 {
        lexicon::skeleton(word)
    } else {
        Skeleton::NONE
    };
    if sound.len() >= 2 {
        sound
    } else {
        Skeleton::NONE
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
        assert_eq!(pairs(&words)[..], [(0, 1), (3, 4)]);
    }

    proptest! {
        /// Few words meet where many would.
        #[test]
        fn few_words_meet_where_they_share_a_key(
            words in prop::collection::btree_set("[a-dkst]{1,7}", 0..12),
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
            prop_assert_eq!(pairs_of_few(&words).to_vec(), want);
        }
    }
}
