//! The distinct words of a draft's names, with the forms each stands in.

use super::{Finder, Word, is_known};
use crate::facts::names::apart::Part;
use crate::facts::names::cluster::NOBODY;
use crate::facts::names::form::Form;
use crate::language::names as lexicon;
use smallvec::SmallVec;

impl<'t> Finder<'t, '_> {
    /// The distinct words of all forms.
    pub(super) fn words(&self) -> Vec<Word<'t>> {
        let forms = self.table.forms.len();
        let mut index: Vec<u32> = vec![NOBODY; self.table.distinct];
        let mut words: Vec<Word<'t>> = Vec::with_capacity(forms);
        for (i, form) in self.table.forms.iter().enumerate() {
            let person = form.words() > 1 && form.may_be_person();
            for (n, part) in form.parts().iter().enumerate() {
                if part.letters() < 3 || !part.plain && !is_one(form, part) {
                    continue;
                }
                let at = &mut index[part.id as usize];
                if *at == NOBODY {
                    *at = words.len() as u32;
                    words.push(Word {
                        fold: form.fold(part),
                        known: part.known,
                        people: SmallVec::new(),
                        lone: SmallVec::new(),
                        within: SmallVec::new(),
                        count: 0,
                        lone_count: 0,
                        titled: false,
                    });
                }
                let word = &mut words[*at as usize];
                word.count += form.total() as u32;
                if form.words() == 1 {
                    word.lone.push(i as u32);
                    word.lone_count += form.total() as u32;
                    word.titled |= form.titled;
                    continue;
                }
                word.within.push((i as u32, n as u8));
                if person && n == form.last_index() {
                    word.people.push(i as u32);
                }
            }
        }
        words
    }
}

/// Whether a word that holds more than ASCII letters is one that may be misspelt: all letters when folded, and no compound
/// (`Japanese-American`, `T-bonds`, `BBB-minus`), which is no name of its own.
fn is_one(form: &Form<'_>, part: &Part) -> bool {
    let word = &form.text[part.from as usize..part.to as usize];
    let is_compound = word.split_once('-').is_some_and(|(head, tail)| {
        head.len() == 1
            || is_known(lexicon::known_raw(head))
            || head.bytes().all(|b| b.is_ascii_uppercase()) && !tail.starts_with(char::is_uppercase)
    });
    !is_compound && form.fold(part).bytes().all(|b| b.is_ascii_lowercase())
}
