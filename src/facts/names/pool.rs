//! Which spellings of a draft have to do with each other, so that some names can be settled again without the rest.
//!
//! Two spellings meet, in `cluster` or in `variants`, only where they hold the same word (folded), come to the same
//! letters or hold words that share a bucket of close ones. A family is all that are linked so: settled alone it comes
//! to what it comes to among the others. Whatever lets two spellings meet must be a link here.

use super::Local;
use super::apart::Apart;
use super::cluster::{self, Resolved};
use super::distinct::Distinct;
use super::form::Form;
use super::variants::near;
use crate::facts::ChunkFacts;
use crate::language::Pack;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use std::sync::Arc;

/// The spellings of a draft and their links.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    index: FxHashMap<Arc<str>, u32>,
    spellings: Vec<Spelling>,
    /// Words and, behind a space, all letters of a spelling.
    words: FxHashMap<Arc<str>, u32>,
    held: Vec<Word>,
    /// Buckets of close words, each the upper half of its key with a word, in order; then those that came since. Words
    /// that stand nowhere any more stay: nothing holds them.
    near: Vec<u64>,
    fresh: Vec<u64>,
    /// Spellings that stand nowhere any more.
    gone: usize,
}

#[derive(Clone, Debug)]
struct Spelling {
    text: Arc<str>,
    /// Mentions.
    count: u32,
    words: SmallVec<[u32; 4]>,
}

#[derive(Clone, Debug)]
struct Word {
    text: Arc<str>,
    /// The spellings that hold it and stand in the draft.
    spellings: SmallVec<[u32; 2]>,
    /// The words that share a bucket with it, once that was asked for.
    close: Option<Vec<u32>>,
}

/// Spellings that have to do with each other.
pub type Family = FxHashSet<Arc<str>>;

/// So many new buckets are looked through one by one, and so many spellings are kept in vain.
const FRESH: usize = 1024;
const GONE: usize = 4096;

