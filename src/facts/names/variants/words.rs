//! The distinct words of a draft's names, with the forms each stands in.

use super::{Finder, NAMESAKES, Word, is_known};
use crate::facts::names::apart::Part;
use crate::facts::names::cluster::{NOBODY, Numbers};
use crate::facts::names::form::Form;
use crate::language::names::{self as lexicon, Known};
use smallvec::SmallVec;

/// A word of names, with what tells whether more must be known of it.
pub(super) struct Brief<'t> {
    pub id: u32,
    pub fold: &'t str,
    known: Known,
    /// Mentions of all forms that it stands in.
    count: u32,
    /// Forms that may be people's and end with it.
    people: u32,
    /// It stands alone within a sentence.
    within: bool,
}

impl Brief<'_> {
    /// Whether it is compared with others. An everyday word that stands once is neither a slip nor what one is compared
    /// with.
    pub fn is_compared(&self) -> bool {
        self.count > 1
            || self.people > 0
            || !is_known(self.known)
            || self
                .known
                .intersects(Known::PROPER | Known::PLACE | Known::PEOPLE)
            || self.within
    }

    /// Whether it is the surname of several.
    pub fn is_shared(&self) -> bool {
        (2..=NAMESAKES).contains(&(self.people as usize))
    }
}

/// Whether the form is of several words and may be somebody's.
fn is_full(form: &Form<'_>) -> bool {
    form.words() > 1 && form.may_be_person()
}

/// Whether a word of `form` may be misspelt.
#[inline]
fn may_be_slip(form: &Form<'_>, part: &Part) -> bool {
    part.letters() >= 3 && (part.plain || is_one(form, part))
}

impl<'t> Finder<'t, '_> {
    /// The distinct words of all forms.
    pub(super) fn briefs(&self) -> Vec<Brief<'t>> {
        let forms: &'t [Form<'t>] = &self.table.forms;
        let mut index = Numbers::from_elem(NOBODY, self.table.distinct);
        let index = &mut index[..];
        let mut briefs: Vec<Brief<'t>> = Vec::with_capacity(self.table.distinct);
        for form in forms {
            let (is_full, last) = (is_full(form), form.last_index());
            let within = form.words() == 1 && form.is_within();
            for (n, part) in form.parts().iter().enumerate() {
                if !may_be_slip(form, part) {
                    continue;
                }
                let at = &mut index[part.id as usize];
                if *at == NOBODY {
                    *at = briefs.len() as u32;
                    briefs.push(Brief {
                        id: part.id,
                        fold: form.fold(part),
                        known: part.known,
                        count: 0,
                        people: 0,
                        within: false,
                    });
                }
                let brief = &mut briefs[*at as usize];
                brief.count += form.total() as u32;
                brief.people += u32::from(is_full && n == last);
                brief.within |= within;
            }
        }
        briefs
    }

    /// Those of the words in whose place `index`, by their ids, has anything but [`NOBODY`]; puts there where each stands.
    pub(super) fn words(&self, briefs: &[Brief<'t>], index: &mut [u32]) -> Vec<Word<'t>> {
        let mut words: Vec<Word<'t>> = Vec::with_capacity(8);
        for brief in briefs {
            let at = &mut index[brief.id as usize];
            if *at != NOBODY {
                *at = words.len() as u32;
                words.push(Word {
                    fold: brief.fold,
                    known: brief.known,
                    people: SmallVec::new(),
                    lone: SmallVec::new(),
                    within: SmallVec::new(),
                    count: brief.count,
                    lone_count: 0,
                    titled: false,
                });
            }
        }
        if words.is_empty() {
            return words;
        }
        for (i, form) in (0..).zip(&self.table.forms) {
            for (n, part) in form.parts().iter().enumerate() {
                let at = index[part.id as usize];
                if at == NOBODY || !may_be_slip(form, part) {
                    continue;
                }
                let word = &mut words[at as usize];
                if form.words() == 1 {
                    word.lone.push(i);
                    word.lone_count += form.total() as u32;
                    word.titled |= form.titled;
                    continue;
                }
                word.within.push((i, n as u8));
                if n == form.last_index() && is_full(form) {
                    word.people.push(i);
                }
            }
        }
        words
    }
}

/// Whether a word that holds more than ASCII letters is one that may be misspelt: all letters when folded, and no compound
/// (`Japanese-American`, `T-bonds`, `BBB-minus`), which is no name of its own.
#[inline(never)]
fn is_one(form: &Form<'_>, part: &Part) -> bool {
    let word = &form.text[part.from as usize..part.to as usize];
    let is_compound = word.split_once('-').is_some_and(|(head, tail)| {
        head.len() == 1
            || is_known(lexicon::known_raw(head))
            || head.bytes().all(|b| b.is_ascii_uppercase()) && !tail.starts_with(char::is_uppercase)
    });
    !is_compound && form.fold(part).bytes().all(|b| b.is_ascii_lowercase())
}
