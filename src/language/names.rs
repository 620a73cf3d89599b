//! What the names analysis must know of words: given names, surnames, places, common words, titles, particles,
//! and when two spellings are close.

mod slips;
mod sounds;

pub use slips::slip;
pub use sounds::{Skeleton, same_start, skeleton};

use super::Packed;
use smallvec::SmallVec;
use std::borrow::Cow;

bitflags::bitflags! {
    /// What a word is known to be; the bits are set by `data/names/build.rs`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Known: u16 {
        /// An English word in lower case.
        const WORD = 1;
        const MALE = 1 << 1;
        const FEMALE = 1 << 2;
        /// A given name of a list that does not say whose.
        const NEUTRAL = 1 << 3;
        const SURNAME = 1 << 4;
        /// Written with a capital in dictionaries: famous people, peoples, places.
        const PROPER = 1 << 5;
        const PLACE = 1 << 6;
        /// A people, a religion, a language.
        const PEOPLE = 1 << 7;
        /// A function word, or one that starts sentences.
        const STOP = 1 << 8;
        const DAY = 1 << 9;
        const TITLE = 1 << 10;
        /// Makes an organisation, place or thing of the name it stands in.
        const ORG = 1 << 11;
        /// Makes a place or people of what it stands before (`North`).
        const AREA = 1 << 12;
        /// Stands behind a name (`Jr`).
        const SUFFIX = 1 << 13;
        const GIVEN = Self::MALE.bits() | Self::FEMALE.bits() | Self::NEUTRAL.bits();
        const NAME = Self::GIVEN.bits() | Self::SURNAME.bits() | Self::PROPER.bits() | Self::PLACE.bits() | Self::PEOPLE.bits();
    }
}

/// Marks of all words that something is known of, and what may be; laid out by `data/names/build.rs`.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.table"));
static FLAGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.flags"));

/// What is known of `word`, which is folded ([`fold`]); parts of a place's name are joined by one space.
pub fn known(word: &str) -> Known {
    known_by(hash(word.as_bytes()))
}

/// What is known of several folded words together; `first`: the hash of the first.
pub fn known_together<'w>(first: u64, words: impl Iterator<Item = &'w str>) -> Known {
    let bits: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/starts.bits"));
    let at = start(first);
    if bits[at / 8] & 1 << (at % 8) == 0 {
        return Known::empty();
    }
    let mut all: SmallVec<[u8; 64]> = SmallVec::new();
    for word in words {
        all.extend_from_slice(word.as_bytes());
        all.push(b' ');
    }
    all.pop();
    known_by(hash(&all))
}

include!("data/names/start.rs");

/// Bytes of a word in the table: its mark, and the number of its set of flags.
const ENTRY: usize = 5;

/// What is known of a word as it stands in a text.
pub fn known_raw(word: &str) -> Known {
    if let Some(letters) = Packed::of_letters(word) {
        known_letters(letters)
    } else if word.is_ascii() && word.len() <= LONGEST {
        let (mut folded, mut len) = ([0; LONGEST], 0);
        for byte in word.bytes() {
            folded[len] = byte.to_ascii_lowercase();
            len += usize::from(!is_left_out(char::from(byte)));
        }
        known_by(hash(&folded[..len]))
    } else {
        known(&fold(word))
    }
}

/// Bytes of nearly all words.
const LONGEST: usize = 32;

/// The same of a word that is all ASCII letters.
pub fn known_letters(letters: Packed) -> Known {
    known_by(hash_of(letters.in_lower_case()))
}

/// The hash of a folded word.
pub fn hash_of(word: Packed) -> u64 {
    let (low, high) = word.halves();
    mixed(low, high)
}

/// What is known of a folded word, by its hash.
pub fn known_by(hash: u64) -> Known {
    let (place, mark) = entry(hash);
    let (before, entries) = TABLE.split_at((PLACES + 1) * 4);
    let bound = |place: usize| {
        let bytes = before[place * 4..].first_chunk();
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
    };
    let words = entries[bound(place) * ENTRY..bound(place + 1) * ENTRY].as_chunks::<ENTRY>();
    let same = |[a, b, c, d, _]: &&[u8; ENTRY]| u32::from_le_bytes([*a, *b, *c, *d]) == mark;
    let Some([.., set]) = words.0.iter().find(same) else {
        return Known::empty();
    };
    let flags = FLAGS.as_chunks::<2>().0[usize::from(*set)];
    Known::from_bits_truncate(u16::from_le_bytes(flags))
}

