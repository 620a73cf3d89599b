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

/// How many words a thread remembers; each has one place, which the next word takes over.
const PLACES: usize = 4096;

thread_local! {
    static ANSWERS: RefCell<Vec<Answer>> = const { RefCell::new(Vec::new()) };
}

impl Pack {
    /// What `word` may be; `large`: it starts with a capital.
    pub fn word(&'static self, word: &str, large: bool) -> Word {
        let mut bytes = [0; 16];
        let Some(start) = bytes.get_mut(..word.len()).filter(|w| !w.is_empty()) else {
            return self.look_up(word, large);
        };
        start.copy_from_slice(word.as_bytes());
        let bits = u128::from_le_bytes(bytes);
        let len = word.len() as u8;
        let language = [self.code.as_bytes()[0], self.code.as_bytes()[1]];
        ANSWERS.with_borrow_mut(|answers| {
            if answers.is_empty() {
                let answer = Word {
                    class: Class::empty(),
                    known: Known::empty(),
                    signs: false,
                };
                let none = Answer {
                    word: 0,
                    len: 0,
                    language,
                    answer,
                };
                answers.resize(PLACES, none);
            }
            let place = &mut answers[place(bits)];
            if place.word != bits || place.len != len || place.language != language {
                *place = Answer {
                    word: bits,
                    len,
                    language,
                    answer: self.look_up(word, large),
                };
            }
            place.answer
        })
    }

    fn look_up(&'static self, word: &str, large: bool) -> Word {
        Word {
            class: self.lexicon().class(word),
            known: if large {
                names::known_raw(word)
            } else {
                Known::empty()
            },
            signs: credits::may_sign(word),
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
    use crate::language::{Class, by_code, english};

    #[test]
    fn words_share_places_and_keep_apart() {
        let german = by_code("de").expect("a pack");
        for _ in 0..2 {
            assert!(english().word("said", false).class.contains(Class::VERB));
            assert!(german.word("said", false).class.is_empty());
            assert!(german.word("sagte", false).class.contains(Class::VERB));
            assert!(!english().word("Mark", true).known.is_empty());
            assert!(english().word("Photos", true).signs);
            assert!(!english().word("photon", false).signs);
        }
        // More words than places.
        let many: Vec<String> = (0..20_000).map(|i| format!("said{i}")).collect();
        for word in &many {
            assert!(english().word(word, false).class.is_empty());
        }
        assert!(english().word("said", false).class.contains(Class::VERB));
    }
}
