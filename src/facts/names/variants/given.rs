//! One surname, two given names that are close.

use super::{Finder, NAMESAKES, Slip, Word};
use crate::facts::names::form::Form;
use crate::language::names::{self as lexicon, Known};
use crate::language::nicknames;

impl Finder<'_, '_> {
    /// One surname, two given names that are close.
    pub(super) fn given_names(&mut self, word: &Word<'_>) {
        if !(2..=NAMESAKES).contains(&word.people.len()) {
            return;
        }
        for (n, &a) in word.people.iter().enumerate() {
            for &b in &word.people[n + 1..] {
                let (fa, fb) = (self.form(a), self.form(b));
                let Some(slip) = given_slip(fa, fb) else {
                    continue;
                };
                let right = self.right(&[a, b]);
                let wrong = if right == a { b } else { a };
                self.add(slip, true, (wrong, (0, 0)), (right, (0, 0)));
            }
        }
    }
}

/// Whether two given names (folded) may be one person's.
pub(super) fn same_given(a: &str, b: &str) -> bool {
    if a == b || a.len() == 1 && b.starts_with(a) || b.len() == 1 && a.starts_with(b) {
        return true;
    }
    if nicknames::same(a, b) {
        return true;
    }
    if a.as_bytes().first() != b.as_bytes().first() {
        return false;
    }
    let limit = if a.len().min(b.len()) >= 6 { 2 } else { 1 };
    a.len().min(b.len()) >= 3 && lexicon::distance(a, b, limit).is_some()
        || a.len().min(b.len()) >= 4 && lexicon::skeleton(a) == lexicon::skeleton(b)
}

/// The slip between the given names of two full names with one surname.
fn given_slip(a: &Form<'_>, b: &Form<'_>) -> Option<Slip> {
    let (x, y) = (a.given(), b.given());
    if x == y || x.len() < 3 || y.len() < 3 || x.as_bytes().first() != y.as_bytes().first() {
        return None;
    }
    // Both recur, or the words are of two sexes: two people.
    if a.total() > 1 && b.total() > 1 {
        return None;
    }
    let sex = |f: &Form<'_>| {
        let k = f.word(0).map_or(Known::empty(), |w| w.known);
        k & (Known::MALE | Known::FEMALE)
    };
    let everyday = |f: &Form<'_>| {
        f.word(0)
            .is_some_and(|w| w.known.contains(Known::WORD) && !w.known.intersects(Known::GIVEN))
    };
    if everyday(a) || everyday(b) {
        return None;
    }
    if nicknames::same(x, y) {
        return Some(Slip::Nickname);
    }
    let (s, t) = (sex(a), sex(b));
    if !s.is_empty() && !t.is_empty() && (s & t).is_empty() {
        return None;
    }
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let ends = |endings: &[&str]| {
        let bare = |end: &&str| long.strip_suffix(*end) == Some(short);
        endings.iter().any(bare)
    };
    let listed = |f: &Form<'_>| f.word(0).is_some_and(|w| w.known.intersects(Known::GIVEN));
    // Eric and Erica, Andre and Andrea: two people.
    let ended = ends(&["a", "ia", "ina", "ine", "ette"]) && listed(a) && listed(b) && s != t
        || ends(&["o", "e", "us"]) && (s & t).is_empty() && !s.is_empty() && !t.is_empty();
    if ended || (x.ends_with('a') && y.ends_with('o')) || (x.ends_with('o') && y.ends_with('a')) {
        return None;
    }
    if long.starts_with(short) {
        return Some(Slip::Nickname);
    }
    let limit = if short.len() >= 8 { 2 } else { 1 };
    let close = lexicon::distance(x, y, limit).is_some()
        || short.len() >= 4
            && lexicon::skeleton(x) == lexicon::skeleton(y)
            && lexicon::distance(x, y, 3).is_some();
    close.then_some(Slip::Given)
}
