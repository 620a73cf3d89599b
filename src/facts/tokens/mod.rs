//! Words, marks and sentences of a block's prose: one pass, shared by all analyses.

pub(super) mod letters;
mod sentences;
mod token;

use crate::language::{Lookup, Pack, Word};
use crate::text::Span;
use letters::Letters;
use std::cell::Cell;
use token::{DIGIT, KINDS, LOWER, MARK, UPPER};

/// The tokens of one block and where its sentences begin.
#[derive(Clone, Debug)]
pub struct Tokens {
    pub list: Vec<Token>,
    /// Index into `list` of each sentence's first token; the first is 0 where there is a token at all.
    pub sentences: Vec<u32>,
    /// Index into `list` of each word that starts with a capital, or holds a mark and may have one within.
    pub large: Vec<u32>,
    pub counts: Counts,
    /// One of the words may stand in the credit of a picture.
    pub signs: bool,
    /// Index into `list` of what may end a sentence.
    stops: Vec<u32>,
}

/// How many tokens of a kind a block has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub words: u32,
    /// Words of two bytes and more, and those of them in capitals.
    pub long: u32,
    pub shouted: u32,
    pub numbers: u32,
}

thread_local! {
    /// Tokens whose room is used again.
    static SCRATCH: Cell<Tokens> = const { Cell::new(Tokens::new()) };
}

/// Tokens to read into, mostly with room from before.
pub(super) fn scratch() -> Tokens {
    SCRATCH.replace(Tokens::new())
}

/// Keeps the room of `tokens` for later, unless it is more than most blocks need.
pub(super) fn keep(tokens: Tokens) {
    if tokens.list.capacity() <= ROOM {
        SCRATCH.set(tokens);
    }
}

/// Tokens of a long paragraph.
const ROOM: usize = 2048;

/// Where a token begins.
#[derive(Clone, Copy)]
struct Start {
    at: usize,
    /// Behind white space.
    spaced: bool,
}

/// A word, a number or one mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the prose. A word holds inner apostrophes and hyphens (`O’Brien`, `Jong-un`), inner and
    /// final full stops of initials (`U.S.`, `J.`) and of known abbreviations (`Mr.`), and a possessive (`Rutte’s`).
    pub span: Span,
    pub shape: Shape,
    /// White space (or the start of the block) stands before it.
    pub spaced: bool,
    /// It holds nothing but ASCII letters and digits, or is a mark: no apostrophe, hyphen or full stop within.
    pub plain: bool,
    /// What the word may be; nothing of marks and numbers.
    pub word: Word,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Starts in lower case (`said`, `iPhone`).
    Lower,
    /// First letter a capital, then at least one in lower case (`Rutte`, `McCain`).
    Capital,
    /// Two or more letters, all capitals (`NATO`, `U.S.`).
    Upper,
    /// One capital letter, with or without a full stop (`J.`, `I`).
    Initial,
    /// A letter of a script without case.
    Caseless,
    Number,
    /// Anything else: one character.
    Mark,
    /// A quotation taken as a whole: no token that is read.
    Quotation,
}

impl Shape {
    /// Whether it is a word that starts with a capital.
    pub fn is_capitalised(self) -> bool {
        matches!(self, Shape::Capital | Shape::Upper | Shape::Initial)
    }

    /// Whether it is a word at all.
    pub fn is_word(self) -> bool {
        !matches!(self, Shape::Mark | Shape::Number | Shape::Quotation)
    }
}

impl Tokens {
    const fn new() -> Self {
        Tokens {
            list: Vec::new(),
            sentences: Vec::new(),
            large: Vec::new(),
            counts: Counts {
                words: 0,
                long: 0,
                shouted: 0,
                numbers: 0,
            },
            signs: false,
            stops: Vec::new(),
        }
    }

    /// Reads `text`.
    pub fn of(text: &str, pack: &'static Pack) -> Self {
        let mut tokens = Tokens::new();
        tokens.read(text, pack);
        tokens
    }

    /// Reads `text` in place of what was read before.
    pub fn read(&mut self, text: &str, pack: &'static Pack) {
        self.list.clear();
        self.sentences.clear();
        self.large.clear();
        self.stops.clear();
        self.counts = Counts::default();
        self.signs = false;
        self.list.reserve(text.len() / 5 + 1);
        pack.look_up(|mut words| self.words(text, pack, &mut words));
        sentences::find(text, &self.list, &self.stops, pack, &mut self.sentences);
    }

