//! Words, marks and sentences of a block's prose: one pass, shared by all analyses.

mod letters;
mod sentences;

use crate::language::{Lookup, Pack, Word, credits};
use crate::text::Span;
use letters::Letters;
use std::cell::Cell;

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
            if let Some(letters) = bare_word(bytes, at, pack) {
                let (len, word) = (letters.len, letters.word);
                let (shape, word) = if letters.are_small() {
                    (Shape::Lower, words.small(word))
                } else {
                    (shape_of(letters), words.packed(word, &text[at..at + len]))
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
            let plain = match KINDS[byte as usize] {
                LOWER | UPPER => plain_word(text, at, pack, words),
                DIGIT => plain_number(text, at),
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
                None => match any(text, at, pack, words) {
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

/// What a byte is in a word.
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// Length, shape and meaning of a token.
type Part = (usize, Shape, Word);

/// The word at `at`, where it is a few ASCII letters with ASCII behind them and nothing behind it may belong to it: most
/// words.
#[inline]
fn bare_word(bytes: &[u8], at: usize, pack: &'static Pack) -> Option<Letters> {
    let bytes = bytes.get(at..)?.first_chunk::<16>()?;
    let letters = Letters::of(bytes)?;
    let joins = match bytes[letters.len] {
        b' ' | b',' => false,
        b'.' => {
            letters.len == 1 && letters.starts_large() || pack.is_packed_abbreviation(letters.word)
        }
        byte => !byte.is_ascii() || matches!(byte, b'\'' | b'-' | b'0'..=b'9'),
    };
    (!joins).then_some(letters)
}

/// The shape of a word with a capital.
fn shape_of(letters: Letters) -> Shape {
    if !letters.starts_large() {
        Shape::Lower
    } else if letters.len == 1 {
        Shape::Initial
    } else if letters.are_large() {
        Shape::Upper
    } else {
        Shape::Capital
    }
}

/// The word at `at`, where it is all ASCII letters and digits and nothing behind it may belong to it: nine words of
/// ten.
#[inline]
fn plain_word(text: &str, at: usize, pack: &'static Pack, words: &mut Lookup<'_>) -> Option<Part> {
    let bytes = &text.as_bytes()[at..];
    let first = KINDS[bytes[0] as usize];
    let mut seen = 0;
    let mut len = 1;
    let end = loop {
        let byte = bytes.get(len).copied().unwrap_or(b' ');
        let kind = KINDS[byte as usize];
        if kind == 0 {
            break byte;
        }
        seen |= kind;
        len += 1;
    };
    match end {
        b'\'' | b'-' => {
            let next = bytes.get(len + 1).copied().unwrap_or(b' ');
            if next.is_ascii_alphanumeric() || !next.is_ascii() {
                return None;
            }
        }
        0..=0x7F => {}
        // “ ” – — … behind a word end it, whatever follows.
        0xE2 if matches!(
            bytes[len..],
            [_, 0x80, 0x93 | 0x94 | 0x9C | 0x9D | 0xA6, ..]
        ) => {}
        _ => return None,
    }
    let initial = len == 1 && first == UPPER;
    if end == b'.' && (initial || pack.is_abbreviation(&text[at..at + len])) {
        return None;
    }
    let word = words.word(&text[at..at + len]);
    let shape = if first == LOWER {
        Shape::Lower
    } else if seen & LOWER != 0 {
        Shape::Capital
    } else if seen & UPPER != 0 {
        Shape::Upper
    } else {
        Shape::Initial
    };
    Some((len, shape, word))
}

/// What stands at `at`, whatever it is; bytes of white space as the error.
fn any(text: &str, at: usize, pack: &'static Pack, words: &mut Lookup<'_>) -> Result<Part, usize> {
    let c = text[at..].chars().next().unwrap_or(' ');
    // Dashes, quotation marks, ellipses.
    if ('\u{2010}'..='\u{2027}').contains(&c) {
        return Ok((c.len_utf8(), Shape::Mark, Word::NONE));
    }
    if c.is_whitespace() {
        return Err(c.len_utf8());
    }
    let end = if c.is_alphabetic() {
        word_end(text, at, pack)
    } else if c.is_numeric() {
        number_end(text, at)
    } else {
        at + c.len_utf8()
    };
    let shape = shape(&text[at..end]);
    let word = match shape {
        Shape::Mark => Word::NONE,
        Shape::Number => number(&text[at..end]),
        _ => words.word(&text[at..end]),
    };
    Ok((end - at, shape, word))
}

/// All that is asked of a number.
fn number(digits: &str) -> Word {
    Word {
        signs: credits::may_sign(digits),
        ..Word::NONE
    }
}

/// The number at `at`, where it is all ASCII letters and digits.
fn plain_number(text: &str, at: usize) -> Option<Part> {
    let bytes = &text.as_bytes()[at..];
    let end = bytes.iter().position(|b| KINDS[*b as usize] == 0);
    let len = end.unwrap_or(bytes.len());
    let next = bytes.get(len + 1).copied().unwrap_or(b' ');
    let ends = match bytes.get(len) {
        Some(b'.' | b',' | b':') => !next.is_ascii_digit() && next.is_ascii(),
        Some(byte) => byte.is_ascii(),
        None => true,
    };
    ends.then(|| (len, Shape::Number, number(&text[at..at + len])))
}

/// The end of the word that starts at `at`.
fn word_end(text: &str, at: usize, pack: &Pack) -> usize {
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let joins = match c {
            '\'' | '’' | '-' | '‑' | '\u{ad}' => {
                chars.peek().is_some_and(|(_, n)| n.is_alphanumeric())
            }
            // U.S. and J.R.R., but not the end of a sentence behind a word.
            '.' => {
                let one = text[at..at + i].rsplit(['.', '-']).next().is_some_and(|p| {
                    let mut letters = p.chars();
                    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
                });
                one || pack.is_abbreviation(&text[at..at + i])
            }
            _ => c.is_alphanumeric() || is_mark_of_letter(c),
        };
        if !joins {
            break;
        }
        end = at + i + c.len_utf8();
        if c == '.' && chars.peek().is_none_or(|(_, n)| !n.is_uppercase()) {
            break;
        }
    }
    end.max(at + text[at..].chars().next().map_or(0, char::len_utf8))
}

/// Combining marks belong to the letter before.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}')
}

fn number_end(text: &str, at: usize) -> usize {
    let mut chars = text[at..].char_indices().peekable();
    let mut end = at;
    while let Some((i, c)) = chars.next() {
        let joins = c.is_alphanumeric()
            || (matches!(c, '.' | ',' | ':') && chars.peek().is_some_and(|(_, n)| n.is_numeric()));
        if !joins {
            break;
        }
        end = at + i + c.len_utf8();
    }
    end
}

fn shape(word: &str) -> Shape {
    let mut chars = word.chars();
    let Some(first) = chars.next() else {
        return Shape::Mark;
    };
    if first.is_numeric() {
        return Shape::Number;
    }
    if !first.is_alphabetic() {
        return Shape::Mark;
    }
    if first.is_lowercase() {
        return Shape::Lower;
    }
    if !first.is_uppercase() {
        return Shape::Caseless;
    }
    // A possessive ending says nothing of the shape.
    let rest = chars.as_str();
    let bare = rest
        .strip_suffix("’s")
        .or_else(|| rest.strip_suffix("'s"))
        .unwrap_or(rest);
    let mut letters = bare.chars().filter(|c| c.is_alphabetic()).peekable();
    if letters.peek().is_none() {
        Shape::Initial
    } else if letters.all(char::is_uppercase) {
        Shape::Upper
    } else {
        Shape::Capital
    }
}

#[cfg(test)]
mod tests;
