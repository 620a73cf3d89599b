//! What all lists say of a word, looked up once: most words of a text have stood in it before.

use super::lexicon::Listed;
use super::names::{self, Known};
use super::{Class, Lexicon, Pack, credits};
use crate::text::{self, small_letters};
use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use wide::u8x16;

/// What a word as written in a text may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub class: Class,
    /// Only of words with a capital.
    pub known: Known,
}

impl Word {
    /// What is no word.
    pub const NONE: Word = Word {
        class: Class::empty(),
        known: Known::empty(),
    };
}

/// A word of at most fifteen bytes as two numbers, which stay in registers: its bytes, zeros, its length.
#[derive(Clone, Copy, Debug, Default)]
pub struct Packed(u64, u64);

/// A number at a time: as one of sixteen bytes it would have to wait until both are written.
impl PartialEq for Packed {
    fn eq(&self, other: &Self) -> bool {
        (self.0 ^ other.0) | (self.1 ^ other.1) == 0
    }
}

impl Eq for Packed {}

/// A number at a time, not byte by byte as arrays are.
impl Hash for Packed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0);
        state.write_u64(self.1);
    }
}

/// The bit that ASCII capitals lack; zeros and lengths lack it too.
const CASE: u64 = 0x2020_2020_2020_2020;
/// The upper bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

impl Packed {
    /// Bytes of the longest word that can be packed.
    pub const MOST: usize = 15;
    /// How many places there are.
    pub const PLACES: usize = 1 << 16;

    /// `word` packed; `None` where it is too long or there is none.
    pub fn of(word: &str) -> Option<Self> {
        Self::of_bytes(word.as_bytes())
    }

    /// The same of the bytes of a word.
    pub fn of_bytes(word: &[u8]) -> Option<Self> {
        let mut bytes = [0; 16];
        bytes[..Self::MOST]
            .get_mut(..word.len())?
            .copy_from_slice(word);
        let bytes = u128::from_le_bytes(bytes);
        (!word.is_empty()).then(|| Self::joined(bytes as u64, (bytes >> 64) as u64, word.len()))
    }

    /// The same of a word that is all ASCII letters.
    pub fn of_letters(word: &str) -> Option<Self> {
        Self::of(word).filter(|word| word.are_letters())
    }

    /// Whether it is all ASCII letters.
    pub fn are_letters(self) -> bool {
        let bytes = u128::from(self.1) << 64 | u128::from(self.0);
        let letters = small_letters(u8x16::new(bytes.to_le_bytes()) | text::CASE);
        // The length is none.
        (!letters).trailing_zeros() as usize == self.bytes()
    }

    /// Whether all its bytes are ASCII.
    pub fn is_ascii(self) -> bool {
        (self.0 | self.1) & HIGH == 0
    }

    /// The word in lower case; it is ASCII letters, digits, hyphens, apostrophes and full stops.
    pub fn in_lower_case(self) -> Self {
        let Packed(low, high) = self;
        // Of these only letters have the bit above the case's; zeros and the length have not.
        Packed(low | low >> 1 & CASE, high | high >> 1 & CASE)
    }

    /// Whether it starts with an ASCII capital.
    pub fn starts_large(self) -> bool {
        (self.0 as u8).is_ascii_uppercase()
    }

    /// The first eight bytes, the first in the lowest byte; the others with zeros and the length behind them.
    pub fn halves(self) -> (u64, u64) {
        (self.0, self.1)
    }

    /// How many bytes it has.
    pub fn bytes(self) -> usize {
        (self.1 >> 56) as usize
    }

    /// Whether a word of ASCII letters has no capital.
    pub fn are_small(self) -> bool {
        // All letters have the bit above the case's.
        ((self.0 ^ self.0 >> 1) | (self.1 ^ self.1 >> 1)) & CASE == 0
    }

    /// Whether a word of ASCII letters is all capitals.
    pub fn are_large(self) -> bool {
        (self.0 | self.1) & CASE == 0
    }

    /// The word of `len` bytes whose first eight are in `low` and the others in `high`, the first in the lowest byte,
    /// zeros behind them.
    #[inline]
    pub fn joined(low: u64, high: u64, len: usize) -> Self {
        debug_assert!((1..=Self::MOST).contains(&len));
        Packed(low, high | (len as u64) << 56)
    }