impl Pool {
    /// The spellings of all these chunks.
    pub fn of<'a>(chunks: impl Iterator<Item = &'a ChunkFacts>, pack: &'static Pack) -> Self {
        let mut pool = Pool::default();
        for (_, mention) in chunks.flat_map(|c| cluster::mentions(0, c)) {
            pool.add(&mention.text, pack);
        }
        pool.sort();
        pool
    }

    /// Takes mentions away and adds others; all spellings that have to do with these, before or now. `None` if it has
    /// never heard of those that go, or knows too many that have gone.
    pub fn replace<'a>(
        &mut self,
        gone: impl Iterator<Item = &'a Arc<str>>,
        come: impl Iterator<Item = &'a Arc<str>>,
        pack: &'static Pack,
    ) -> Option<Family> {
        let mut seeds: Vec<u32> = come.map(|text| self.add(text, pack)).collect();
        let first = seeds.len();
        for text in gone {
            seeds.push(*self.index.get(text)?);
        }
        if self.fresh.len() > FRESH {
            self.sort();
        }
        let family = self.family(&seeds);
        for &spelling in &seeds[first..] {
            self.remove(spelling)?;
        }
        (self.gone <= GONE).then_some(family)
    }

    fn add(&mut self, text: &Arc<str>, pack: &'static Pack) -> u32 {
        let at = match self.index.get(text) {
            Some(&at) => at,
            None => {
                let apart = Apart::of(&[text], &mut Distinct::default(), pack);
                let form = Form::new(&apart, 0, text);
                let words = (0..form.words()).filter_map(|i| form.word(i).map(|w| w.fold));
                let letters = format!(" {}", form.folded());
                let mut all: SmallVec<[u32; 4]> = SmallVec::new();
                for word in words.chain([&*letters]) {
                    let word = self.word(word);
                    // What a spelling holds twice links it once.
                    if !all.contains(&word) {
                        all.push(word);
                    }
                }
                apart.keep();
                let at = self.spellings.len() as u32;
                self.index.insert(text.clone(), at);
                self.spellings.push(Spelling {
                    text: text.clone(),
                    count: 0,
                    words: all,
                });
                self.gone += 1;
                at
            }
        };
        let spelling = &mut self.spellings[at as usize];
        spelling.count += 1;
        if spelling.count == 1 {
            self.gone -= 1;
            for &word in &spelling.words {
                self.held[word as usize].spellings.push(at);
            }
        }
        at
    }

    fn remove(&mut self, at: u32) -> Option<()> {
        let spelling = &mut self.spellings[at as usize];
        spelling.count = spelling.count.checked_sub(1)?;
        if spelling.count == 0 {
            self.gone += 1;
            for &word in &spelling.words {
                self.held[word as usize].spellings.retain(|s| *s != at);
            }
        }
        Some(())
    }

    fn word(&mut self, word: &str) -> u32 {
        if let Some(&at) = self.words.get(word) {
            return at;
        }
        let at = self.held.len() as u32;
        let word: Arc<str> = word.into();
        self.words.insert(word.clone(), at);
        each_bucket(&word, &mut |bucket| self.fresh.push(bucket | u64::from(at)));
        self.held.push(Word {
            text: word,
            spellings: SmallVec::new(),
            close: None,
        });
        at
    }

    fn sort(&mut self) {
        self.near.append(&mut self.fresh);
        self.near.sort_unstable();
    }

    /// All that is linked to these spellings. New words must be of them.
    fn family(&mut self, seeds: &[u32]) -> Family {
        let mut family = Family::default();
        let mut todo = Vec::new();
        let mut is_known = vec![false; self.spellings.len()];
        let mut is_met = vec![false; self.held.len()];
        let mut meet = |spelling: u32, todo: &mut Vec<u32>| {
            if !std::mem::replace(&mut is_known[spelling as usize], true) {
                todo.push(spelling);
            }
        };
        seeds.iter().for_each(|s| meet(*s, &mut todo));
        while let Some(at) = todo.pop() {
            let spelling = self.spellings[at as usize].clone();
            for &word in &spelling.words {
                if std::mem::replace(&mut is_met[word as usize], true) {
                    continue;
                }
                self.link(word);
                let close = self.held[word as usize].close.iter().flatten();
                for word in close.chain([&word]) {
                    let held = &self.held[*word as usize].spellings;
                    held.iter().for_each(|s| meet(*s, &mut todo));
                }
            }
            family.insert(spelling.text);
        }
        family
    }

    /// Finds out which words share a bucket with `word`, and lets those know that were asked for theirs before.
    fn link(&mut self, word: u32) {
        if self.held[word as usize].close.is_some() {
            return;
        }
        let mut close: Vec<u32> = Vec::new();
        each_bucket(&self.held[word as usize].text, &mut |bucket| {
            let first = self.near.partition_point(|b| *b < bucket);
            let same = |b: &&u64| **b & !WORD == bucket;
            let old = self.near[first..].iter().take_while(same);
            let new = self.fresh.iter().filter(same);
            close.extend(old.chain(new).map(|b| (b & WORD) as u32));
        });
        close.sort_unstable();
        close.dedup();
        close.retain(|other| *other != word);
        for other in &close {
            let there = self.held[*other as usize].close.as_mut();
            if let Some(there) = there.filter(|t| !t.contains(&word)) {
                there.push(word);
            }
        }
        self.held[word as usize].close = Some(close);
    }
}

/// The half of a bucket's entry that is the word.
const WORD: u64 = 0xffff_ffff;

/// By the golden ratio: brings the lower half of a key into the upper one.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

fn each_bucket(word: &str, each: &mut impl FnMut(u64)) {
    // Shorter ones are compared with none; behind a space stands no word.
    if word.len() >= 3 && !word.starts_with(' ') {
        // The last letter of a key is in its lower half alone.
        near::keys(word, &mut |key| each(key.wrapping_mul(SPREAD) & !WORD));
    }
}

