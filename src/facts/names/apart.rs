//! Spellings of names taken apart: their words folded, each with what is known of it.

use super::distinct::Distinct;
use crate::facts::tokens::letters::Letters;
use crate::language::names::{self as lexicon, Known};
use crate::language::{Lookup, Pack, Packed};
use std::cell::Cell;
use std::sync::Arc;

/// Several spellings taken apart.
pub(super) struct Apart {
    /// What their words were folded into.
    pub folds: String,
    parts: Vec<Part>,
    /// Of each spelling: how many parts there are up to it.
    each: Vec<u32>,
    /// Distinct folds of words.
    pub distinct: usize,
}

/// A word of a spelling.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// Bytes of the spelling.
    pub from: u32,
    pub to: u32,
    /// Bytes of all folds.
    pub fold: (u32, u32),
    pub known: Known,
    /// The hash of the word folded, by which it is compared.
    pub key: u64,
    /// It is all ASCII letters.
    pub plain: bool,
    /// Which of the distinct folds it is.
    pub id: u32,
}

impl Part {
    /// Bytes of the word folded.
    pub fn letters(self) -> usize {
        (self.fold.1 - self.fold.0) as usize
    }

    /// The word folded, given all folds.
    pub fn fold(self, folds: &str) -> &str {
        &folds[self.fold.0 as usize..self.fold.1 as usize]
    }
}

thread_local! {
    /// Room that is used again.
    static SCRATCH: Cell<Apart> = const { Cell::new(Apart::NONE) };
}

/// Words of a long draft.
const ROOM: usize = 2048;

/// Spaces behind the last spelling: sixteen bytes may be read from the start of each word.
const BEHIND: &str = "                ";

impl Apart {
    const NONE: Apart = Apart {
        folds: String::new(),
        parts: Vec::new(),
        each: Vec::new(),
        distinct: 0,
    };

    pub fn of(texts: &[&Arc<str>], distinct: &mut Distinct, pack: &'static Pack) -> Self {
        let bytes: usize = texts.iter().map(|t| t.len() + 1).sum();
        let mut apart = SCRATCH.replace(Apart::NONE);
        apart.folds.reserve(bytes + BEHIND.len());
        apart.parts.reserve(texts.len() * 2);
        apart.each.reserve(texts.len());
        for text in texts {
            apart.folds.push_str(text);
            apart.folds.push(' ');
        }
        apart.folds.push_str(BEHIND);
        pack.look_up(|mut words| {
            let mut start = 0;
            for text in texts {
                apart.take(text, start, &mut words);
                apart.each.push(apart.parts.len() as u32);
                start += text.len() + 1;
            }
        });
        // All at once, for that is what a processor does well.
        apart.folds.make_ascii_lowercase();
        apart.number(distinct);
        apart
    }

    /// Keeps the room for others, unless it is more than most drafts need.
    pub fn keep(mut self) {
        if self.parts.capacity() <= ROOM {
            self.folds.clear();
            self.parts.clear();
            self.each.clear();
            self.distinct = 0;
            SCRATCH.set(self);
        }
    }

    /// Takes up the words of the spelling `text`, which stands at `start` of the folds: those of ASCII letters as they are.
    fn take(&mut self, text: &str, start: usize, words: &mut Lookup<'_>) {
        let mut from = 0;
        while from <= text.len() {
            let bytes = self.folds.as_bytes()[start + from..].first_chunk();
            let letters = bytes.and_then(|bytes| {
                let letters = Letters::of(bytes);
                letters.filter(|l| bytes[l.len % 16] == b' ')
            });
            let (to, fold, key, known, plain);
            if let Some(letters) = letters {
                to = from + letters.len;
                fold = (start + from, start + to);
                key = lexicon::hash_of(letters.word().in_lower_case());
                known = if letters.word().starts_large() {
                    // It has just been asked for, when the text was read.
                    words.letters(letters.word()).known
                } else {
                    lexicon::known_by(key)
                };
                plain = true;
            } else {
                let rest = &text.as_bytes()[from..];
                to = from + memchr::memchr(b' ', rest).unwrap_or(rest.len());
                (fold, known, plain) = self.fold(&text[from..to], words);
                key = lexicon::hash(&self.folds.as_bytes()[fold.0..fold.1]);
            }
            if fold.0 < fold.1 {
                self.parts.push(Part {
                    from: from as u32,
                    to: to as u32,
                    fold: (fold.0 as u32, fold.1 as u32),
                    key,
                    known,
                    plain,
                    id: 0,
                });
            }
            from = to + 1;
        }
    }

    /// Folds a word that is not just a few ASCII letters: where its fold stands, what is known of it, and whether it is
    /// all ASCII letters.
    fn fold(&mut self, word: &str, words: &mut Lookup<'_>) -> ((usize, usize), Known, bool) {
        let at = self.folds.len();
        let plain = lexicon::fold_into(&mut self.folds, lexicon::without_article(word));
        let packed = if plain { Packed::of(word) } else { None };
        let known = match packed {
            Some(packed) if packed.starts_large() => words.packed(packed, word).known,
            _ => lexicon::known(&self.folds[at..]),
        };
        ((at, self.folds.len()), known, plain)
    }

    /// Tells words apart, once all are folded.
    fn number(&mut self, distinct: &mut Distinct) {
        distinct.clear(self.parts.len());
        let mut new = 0;
        for part in &mut self.parts {
            part.id = distinct.first(part.key, new, |_| true);
            new += u32::from(part.id == new);
        }
        self.distinct = new as usize;
    }

    /// The words of spelling `i`.
    pub fn parts(&self, i: usize) -> &[Part] {
        let first = i.checked_sub(1).map_or(0, |before| self.each[before]);
        &self.parts[first as usize..self.each[i] as usize]
    }
}
