//! Full names that agree in all words but one.

use super::close::is_inflected;
use super::seen::repeated;
use super::{Finder, Slip, is_known};
use crate::facts::names::form::{Form, joined};
use crate::language::names::{self as lexicon, Known};
use crate::text::Span;
use smallvec::SmallVec;

/// More names that share all but one word than these are a list.
const MOST: usize = 3;

impl Finder<'_, '_> {
    /// Where the rest of a name is the same and rare, the last word may be further off than one letter: another
    /// transliteration (`Soungalo Outtara` and `Ouattara`).
    pub(super) fn one_word_apart(&mut self) {
        let forms: &[Form<'_>] = &self.table.forms;
        let forms = (0..).zip(forms).filter(|(_, form)| {
            (2..=6).contains(&form.words()) && form.may_be_person() && !form.is_shouted()
        });
        let forms: SmallVec<[(u32, &Form<'_>); 32]> = forms.collect();
        // How often each word stands there, counted to two.
        let mut stands: SmallVec<[u8; 128]> = SmallVec::from_elem(0, self.table.distinct);
        let stands = &mut stands[..];
        let mut recurs = false;
        for id in forms.iter().flat_map(|(_, form)| form.ids()) {
            let times = &mut stands[id as usize];
            recurs |= *times > 0;
            *times = (*times + 1).min(2);
        }
        if !recurs {
            return;
        }
        // A key of the name without the word, of the words and of the index of the word; form and index.
        let mut rests: Vec<(u64, (u32, u8))> = Vec::new();
        for &(i, form) in &forms {
            let words = form.words();
            // All words of the rest must stand elsewhere as well.
            let is_shared = |id: &u32| stands[*id as usize] > 1;
            let shared = form.ids().filter(is_shared).count();
            if shared + 1 < words {
                continue;
            }
            for (left_out, id) in form.ids().enumerate() {
                if shared < words && is_shared(&id) {
                    continue;
                }
                let others = form.ids().enumerate().filter(|(n, _)| *n != left_out);
                let place = [words as u64, left_out as u64];
                let key = joined(place.into_iter().chain(others.map(|(_, id)| u64::from(id))));
                rests.push((key, (i, left_out as u8)));
            }
        }
        if rests.is_empty() {
            return;
        }
        let groups = repeated(&mut rests).filter(|group| group.len() <= MOST);
        let mut alike: Vec<(SmallVec<[u32; MOST]>, usize)> = groups
            .map(|group| {
                let forms = group.iter().map(|(_, (form, _))| *form);
                (forms.collect(), usize::from(group[0].1.1))
            })
            .collect();
        alike.sort_unstable();
        for (forms, n) in alike {
            for (i, &a) in forms.iter().enumerate() {
                for &b in &forms[i + 1..] {
                    self.one_word(a, b, n);
                }
            }
        }
    }

    fn one_word(&mut self, a: u32, b: u32, n: usize) {
        let (fa, fb) = (self.form(a), self.form(b));
        let (Some(x), Some(y)) = (fa.word(n), fb.word(n)) else {
            return;
        };
        // Of two given names that lists have the lists say whose: Maria and Mario are two.
        let whose = Known::MALE | Known::FEMALE;
        let two = x.known.intersects(whose)
            && y.known.intersects(whose)
            && (fa.words() == 2 || !(x.known & y.known).intersects(whose));
        if n == 0 && two
            || x.fold == y.fold
            || is_inflected(x.fold, y.fold)
            || is_known(x.known) && is_known(y.known)
            || !may_be_one(fa, x.fold, y.fold, n)
            || fa.total() > 1 && fb.total() > 1
        {
            return;
        }
        let right = self.right(&[a, b]);
        let wrong = if right == a { b } else { a };
        let slip = if n == 0 { Slip::Given } else { Slip::Spelling };
        let places = [fa, fb].map(|form| self.place(form, form.first, (n, n)).span);
        let told = |v: &super::Variant| {
            let meets = |p: &super::At| {
                let with = |s: &Span| p.span.from() < s.to() && s.from() < p.span.to();
                places.iter().any(with)
            };
            v.places.iter().any(meets)
        };
        if !self.variants.iter().any(told) {
            self.add(slip, true, (wrong, (n, n)), (right, (n, n)));
        }
    }
}

/// Whether the words may be one, given that the rest of `form` stands with both.
fn may_be_one(form: &Form<'_>, x: &str, y: &str, n: usize) -> bool {
    let (short, long) = (x.len().min(y.len()), x.len().max(y.len()));
    if short < 3 || !x.is_ascii() || !y.is_ascii() || !lexicon::same_start(x, y) {
        return false;
    }
    // Many share `John` or `Mohammed`; hardly anybody else a given name that no list has, or two names.
    let common = Known::GIVEN | Known::SURNAME | Known::WORD;
    let others = (0..form.words()).filter(|i| *i != n);
    let known = |i: usize| form.word(i).is_some_and(|w| w.known.intersects(common));
    let rare = form.words() > 2 || others.clone().any(|i| !known(i));
    let sound = lexicon::skeleton(x) == lexicon::skeleton(y);
    if !(rare || sound && short >= 5) {
        return false;
    }
    let limit = if sound { 3 } else { long.div_ceil(3).min(3) };
    lexicon::distance(x, y, limit).is_some()
}
