//! What all lists say of a word, looked up once: most words of a text have stood in it before.

use super::names::{self, Known};
use super::{Class, Pack, credits};
use std::cell::RefCell;

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

/// A word that was looked up, and the answer.
#[derive(Clone, Copy, Default)]
struct Answer {
    /// Its bytes, zeros behind them.
    word: u128,
    /// Its length and the language; 0 where there is no answer.
    key: u32,
    class: Class,
    known: u16,
    signs: bool,
}

/// The words that a thread remembers. Each has two places, the later one for what was asked for longer ago.
struct Words(Vec<Answer>);

const PLACES: usize = 4096;

thread_local! {
    static WORDS: RefCell<Words> = const { RefCell::new(Words(Vec::new())) };
}

/// Looks up words of `pack`.
pub struct Lookup<'a> {
    words: &'a mut Words,
    pack: &'static Pack,
    language: u32,
}

impl Pack {
    /// Calls `each` with the means to look up words. Not to be called within.
    pub fn look_up<T>(&'static self, each: impl FnOnce(Lookup<'_>) -> T) -> T {
        let code = self.code.as_bytes();
        WORDS.with_borrow_mut(|words| {
            if words.0.is_empty() {
                words.0.resize(PLACES, Answer::default());
            }
            each(Lookup {
                words,
                pack: self,
                language: u32::from(code[0]) << 16 | u32::from(code[1]) << 8,
            })
        })
    }

    fn ask(&'static self, word: &str) -> Word {
        Word {
            class: self.lexicon().class(word),
            known: if word.starts_with(char::is_uppercase) {
                names::known_raw(word)
            } else {
                Known::empty()
            },
            signs: credits::may_sign(word),
        }
    }
}

impl Lookup<'_> {
    /// What the word `text[at..at + len]` may be.
    #[inline]
    pub fn word(&mut self, text: &str, at: usize, len: usize) -> Word {
        let word = &text[at..at + len];
        let bits = match text.as_bytes()[at..].first_chunk::<16>() {
            Some(bytes) if (1..=15).contains(&len) => {
                u128::from_le_bytes(*bytes) & !(u128::MAX << (8 * len))
            }
            _ => {
                let mut bytes = [0; 16];
                let Some(start) = bytes.get_mut(..len).filter(|w| !w.is_empty()) else {
                    return self.pack.ask(word);
                };
                start.copy_from_slice(word.as_bytes());
                u128::from_le_bytes(bytes)
            }
        };
        let key = self.language | len as u32;
        let first = place(bits);
        let found = self.words.0[first];
        if found.word == bits && found.key == key {
            return found.word();
        }
        self.other_place(word, bits, key, first)
    }

    /// The answer from a word's second place, or from the lists; it moves to its first place.
    #[cold]
    fn other_place(&mut self, word: &str, bits: u128, key: u32, first: usize) -> Word {
        let second = first ^ 1;
        let mut found = self.words.0[second];
        if found.word != bits || found.key != key {
            let answer = self.pack.ask(word);
            found = Answer {
                word: bits,
                key,
                class: answer.class,
                known: answer.known.bits(),
                signs: answer.signs,
            };
        }
        self.words.0[second] = std::mem::replace(&mut self.words.0[first], found);
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

/// Multiplied by the golden ratio, as Knuth does: the upper bits depend on all letters.
fn place(word: u128) -> usize {
    let folded = (word as u64) ^ ((word >> 64) as u64).rotate_left(23);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize % PLACES
}

#[cfg(test)]
mod tests {
    use crate::language::{Class, Pack, by_code, english};

    #[test]
    fn words_share_places_and_keep_apart() {
        let german = by_code("de").expect("a pack");
        let ask = |pack: &'static Pack, text: &str| {
            let len = text.split(' ').next().map_or(0, str::len);
            pack.look_up(|mut words| words.word(text, 0, len))
        };
        for _ in 0..2 {
            // At the end of a text and before more of it.
            for said in ["said", "said that it would be so"] {
                assert!(ask(english(), said).class.contains(Class::VERB));
                assert!(ask(german, said).class.is_empty());
            }
            assert!(ask(german, "sagte").class.contains(Class::VERB));
            assert!(!ask(english(), "Mark").known.is_empty());
            assert!(ask(english(), "Photos").signs);
            assert!(!ask(english(), "photon").signs);
            let long = "photojournalistically";
            assert_eq!(ask(english(), long), english().ask(long));
        }
        // More words than places.
        for i in 0..20_000 {
            assert!(ask(english(), &format!("said{i}")).class.is_empty());
        }
        assert!(ask(english(), "said").class.contains(Class::VERB));
    }
}
