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
    /// With a full stop behind it, it is short for another.
    pub abbreviates: bool,
}

impl Word {
    /// What is no word.
    pub const NONE: Word = Word {
        class: Class::empty(),
        known: Known::empty(),
        signs: false,
        abbreviates: false,
    };
}

/// A word that was looked up, and the answer.
#[derive(Clone, Copy)]
struct Answer {
    /// Its bytes, zeros behind them.
    word: u128,
    /// Its length; 0 where there is no answer.
    len: u8,
    language: [u8; 2],
    answer: Word,
}

/// The words that a thread remembers; each has one place, which the next word takes over.
struct Words(Vec<Answer>);

const PLACES: usize = 4096;

thread_local! {
    static WORDS: RefCell<Words> = const { RefCell::new(Words(Vec::new())) };
}

/// Looks up words of `pack`.
pub struct Lookup<'a> {
    words: &'a mut Words,
    pack: &'static Pack,
    language: [u8; 2],
}

impl Pack {
    /// Calls `each` with the means to look up words. Not to be called within.
    pub fn look_up<T>(&'static self, each: impl FnOnce(Lookup<'_>) -> T) -> T {
        let code = self.code.as_bytes();
        let language = [code[0], code[1]];
        WORDS.with_borrow_mut(|words| {
            if words.0.is_empty() {
                let none = Answer {
                    word: 0,
                    len: 0,
                    language,
                    answer: Word::NONE,
                };
                words.0.resize(PLACES, none);
            }
            each(Lookup {
                words,
                pack: self,
                language,
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
            abbreviates: self.is_abbreviation(word),
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
        let place = &mut self.words.0[place(bits)];
        if place.word != bits || place.len != len as u8 || place.language != self.language {
            *place = Answer {
                word: bits,
                len: len as u8,
                language: self.language,
                answer: self.pack.ask(word),
            };
        }
        place.answer
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
            assert!(ask(english(), "Mr").abbreviates);
            assert!(!ask(english(), "Mister").abbreviates);
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
