//! One spelling of a name: its words folded, what is known of them, and how often it stands where.

use super::cluster::introduces;
use super::{Kind, LocalMention, Place};
use crate::language::names::{self as lexicon, Known};
use crate::language::{Lookup, Pack, Packed};
use rustc_hash::FxHasher;
use smallvec::SmallVec;
use std::hash::Hasher;
use std::iter;
use std::ops::Range;
use std::sync::Arc;

/// A distinct spelling and its mentions in the draft.
pub(super) struct Form<'a> {
    pub text: &'a Arc<str>,
    parts: Parts,
    /// All words folded to one.
    folded: &'a str,
    /// The same for all forms that fold to the same letters.
    pub fold_key: u64,
    /// Index of the first word of the surname.
    surname: usize,
    /// First mention, as an index into the table.
    pub first: u32,
    /// First mention outside headings and links, if any: a quotation was written down by the desk too.
    pub body: Option<u32>,
    pub mentions: SmallVec<[u32; 4]>,
    /// Mentions that may introduce somebody.
    strong: u32,
    pub titled: u32,
    /// Mentions behind `in`, `at` and the like.
    places: u32,
    /// Mentions in capitals for emphasis.
    caps: u32,
    /// Mentions between commas, as in a list of players.
    listed: u32,
    /// Mentions within sentences of the body.
    within: u32,
    /// Mentions outside tables of figures.
    told: u32,
    /// Holds a word that may be a day, a month or a role misspelt.
    pub slips: bool,
    pub entity: u32,
    kind: Kind,
    keys: Keys,
}

/// What forms are compared by.
#[derive(Clone, Copy, Default)]
struct Keys {
    name: u64,
    first: u64,
    last: u64,
    surname: u64,
}

/// The words of a form.
type Parts = SmallVec<[Part; 3]>;

/// Where a word of a form stands.
#[derive(Clone, Copy)]
struct Part {
    /// Bytes of the form's text.
    from: u32,
    to: u32,
    /// Bytes of `folded`.
    fold: (u32, u32),
    known: Known,
    /// It is all ASCII letters.
    plain: bool,
    key: u64,
}

/// A word of a form.
#[derive(Clone, Copy)]
pub(super) struct Word<'f> {
    /// Folded.
    pub fold: &'f str,
    /// Bytes of the form's text.
    pub from: u32,
    pub to: u32,
    pub known: Known,
    /// It is all ASCII letters.
    pub plain: bool,
    /// The same for all words that fold to the same letters.
    pub key: u64,
}

/// What folded words are compared by.
pub(super) fn key(fold: &str) -> u64 {
    let mut h = FxHasher::default();
    h.write(fold.as_bytes());
    h.finish()
}

/// What several words in a row are compared by, given the keys of each.
pub(super) fn joined(keys: impl Iterator<Item = u64>) -> u64 {
    let mut h = FxHasher::default();
    keys.for_each(|key| h.write_u64(key));
    h.finish()
}

/// A spelling taken apart.
pub(super) struct Spelling<'a> {
    text: &'a Arc<str>,
    parts: Parts,
    /// Bytes of the text that it was folded into.
    folded: Range<usize>,
}

/// These texts taken apart, and all their folds in one text, which forms then borrow from.
pub(super) fn take_apart<'a>(
    texts: &[&'a Arc<str>],
    pack: &'static Pack,
) -> (String, Vec<Spelling<'a>>) {
    let mut folds = String::with_capacity(texts.iter().map(|t| t.len()).sum());
    let spellings = pack.look_up(|mut words| {
        let texts = texts.iter();
        let each = texts.map(|text| Spelling::of(text, &mut folds, &mut words));
        each.collect()
    });
    (folds, spellings)
}

impl<'a> Spelling<'a> {
    /// Its fold goes behind `folds`.
    fn of(text: &'a Arc<str>, folds: &mut String, words: &mut Lookup<'_>) -> Self {
        let mut parts = Parts::new();
        let start = folds.len();
        let mut from = 0;
        while from <= text.len() {
            let mut behind = text.as_bytes()[from..].iter();
            let to = from + behind.position(|b| *b == b' ').unwrap_or(text.len() - from);
            let word = &text[from..to];
            let at = folds.len();
            let plain = lexicon::fold_into(folds, lexicon::without_article(word));
            let fold = &folds[at..];
            let packed = if plain { Packed::of(word) } else { None };
            let known = match packed {
                // It has just been asked for, when the text was read.
                Some(packed) if word.as_bytes()[0].is_ascii_uppercase() => {
                    words.packed(packed, word).known
                }
                _ => lexicon::known(fold),
            };
            if !fold.is_empty() {
                parts.push(Part {
                    from: from as u32,
                    to: to as u32,
                    fold: ((at - start) as u32, (folds.len() - start) as u32),
                    known,
                    plain,
                    key: key(fold),
                });
            }
            from = to + 1;
        }
        Spelling {
            text,
            parts,
            folded: start..folds.len(),
        }
    }
}

