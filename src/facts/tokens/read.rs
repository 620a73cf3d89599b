//! Reads the tokens of a text one by one: most are words of ASCII letters with a space or an ASCII mark behind them.

use super::letters::{self, Letters, WINDOW};
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
    let (mut at, mut spaced) = (0, true);
    while let Some(window) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let start = Start { at, spaced };
        if let Some(word) = letters::small_word(window) {
            reader.small(start, word);
            (at, spaced) = (at + word.bytes() + 1, true);
        } else {
            (at, spaced) = reader.rarer(start, window);
        }
    }
    // What is left is shorter: it is looked at with spaces behind it.
    let (left, rest) = (at, bytes.get(at..).unwrap_or_default());
    let mut last = [b' '; 2 * WINDOW];
    last[..rest.len()].copy_from_slice(rest);
    while at < bytes.len() {
        let window = last[at - left..].first_chunk();
        let window = window.unwrap_or(&[b' '; WINDOW]);
        (at, spaced) = reader.rarer(Start { at, spaced }, window);
    }
    reader.tokens.signs = reader.words.signs();
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
    fn rarer(&mut self, mut start: Start, window: &[u8; WINDOW]) -> (usize, bool) {
        let mut next = window[0];
        if let Some(letters) = Letters::of(window) {
            let word = letters.word();
            let end = start.at + letters.len;
            next = window[letters.len];
            if !token::ends(word, next, self.text, end, &self.words) {
                return self.other(start);
            }
            if word.are_small() {
                self.small(start, word);
            } else {
                self.large(start, word);
            }
            if next == b' ' {
                return (end + 1, true);
            }
            start = Start {
                at: end,
                spaced: false,
            };
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
        let (text, at) = (self.text, start.at);
        let byte = text.as_bytes()[at];
        let common = match KINDS[byte as usize] {
            LOWER | UPPER => token::common_word(text, at, &mut self.words),
            DIGIT => token::common_number(text, at, &mut self.words),
            _ if !byte.is_ascii() => None,
            // White space: marks have been taken up.
            _ => return (at + 1, true),
        };
        let part = match common {
            Some(part) => part,
            None => match token::any(text, at, &mut self.words) {
                Ok(part) => {
                    if sentences::may_stop(&text[at..at + part.len], part.shape, part.plain) {
                        self.push_stop();
                    }
                    part
                }
                Err(space) => return (at + space, true),
            },
        };
        let Part {
            len,
            shape,
            plain,
            word,
        } = part;
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
        let spaced = text.as_bytes().get(at + len) == Some(&b' ');
        (at + len + usize::from(spaced), spaced)
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
        self.tokens.list.push(Token {
            span: Span::new(start.at, start.at + len),
            word,
            shape,
            plain,
            spaced: start.spaced,
        });
    }
}
