//! Reads the tokens of a text one by one: most are words of a few letters in lower case with a space behind them.

use super::letters::{self, Letters};
use super::token::{self, DIGIT, KINDS, LOWER, MARK, Part, UPPER};
use super::{Shape, Token, Tokens, sentences};
use crate::language::{Lookup, Packed, Word};
use crate::text::Span;

/// Where a token begins.
#[derive(Clone, Copy)]
struct Start {
    at: usize,
    /// Behind white space.
    spaced: bool,
}

struct Reader<'a> {
    tokens: &'a mut Tokens,
    text: &'a str,
    words: Lookup<'a>,
}

/// Reads `text` into `tokens`, which are empty.
pub(super) fn all<'a>(tokens: &'a mut Tokens, text: &'a str, words: Lookup<'a>) {
    let mut reader = Reader {
        tokens,
        text,
        words,
    };
    let bytes = text.as_bytes();
    let (mut at, mut spaced) = (0, true);
    let mut room = [0; 16];
    while at < bytes.len() {
        let start = Start { at, spaced };
        let window = letters::window(&bytes[at..], &mut room);
        let letters = Letters::of(window);
        if let Some(letters) = letters
            && letters.are_small()
            && window[letters.len] == b' '
        {
            reader.small(start, letters.word());
            (at, spaced) = (at + letters.len + 1, true);
        } else if KINDS[window[0] as usize] & MARK != 0 {
            reader.mark(start, window[0]);
            spaced = window[1] == b' ';
            at += 1 + usize::from(spaced);
        } else {
            let word = letters.map(Letters::word).unwrap_or_default();
            (at, spaced) = reader.rarer(start, word);
        }
    }
}

impl Reader<'_> {
    /// Takes up a word of ASCII letters in lower case.
    #[inline]
    fn small(&mut self, start: Start, letters: Packed) {
        let word = self.words.small(letters);
        self.push(start, letters.bytes(), Shape::Lower, true, word);
    }

    /// Takes up anything else than an ASCII mark; it starts with the ASCII letters `word` if it starts with any. Returns
    /// where the next token begins, behind one space at most, and whether white space stands before it.
    ///
    /// Not within the loop, which is faster without.
    #[inline(never)]
    fn rarer(&mut self, start: Start, word: Packed) -> (usize, bool) {
        let rest = &self.text.as_bytes()[start.at..];
        let mut len = word.bytes();
        if len > 0 && token::ends(word, &rest[len..], &self.words) {
            if word.are_small() {
                self.small(start, word);
            } else {
                self.large(start, word);
            }
        } else {
            match self.other(start) {
                Ok(other) => len = other,
                Err(space) => return (start.at + space, true),
            }
        }
        let spaced = rest.get(len) == Some(&b' ');
        (start.at + len + usize::from(spaced), spaced)
    }

    /// Takes up another word of ASCII letters.
    fn large(&mut self, start: Start, letters: Packed) {
        let len = letters.bytes();
        let word = self.words.letters(letters);
        let shape = if !letters.starts_large() {
            Shape::Lower
        } else if len == 1 {
            Shape::Initial
        } else if letters.are_large() {
            self.tokens.counts.shouted += 1;
            Shape::Upper
        } else {
            Shape::Capital
        };
        if shape != Shape::Lower {
            self.push_large();
        }
        self.push(start, len, shape, true, word);
    }

    /// Takes up the ASCII mark `byte`.
    #[inline(never)]
    fn mark(&mut self, start: Start, byte: u8) {
        if sentences::STOPS.contains(&byte) {
            self.push_stop();
        }
        self.push_mark();
        self.push(start, 1, Shape::Mark, true, Word::NONE);
    }

    /// Takes up whatever else stands there; returns how many bytes it has, as the error if it is white space.
    #[inline(never)]
    fn other(&mut self, start: Start) -> Result<usize, usize> {
        let (text, at) = (self.text, start.at);
        let byte = text.as_bytes()[at];
        let common = match KINDS[byte as usize] {
            LOWER | UPPER => token::common_word(text, at, &mut self.words),
            DIGIT => token::common_number(text, at),
            _ if !byte.is_ascii() => None,
            // White space: marks have been taken up.
            _ => return Err(1),
        };
        let Part {
            len,
            shape,
            plain,
            word,
        } = match common {
            Some(part) => part,
            None => token::any(text, at, &mut self.words)?,
        };
        let written = &text[at..at + len];
        if !(plain && shape.is_word()) && sentences::may_stop(written, shape, plain) {
            self.push_stop();
        }
        if shape == Shape::Number {
            self.tokens.counts.numbers += 1;
        } else if shape == Shape::Mark {
            self.push_mark();
        } else if shape.is_capitalised() || shape == Shape::Lower && !plain {
            self.push_large();
            let shouts = shape == Shape::Upper && len > 1;
            self.tokens.counts.shouted += u32::from(shouts);
        }
        self.push(start, len, shape, plain, word);
        Ok(len)
    }

    /// The next token may be, or hold, a word that starts with a capital.
    fn push_large(&mut self) {
        self.tokens.large.push(self.tokens.list.len() as u32);
    }

    /// The next token is a mark.
    fn push_mark(&mut self) {
        self.tokens.marks.push(self.tokens.list.len() as u32);
    }

    /// The next token may end a sentence.
    fn push_stop(&mut self) {
        self.tokens.stops.push(self.tokens.list.len() as u32);
    }

    #[inline]
    fn push(&mut self, start: Start, len: usize, shape: Shape, plain: bool, word: Word) {
        self.tokens.signs |= word.signs;
        self.tokens.list.push(Token {
            span: Span::new(start.at, start.at + len),
            word,
            shape,
            plain,
            spaced: start.spaced,
        });
    }
}
