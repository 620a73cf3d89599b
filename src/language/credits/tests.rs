//! Look-ups find what is listed and nothing else.

use super::agencies::LONGEST_AGENCY;
use super::signs::{LONGEST_SIGN, SIGNS};
use super::*;

#[test]
fn placeholders_are_whole_values() {
    for p in [
        "TK",
        "TKTK",
        "tk",
        "TBC",
        "XXX",
        "??",
        "credit?",
        "Photographer",
        "[name]",
        "n/a",
        "",
        "Name/Agency",
        "…",
    ] {
        assert!(is_placeholder(p), "{p}");
    }
    for p in [
        "T. K. Lee",
        "Name of the Rose Press",
        "NASA",
        "Tkachenko",
        "[Lee](https://x.org)",
        "XX",
    ] {
        assert!(!is_placeholder(p), "{p}");
    }
}

#[test]
fn words_of_every_pack_are_known_in_any_case() {
    for w in [
        "Photo",
        "PHOTOS",
        "Bildnachweis",
        "Crédit",
        "Fuente",
        "Beeld",
        "Immagine",
        "Reprodução",
        "Джерело",
        "ИСТОЧНИК",
    ] {
        assert!(role(w).is_some(), "{w}");
    }
    assert!(role("photon").is_none());
}

#[test]
fn no_agency_is_longer_than_the_longest() {
    let longest = AGENCIES.iter().map(|a| a.len()).max();
    assert_eq!(longest, Some(LONGEST_AGENCY));
    assert!(AGENCIES.iter().all(|a| is_agency(a)));
}

#[test]
fn words_of_credits_are_told_apart_in_any_case() {
    for word in [
        "Photo",
        "PHOTOS",
        "Crédit",
        "ФОТО",
        "Getty",
        "ČTK",
        "123RF",
        "CC0",
        "Via",
        "photo-credit",
    ] {
        assert!(may_sign(word), "{word}");
    }
    for word in ["The", "photon", "2016", "5m", "a", ""] {
        assert!(!may_sign(word), "{word}");
    }
    let ascii = |w: &&Vec<u8>| w.is_ascii();
    assert!(
        SIGNS
            .1
            .iter()
            .filter(ascii)
            .all(|w| w.len() <= LONGEST_SIGN)
    );
}

#[test]
fn every_word_is_in_lower_case_and_stands_once() {
    for (i, l) in LABEL_WORDS.iter().enumerate() {
        assert!(same(l.word, l.word), "{}", l.word);
        assert!(
            LABEL_WORDS[..i].iter().all(|o| o.word != l.word),
            "{}",
            l.word
        );
    }
}