impl<'a> Form<'a> {
    /// Without a mention yet; `folds`: what the spelling was folded into.
    pub fn new(spelling: Spelling<'a>, folds: &'a str) -> Self {
        let Spelling { text, parts, .. } = spelling;
        let folded = &folds[spelling.folded];
        let particle = (1..parts.len().saturating_sub(1)).find(|&i| {
            let w = &parts[i];
            lexicon::is_particle(&text[w.from as usize..w.to as usize])
        });
        let surname = particle.unwrap_or(parts.len().saturating_sub(1));
        let fold_key = match &parts[..] {
            [alone] => alone.key,
            _ => key(folded),
        };
        Form {
            text,
            parts,
            folded,
            fold_key,
            surname,
            first: 0,
            body: None,
            mentions: SmallVec::new(),
            strong: 0,
            titled: 0,
            places: 0,
            caps: 0,
            listed: 0,
            within: 0,
            told: 0,
            slips: false,
            entity: super::cluster::NOBODY,
            kind: Kind::Unknown,
            keys: Keys::default(),
        }
    }

    /// Takes in one more mention.
    pub fn count(&mut self, at: u32, local: &LocalMention) {
        if self.mentions.is_empty() {
            self.first = at;
        }
        self.mentions.push(at);
        if self.body.is_none() && !local.place.contains(Place::WEAK) {
            self.body = Some(at);
        }
        let known = self.parts.first().map_or(Known::empty(), |w| w.known);
        self.strong += u32::from(introduces(local.place, known, self.parts.len()));
        self.titled += u32::from(local.title.is_some());
        self.places += u32::from(local.place.contains(Place::WHERE));
        self.caps += u32::from(local.place.contains(Place::CAPS));
        self.within += u32::from(
            !local
                .place
                .intersects(Place::WEAK | Place::INITIAL | Place::QUOTED),
        );
        self.listed += u32::from(local.place.contains(Place::LISTED));
        self.told += u32::from(!local.place.contains(Place::TABLE));
        self.slips |= local.place.contains(Place::SLIP);
    }

