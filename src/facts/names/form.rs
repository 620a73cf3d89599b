//! One spelling of a name: what is known of its words, and how often it stands where.

use super::apart::{Apart, Part};
use super::cluster::{NOBODY, Table};
use super::{Kind, LocalMention, Place};
use crate::language::names::{self as lexicon, Known};
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::iter;
use std::sync::Arc;

/// A distinct spelling and its mentions in the draft.
pub(super) struct Form<'a> {
    pub text: &'a Arc<str>,
    parts: &'a [Part],
    /// What the words were folded into.
    folds: &'a str,
    /// Index of the first word of the surname.
    surname: usize,
    /// First mention, as an index into the table; [`NOBODY`] before there is one.
    pub first: u32,
    /// First mention outside headings and links; [`NOBODY`] where there is none.
    body: u32,
    /// Mentions in all.
    total: u32,
    /// Mentions behind `in`, `at` and the like.
    places: u32,
    /// Where any of the mentions stands, and where all do.
    any: Place,
    all: Place,
    /// Where a mention introduces nobody.
    hidden: Place,
    /// A mention may introduce somebody.
    introduces: bool,
    /// A mention has a title.
    pub titled: bool,
    /// A mention stands within a sentence of the body.
    within: bool,
    pub entity: u32,
    kind: Kind,
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
}

/// What several words in a row are compared by, given what each is.
pub(super) fn joined(words: impl Iterator<Item = u64>) -> u64 {
    let mut h = FxHasher::default();
    words.for_each(|word| h.write_u64(word));
    h.finish()
}

impl<'a> Form<'a> {
    /// Spelling `i` of `apart`, whose text this is; without a mention yet.
    #[inline]
    pub fn new(apart: &'a Apart, i: usize, text: &'a Arc<str>) -> Self {
        let parts = apart.parts(i);
        let last = parts.len().saturating_sub(1);
        let surname = if last > 1 {
            let is_particle =
                |w: &Part| lexicon::is_particle(&text[w.from as usize..w.to as usize]);
            let particle = parts[1..last].iter().position(is_particle);
            particle.map_or(last, |at| at + 1)
        } else {
            last
        };
        // At a sentence's start any word is large: a lone one that is also an everyday word proves nothing.
        let everyday = matches!(parts, [word] if word.known.contains(Known::WORD));
        let hidden = if everyday {
            Place::WEAK | Place::INITIAL
        } else {
            Place::WEAK
        };
        Form {
            text,
            parts,
            folds: &apart.folds,
            surname,
            first: NOBODY,
            body: NOBODY,
            total: 0,
            places: 0,
            any: Place::empty(),
            all: Place::all(),
            hidden,
            introduces: false,
            titled: false,
            within: false,
            entity: NOBODY,
            kind: Kind::Unknown,
            key: 0,
        }
    }

    /// Takes in one more mention.
    pub fn count(&mut self, at: u32, local: &LocalMention) {
        let place = local.place;
        let is_weak = place.contains(Place::WEAK);
        self.first = self.first.min(at);
        self.body = self.body.min(if is_weak { NOBODY } else { at });
        self.total += 1;
        self.any |= place;
        self.all &= place;
        self.places += u32::from(place.contains(Place::WHERE));
        self.introduces |= !place.intersects(self.hidden);
        self.titled |= local.title.is_some();
        self.within |= !place.intersects(Place::WEAK | Place::INITIAL | Place::QUOTED);
    }

    /// The same for all forms whose words come to the same letters: how many these are, the first and the last.
    pub fn sign(&self) -> u64 {
        let folds = self.folds.as_bytes();
        let letter = |at: u32| u64::from(folds[at as usize]);
        let (Some(first), Some(last)) = (self.parts.first(), self.parts.last()) else {
            return 0;
        };
        let letters: usize = self.parts.iter().map(|p| p.letters()).sum();
        (letters as u64) << 16 | letter(first.fold.0) << 8 | letter(last.fold.1 - 1)
    }

    /// All words folded to one, spaces left out.
    pub fn folded(&self) -> String {
        self.parts.iter().map(|p| p.fold(self.folds)).collect()
    }

    /// Whether its last word may be a surname.
    pub fn may_be_person(&self) -> bool {
        self.parts.len() <= 10 && matches!(self.kind(), Kind::Person | Kind::Unknown)
    }