    fn words(&mut self, text: &str, pack: &'static Pack, words: &mut Lookup<'_>) {
        let bytes = text.as_bytes();
        let mut spaced = true;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let kind = KINDS[byte as usize];
            let letters = || token::bare_word(bytes, at, pack);
            let end = if let Some(letters) = (kind & (LOWER | UPPER) != 0).then(letters).flatten() {
                self.bare_word(text, Start { at, spaced }, letters, words)
            } else if kind & MARK != 0 {
                self.mark(byte, Start { at, spaced })
            } else {
                match self.other(text, Start { at, spaced }, pack, words) {
                    Ok(end) => end,
                    Err(end) => {
                        spaced = true;
                        at = end;
                        continue;
                    }
                }
            };
            // Nearly always a space follows.
            spaced = bytes.get(end) == Some(&b' ');
            at = end + usize::from(spaced);
        }
    }

    /// Takes up a word that is `letters`; returns where it ends.
    #[inline]
    fn bare_word(
        &mut self,
        text: &str,
        start: Start,
        letters: Letters,
        words: &mut Lookup<'_>,
    ) -> usize {
        let span = Span::new(start.at, start.at + letters.len);
        if letters.are_small() {
            let word = words.small(letters.word());
            self.push(span, Shape::Lower, start.spaced, true, word);
        } else {
            let word = words.packed(letters.word(), &text[span.range()]);
            let shape = token::shape_of(letters);
            self.push(span, shape, start.spaced, true, word);
        }
        span.to()
    }

    /// Takes up the ASCII mark `byte`; returns where it ends.
    #[inline]
    fn mark(&mut self, byte: u8, Start { at, spaced }: Start) -> usize {
        if sentences::STOPS.contains(&byte) {
            self.stops.push(self.list.len() as u32);
        }
        let span = Span::new(at, at + 1);
        self.push(span, Shape::Mark, spaced, true, Word::NONE);
        span.to()
    }

    /// Takes up whatever else stands there; returns where it ends, as the error if it is white space.
    #[inline(never)]
    fn other(
        &mut self,
        text: &str,
        Start { at, spaced }: Start,
        pack: &'static Pack,
        words: &mut Lookup<'_>,
    ) -> Result<usize, usize> {
        let byte = text.as_bytes()[at];
        let plain = match KINDS[byte as usize] {
            LOWER | UPPER => token::plain_word(text, at, pack, words),
            DIGIT => token::plain_number(text, at),
            _ if !byte.is_ascii() => None,
            // White space: marks have been taken up.
            _ => return Err(at + 1),
        };
        let (len, shape, word) = match plain {
            Some(plain) => plain,
            None => token::any(text, at, pack, words).map_err(|space| at + space)?,
        };
        let span = Span::new(at, at + len);
        let plain = plain.is_some();
        if !(plain && shape.is_word()) && sentences::may_stop(&text[span.range()], shape, plain) {
            self.stops.push(self.list.len() as u32);
        }
        self.push(span, shape, spaced, plain, word);
        Ok(span.to())
    }

    #[inline]
    fn push(&mut self, span: Span, shape: Shape, spaced: bool, plain: bool, word: Word) {
        if shape.is_word() {
            self.counts.words += 1;
            self.counts.long += u32::from(span.len() > 1);
        }
        match shape {
            Shape::Lower if plain => {}
            Shape::Lower | Shape::Capital | Shape::Upper | Shape::Initial => {
                self.large.push(self.list.len() as u32);
                let shouts = shape == Shape::Upper && span.len() > 1;
                self.counts.shouted += u32::from(shouts);
            }
            Shape::Number => self.counts.numbers += 1,
            Shape::Caseless | Shape::Mark | Shape::Quotation => {}
        }
        self.signs |= word.signs;
        self.list.push(Token {
            span,
            shape,
            spaced,
            plain,
            word,
        });
    }

    /// The tokens of sentence `index`, as indices into `list`.
    pub fn sentence(&self, index: usize) -> std::ops::Range<usize> {
        let start = self
            .sentences
            .get(index)
            .map_or(self.list.len(), |&i| i as usize);
        let end = self
            .sentences
            .get(index + 1)
            .map_or(self.list.len(), |&i| i as usize);
        start..end
    }

    /// The sentence that token `index` stands in.
    pub fn sentence_of(&self, index: usize) -> usize {
        self.sentences
            .partition_point(|&s| s as usize <= index)
            .saturating_sub(1)
    }

    /// The first token that starts at or behind byte `at`.
    pub fn at(&self, at: usize) -> usize {
        self.list.partition_point(|t| t.span.from() < at)
    }
}

#[cfg(test)]
mod tests;
