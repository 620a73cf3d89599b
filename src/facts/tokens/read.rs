//! Reads the tokens of a text one by one: most are words of ASCII letters with a space or an ASCII mark behind them.

use super::letters::{self, Letters, Windows};
use super::token::{self, DIGIT, KINDS, LOWER, MARK, Part, QUOTE, STOP, UPPER};
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
    let windows = Windows::of(bytes);
    let (mut at, mut spaced) = (0, true);
    while at < bytes.len() {
        let start = Start { at, spaced };
        let window = windows.from(at);
        if let Some(word) = letters::small_word(window) {
            reader.small(start, word);
            (at, spaced) = (at + word.bytes() + 1, true);
        } else {
            (at, spaced) = reader.rarer(start, window);
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

    /// Takes up anything else, which starts with the bytes of `window`, and what stands right behind a word of letters.
    /// Returns where the next token begins, behind one space at most, and whether white space stands before it.
    ///
    /// Not within the loop, which is faster without.
    #[inline(never)]
    fn rarer(&mut self, mut start: Start, window: &[u8; 16]) -> (usize, bool) {
        let mut next = window[0];
        if let Some(letters) = Letters::of(window) {
            let word = letters.word();
            next = window[letters.len];
            if !token::ends(word, next, &self.text.as_bytes()[start.at..], &self.words) {
                return self.other(start);
            }
            if word.are_small() {
                self.small(start, word);
            } else {
                self.large(start, word);
            }
            start = Start {
                at: start.at + letters.len,
                spaced: false,
            };
            if next == b' ' {
                return (start.at + 1, true);
            }
        }
        if KINDS[next as usize] & MARK == 0 {
            return self.other(start);
        }
        self.mark(start, next)
    }

    /// Takes up a word of ASCII letters with a capital.
    #[inline]
    fn large(&mut self, start: Start, letters: Packed) {
        let len = letters.bytes();
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
        let word = self.words.letters(letters);
        self.push(start, len, shape, true, word);
    }

    /// Takes up the ASCII mark `byte`; returns as [`Self::rarer`] does.
    #[inline]
    fn mark(&mut self, start: Start, byte: u8) -> (usize, bool) {
        let kind = KINDS[byte as usize];
        if kind & STOP != 0 {
            self.push_stop();
        }
        if kind & QUOTE != 0 {
            self.push_quote();
        }
        self.push_mark();
        self.push(start, 1, Shape::Mark, true, Word::NONE);
        let end = start.at + 1;
        let behind = self.text.as_bytes().get(end).copied();
        self.tokens.two_commas |= byte == b',' && behind == Some(b',');
        let spaced = behind == Some(b' ');
        (end + usize::from(spaced), spaced)
    }

    /// Takes up whatever else stands there; returns as [`Self::rarer`] does.
    #[inline(never)]
    fn other(&mut self, start: Start) -> (usize, bool) {
        match self.part(start) {
            Ok(len) => {
                let end = start.at + len;
                let spaced = self.text.as_bytes().get(end) == Some(&b' ');
                (end + usize::from(spaced), spaced)
            }
            Err(space) => (start.at + space, true),
        }
    }

    /// The same; returns how many bytes it has, as the error if it is white space.
    fn part(&mut self, start: Start) -> Result<usize, usize> {
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
            self.push_quote();
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

    /// The next token may be a quotation mark.
    fn push_quote(&mut self) {
        self.tokens.quotes.push(self.tokens.list.len() as u32);
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
