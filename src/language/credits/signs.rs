//! The words without which nothing is a credit, looked up quickly.

use super::agencies::AGENCIES;
use super::labels::{LABEL_WORDS, Role, first_letters};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Licences and their marks, lower case; a credit line that starts or ends with one is a credit.
pub static LICENCES: &[&str] = &[
    "cc by",
    "cc-by",
    "cc0",
    "cc 0",
    "cc license",
    "cc licence",
    "public domain",
    "creative commons",
    "gemeinfrei",
    "domaine public",
    "dominio público",
    "domínio público",
    "rechtenvrij",
    "pubblico dominio",
    "суспільне надбання",
    "общественное достояние",
];

/// Whether `word` may be one of those without which nothing is a credit: what labels, agencies, licences and the
/// like start with.
pub fn may_sign(word: &str) -> bool {
    // `123RF`
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return word.ends_with(char::is_alphabetic) && NUMBERED.iter().any(|a| word.starts_with(a));
    }
    let mut buffer = [0; LONGEST_SIGN];
    if first_letters(word.as_bytes()).is_some_and(|at| SIGNS.0[at / 64] & 1 << (at % 64) == 0) {
        return false;
    }
    if word.is_ascii() {
        let end = word.bytes().position(|b| !b.is_ascii_alphabetic());
        let letters = &word.as_bytes()[..end.unwrap_or(word.len())];
        return buffer.get_mut(..letters.len()).is_some_and(|lower| {
            lower.copy_from_slice(letters);
            lower.make_ascii_lowercase();
            SIGNS.1.contains(&*lower)
        });
    }
    SIGNS.1.contains(letters(word).to_lowercase().as_bytes())
}

/// Agencies whose names start with a number.
static NUMBERED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let numbered = |a: &&str| a.starts_with(|c: char| c.is_ascii_digit());
    AGENCIES.iter().copied().filter(numbered).collect()
});

/// These words as far as they are ASCII, in lower case.
pub fn signs() -> impl Iterator<Item = &'static str> {
    let words = SIGNS.1.iter().filter(|w| w.is_ascii());
    words.filter_map(|w| std::str::from_utf8(w).ok())
}

/// Bytes of the longest of these words that is ASCII.
pub const LONGEST_SIGN: usize = 16;

/// The letters that `word` starts with.
fn letters(word: &str) -> &str {
    let end = word.find(|c: char| !c.is_alphabetic());
    &word[..end.unwrap_or(word.len())]
}

/// What these words start with, as in [`STARTS`], and the words.
pub static SIGNS: LazyLock<([u64; 512], FxHashSet<Vec<u8>>)> = LazyLock::new(|| {
    use Role::{Credit, Film, Maker, Source, Subject, Subjects};
    let named = [Subject, Subjects, Maker, Credit, Source, Film];
    let labels = LABEL_WORDS.iter().filter(|l| named.contains(&l.role));
    let labels = labels.map(|l| l.word);
    let agencies = AGENCIES.iter().map(|a| a.strip_prefix("The ").unwrap_or(a));
    let forms = ["c", "copy", "copyright", "via"];
    let all = labels
        .chain(agencies)
        .chain(LICENCES.iter().copied())
        .chain(forms);
    // `123RF` has none.
    let all = all.map(letters).filter(|w| !w.is_empty());
    let words: FxHashSet<_> = all.map(|w| w.to_lowercase().into_bytes()).collect();
    let mut starts = [0; 512];
    for at in words.iter().filter_map(|w| first_letters(w)) {
        starts[at / 64] |= 1 << (at % 64);
    }
    (starts, words)
});