    /// All words folded to one, spaces left out.
    pub fn folded(&self) -> &'a str {
        self.folded
    }

    /// Whether its last word may be a surname.
    pub fn may_be_person(&self) -> bool {
        self.parts.len() <= 10 && matches!(self.kind(), Kind::Person | Kind::Unknown)
    }

    /// Words of the fullest form of whom it names.
    pub fn entity_words(&self, table: &super::cluster::Table<'_>) -> usize {
        let entity = table.mentions[self.first as usize].entity as usize;
        table
            .entities
            .get(entity)
            .map_or(0, |e| table.forms[e.form as usize].words())
    }

    pub fn words(&self) -> usize {
        self.parts.len()
    }

    pub fn word(&self, i: usize) -> Option<Word<'a>> {
        let part = self.parts.get(i)?;
        Some(Word {
            fold: self.fold(part),
            from: part.from,
            to: part.to,
            known: part.known,
            plain: part.plain,
            key: part.key,
        })
    }

    fn fold(&self, part: &Part) -> &'a str {
        &self.folded[part.fold.0 as usize..part.fold.1 as usize]
    }

    /// Mentions in all.
    pub fn total(&self) -> usize {
        self.mentions.len()
    }

    /// Whether a mention stands where it may introduce somebody.
    pub fn introduces(&self) -> bool {
        self.strong > 0
    }

    /// Whether it is an acronym: all in capitals, and not for emphasis.
    pub fn is_acronym(&self) -> bool {
        let mut letters = self.text.chars().filter(|c| c.is_alphabetic());
        !self.is_shouted() && letters.all(char::is_uppercase)
    }

    /// Whether a mention stands within a sentence of the body, where only names are written large.
    pub fn is_within(&self) -> bool {
        self.within > 0
    }

    /// Whether it is only ever written in capitals for emphasis.
    pub fn is_shouted(&self) -> bool {
        self.caps as usize == self.mentions.len()
    }

    /// Whether it only stands in tables of figures.
    pub fn is_tabled(&self) -> bool {
        self.told == 0
    }

    /// Whether it only stands in lists.
    pub fn is_listed(&self) -> bool {
        self.listed as usize == self.mentions.len()
    }

    /// Works out, once all mentions are counted, what many will ask for.
    pub fn settle(&mut self) {
        self.kind = self.find_kind();
        let word = |part: Option<&Part>| part.map_or(0, |p| p.key);
        let (first, last) = (word(self.parts.first()), word(self.parts.last()));
        let surname = || self.parts[self.surname..].iter().map(|p| p.key);
        let name = if self.kind == Kind::Person {
            joined(iter::once(first).chain(surname()))
        } else {
            joined(self.parts.iter().map(|p| p.key))
        };
        self.keys = Keys {
            first,
            last,
            surname: if self.surname_words() == 1 {
                last
            } else {
                joined(surname())
            },
            name: if self.parts.len() == 1 { last } else { name },
        };
    }

    /// The same for all forms that are the same but for marks, hyphens, case and middle names.
    pub fn key(&self) -> u64 {
        self.keys.name
    }

    /// The given name, folded; empty in a form of one word.
    pub fn given(&self) -> &'a str {
        let several = self.parts.len() > 1;
        let first = self.parts.first().filter(|_| several);
        first.map_or("", |p| self.fold(p))
    }

    /// Index of the last word.
    pub fn last_index(&self) -> usize {
        self.parts.len().saturating_sub(1)
    }

    pub fn first_key(&self) -> u64 {
        self.keys.first
    }

    pub fn last_key(&self) -> u64 {
        self.keys.last
    }

    pub fn surname_key(&self) -> u64 {
        self.keys.surname
    }

    pub fn surname_words(&self) -> usize {
        self.parts.len() - self.surname
    }

    /// Who or what it is likely to name.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    fn find_kind(&self) -> Kind {
        let (Some(first), Some(last)) = (self.parts.first(), self.parts.last()) else {
            return Kind::Unknown;
        };
        if self.parts.len() == 1 {
            let acronym = self
                .text
                .chars()
                .filter(|c| c.is_alphabetic())
                .all(char::is_uppercase);
            return if self.titled > 0 {
                Kind::Person
            } else if first.known.contains(Known::PLACE) {
                Kind::Place
            } else if acronym && self.caps == 0 || first.known.contains(Known::ORG) {
                Kind::Organisation
            } else if first.known.contains(Known::PEOPLE) {
                Kind::Unknown
            } else if self.places * 2 > self.mentions.len() as u32 {
                Kind::Place
            } else if first.known.intersects(Known::GIVEN) {
                Kind::Person
            } else {
                Kind::Unknown
            };
        }
        if self.parts.len() > 1 && self.is_place() {
            return Kind::Place;
        }
        let given = first.known.intersects(Known::GIVEN)
            && !first.known.intersects(Known::AREA | Known::PEOPLE);
        // `Bill Hill` and `Grace Church`: a word that may also be a surname needs more than that.
        let org =
            self.parts.iter().skip(usize::from(given)).any(|w| {
                w.known.contains(Known::ORG) && !(given && w.known.contains(Known::SURNAME))
            });
        if org || memchr::memchr(b'&', self.text.as_bytes()).is_some() || self.joins_words() {
            return Kind::Organisation;
        }
        if first.known.contains(Known::AREA) && !given {
            return Kind::Place;
        }
        let initial = |w: &Part| {
            w.to - w.from == 2 && self.text.as_bytes().get(w.to as usize - 1) == Some(&b'.')
        };
        let spelled = self.parts.iter().any(initial);
        if self.titled > 0 || given || spelled || self.surname_words() > 1 {
            return Kind::Person;
        }
        if last.known.contains(Known::WORD) && first.known.contains(Known::WORD)
            || first.known.intersects(Known::PLACE | Known::PEOPLE)
        {
            return Kind::Unknown;
        }
        Kind::Unknown
    }

    /// Whether it is of the kind `Bank of England`.
    fn joins_words(&self) -> bool {
        self.parts.iter().any(|w| {
            let (from, to) = (w.from as usize, w.to as usize);
            from > 0 && to < self.text.len() && matches!(&self.text[from..to], "of" | "for")
        })
    }

    fn is_place(&self) -> bool {
        let folds = self.parts.iter().map(|p| self.fold(p));
        lexicon::known_together(folds).contains(Known::PLACE)
    }
}
