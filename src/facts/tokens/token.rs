//! One token: where it ends, what shape it has, what the lists say of it.

use super::Shape;
use super::letters::Letters;
use crate::language::{Lookup, Pack, Word, credits};

/// What a byte is in a word.
pub(super) const LOWER: u8 = 1;
pub(super) const UPPER: u8 = 2;
pub(super) const DIGIT: u8 = 4;
/// It cannot belong to a word before it.
const ENDS: u8 = 8;
/// An ASCII mark.
pub(super) const MARK: u8 = 16;
pub(super) static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b'.' | b'\'' | b'-' => MARK,
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

/// Length, shape and meaning of a token.
pub(super) type Part = (usize, Shape, Word);

/// The word at `at`, where it is a few ASCII letters and nothing behind it may belong to it: most words.
#[inline]
pub(super) fn bare_word(bytes: &[u8], at: usize, pack: &'static Pack) -> Option<Letters> {
    let rest = &bytes[at..];
    let letters = match rest.first_chunk() {
        Some(first) => Letters::of(first),
        None => Letters::of(&padded(rest)),
    }?;
    let next = rest.get(letters.len).copied().unwrap_or(b' ');
    let ends = KINDS[next as usize] & ENDS != 0 || ends_word(letters, rest, pack);
    ends.then_some(letters)
}

/// Fewer than sixteen bytes with spaces behind them.
#[cold]
fn padded(rest: &[u8]) -> [u8; 16] {
    let mut bytes = [b' '; 16];
    bytes[..rest.len()].copy_from_slice(rest);
    bytes
}

/// Whether no byte of `rest` behind the letters that it starts with belongs to their word.
#[inline(never)]
fn ends_word(letters: Letters, rest: &[u8], pack: &'static Pack) -> bool {
    match rest[letters.len..] {
        [b'.', ..] => {
            let initial = letters.len == 1 && letters.starts_large();
            !initial && !pack.is_packed_abbreviation(letters.word())
        }
        // “ ” – — … behind a word end it, whatever follows.
        [0xE2, 0x80, 0x93 | 0x94 | 0x9C | 0x9D | 0xA6, ..] => true,
        _ => false,
    }
}

/// The shape of a word with a capital.
pub(super) fn shape_of(letters: Letters) -> Shape {
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
pub(super) fn plain_word(
    text: &str,
    at: usize,
    pack: &'static Pack,
    words: &mut Lookup<'_>,
) -> Option<Part> {
    let bytes = &text.as_bytes()[at..];
    let first = KINDS[bytes[0] as usize];
    let mut seen = 0;
    let mut len = 1;
    let end = loop {
        let byte = bytes.get(len).copied().unwrap_or(b' ');
        let kind = KINDS[byte as usize];
        if !is_plain(byte) {
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
pub(super) fn any(
    text: &str,
    at: usize,
    pack: &'static Pack,
    words: &mut Lookup<'_>,
) -> Result<Part, usize> {
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
pub(super) fn plain_number(text: &str, at: usize) -> Option<Part> {
    let bytes = &text.as_bytes()[at..];
    let end = bytes.iter().position(|b| !is_plain(*b));
    let len = end.unwrap_or(bytes.len());
    let next = bytes.get(len + 1).copied().unwrap_or(b' ');
    let ends = match bytes.get(len) {
        Some(b'.' | b',' | b':') => !next.is_ascii_digit() && next.is_ascii(),
        Some(byte) => byte.is_ascii(),
        None => true,
    };
    ends.then(|| (len, Shape::Number, number(&text[at..at + len])))
}

/// The end of the ASCII word that starts at `at`; `None` where a full stop or another character may belong to it.
fn ascii_word_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    loop {
        let joint = match bytes.get(end) {
            Some(b'\'' | b'-') => 1,
            Some(byte) if is_plain(*byte) => 0,
            Some(b'.' | 0x80..) => return None,
            _ => return Some(end),
        };
        match bytes.get(end + joint) {
            Some(byte) if is_plain(*byte) => end += joint + 1,
            Some(0x80..) => return None,
            _ => return Some(end),
        }
    }
}

/// The end of the word that starts at `at`.
fn word_end(text: &str, at: usize, pack: &Pack) -> usize {
    if let Some(end) = ascii_word_end(text.as_bytes(), at) {
        return end;
    }
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
