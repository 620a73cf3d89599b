//! The language of a draft, by what it says of itself or by its first words.

use super::{Pack, by_code, english};
use crate::text::{CASE, small_letters};
use regex::Regex;
use std::sync::LazyLock;
use whatlang::{Detector, Lang};
use wide::u8x16;

/// Bytes at the start of a draft that tell its language. What stands behind them may change without another look.
pub const PREFIX: usize = 2048;

/// Bytes of words that are enough to tell.
const WORDS: usize = 800;

/// So many letters are needed to tell.
const LETTERS: usize = 150;

/// The part of `prefix` that tells: front matter and the first words.
pub fn telling(prefix: &str) -> &str {
    let mut end = (front_matter(prefix) + WORDS).min(prefix.len());
    while !prefix.is_char_boundary(end) {
        end -= 1;
    }
    &prefix[..end]
}

/// Bytes of front matter; those of `prefix` where it does not end in it.
fn front_matter(prefix: &str) -> usize {
    let Some(fence) = ["---", "+++"].iter().find(|f| prefix.starts_with(**f)) else {
        return 0;
    };
    let end = prefix.match_indices(*fence).map(|(at, _)| at).skip(1);
    let mut ends = end.filter(|&at| prefix[..at].ends_with('\n'));
    ends.next().map_or(prefix.len(), |at| at + fence.len())
}

/// The pack for a draft that begins with `prefix`, of which only [`telling`] counts: English where neither the text says nor its words tell.
pub fn detect(prefix: &str) -> &'static Pack {
    let prefix = telling(prefix);
    declared(prefix)
        .or_else(|| by_words(&prefix[front_matter(prefix)..]))
        .unwrap_or(english())
}

/// The language that front matter (`lang: de`) or an HTML attribute (`lang="de"`) gives.
fn declared(prefix: &str) -> Option<&'static Pack> {
    if prefix.starts_with("---") || prefix.starts_with("+++") {
        for line in prefix
            .lines()
            .skip(1)
            .take_while(|l| !matches!(l.trim(), "---" | "+++"))
        {
            let entry = line.split_once(':').or_else(|| line.split_once('='));
            if let Some(("lang" | "language" | "locale", value)) = entry.map(|(k, v)| (k.trim(), v))
            {
                return by_code(value.trim().trim_matches(['"', '\'']));
            }
        }
    }
    memchr::memchr(b'<', prefix.as_bytes())?;
    memchr::memmem::find(prefix.as_bytes(), b"<html")?;
    by_code(&HTML_LANG.captures(prefix)?[1])
}

/// The `lang` attribute of a page.
static HTML_LANG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"<html\b[^>]*?\slang\s*=\s*["']?([A-Za-z-]+)"#).expect("a fixed pattern")
});

/// Words of English that no other language of the packs has.
const ENGLISH: [&str; 24] = [
    "the", "of", "to", "and", "for", "that", "with", "his", "by", "this", "from", "have", "has",
    "which", "would", "been", "their", "are", "said", "but", "were", "they", "it", "who",
];

/// [`ENGLISH`] by [`slot`], each word in one number, so that no word costs a branch.
static SLOTS: [u64; 64] = {
    let mut slots = [0; 64];
    let mut word = 0;
    while word < ENGLISH.len() {
        let packed = packed(ENGLISH[word].as_bytes(), 0, ENGLISH[word].len());
        assert!(
            slots[slot(packed)] == 0,
            "two words in one slot: SPREAD must be another"
        );
        slots[slot(packed)] = packed;
        word += 1;
    }
    slots
};

/// Found by trying: an odd number with which no two words share a slot.
const SPREAD: u64 = 0xc026_59fe_2e87_d415;

const fn slot(packed: u64) -> usize {
    (packed.wrapping_mul(SPREAD) >> 58) as usize
}

/// The word of `len` bytes at `from`, the first of at most seven in the lowest byte; 0 for longer ones.
const fn packed(bytes: &[u8], from: usize, len: usize) -> u64 {
    let (mut word, mut at) = (0, 0);
    while at < len && len < 8 {
        word |= (bytes[from + at] as u64) << (8 * at);
        at += 1;
    }
    word
}

/// Whether the word at bytes `from..to` is one of [`ENGLISH`].
fn is_english(bytes: &[u8], from: usize, to: usize) -> bool {
    let len = to - from;
    let word = match bytes[from..].first_chunk() {
        Some(eight) if len < 8 => u64::from_le_bytes(*eight) & ((1 << (8 * len)) - 1),
        _ => packed(bytes, from, len),
    };
    (word != 0) & (SLOTS[slot(word)] == word)
}

