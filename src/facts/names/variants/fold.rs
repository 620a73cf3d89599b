//! Spellings with one fold: NATO and Nato, Jong Un and Jong-un, Erdoğan and Erdogan.

use super::seen::repeated;
use super::{Finder, Slip};
use crate::facts::names::Kind;
use crate::facts::names::form::Form;
use crate::language::names::{self as lexicon, Known};
use smallvec::SmallVec;

impl Finder<'_, '_> {
    /// One fold, several surfaces: NATO and Nato, Jong Un and Jong-un, Erdoğan and Erdogan.
    pub(super) fn same_fold(&mut self) {
        for same in self.alike() {
            let right = self.right(&same);
            for wrong in same {
                if let Some(slip) = self.surface_slip(wrong, right) {
                    let span = |f: &Form<'_>| (0, f.last_index());
                    // Of a place the name of a firm may keep the old spelling (`Hongkong Bank`).
                    let spaced = |f: &Form<'_>| f.text.contains([' ', '-']);
                    let (w, r) = (self.form(wrong), self.form(right));
                    let place = w.kind() == Kind::Place || r.kind() == Kind::Place;
                    self.add(
                        slip,
                        !place || spaced(w) == spaced(r),
                        (wrong, span(self.form(wrong))),
                        (right, span(self.form(right))),
                    );
                }
            }
        }
    }

    /// Groups of forms with one fold, in order of their first forms.
    fn alike(&self) -> Vec<Vec<u32>> {
        let forms: &[Form<'_>] = &self.table.forms;
        let forms = (0..).zip(forms).filter(|(_, f)| !f.is_shouted());
        let mut signs: Vec<(u64, u32)> = Vec::with_capacity(self.table.forms.len());
        signs.extend(forms.map(|(i, form)| (form.sign(), i)));
        let mut all = Vec::new();
        for group in repeated(&mut signs) {
            let folded = group.iter().map(|(_, i)| (self.form(*i).folded(), *i));
            let mut folded: SmallVec<[(String, u32); 4]> = folded.collect();
            folded.sort_unstable();
            let same = folded.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() > 1);
            all.extend(same.map(|group| group.iter().map(|(_, i)| *i).collect::<Vec<u32>>()));
        }
        all.sort_unstable();
        all
    }

    fn surface_slip(&self, wrong: u32, right: u32) -> Option<Slip> {
        let (w, r) = (self.form(wrong), self.form(right));
        let plain = |t: &str| t.replace(['’', 'ʼ', '‘'], "'").replace('‑', "-");
        let (a, b) = (plain(w.text), plain(r.text));
        if a == b {
            return None;
        }
        let stops = |t: &str| t.replace('.', "");
        let only_case = a.to_lowercase() == b.to_lowercase();
        let only_stops = stops(&a) == stops(&b);
        let upper = |t: &str| {
            t.chars()
                .filter(|c| c.is_alphabetic())
                .all(char::is_uppercase)
        };
        // `L’État` where a sentence starts.
        let elided = |t: &str| t.starts_with(['l', 'd', 'L', 'D']) && t[1..].starts_with('\'');
        if elided(&a) && elided(&b) && a[1..] == b[1..] {
            return None;
        }
        // A person or a place in capitals, as a dateline has it, is no acronym.
        let named = |f: &Form<'_>| {
            let of = Known::GIVEN | Known::SURNAME | Known::PLACE;
            f.word(0).is_some_and(|w| w.known.intersects(of)) && f.text.len() > 3
        };
        // Nor is a long word that only opens sentences so.
        let shouted = if upper(&a) { w } else { r };
        let dateline = shouted.text.len() > 6 && !shouted.is_within();
        if only_case && (named(w) || upper(&a) != upper(&b) && dateline) {
            return None;
        }
        if w.words() == 1
            && r.words() == 1
            && (only_case && upper(&a) != upper(&b) || only_stops && upper(&a))
        {
            return Some(Slip::Acronym);
        }
        // `U-S-A!`
        let chanted = |t: &str| t.contains('-') && t.split('-').all(|part| part.len() == 1);
        // `Nasser` after `al-Nasser`.
        let article = lexicon::without_article(&a) == b || lexicon::without_article(&b) == a;
        if only_stops || article || chanted(&a) || chanted(&b) {
            return None;
        }
        let digits = |t: &str| t.bytes().any(|b| b.is_ascii_digit());
        if digits(&a) || digits(&b) {
            return None;
        }
        // Particles are large at a sentence's start and in some names; headlines write all words large.
        let same_word = |(x, y): (&str, &str)| {
            x == y
                || upper(x)
                || upper(y)
                || x.contains('-')
                || lexicon::is_particle(&x.to_lowercase())
        };
        if only_case
            && (a.split(' ').zip(b.split(' ')).all(same_word)
                || w.body().is_none()
                || r.body().is_none())
        {
            return None;
        }
        let of =
            Known::WORD | Known::ORG | Known::TITLE | Known::AREA | Known::PEOPLE | Known::STOP;
        let everyday = |f: &Form<'_>| {
            (0..f.words()).all(|i| {
                f.word(i)
                    .is_some_and(|w| w.known.intersects(of) && !w.known.intersects(Known::GIVEN))
            })
        };
        if everyday(w) || everyday(r) {
            return None;
        }
        Some(Slip::Spelling)
    }
}
