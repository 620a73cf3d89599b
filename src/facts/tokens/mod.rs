//! Words, marks and sentences of a block's prose: one pass, shared by all analyses.

pub(super) mod letters;
mod read;
mod sentences;
mod token;

use crate::language::{Pack, Word};
use crate::text::Span;
use std::cell::Cell;

/// The tokens of one block and where its sentences begin.
#[derive(Clone, Debug)]
pub struct Tokens {
    pub list: Vec<Token>,
    /// Index into `list` of each sentence's first token; the first is 0 where there is a token at all.
    pub sentences: Vec<u32>,
    /// Index into `list` of each word that starts with a capital, or holds a mark and may have one within.
    pub large: Vec<u32>,
    /// Index into `list` of each mark.
    pub marks: Vec<u32>,
    /// The same of those that may be quotation marks.
    pub quotes: Vec<u32>,
    pub counts: Counts,
    /// One of the words may stand in the credit of a picture.
    pub signs: bool,
    /// Two commas stand somewhere, which may be typed for a low quotation mark.
    pub two_commas: bool,
    /// Index into `list` of what may end a sentence.
    stops: Vec<u32>,
}

/// How many tokens of a kind a block has: of those that are few.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub numbers: u32,
    /// Words of two bytes and more in capitals.
    pub shouted: u32,
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
    /// What the word may be; nothing of marks and numbers.
    pub word: Word,
    pub shape: Shape,
    /// It holds nothing but ASCII letters and digits, or is a mark: no apostrophe, hyphen or full stop within.
    pub plain: bool,
    /// White space (or the start of the block) stands before it.
    pub spaced: bool,
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
            marks: Vec::new(),
            quotes: Vec::new(),
            counts: Counts {
                numbers: 0,
                shouted: 0,
            },
            signs: false,
            two_commas: false,
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
        self.marks.clear();
        self.quotes.clear();
        self.stops.clear();
        self.counts = Counts::default();
        self.signs = false;
        self.two_commas = false;
        self.list.reserve(text.len() / 5 + 1);
        pack.look_up(|words| read::all(self, text, words));
        sentences::find(text, &self.list, &self.stops, pack, &mut self.sentences);
    }

    /// How many of the tokens are words.
    pub fn count_words(&self) -> u32 {
        (self.list.len() - self.marks.len()) as u32 - self.counts.numbers
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