/// Whether so many words are English ones that no other language of the packs has that there is nothing to ask:
/// the detector takes longer than all the rest of a short article.
fn is_plainly_english(prefix: &str) -> bool {
    let bytes = prefix.as_bytes();
    let (mut words, mut english, mut from) = (0, 0, 0);
    let mut count = |from, to| {
        words += usize::from(from < to);
        english += usize::from(is_english(bytes, from, to));
        // Even if all that is left were words of three letters.
        english >= 8 && english * SHARE >= words + (bytes.len() - to) / 4
    };
    let mut at = 0;
    for some in bytes.chunks(BLOCK) {
        let mut ends = ends(some);
        while ends != 0 {
            let to = at + ends.trailing_zeros() as usize;
            if count(from, to) {
                return true;
            }
            from = to + 1;
            ends &= ends - 1;
        }
        at += some.len();
    }
    count(from, bytes.len())
}

const BLOCK: usize = 16;

/// Which of the bytes stand between words, the first in the lowest bit: what is ASCII and no letter.
fn ends(bytes: &[u8]) -> u32 {
    let mut block = [0xFF; BLOCK];
    block[..bytes.len()].copy_from_slice(bytes);
    let block = u8x16::new(block);
    let letters = small_letters(block | CASE);
    !(letters | block.move_mask() as u32) & 0xFFFF
}

/// One of so many words is enough.
const SHARE: usize = 10;

fn by_words(prefix: &str) -> Option<&'static Pack> {
    if is_plainly_english(prefix) {
        return Some(english());
    }
    prefix.chars().filter(|c| c.is_alphabetic()).nth(LETTERS)?;
    let languages = [
        (Lang::Eng, "en"),
        (Lang::Deu, "de"),
        (Lang::Fra, "fr"),
        (Lang::Spa, "es"),
        (Lang::Nld, "nl"),
        (Lang::Ita, "it"),
        (Lang::Por, "pt"),
        (Lang::Ukr, "uk"),
        (Lang::Rus, "ru"),
    ];
    // All languages compete: a draft in one without a pack is not read as its neighbour.
    let info = Detector::new().detect(prefix).filter(|i| i.is_reliable())?;
    let known = languages.iter().find(|(lang, _)| *lang == info.lang())?;
    by_code(known.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_what_the_draft_says() {
        assert_eq!(detect("---\ntitle: A\nlang: de-AT\n---\nText\n").code, "de");
        assert_eq!(
            detect("<!doctype html><html class=a lang=\"uk\"><body>").code,
            "uk"
        );
        assert_eq!(detect("---\nlang: xx\n---\n").code, "en");
    }

    #[test]
    fn english_words_are_told_wherever_they_stand() {
        for word in ENGLISH {
            for behind in ["", " x", "\n\nAnd", "é"] {
                let text = format!("So {word}{behind}");
                let to = 3 + word.len();
                assert!(is_english(text.as_bytes(), 3, to), "{text}");
                assert!(!is_english(text.as_bytes(), 1, to), "{text}");
                let mut ends = ends(text.as_bytes());
                assert_eq!(ends.trailing_zeros(), 2);
                ends &= ends - 1;
                let is_last = matches!(behind, "" | "é");
                assert_eq!(ends == 0, is_last, "{text}");
            }
        }
    }

    #[test]
    fn by_its_words() {
        let german = "Der Wärter zählte die Vögel am Mittag und fand, dass zwei von ihnen fehlten. Die ganze Nacht suchte er \
            mit seinen Kollegen nach ihnen, doch am Morgen lag nur eine Feder vor der Tür des alten Hauses.";
        let spanish = "El guarda contó los pájaros al mediodía y vio que faltaban dos. Los buscó toda la noche con sus \
            compañeros, pero por la mañana solo había una pluma delante de la puerta de la vieja casa. Nadie supo decir adónde \
            habían volado, ni quién había dejado abierta la ventana aquella noche de tormenta.";
        assert_eq!(detect(german).code, "de");
        assert_eq!(detect(spanish).code, "es");
        assert_eq!(detect(&german[..60]).code, "en");
        // A few English words do not make a text English.
        let quoting = format!("The Who and The Beatles, that is with the best. {german}");
        assert_eq!(detect(&quoting).code, "de");
        assert!(!is_plainly_english(&quoting));
        let english = "The keeper counted the birds at noon and found that two were missing. They have been seen \
            in the town, said the baker, and this may have been the reason.";
        assert!(is_plainly_english(english));
    }
}
