//! Spellings that differ from those of the rest of the draft.

use super::cluster::Table;
use super::form::Form;
use super::near;
use super::{Kind, Place};
use crate::language::names::{self as lexicon, Known};
use crate::language::nicknames;
use crate::text::Span;
use smallvec::SmallVec;
use std::collections::HashMap;
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
    /// Where the wrong spelling stands, in source order.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Another spelling of the surname or of a whole name.
    Spelling,
    /// Another given name with the same surname.
    Given,
    /// A short form of the given name.
    Nickname,
    /// Capitals or full stops of an acronym.
    Acronym,
}

/// Endings that make another word of a name, not another spelling.
const ENDINGS: &[&str] = &[
    "s", "es", "n", "an", "ian", "ish", "i", "ese", "er", "ist", "ism", "ed", "ing", "son", "sen",
    "land", "d", "ers", "ia", "ns", "ans", "ists",
];

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

pub(super) fn find(table: &Table<'_>) -> Vec<Variant> {
    let mut found = Finder {
        table,
        variants: Vec::new(),
    };
    found.same_fold();
    let words = found.words();
    for word in &words {
        found.given_names(word);
    }
    // An everyday word that stands once is neither a slip nor what one is compared with.
    let compared: Vec<&Word<'_>> = words
        .iter()
        .filter(|w| {
            w.count > 1
                || !w.people.is_empty()
                || !w.is_known()
                || w.known
                    .intersects(Known::PROPER | Known::PLACE | Known::PEOPLE)
        })
        .collect();
    let folds: Vec<&str> = compared.iter().map(|w| w.fold).collect();
    for (a, b) in near::pairs(&folds) {
        found.pair(compared[a as usize], compared[b as usize]);
    }
    found.variants.sort_by_key(|v| v.places[0].span);
    found.variants
}

struct Finder<'t, 'a> {
    table: &'t Table<'a>,
    variants: Vec<Variant>,
}

