//! Spellings that differ from those of the rest of the draft.

pub(super) mod close;
mod fold;
mod given;
pub(super) mod near;
mod rest;
mod seen;
mod words;

use super::Place;
use super::cluster::{NOBODY, Numbers, Table};
use super::form::Form;
use crate::language::Pack;
use crate::language::names::{self as lexicon, Known};
use crate::text::Span;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::sync::Arc;

/// A name that the draft spells in two ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    pub slip: Slip,
    /// Hardly anything but a mistake.
    pub sure: bool,
    /// The words that differ, as written there.
    pub wrong: Arc<str>,
    /// As written at the other place.
    pub right: Arc<str>,
    /// Where the wrong spelling stands, in the order of its mentions.
    pub places: Vec<At>,
    /// A mention with the other spelling, and others that write it in other capitals or marks.
    pub others: Vec<(Span, Arc<str>)>,
}

/// One place of a spelling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    pub span: Span,
    pub quoted: bool,
}

/// What kind of difference it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slip {
    /// Another spelling of the surname or of a whole name.
    Spelling,
    /// Another given name with the same surname.
    Given,
    /// A short form of the given name.
    Nickname,
    /// Capitals or full stops of an acronym.
    Acronym,
    /// The word for a day, a month or a role misspelt; the right one need not stand in the draft.
    Word,
}
/// More people of one surname, or more names with one word, than these are a list.
const NAMESAKES: usize = 8;

/// A word of names, with the forms it stands in.
struct Word<'t> {
    fold: &'t str,
    known: Known,
    /// Forms that may be people's and end with it, of two words and more.
    people: SmallVec<[u32; 2]>,
    /// Forms of this word alone.
    lone: SmallVec<[u32; 1]>,
    /// Forms of several words with the place it has in them.
    within: SmallVec<[(u32, u8); 2]>,
    /// Mentions of all these forms.
    count: u32,
    /// Mentions of the word alone.
    lone_count: u32,
    titled: bool,
}

impl Word<'_> {
    fn is_known(&self) -> bool {
        is_known(self.known)
    }
}

/// Whether nobody misspells a name into such a word: an everyday word, a place, a people.
fn is_known(known: Known) -> bool {
    let all = Known::WORD | Known::PLACE | Known::PEOPLE | Known::ORG | Known::DAY | Known::STOP;
    known.intersects(all | Known::TITLE | Known::AREA | Known::SUFFIX)
        || known.contains(Known::PROPER) && !known.intersects(Known::GIVEN | Known::SURNAME)
}

pub(super) fn find(table: &Table<'_>, pack: &Pack) -> Vec<Variant> {
    let mut found = Finder {
        table,
        nouns: pack.capital_nouns(),
        variants: Vec::new(),
    };
    found.same_fold();
    let briefs = found.briefs();
    let (mut compared, mut folds) = (Numbers::new(), SmallVec::<[&str; 64]>::new());
    for word in briefs.iter().filter(|w| w.is_compared()) {
        compared.push(word.id);
        folds.push(word.fold);
    }
    let pairs = near::pairs(&folds);
    // Hardly any word is like another one.
    let mut index = Numbers::from_elem(NOBODY, table.distinct);
    let ids = |&(a, b): &(u32, u32)| [a, b].map(|i| compared[i as usize] as usize);
    let shared = briefs.iter().filter(|w| w.is_shared());
    for id in shared
        .map(|w| w.id as usize)
        .chain(pairs.iter().flat_map(ids))
    {
        index[id] = 0;
    }
    let words = found.words(&briefs, &mut index);
    for word in &words {
        found.given_names(word);
    }
    for pair in &pairs {
        let [a, b] = ids(pair).map(|id| &words[index[id] as usize]);
        found.pair(a, b);
    }
    found.one_word_apart();
    found.misspelt_words();
    found.variants.sort_by_key(|v| v.places[0].span);
    found.settle();
    // Two names may have the right spelling.
    found.variants.dedup_by(|b, a| {
        a.places == b.places && (a.slip, &a.wrong, &a.right) == (b.slip, &b.wrong, &b.right)
    });
    found.variants
}

struct Finder<'t, 'a> {
    table: &'t Table<'a>,
    /// Nouns are written large as well.
    nouns: bool,
    variants: Vec<Variant>,
}

