//! Words, marks and sentences of a block's prose: one pass, shared by all analyses.

mod letters;
mod sentences;
mod token;

use crate::language::{Lookup, Pack, Word};
use crate::text::Span;
use std::cell::Cell;
use token::{DIGIT, KINDS, LOWER, UPPER};

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
}

impl Shape {
    /// Whether it is a word that starts with a capital.
    pub fn is_capitalised(self) -> bool {
        matches!(self, Shape::Capital | Shape::Upper | Shape::Initial)
    }

    /// Whether it is a word at all.
    pub fn is_word(self) -> bool {
        !matches!(self, Shape::Mark | Shape::Number)
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
            if let Some(letters) = (kind & (LOWER | UPPER) != 0).then(letters).flatten() {
                let (len, word) = (letters.len, letters.word);
                let (shape, word) = if letters.are_small() {
                    (Shape::Lower, words.small(word))
                } else {
                    (
                        token::shape_of(letters),
                        words.packed(word, &text[at..at + len]),
                    )
                };
                if shape != Shape::Lower {
                    self.large.push(self.list.len() as u32);
                    self.counts.shouted += u32::from(shape == Shape::Upper);
                }
                self.counts.words += 1;
                self.counts.long += u32::from(len > 1);
                self.signs |= word.signs;
                self.list.push(Token {
                    span: Span::new(at, at + len),
                    shape,
                    spaced,
                    plain: true,
                    word,
                });
                at += len;
                // Nearly always a space follows.
                spaced = bytes[at] == b' ';
                at += usize::from(spaced);
                continue;
            }
            let plain = match kind {
                LOWER | UPPER => token::plain_word(text, at, pack, words),
                DIGIT => token::plain_number(text, at),
                _ => match byte {
                    b' ' | b'\t'..=b'\r' => {
                        spaced = true;
                        at += 1;
                        continue;
                    }
                    0..=0x7F => Some((1, Shape::Mark, Word::NONE)),
                    _ => None,
                },
            };
            let (len, shape, word) = match plain {
                Some(plain) => plain,
                None => match token::any(text, at, pack, words) {
                    Ok(token) => token,
                    Err(space) => {
                        spaced = true;
                        at += space;
                        continue;
                    }
                },
            };
            let plain = plain.is_some();
            let index = self.list.len() as u32;
            match shape {
                Shape::Lower if plain => {}
                Shape::Lower | Shape::Capital | Shape::Upper | Shape::Initial => {
                    self.large.push(index);
                    let shouts = shape == Shape::Upper && len > 1;
                    self.counts.shouted += u32::from(shouts);
                }
                Shape::Number => self.counts.numbers += 1,
                Shape::Caseless | Shape::Mark => {}
            }
            if shape.is_word() {
                self.counts.words += 1;
                self.counts.long += u32::from(len > 1);
            }
            let may_stop = !(plain && shape.is_word())
                && sentences::may_stop(&text[at..at + len], shape, plain);
            if may_stop {
                self.stops.push(index);
            }
            self.signs |= word.signs;
            self.list.push(Token {
                span: Span::new(at, at + len),
                shape,
                spaced,
                plain,
                word,
            });
            spaced = false;
            at += len;
        }
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
