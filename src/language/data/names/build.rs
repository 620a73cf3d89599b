//! Puts the word and name lists together into one map that the binary opens without reading it: word to flags.
//! The letters and parts are those of `src/language/names.rs`; sources and licences stand in `SOURCES.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Letters of `lexicon.txt`, in the order of their bits.
const LETTERS: &str = "wmfgsupd";
/// Parts of `roles.txt`; their bits follow.
const PARTS: [&str; 6] = ["stop", "day", "title", "org", "area", "suffix"];

pub fn build(folder: &Path, out: &Path) {
    let read = |name: &str| {
        let path = folder.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let mut words: BTreeMap<String, u16> = BTreeMap::new();
    for line in read("lexicon.txt").lines() {
        let (word, letters) = line.split_once('\t').expect("a tab");
        let bit = |c| 1 << LETTERS.find(c).expect("a known letter");
        *words.entry(word.into()).or_default() |= letters.chars().map(bit).fold(0, |a, b| a | b);
    }
    for line in read("roles.txt").lines().filter(|l| !l.starts_with('#')) {
        let (part, list) = line.split_once(':').expect("a part");
        let part = PARTS.iter().position(|p| *p == part).expect("a known part");
        for word in list.split_whitespace() {
            *words.entry(word.into()).or_default() |= 1 << (LETTERS.len() + part);
        }
    }
    let (table, flags) = table(&words);
    std::fs::write(out.join("names.table"), table).expect("a folder to write to");
    std::fs::write(out.join("names.flags"), flags).expect("a folder to write to");
    let mut starts = vec![0; STARTS / 8];
    for (first, _) in words.keys().filter_map(|w| w.split_once(' ')) {
        let at = start(hash(first.as_bytes()));
        starts[at / 8] |= 1 << (at % 8);
    }
    std::fs::write(out.join("starts.bits"), starts).expect("a folder to write to");
}

/// The words by their places, and the sets of flags that there are (two bytes each). The table: how many words come before
/// each place and behind the last (four bytes each), then the words as entries: the mark (four bytes) and the number of the
/// set of flags. A mark stands for the word: no two words of a place share it, and of words that no list has, one in a
/// thousand million meets one.
fn table(words: &BTreeMap<String, u16>) -> (Vec<u8>, Vec<u8>) {
    let sets: Vec<u16> = words
        .values()
        .copied()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let mut entries: Vec<(usize, u32, u8)> = Vec::new();
    for (word, flags) in words {
        let set = sets.binary_search(flags).expect("one of the sets");
        let (place, mark) = entry(hash(word.as_bytes()));
        entries.push((place, mark, u8::try_from(set).expect("few sets")));
    }
    entries.sort_unstable();
    let same = |pair: &[(usize, u32, u8)]| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1);
    assert!(!entries.windows(2).any(same), "two words of one mark");
    let mut table = Vec::new();
    for place in 0..=PLACES {
        let before = entries.partition_point(|e| e.0 < place) as u32;
        table.extend(before.to_le_bytes());
    }
    for (_, mark, set) in entries {
        table.extend(mark.to_le_bytes());
        table.push(set);
    }
    (table, sets.into_iter().flat_map(u16::to_le_bytes).collect())
}

include!("start.rs");