impl<'t> Finder<'t, '_> {
    /// Leaves one right spelling of each: of three two are wrong, and neither is what the other should be; of two
    /// that are each called wrong somewhere the one that comes later is.
    fn settle(&mut self) {
        type Rights = SmallVec<[(Arc<str>, u32); 1]>;
        let mut rights: FxHashMap<(Slip, Arc<str>), Rights> = FxHashMap::default();
        for v in &self.variants {
            let of_it = rights.entry((v.slip, v.wrong.clone())).or_default();
            let at = v.others.first().map_or(0, |o| o.0.start);
            of_it.push((v.right.clone(), at));
        }
        self.variants.retain(|v| {
            let own = &rights[&(v.slip, v.wrong.clone())];
            let Some(better) = rights.get(&(v.slip, v.right.clone())) else {
                return true;
            };
            let first = |list: &Rights, word: &str| {
                let of_it = list.iter().filter(|(right, _)| **right == *word);
                of_it.map(|(_, at)| *at).min()
            };
            let turned = first(better, &v.wrong);
            let third = better.iter().any(|(b, _)| first(own, b).is_some());
            !third && turned.is_none_or(|at| first(own, &v.right) < Some(at))
        });
    }

    fn form(&self, i: u32) -> &'t Form<'t> {
        &self.table.forms[i as usize]
    }

    /// The spelling to keep: that of the first mention in the body, unless another is three times as frequent.
    fn right(&self, forms: &[u32]) -> u32 {
        let rank = |&i: &u32| {
            let f = self.form(i);
            (f.body().is_none(), f.body().unwrap_or(f.first))
        };
        let first = forms.iter().copied().min_by_key(rank).unwrap_or(forms[0]);
        let most = forms
            .iter()
            .copied()
            .max_by_key(|&i| self.form(i).total())
            .unwrap_or(first);
        if self.form(most).total() >= 3 * self.form(first).total() {
            most
        } else {
            first
        }
    }

    /// Days, months and roles that hardly are names.
    fn misspelt_words(&mut self) {
        let forms: &'t [Form<'t>] = &self.table.forms;
        for form in forms.iter().filter(|f| f.slips() && f.total() == 1) {
            for n in 0..form.words() {
                let Some(word) = form.word(n).filter(|w| w.known.is_empty()) else {
                    continue;
                };
                let Some(right) = lexicon::slip(word.fold) else {
                    continue;
                };
                let place = self.place(form, form.first, (n, n));
                let told = |v: &Variant| v.places.iter().any(|p| p.span == place.span);
                if !self.variants.iter().any(told) {
                    self.variants.push(Variant {
                        slip: Slip::Word,
                        sure: true,
                        wrong: form.text[word.from as usize..word.to as usize].into(),
                        right: format!("{}{}", right[..1].to_uppercase(), &right[1..]).into(),
                        places: vec![place],
                        others: Vec::new(),
                    });
                }
            }
        }
    }

    /// Where the words `first..=last` of a mention stand.
    fn place(&self, form: &Form<'_>, mention: u32, (first, last): (usize, usize)) -> At {
        let m = &self.table.mentions[mention as usize];
        let whole = self.table.span(mention);
        // Words have places of their own only where no markup stands between them.
        let span = match (form.word(first), form.word(last)) {
            (Some(a), Some(b)) if whole.len() == form.text.len() => {
                Span::new(whole.from() + a.from as usize, whole.from() + b.to as usize)
            }
            _ => whole,
        };
        At {
            span,
            quoted: m.local.place.contains(Place::QUOTED),
        }
    }

    fn add(
        &mut self,
        slip: Slip,
        sure: bool,
        wrong: (u32, (usize, usize)),
        right: (u32, (usize, usize)),
    ) {
        self.add_with(slip, sure, wrong, right, (&[], &[]));
    }

    /// Adds a variant; `lone`: forms of the wrong word alone, `also`: forms that end with the right word in other
    /// capitals or marks.
    fn add_with(
        &mut self,
        slip: Slip,
        sure: bool,
        wrong: (u32, (usize, usize)),
        right: (u32, (usize, usize)),
        (lone, also): (&[u32], &[u32]),
    ) {
        let (w, r) = (self.form(wrong.0), self.form(right.0));
        // Words of a table are cut short as it fits.
        let named = |form: &Form<'_>, n: usize| {
            let word = form.word(n);
            word.is_some_and(|w| w.known.intersects(Known::SURNAME | Known::GIVEN))
        };
        let tabled = w.is_tabled() || r.is_tabled();
        if tabled && !(named(w, wrong.1.0) && named(r, right.1.0)) {
            return;
        }
        let text = |form: &Form<'_>, (first, last): (usize, usize)| -> Arc<str> {
            match (form.word(first), form.word(last)) {
                (Some(a), Some(b)) => form.text[a.from as usize..b.to as usize].into(),
                _ => form.text.clone(),
            }
        };
        let (wrong_text, right_text) = (text(w, wrong.1), text(r, right.1));
        if wrong_text == right_text {
            return;
        }
        let mentions = self.table.mentions_of(wrong.0);
        let mut places: Vec<At> = mentions.map(|m| self.place(w, m, wrong.1)).collect();
        for &i in lone {
            let form = self.form(i);
            if form.text[..] == wrong_text[..] {
                let mentions = self.table.mentions_of(i);
                places.extend(mentions.map(|m| self.place(form, m, (0, 0))));
            }
        }
        places.dedup();
        let mut others = vec![(
            self.place(r, r.body().unwrap_or(r.first), right.1).span,
            right_text.clone(),
        )];
        for &same in also {
            let form = self.form(same);
            let words = (form.last_index(), form.last_index());
            let written = text(form, words);
            let new = written != wrong_text && others.iter().all(|(_, o)| *o != written);
            if new && others.len() < 4 {
                others.push((self.place(form, form.first, words).span, written));
            }
        }
        self.variants.push(Variant {
            slip,
            sure,
            wrong: wrong_text,
            right: right_text,
            places,
            others,
        });
    }
}