/// Whether `word` (as written) may join two parts of a name: the classic European and Arabic particles.
pub fn is_particle(word: &str) -> bool {
    // Most words are too long or start otherwise.
    let first = word.bytes().next();
    word.len() <= 5
        && first.is_some_and(|b| {
            matches!(
                b,
                b'a' | b'b' | b'd' | b'e' | b'i' | b'l' | b't' | b'v' | b'y' | b'z' | b'\'' | 0xE2
            )
        })
        && matches!(
            word,
            "von"
                | "van"
                | "der"
                | "den"
                | "de"
                | "del"
                | "della"
                | "di"
                | "da"
                | "das"
                | "do"
                | "dos"
                | "du"
                | "la"
                | "le"
                | "al"
                | "el"
                | "bin"
                | "bint"
                | "ibn"
                | "ben"
                | "abu"
                | "ter"
                | "ten"
                | "zu"
                | "zum"
                | "zur"
                | "af"
                | "av"
                | "y"
                | "e"
                | "dalla"
                | "degli"
                | "'t"
                | "’t"
        )
}

/// Whether `word` is a prefix that hyphen or apostrophe ties to a name (`al-Assad`, `d’Estaing`).
pub fn is_prefix(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "ad"
            | "an"
            | "ar"
            | "as"
            | "ash"
            | "at"
            | "az"
            | "ul"
            | "ud"
            | "ur"
            | "d"
            | "l"
            | "o"
            | "de"
            | "bin"
            | "abu"
            | "t"
            | "s"
    )
}

/// `word` without an Arabic article that a hyphen ties to it (`al-Assad`).
pub fn without_article(word: &str) -> &str {
    if word.as_bytes().get(2) != Some(&b'-') {
        return word;
    }
    let articles = ["al-", "Al-", "el-", "El-"];
    let rest = articles.iter().find_map(|a| word.strip_prefix(a));
    rest.filter(|r| !r.is_empty()).unwrap_or(word)
}

/// A letter without its marks; `None` where it stays as it is.
fn plain(c: char) -> Option<&'static str> {
    if !c.is_alphabetic() {
        return None;
    }
    let plain = any_ascii::any_ascii_char(c);
    (!plain.is_empty()).then_some(plain)
}

/// The word in lower case, without marks on letters, hyphens, apostrophes, full stops and spaces: two spellings
/// that differ only in these have the same fold. Letters of other scripts than the Latin one stay.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    fold_into(&mut out, word);
    Cow::Owned(out)
}

/// Whether folding leaves a character out.
fn is_left_out(c: char) -> bool {
    matches!(
        c,
        '-' | '‐' | '‑' | '\u{ad}' | '\'' | '’' | '‘' | 'ʼ' | '`' | ' ' | '\u{a0}' | '.' | '\u{300}'
            ..='\u{36f}'
    )
}

/// Puts the fold of `word` behind `out`; whether it is all ASCII letters.
pub fn fold_into(out: &mut String, word: &str) -> bool {
    if word.bytes().all(|b| b.is_ascii_alphabetic()) {
        let at = out.len();
        out.push_str(word);
        out[at..].make_ascii_lowercase();
        return true;
    }
    for c in word.chars() {
        match c {
            'a'..='z' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            _ if is_left_out(c) => {}
            '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => match plain(c) {
                Some(plain) => out.extend(plain.chars().map(|c| c.to_ascii_lowercase())),
                None => out.push(c),
            },
            _ => out.extend(c.to_lowercase()),
        }
    }
    false
}

/// Edits between two folded words: a letter put in, left out or changed, or two neighbours swapped each count one
/// (optimal string alignment). `None` above `limit`.
pub fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    use rapidfuzz::distance::osa;
    if a.len().abs_diff(b.len()) > limit * 4 {
        return None;
    }
    if limit == 1 && a.is_ascii() && b.is_ascii() {
        return one_apart(a.as_bytes(), b.as_bytes()).then(|| usize::from(a != b));
    }
    let arguments = osa::Args::default().score_cutoff(limit);
    osa::distance_with_args(a.chars(), b.chars(), &arguments)
}

/// Whether at most one edit lies between two words.
fn one_apart(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    match (&a[same..], &b[same..]) {
        ([_, x @ ..], [_, y @ ..]) if x.len() == y.len() => {
            x == y || a[same] == y[0] && x[0] == b[same] && x[1..] == y[1..]
        }
        ([_, x @ ..], y) if x.len() == y.len() => x == y,
        (x, [_, y @ ..]) if x.len() == y.len() => x == y,
        (x, y) => x.len() + y.len() == 0,
    }
}
