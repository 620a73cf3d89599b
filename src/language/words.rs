//! What all lists say of a word, looked up once: most words of a text have stood in it before.

use super::names::{self, Known};
use super::{Class, Lexicon, Pack, credits};
use std::cell::RefCell;
use std::hash::{Hash, Hasher};

/// What a word as written in a text may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub class: Class,
    /// Only of words with a capital.
    pub known: Known,
    /// It may stand in the credit of a picture.
    pub signs: bool,
}

impl Word {
    /// What is no word.
    pub const NONE: Word = Word {
        class: Class::empty(),
        known: Known::empty(),
        signs: false,
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
const HIGHS: u128 = (HIGH as u128) << 64 | HIGH as u128;

/// The upper bit of each byte that is an ASCII letter.
fn letters(bytes: u64) -> u64 {
    let ones = HIGH >> 7;
    let small = (bytes | CASE) & !HIGH;
    let from_a = small + (0x80 - b'a' as u64) * ones;
    let behind_z = small + (0x80 - (b'z' as u64 + 1)) * ones;
    from_a & !behind_z & !bytes & HIGH
}

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
        let letters = u128::from(letters(self.1)) << 64 | u128::from(letters(self.0));
        // The length is none.
        (!letters & HIGHS).trailing_zeros() as usize / 8 == self.bytes()
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

/// A word that was looked up, and the answer.
#[derive(Clone, Copy, Default)]
struct Answer {
    /// Of no length where there is no answer.
    word: Packed,
    language: u16,
    known: u16,
    signs: bool,
    class: Class,
}

/// The words that a thread remembers. Each has two places, the later one for what was asked for longer ago.
struct Words {
    places: Vec<Answer>,
    /// How often the lists were asked since there were more places.
    asked: usize,
}

/// How many places there are at first, and at most: a long run meets more words.
const FIRST: usize = 1 << 12;
const MOST: usize = 1 << 14;

impl Words {
    /// Makes room for more, where it would have served.
    fn grow(&mut self) {
        if self.asked <= self.places.len() || self.places.len() >= MOST {
            return;
        }
        let size = self.places.len() * 2;
        let old = std::mem::replace(&mut self.places, vec![Answer::default(); size]);
        for answer in old.into_iter().filter(|a| a.word != Packed::default()) {
            self.places[answer.word.place() % size] = answer;
        }
        self.asked = 0;
    }
}

thread_local! {
    static WORDS: RefCell<Words> = const { RefCell::new(Words { places: Vec::new(), asked: 0 }) };
}

/// Looks up words of `pack`.
pub struct Lookup<'a> {
    words: &'a mut Words,
    pack: &'static Pack,
    lexicon: &'static Lexicon,
    language: u16,
}

impl Pack {
    /// Calls `each` with the means to look up words. Not to be called within.
    pub fn look_up<T>(&'static self, each: impl FnOnce(Lookup<'_>) -> T) -> T {
        let code = self.code.as_bytes();
        WORDS.with_borrow_mut(|words| {
            if words.places.is_empty() {
                words.places.resize(FIRST, Answer::default());
            }
            each(Lookup {
                words,
                pack: self,
                lexicon: self.lexicon(),
                language: u16::from_le_bytes([code[0], code[1]]),
            })
        })
    }

    fn ask(&'static self, word: &str, packed: Option<Packed>) -> Word {
        if let Some(letters) = packed.filter(|word| word.are_letters()) {
            return self.ask_letters(letters);
        }
        let large = word.starts_with(char::is_uppercase);
        Word {
            class: self.lexicon().class_of_other(word, packed),
            known: if large {
                names::known_raw(word)
            } else {
                Known::empty()
            },
            signs: credits::may_sign(word),
        }
    }

    /// The same of a word that is all ASCII letters.
    fn ask_letters(&'static self, word: Packed) -> Word {
        Word {
            known: if word.starts_large() {
                names::known_letters(word)
            } else {
                Known::empty()
            },
            ..self.lexicon().letters(word)
        }
    }
}

impl Lookup<'_> {
    /// What `word` may be.
    pub fn word(&mut self, word: &str) -> Word {
        match Packed::of(word) {
            Some(packed) => self.packed(packed, word),
            None => self.pack.ask(word, None),
        }
    }

    /// What `word`, `packed`, may be.
    #[inline]
    pub fn packed(&mut self, packed: Packed, word: &str) -> Word {
        self.remembered(packed, |pack| pack.ask(word, Some(packed)))
    }

    /// What `word` may be, which is all ASCII letters in lower case.
    #[inline]
    pub fn small(&self, word: Packed) -> Word {
        self.lexicon.small(word)
    }

    /// What `word` may be, which is all ASCII letters.
    #[inline]
    pub fn letters(&mut self, word: Packed) -> Word {
        self.remembered(word, move |pack| pack.ask_letters(word))
    }

    /// What `word` may be, as `ask` says if it has not been asked for lately.
    #[inline]
    fn remembered(&mut self, word: Packed, ask: impl FnOnce(&'static Pack) -> Word) -> Word {
        let first = word.place() & (self.words.places.len() - 1);
        let found = self.words.places[first];
        if found.word == word && found.language == self.language {
            return found.word();
        }
        self.other_place(word, ask, first)
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
        ask: impl FnOnce(&'static Pack) -> Word,
        first: usize,
    ) -> Word {
        let second = first ^ 1;
        let mut found = self.words.places[second];
        if found.word != word || found.language != self.language {
            let answer = ask(self.pack);
            found = Answer {
                word,
                language: self.language,
                class: answer.class,
                known: answer.known.bits(),
                signs: answer.signs,
            };
            self.words.asked += 1;
        }
        let places = &mut self.words.places;
        places[second] = std::mem::replace(&mut places[first], found);
        self.words.grow();
        found.word()
    }
}

impl Answer {
    fn word(self) -> Word {
        Word {
            class: self.class,
            known: Known::from_bits_retain(self.known),
            signs: self.signs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Packed;
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
            assert!(ask(english(), "Photos").signs);
            assert!(!ask(english(), "photon").signs);
            let long = "photojournalistically";
            assert_eq!(ask(english(), long), english().ask(long, None));
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
                let small = english().look_up(|words| words.small(packed));
                assert_eq!(small, english().ask(word, Some(packed)), "{word}");
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