impl<'t> Finder<'t, '_> {
    fn form(&self, i: u32) -> &'t Form<'t> {
        &self.table.forms[i as usize]
    }

    /// The distinct words of all forms.
    fn words(&self) -> Vec<Word<'t>> {
        let mut index: HashMap<&str, u32> = HashMap::new();
        let mut words: Vec<Word<'t>> = Vec::new();
        for (i, form) in self.table.forms.iter().enumerate() {
            let person = form.words() > 1 && form.may_be_person();
            for n in 0..form.words() {
                let Some(part) = form.word(n) else { continue };
                // `Japanese-American`, `T-bonds`: no name of its own.
                let compound = form.text[part.from as usize..part.to as usize]
                    .split_once('-')
                    .is_some_and(|(head, _)| head.len() == 1 || is_known(lexicon::known_raw(head)));
                if compound
                    || part.fold.len() < 3
                    || !part.fold.bytes().all(|b| b.is_ascii_lowercase())
                {
                    continue;
                }
                let at = *index.entry(&part.fold).or_insert_with(|| {
                    words.push(Word {
                        fold: &part.fold,
                        known: part.known,
                        people: SmallVec::new(),
                        lone: SmallVec::new(),
                        within: SmallVec::new(),
                        count: 0,
                        lone_count: 0,
                        titled: false,
                    });
                    words.len() as u32 - 1
                });
                let word = &mut words[at as usize];
                word.count += form.total() as u32;
                if form.words() == 1 {
                    word.lone.push(i as u32);
                    word.lone_count += form.total() as u32;
                    word.titled |= form.titled > 0;
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

    /// One fold, several surfaces: NATO and Nato, Jong Un and Jong-un, Erdoğan and Erdogan.
    fn same_fold(&mut self) {
        let mut by_fold: HashMap<&str, SmallVec<[u32; 2]>> = HashMap::new();
        for (i, form) in self.table.forms.iter().enumerate() {
            if !form.is_shouted() {
                by_fold.entry(form.folded()).or_default().push(i as u32);
            }
        }
        for form in &self.table.forms {
            let Some(same) = by_fold.get(form.folded()).filter(|s| s.len() > 1) else {
                continue;
            };
            // Once a group, at its first form.
            if self.form(same[0]).first != form.first {
                continue;
            }
            let right = self.right(same);
            for &wrong in same {
                if let Some(slip) = self.surface_slip(wrong, right) {
                    let span = |f: &Form<'_>| (0, f.last_index());
                    self.add(
                        slip,
                        true,
                        (wrong, span(self.form(wrong))),
                        (right, span(self.form(right))),
                    );
                }
            }
        }
    }

    /// The spelling to keep: that of the first mention in the body, unless another is three times as frequent.
    fn right(&self, forms: &[u32]) -> u32 {
        let rank = |&i: &u32| {
            let f = self.form(i);
            (f.body.is_none(), f.body.unwrap_or(f.first))
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
        if w.words() == 1
            && r.words() == 1
            && (only_case && upper(&a) != upper(&b) || only_stops && upper(&a))
        {
            return Some(Slip::Acronym);
        }
        if only_stops {
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
                || w.body.is_none()
                || r.body.is_none())
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

    /// One surname, two given names that are close.
    fn given_names(&mut self, word: &Word<'_>) {
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

    /// Two words that are close.
    fn pair(&mut self, a: &Word<'_>, b: &Word<'_>) {
        self.aligned(a, b);
        let acronym = |w: &Word<'_>| w.lone.iter().any(|&f| self.form(f).is_acronym());
        if is_inflected(a.fold, b.fold)
            || a.is_known() && b.is_known() && a.people.is_empty() == b.people.is_empty()
            || acronym(a)
            || acronym(b)
        {
            return;
        }
        let Some(far) = close(a.fold, b.fold) else {
            return;
        };
        match (a.people.is_empty(), b.people.is_empty()) {
            (false, true) if !b.lone.is_empty() => self.lone(b, a, far),
            (true, false) if !a.lone.is_empty() => self.lone(a, b, far),
            (true, true) => self.neither(a, b, far),
            _ => {}
        }
    }

    /// Both stand at the same place of longer names whose other words agree.
    fn aligned(&mut self, a: &Word<'_>, b: &Word<'_>) {
        if a.within.len() * b.within.len() > NAMESAKES * NAMESAKES || is_inflected(a.fold, b.fold) {
            return;
        }
        for &(x, i) in &a.within {
            for &(y, j) in &b.within {
                let places = (usize::from(i), usize::from(j));
                if self.agree((x, places.0), (y, places.1)) {
                    let right = self.right(&[x, y]);
                    let (wrong, (w, r)) = if right == x {
                        (y, (places.1, places.0))
                    } else {
                        (x, places)
                    };
                    self.add(Slip::Spelling, true, (wrong, (w, w)), (right, (r, r)));
                }
            }
        }
    }

    /// Whether two names are one but for the word at these places.
    fn agree(&self, x: (u32, usize), y: (u32, usize)) -> bool {
        let (fx, fy) = (self.form(x.0), self.form(y.0));
        let (ends_x, ends_y) = (fx.last_index() - x.1, fy.last_index() - y.1);
        let shared = fx.words().min(fy.words());
        // Counted from the end: what one of them has before is a role or a place (`the Republic Costis Lee`).
        if ends_x != ends_y || shared <= ends_x + 1 && shared < 3 {
            return false;
        }
        let (Some(p), Some(q)) = (fx.word(x.1), fy.word(y.1)) else {
            return false;
        };
        if is_known(p.known) && is_known(q.known) {
            return false;
        }
        let (wx, wy) = (fx.words() - shared, fy.words() - shared);
        let rest = |n: &usize| *n != x.1 - wx;
        let pair = |n: usize| Some((fx.word(n + wx)?, fy.word(n + wy)?));
        let exact = (0..shared)
            .filter(rest)
            .all(|n| pair(n).is_some_and(|(a, b)| a.fold == b.fold));
        if wx + wy > 0 {
            let role = |f: &Form<'_>, n: usize| {
                (0..n).all(|i| {
                    f.word(i).is_some_and(|w| {
                        w.known
                            .intersects(Known::ORG | Known::WORD | Known::PEOPLE | Known::PLACE)
                    })
                })
            };
            return exact
                && ends_x == 0
                && role(fx, wx)
                && role(fy, wy)
                && close(&p.fold, &q.fold).is_some()
                && p.fold.len() >= 5;
        }
        let people = fx.may_be_person() && fy.may_be_person();
        // Of an organisation or place only a word that no list knows is a slip.
        if !people {
            return exact
                && (p.known.is_empty() || q.known.is_empty())
                && close(&p.fold, &q.fold).is_some();
        }
        if ends_x == 0 && shared == 2 && p.fold.len().min(q.fold.len()) < 4 {
            return false;
        }
        if exact {
            let same_start = p.fold.as_bytes().first() == q.fold.as_bytes().first();
            let short = p.fold.len().min(q.fold.len());
            let alike = short >= 4 && lexicon::skeleton(&p.fold) == lexicon::skeleton(&q.fold);
            return if shared > 2 {
                close(&p.fold, &q.fold).is_some()
                    || lexicon::distance(&p.fold, &q.fold, 2).is_some() && (short >= 6 || alike)
            } else {
                may_be_same(&p.fold, &q.fold)
                    || (alike || same_start && short >= 7)
                        && lexicon::distance(&p.fold, &q.fold, 2).is_some()
            };
        }
        let alike = p.fold.len().min(q.fold.len()) >= 5
            && lexicon::skeleton(&p.fold) == lexicon::skeleton(&q.fold)
            && lexicon::distance(&p.fold, &q.fold, 2).is_some();
        (alike || may_be_same(&p.fold, &q.fold))
            && (0..shared).filter(rest).all(|n| {
                pair(n).is_some_and(|(a, b)| {
                    a.fold == b.fold
                        || n == 0 && same_given(&a.fold, &b.fold)
                        || shared > 2 && may_be_same(&a.fold, &b.fold)
                })
            })
    }

    /// `lone` never ends a full name, `full` does.
    fn lone(&mut self, lone: &Word<'_>, full: &Word<'_>, far: usize) {
        let Some(&alone) = lone.lone.first() else {
            return;
        };
        let Some(&named) = full.people.iter().min_by_key(|&&i| self.form(i).first) else {
            return;
        };
        // An everyday word that is written large once within a sentence, near the name of somebody who recurs.
        let tramp = lone.count == 1
            && full.count >= 4
            && full.lone_count >= 2
            && lone.fold.len() >= 5
            && far == 1
            && (lone.known & !(Known::NAME | Known::WORD)).is_empty()
            && !lone.known.intersects(Known::PLACE | Known::PEOPLE)
            && self.form(alone).is_within()
            && self.form(named).kind() == Kind::Person;
        if lone.is_known() && !tramp || lone.fold.as_bytes().first() != full.fold.as_bytes().first()
        {
            return;
        }
        let least = if full.count >= 3 { 4 } else { 5 };
        if lone.fold.len().min(full.fold.len()) < least {
            return;
        }
        // A word that is part of another name here stands for that.
        if self.form(alone).entity_words(self.table) > 1 || !lone.within.is_empty() {
            return;
        }
        let last = self.form(named).last_index();
        if lone.count >= 3 * full.count {
            // The full name is the odd one out, unless the lone word is somebody known by title alone.
            if !lone.titled && full.count == 1 && lone.fold.len() >= 5 {
                self.add(Slip::Spelling, true, (named, (last, last)), (alone, (0, 0)));
            }
            return;
        }
        let once = lone.count == 1 || full.lone_count == 0 && !lone.titled;
        let sure = once && !self.form(alone).is_listed();
        if sure || far == 1 && lone.fold.len() >= 6 {
            self.add_with(
                Slip::Spelling,
                sure,
                (alone, (0, 0)),
                (named, (last, last)),
                &full.lone,
            );
        }
    }

    /// Neither ends a full name.
    fn neither(&mut self, a: &Word<'_>, b: &Word<'_>, far: usize) {
        let (rare, often) =
            if a.count < b.count || a.count == b.count && b.is_known() && !a.is_known() {
                (a, b)
            } else {
                (b, a)
            };
        let alike =
            rare.fold.len() >= 7 && lexicon::skeleton(rare.fold) == lexicon::skeleton(often.fold);
        let Some(&wrong) = rare.lone.first() else {
            return;
        };
        if rare.is_known()
            || !rare.within.is_empty()
            || far > 1 && !alike
            || rare.fold.as_bytes().first() != often.fold.as_bytes().first()
        {
            return;
        }
        let Some((right, place)) = often
            .lone
            .first()
            .map(|&f| (f, 0))
            .or(often.within.first().map(|&(f, n)| (f, usize::from(n))))
        else {
            return;
        };
        let letters = rare.fold.len().min(often.fold.len());
        let sure = rare.count == 1
            && (letters >= 5 || letters >= 4 && rare.known.is_empty() && often.count >= 3)
            && (often.count >= 2 || often.titled)
            && (rare.known.is_empty() || !often.is_known())
            && !self.form(wrong).is_listed();
        let maybe = letters >= 7 && !rare.fold.ends_with('y');
        if sure || maybe {
            self.add(
                Slip::Spelling,
                sure,
                (wrong, (0, 0)),
                (right, (place, place)),
            );
        }
    }

    fn add(
        &mut self,
        slip: Slip,
        sure: bool,
        wrong: (u32, (usize, usize)),
        right: (u32, (usize, usize)),
    ) {
        self.add_with(slip, sure, wrong, right, &[]);
    }

    /// Adds a variant; `also`: forms that end with the same word in other capitals or marks.
    fn add_with(
        &mut self,
        slip: Slip,
        sure: bool,
        wrong: (u32, (usize, usize)),
        right: (u32, (usize, usize)),
        also: &[u32],
    ) {
        let (w, r) = (self.form(wrong.0), self.form(right.0));
        let at = |mention: &u32, (first, last): (usize, usize), form: &Form<'_>| {
            let m = &self.table.mentions[*mention as usize];
            let whole = self.table.span(*mention);
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
        };
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
        let mut places: Vec<At> = w.mentions.iter().map(|m| at(m, wrong.1, w)).collect();
        places.dedup();
        let mut others = vec![(
            at(&r.body.unwrap_or(r.first), right.1, r).span,
            right_text.clone(),
        )];
        for &same in also {
            let form = self.form(same);
            let words = (form.last_index(), form.last_index());
            let written = text(form, words);
            let new = written != wrong_text && others.iter().all(|(_, o)| *o != written);
            if new && others.len() < 4 {
                others.push((at(&form.first, words, form).span, written));
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

/// Whether one of the words is the other with an ending.
fn is_inflected(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short)
        .is_some_and(|end| ENDINGS.contains(&end))
}

/// How far two words are apart, if they may be one name.
fn close(a: &str, b: &str) -> Option<usize> {
    let short = a.len().min(b.len());
    let limit = if short >= 8 { 2 } else { 1 };
    lexicon::distance(a, b, limit).or_else(|| {
        let sound = short >= 6 && lexicon::skeleton(a) == lexicon::skeleton(b);
        if sound {
            lexicon::distance(a, b, 3)
        } else {
            None
        }
    })
}

/// Whether two words may be one where the rest of a name agrees.
fn may_be_same(a: &str, b: &str) -> bool {
    let short = a.len().min(b.len());
    a.as_bytes().first() == b.as_bytes().first()
        && (close(a, b).is_some()
            || short >= 4
                && lexicon::skeleton(a) == lexicon::skeleton(b)
                && lexicon::distance(a, b, 2).is_some())
}

/// Whether two given names (folded) may be one person's.
fn same_given(a: &str, b: &str) -> bool {
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
