//! What is tied to the words of names by hyphens and apostrophes: prefixes, endings, what compounds say.

use crate::language::names as lexicon;

/// Whether a compound says something of the name behind it (`Paris-based`).
pub fn is_attribute(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "born",
        "based",
        "led",
        "backed",
        "style",
        "era",
        "owned",
        "run",
        "held",
        "controlled",
        "made",
        "trained",
        "educated",
        "area",
        "wide",
        "turned",
        "listed",
        "registered",
    ];
    word.rsplit_once('-')
        .is_some_and(|(_, end)| ENDS.contains(&end))
}

/// Whether it starts with a prefix in lower case that belongs to a name (`al-Assad`).
pub fn is_prefixed(word: &str) -> bool {
    // No prefix is longer than three letters.
    let letters = word.bytes().take(4).position(|b| !b.is_ascii_lowercase());
    letters.is_some_and(|at| {
        let rest = word[at..].strip_prefix(['-', '’', '\'']);
        rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
            && lexicon::is_prefix(&word[..at])
    })
}

pub fn is_possessive(word: &str) -> bool {
    strip_possessive(word).len() < word.len()
}

/// `word` without a possessive ending.
pub fn strip_possessive(word: &str) -> &str {
    let bare = match word.as_bytes() {
        // ’ and ʼ.
        [bare @ .., 0xE2, 0x80, 0x99, b's' | b'S'] | [bare @ .., 0xCA, 0xBC, b's'] => bare,
        [bare @ .., b'\'', b's' | b'S'] => bare,
        _ => &[],
    };
    if bare.is_empty() {
        word
    } else {
        &word[..bare.len()]
    }
}