    /// Multiplied by the golden ratio, as Knuth does: the upper bits depend on all letters.
    #[inline]
    pub fn place(self) -> usize {
        let folded = self.0 ^ self.1.rotate_left(23);
        (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
    }
}

/// A word that was looked up, and the answer: the word, what the lists say of it, what is known of it and the language.
/// All zeros where there is none: a table of such has pages of its own only where it is used.
type Answer = [u64; 4];

/// How many answers a thread remembers. Each word has two places, the later one for what was asked for longer ago.
const PLACES: usize = 1 << 14;

thread_local! {
    static ANSWERS: RefCell<Vec<Answer>> = RefCell::new(vec![[0; 4]; PLACES]);
}

/// Looks up words of `pack`.
pub struct Lookup<'a> {
    answers: &'a mut [Answer; PLACES],
    pack: &'static Pack,
    lexicon: &'static Lexicon,
    /// Its code.
    language: u16,
    /// All that the lists say of the words looked up.
    seen: u64,
}

impl Pack {
    /// Calls `each` with the means to look up words. Not to be called within.
    pub fn look_up<T>(&'static self, each: impl FnOnce(Lookup<'_>) -> T) -> T {
        let code = self.code.as_bytes();
        ANSWERS.with_borrow_mut(|answers| {
            let (answers, _) = answers.split_first_chunk_mut().expect("as many as made");
            each(Lookup {
                answers,
                pack: self,
                lexicon: self.lexicon(),
                language: u16::from_le_bytes([code[0], code[1]]),
                seen: 0,
            })
        })
    }

    /// What the lists say of `word`, and what is known of it; `packed`: where it can be.
    fn ask(&'static self, word: &str, packed: Option<Packed>) -> (Listed, Known) {
        if let Some(letters) = packed.filter(|word| word.are_letters()) {
            return self.ask_letters(letters);
        }
        let class = self.lexicon().class_of_other(word, packed).bits();
        let signs = if credits::may_sign(word) {
            Listed::SIGNS
        } else {
            0
        };
        let known = if word.starts_with(char::is_uppercase) {
            names::known_raw(word)
        } else {
            Known::empty()
        };
        (Listed(class | signs), known)
    }

    /// The same of a word that is all ASCII letters.
    fn ask_letters(&'static self, word: Packed) -> (Listed, Known) {
        let known = if word.starts_large() {
            names::known_letters(word)
        } else {
            Known::empty()
        };
        (self.lexicon().letters(word), known)
    }
}

