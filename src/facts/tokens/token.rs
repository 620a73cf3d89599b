//! One token: where it ends, what shape it has, what the lists say of it.

use super::Shape;
use crate::language::{Lookup, Packed, Word, credits};

/// What a byte is in a word.
pub(super) const LOWER: u8 = 1;
pub(super) const UPPER: u8 = 2;
pub(super) const DIGIT: u8 = 4;
/// It cannot belong to a word before it.
const ENDS: u8 = 8;
/// An ASCII mark.
pub(super) const MARK: u8 = 16;
/// One that a sentence may end with.
pub(super) const STOP: u8 = 32;
/// A quotation mark.
pub(super) const QUOTE: u8 = 64;
pub(super) static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b'.' => MARK | STOP,
            b'!' | b'?' => MARK | STOP | ENDS,
            b'"' => MARK | QUOTE | ENDS,
            b'\'' => MARK | QUOTE,
            b'-' => MARK,
            b' ' | b'\t'..=b'\r' => ENDS,
            _ => MARK | ENDS,
        };
        byte += 1;
    }
    kinds
};

/// Whether the byte is an ASCII letter or digit.
fn is_plain(byte: u8) -> bool {
    KINDS[byte as usize] & (LOWER | UPPER | DIGIT) != 0
}

/// A token without its place.
pub(super) struct Part {
    /// Bytes.
    pub len: usize,
    pub shape: Shape,
    /// As [`super::Token::plain`].
    pub plain: bool,
    pub word: Word,
}

/// Whether `next`, which stands behind the ASCII letters `word`, does not belong to them; `text`: both and all behind.
#[inline]
pub(super) fn ends(word: Packed, next: u8, text: &[u8], words: &Lookup<'_>) -> bool {
    KINDS[next as usize] & ENDS != 0 || ends_word(word, &text[word.bytes()..], words)
}

/// The same where it depends on more than one byte.
#[inline(never)]
fn ends_word(word: Packed, behind: &[u8], words: &Lookup<'_>) -> bool {
    match behind {
        [b'.', ..] => {
            let initial = word.bytes() == 1 && word.starts_large();
            !initial && !words.is_abbreviation(word)
        }
        // “ ” – — … behind a word end it, whatever follows.
        [0xE2, 0x80, 0x93 | 0x94 | 0x9C | 0x9D | 0xA6, ..] => true,
        _ => false,
    }
}

/// The word at `at`, where it starts with an ASCII letter and is ASCII letters and digits, single apostrophes and
/// hyphens between them: nearly all words that are not bare.
pub(super) fn common_word(text: &str, at: usize, words: &mut Lookup<'_>) -> Option<Part> {
    let bytes = &text.as_bytes()[at..];
    let (mut len, mut plain) = (0, true);
    loop {
        len += plain_len(&bytes[len..]);
        let joint = match bytes[len..] {
            [b'\'' | b'-', ..] => 1,
            // ’
            [0xE2, 0x80, 0x99, ..] => 3,
            // “ ” – — … behind a word end it, whatever follows.
            [0xE2, 0x80, 0x93 | 0x94 | 0x9C | 0x9D | 0xA6, ..] => break,
            [b'.' | 0x80..=0xFF, ..] if !plain => return None,
            [b'.', ..] => {
                let initial = len == 1 && bytes[0].is_ascii_uppercase();
                if initial || words.is_written_abbreviation(&text[at..at + len]) {
                    return None;
                }
                break;
            }
            [0x80..=0xFF, ..] => return None,
            _ => break,
        };
        match bytes.get(len + joint) {
            Some(byte) if is_plain(*byte) => len += joint,
            Some(0x80..) => return None,
            // What stands behind a curly mark is looked at by others.
            _ if joint > 1 => return None,
            _ => break,
        }
        plain = false;
    }
    let word = &text[at..at + len];
    Some(Part {
        len,
        shape: ascii_shape(word),
        plain,
        word: words.word(word),
    })
}

/// How many bytes `bytes` starts with that are ASCII letters and digits.
fn plain_len(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|b| !is_plain(*b));
    end.unwrap_or(bytes.len())
}

/// The shape of a word that starts with an ASCII letter and has no others.
fn ascii_shape(word: &str) -> Shape {
    match word.as_bytes() {
        [b'a'..=b'z', ..] => return Shape::Lower,
        [_, b'a'..=b'z', ..] => return Shape::Capital,
        _ => {}
    }
    let rest = without_ending(word).bytes().skip(1);
    let seen = rest.fold(0, |seen, b| seen | KINDS[b as usize]);
    if seen & LOWER != 0 {
        Shape::Capital
    } else if seen & UPPER != 0 {
        Shape::Upper
    } else {
        Shape::Initial
    }
}

/// `word` without a possessive ending, which says nothing of its shape.
fn without_ending(word: &str) -> &str {
    let curly = word.strip_suffix("’s");
    curly.or_else(|| word.strip_suffix("'s")).unwrap_or(word)
}

/// What stands at `at`, whatever it is; bytes of white space as the error.
pub(super) fn any(text: &str, at: usize, words: &mut Lookup<'_>) -> Result<Part, usize> {
    let c = text[at..].chars().next().unwrap_or(' ');
    let mut part = Part {
        len: c.len_utf8(),
        shape: Shape::Mark,
        plain: false,
        word: Word::NONE,
    };
    // Dashes, quotation marks, ellipses.
    if ('\u{2010}'..='\u{2027}').contains(&c) {
        return Ok(part);
    }
    if c.is_whitespace() {
        return Err(c.len_utf8());
    }
    if c.is_alphabetic() {
        part.len = word_end(text, at, words) - at;
    } else if c.is_numeric() {
        part.len = number_end(text, at) - at;
    }
    let text = &text[at..at + part.len];
    part.shape = shape(text);
    part.word = match part.shape {
        Shape::Mark => Word::NONE,
        Shape::Number => number(text),
        _ => words.word(text),
    };
    Ok(part)
}

/// All that is asked of a number.
fn number(digits: &str) -> Word {
    Word {
        signs: credits::may_sign(digits),
        ..Word::NONE
    }
}

/// The number at `at`, where it starts with an ASCII digit and is ASCII letters and digits, single full stops, commas
/// and colons before digits.
pub(super) fn common_number(text: &str, at: usize) -> Option<Part> {
    let bytes = &text.as_bytes()[at..];
    let (mut len, mut plain) = (0, true);
    loop {
        len += plain_len(&bytes[len..]);
        match bytes[len..] {
            [b'.' | b',' | b':', b'0'..=b'9', ..] => {
                len += 1;
                plain = false;
            }
            [0x80..=0xFF, ..] | [b'.' | b',' | b':', 0x80..=0xFF, ..] => return None,
            _ => break,
        }
    }
    Some(Part {
        len,
        shape: Shape::Number,
        plain,
        word: if bytes[len - 1].is_ascii_digit() {
            Word::NONE
        } else {
            number(&text[at..at + len])
        },
    })
}

/// The end of the word that starts at `at`.
fn word_end(text: &str, at: usize, words: &Lookup<'_>) -> usize {
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
                one || words.is_written_abbreviation(&text[at..at + i])
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
    let rest = without_ending(chars.as_str());
    let mut letters = rest.chars().filter(|c| c.is_alphabetic()).peekable();
    if letters.peek().is_none() {
        Shape::Initial
    } else if letters.all(char::is_uppercase) {
        Shape::Upper
    } else {
        Shape::Capital
    }
}