/// Settles the names of a family of so many spellings, given all chunks that hold mentions of it, each with its first
/// byte, in order. `is_own` is asked for one mention after the other whether it is of the family, by its first byte and
/// its text.
pub fn resolve(
    mut is_own: impl FnMut(usize, &Arc<str>) -> bool,
    spellings: usize,
    chunks: &[(usize, &ChunkFacts)],
    pack: &'static Pack,
) -> Resolved {
    let all = chunks.iter().flat_map(|(s, c)| cluster::mentions(*s, c));
    let own = all.filter(|(start, m)| is_own(start + m.span.from(), &m.text));
    cluster::settle(own, spellings, pack)
}

/// Whether the mentions of these blocks stand one behind the other.
pub fn in_order<'a>(blocks: impl Iterator<Item = &'a Local>) -> bool {
    let mut end = 0;
    blocks.flat_map(|b| &b.mentions).all(|m| {
        let behind = m.span.start >= end;
        end = m.span.end;
        behind
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    /// What comes to have to do with `text` once it stands beside the others.
    fn family(others: &[&str], text: &str) -> Vec<String> {
        let mut pool = Pool::default();
        let pack = language::english();
        let all: Vec<Arc<str>> = others.iter().map(|t| Arc::from(*t)).collect();
        pool.replace([].iter(), all.iter(), pack).unwrap();
        let found = pool.replace([].iter(), [text.into()].iter(), pack);
        let mut found: Vec<String> = found.unwrap().iter().map(|t| t.to_string()).collect();
        found.sort();
        found
    }

    #[test]
    fn spellings_meet_by_words_letters_and_closeness() {
        let others = [
            "Anna Quellmar",
            "Quellmar",
            "Oslo",
            "Jong Un",
            "Peter Lindqvst",
        ];
        assert_eq!(family(&others, "Bergen"), ["Bergen"]);
        let quellmar = ["Anna", "Anna Quellmar", "Quellmar"];
        assert_eq!(family(&others, "Anna"), quellmar);
        assert_eq!(family(&others, "Jong-un"), ["Jong Un", "Jong-un"]);
        // Few sounds of which one is another.
        assert_eq!(family(&["Post"], "Tuesd"), ["Tuesd"]);
        assert_eq!(
            family(&others, "Lindqvist"),
            ["Lindqvist", "Peter Lindqvst"]
        );
    }

    #[test]
    fn words_that_come_later_are_close_from_either_side() {
        let pack = language::english();
        let mut pool = Pool::default();
        let [slip, right]: [Arc<str>; 2] = ["Peter Lindqvst", "Lindqvist"].map(Arc::from);
        let mut size = |text: &Arc<str>| {
            let family = pool.replace([].iter(), [text].into_iter(), pack);
            family.map(|f| f.len())
        };
        assert_eq!(size(&slip), Some(1));
        assert_eq!(size(&right), Some(2));
        assert_eq!(size(&slip), Some(2));
    }

    #[test]
    fn what_is_gone_links_nobody() {
        let pack = language::english();
        let mut pool = Pool::default();
        let [a, b, c]: [Arc<str>; 3] =
            ["Anna Quellmar", "Anna Berger", "Tom Berger"].map(Arc::from);
        let mut size = |gone: &[Arc<str>], come: &[Arc<str>]| {
            let family = pool.replace(gone.iter(), come.iter(), pack);
            family.map(|f| f.len())
        };
        size(&[], &[a.clone(), b.clone(), c]);
        assert_eq!(size(&[], std::slice::from_ref(&a)), Some(3));
        // It still counts for what changes now.
        assert_eq!(size(std::slice::from_ref(&b), &[]), Some(3));
        assert_eq!(size(&[], std::slice::from_ref(&a)), Some(1));
        assert_eq!(size(&[b], &[]), None);
    }
}