impl Lookup<'_> {
    /// What `word` may be.
    pub fn word(&mut self, word: &str) -> Word {
        match Packed::of(word) {
            Some(packed) => self.packed(packed, word),
            None => {
                let said = self.pack.ask(word, None);
                self.seen(said)
            }
        }
    }

    /// What `word`, `packed`, may be.
    #[inline]
    pub fn packed(&mut self, packed: Packed, word: &str) -> Word {
        self.remembered(packed, |pack| pack.ask(word, Some(packed)))
    }

    /// What `word` may be, which is all ASCII letters in lower case.
    #[inline]
    pub fn small(&mut self, word: Packed) -> Word {
        let listed = self.lexicon.small(word);
        self.seen((listed, Known::empty()))
    }

    /// What `word` may be, which is all ASCII letters.
    #[inline]
    pub fn letters(&mut self, word: Packed) -> Word {
        self.remembered(word, move |pack| pack.ask_letters(word))
    }

    /// Looks at a number, which is no word.
    pub fn number(&mut self, number: &str) {
        if credits::may_sign(number) {
            self.seen |= Listed::SIGNS;
        }
    }

    /// Whether one of the words and numbers looked up may stand in the credit of a picture.
    pub fn signs(&self) -> bool {
        self.seen & Listed::SIGNS != 0
    }

    #[inline]
    fn seen(&mut self, (listed, known): (Listed, Known)) -> Word {
        self.seen |= listed.0;
        Word {
            class: listed.class(),
            known,
        }
    }

    /// What `word` may be, as `ask` says if it has not been asked for lately.
    #[inline]
    fn remembered(
        &mut self,
        word: Packed,
        ask: impl FnOnce(&'static Pack) -> (Listed, Known),
    ) -> Word {
        let first = word.place() % PLACES;
        let mut found = self.answers[first];
        if !is_of(&found, word, self.language) {
            found = self.other_place(word, ask, first);
        }
        let [_, _, listed, others] = found;
        self.seen((Listed(listed), Known::from_bits_retain(others as u16)))
    }

    /// Whether `word` with a full stop is an abbreviation.
    pub fn is_abbreviation(&self, word: Packed) -> bool {
        self.lexicon.is_abbreviation(word)
    }

    /// The same of a word that is not packed.
    pub fn is_written_abbreviation(&self, word: &str) -> bool {
        Packed::of(word).is_some_and(|word| self.is_abbreviation(word))
    }

    /// The answer from a word's second place, or from the lists; it moves to its first place.
    #[cold]
    fn other_place(
        &mut self,
        word: Packed,
        ask: impl FnOnce(&'static Pack) -> (Listed, Known),
        first: usize,
    ) -> Answer {
        let second = first ^ 1;
        let mut found = self.answers[second];
        if !is_of(&found, word, self.language) {
            let (listed, known) = ask(self.pack);
            let others = u64::from(known.bits()) | u64::from(self.language) << 16;
            found = [word.0, word.1, listed.0, others];
        }
        self.answers[second] = std::mem::replace(&mut self.answers[first], found);
        found
    }
}

/// Whether it is what is remembered of `word`.
#[inline]
fn is_of(&[low, high, _, others]: &Answer, word: Packed, language: u16) -> bool {
    Packed(low, high) == word && others >> 16 == u64::from(language)
}

#[cfg(test)]
mod tests {
    use super::{Packed, Word};
    use crate::language::{Class, Pack, by_code, english};

    #[test]
    fn words_share_places_and_keep_apart() {
        let german = by_code("de").expect("a pack");
        let ask = |pack: &'static Pack, text: &str| pack.look_up(|mut words| words.word(text));
        for _ in 0..2 {
            assert!(ask(english(), "said").class.contains(Class::VERB));
            assert!(ask(german, "said").class.is_empty());
            assert!(ask(german, "sagte").class.contains(Class::VERB));
            assert!(!ask(english(), "Mark").known.is_empty());
            let long = "photojournalistically";
            let (listed, known) = english().ask(long, None);
            assert_eq!(
                ask(english(), long),
                Word {
                    class: listed.class(),
                    known
                }
            );
            let signs = |text: &str| {
                english().look_up(|mut words| {
                    words.word(text);
                    words.signs()
                })
            };
            assert!(signs("Photos") && signs("Photo-agency") && !signs("photon"));
        }
        // More words than places.
        for i in 0..20_000 {
            assert!(ask(english(), &format!("said{i}")).class.is_empty());
        }
        assert!(ask(english(), "said").class.contains(Class::VERB));
    }

    #[test]
    fn words_in_lower_case_are_what_the_lists_say() {
        let words = include_str!("data/en.words").split([' ', '\n', '|']);
        let others = ["photo", "photon", "reuters", "x", "saidsaidsaidsai", "via"];
        for word in words.chain(others) {
            let letters = word.bytes().all(|b| b.is_ascii_lowercase());
            if let Some(packed) = Packed::of(word).filter(|_| letters) {
                let small = english().lexicon().small(packed);
                let (listed, _) = english().ask(word, Some(packed));
                assert_eq!(small, listed, "{word}");
            }
        }
    }

    #[test]
    fn packed_words_end_where_they_end() {
        assert_ne!(Packed::of("a"), Packed::of("a\0"));
        assert_eq!(Packed::of("sixteen letters!"), None);
        assert_eq!(Packed::of(""), None);
    }

    #[test]
    fn letters_are_told_from_all_else() {
        for byte in 0..=255_u8 {
            for at in 0..Packed::MOST {
                let mut word = *b"AbcdefghijklmnZ";
                word[at] = byte;
                let packed = Packed::of_bytes(&word).unwrap();
                assert_eq!(packed.are_letters(), byte.is_ascii_alphabetic(), "{byte}");
                assert_eq!(packed.is_ascii(), byte.is_ascii(), "{byte}");
            }
        }
        assert!(Packed::of("Z").is_some_and(Packed::are_letters));
        let class = |word| english().lexicon().class(word);
        assert_eq!(class("So-Called"), class("so-called"));
        assert!(!class("So-called").is_empty());
    }
}