    /// Words of the fullest form of whom it names.
    pub fn entity_words(&self, table: &Table<'_>) -> usize {
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
        })
    }

    /// Its words.
    pub fn parts(&self) -> &'a [Part] {
        self.parts
    }

    /// A word of it folded.
    pub fn fold(&self, part: &Part) -> &'a str {
        part.fold(self.folds)
    }

    /// Mentions in all.
    pub fn total(&self) -> usize {
        self.total as usize
    }

    /// The first mention outside headings and links, if any: a quotation was written down by the desk too.
    pub fn body(&self) -> Option<u32> {
        (self.body != NOBODY).then_some(self.body)
    }

    /// Whether a mention stands where it may introduce somebody.
    pub fn introduces(&self) -> bool {
        self.introduces
    }

    /// Whether it is an acronym: all in capitals, and not for emphasis.
    pub fn is_acronym(&self) -> bool {
        !self.is_shouted() && self.is_large()
    }

    /// Whether a mention stands within a sentence of the body, where only names are written large.
    pub fn is_within(&self) -> bool {
        self.within
    }

    /// Whether it is only ever written in capitals for emphasis.
    pub fn is_shouted(&self) -> bool {
        self.all.contains(Place::CAPS)
    }

    /// Whether it only stands in tables of figures.
    pub fn is_tabled(&self) -> bool {
        self.all.contains(Place::TABLE)
    }

    /// Its words by their indices.
    pub fn ids(&self) -> impl Iterator<Item = u32> + Clone + 'a {
        self.parts.iter().map(|p| p.id)
    }

    /// Whether it holds a word that may be a day, a month or a role misspelt.
    pub fn slips(&self) -> bool {
        self.any.contains(Place::SLIP)
    }

    /// Whether it only stands in lists.
    pub fn is_listed(&self) -> bool {
        self.all.contains(Place::LISTED)
    }

    /// Works out, once all mentions are counted, what many will ask for.
    pub fn settle(&mut self) {
        self.kind = self.find_kind();
        // Nobody asks for the key of a lone word.
        if self.parts.len() < 2 {
            return;
        }
        // None is 0, so that one more always makes another key.
        let id = |part: &Part| u64::from(part.id) + 1;
        self.key = match (self.kind, self.parts) {
            (Kind::Person, [first, _, ..]) => {
                let surname = self.parts[self.surname..].iter().map(id);
                joined(iter::once(id(first)).chain(surname))
            }
            _ => joined(self.parts.iter().map(id)),
        };
    }

    /// The same for all forms of several words that are the same but for marks, hyphens, case and middle names.
    pub fn key(&self) -> u64 {
        self.key
    }

    /// The given name, folded; empty in a form of one word.
    pub fn given(&self) -> &'a str {
        let several = self.parts.len() > 1;
        let first = self.parts.first().filter(|_| several);
        first.map_or("", |p| p.fold(self.folds))
    }

    /// Index of the last word.
    pub fn last_index(&self) -> usize {
        self.parts.len().saturating_sub(1)
    }

    /// The word of a form that has no other, as its index.
    pub fn alone(&self) -> Option<u32> {
        match self.parts {
            [word] => Some(word.id),
            _ => None,
        }
    }

    /// The first and the last word, as their indices.
    pub fn ends(&self) -> Option<(u32, u32)> {
        Some((self.parts.first()?.id, self.parts.last()?.id))
    }

    fn surname_words(&self) -> usize {
        self.parts.len() - self.surname
    }

    /// Who or what it is likely to name.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    fn find_kind(&self) -> Kind {
        match self.parts {
            [] => Kind::Unknown,
            [word] => self.kind_of_word(word.known),
            [first, ..] => self.kind_of_words(first),
        }
    }

    /// The same of a form of one word.
    fn kind_of_word(&self, known: Known) -> Kind {
        if self.titled {
            Kind::Person
        } else if known.contains(Known::PLACE) {
            Kind::Place
        } else if known.contains(Known::ORG) || !self.any.contains(Place::CAPS) && self.is_large() {
            Kind::Organisation
        } else if known.contains(Known::PEOPLE) {
            Kind::Unknown
        } else if self.places * 2 > self.total {
            Kind::Place
        } else if known.intersects(Known::GIVEN) {
            Kind::Person
        } else {
            Kind::Unknown
        }
    }

    /// The same of one of several.
    fn kind_of_words(&self, first: &Part) -> Kind {
        if self.is_place() {
            return Kind::Place;
        }
        let given = first.known.intersects(Known::GIVEN)
            && !first.known.intersects(Known::AREA | Known::PEOPLE);
        let (mut any, mut plain, mut short) = (Known::empty(), true, false);
        for part in self.parts {
            any |= part.known;
            plain &= part.plain;
            short |= part.to - part.from <= 3;
        }
        // `Bill Hill` and `Grace Church`: a word that may also be a surname needs more than that.
        let org = || {
            self.parts.iter().skip(usize::from(given)).any(|w| {
                w.known.contains(Known::ORG) && !(given && w.known.contains(Known::SURNAME))
            })
        };
        if any.contains(Known::ORG) && org()
            || !plain && self.holds_and()
            || short && self.joins_words()
        {
            return Kind::Organisation;
        }
        if first.known.contains(Known::AREA) && !given {
            return Kind::Place;
        }
        let initial = |w: &Part| {
            w.to - w.from == 2 && self.text.as_bytes().get(w.to as usize - 1) == Some(&b'.')
        };
        let spelled = || !plain && self.parts.iter().any(initial);
        if self.titled || given || self.surname_words() > 1 || spelled() {
            return Kind::Person;
        }
        Kind::Unknown
    }

    /// Whether all letters are capitals.
    fn is_large(&self) -> bool {
        // Mostly the second letter tells.
        let second = self.text.as_bytes().get(1);
        if second.is_some_and(u8::is_ascii_lowercase) {
            return false;
        }
        let mut letters = self.text.chars().filter(|c| c.is_alphabetic());
        letters.all(char::is_uppercase)
    }

    /// Whether it is of the kind `Marks & Spencer`.
    fn holds_and(&self) -> bool {
        let mut marked = self.parts.iter().filter(|p| !p.plain);
        marked.any(|p| p.fold(self.folds).contains('&'))
    }

    /// Whether it is of the kind `Bank of England`.
    fn joins_words(&self) -> bool {
        let text = self.text.as_bytes();
        self.parts.iter().any(|w| {
            let (from, to) = (w.from as usize, w.to as usize);
            from > 0 && to < text.len() && matches!(&text[from..to], b"of" | b"for")
        })
    }

    fn is_place(&self) -> bool {
        let folds = self.parts.iter().map(|p| p.fold(self.folds));
        let together = |first: &Part| lexicon::known_together(first.key, folds);
        self.parts
            .first()
            .map(together)
            .is_some_and(|known| known.contains(Known::PLACE))
    }
}
