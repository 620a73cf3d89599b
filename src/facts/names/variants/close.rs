//! Words that are close: slips of the keyboard and other transliterations.

use super::given::same_given;
use super::{Finder, NAMESAKES, Slip, Word, is_known};
use crate::facts::names::Kind;
use crate::facts::names::form::Form;
use crate::language::names::{self as lexicon, Known};
use smallvec::SmallVec;

/// Endings that make another word of a name, not another spelling.
const ENDINGS: &[&str] = &[
    "s", "es", "n", "an", "ian", "ish", "i", "ese", "er", "ist", "ism", "ed", "ing", "son", "sen",
    "land", "d", "ers", "ia", "ns", "ans", "ists",
];

/// Endings of German nouns: one thing, one person, several, men and women.
const NOUN_ENDINGS: &[&str] = &[
    "", "e", "en", "em", "er", "ern", "es", "n", "s", "in", "innen",
];

/// A form and the place of a word in it.
type Part = (u32, usize);

impl Finder<'_, '_> {
    /// Two words that are close.
    pub(super) fn pair(&mut self, a: &Word<'_>, b: &Word<'_>) {
        if !a.within.is_empty() && !b.within.is_empty() {
            self.aligned(a, b);
        }
        let ends = (!a.people.is_empty(), !b.people.is_empty());
        let acronym = |w: &Word<'_>| w.lone.iter().any(|&f| self.form(f).is_acronym());
        if ends == (true, true)
            || a.is_known()
                && b.is_known()
                && ends.0 == ends.1
                && (a.count.min(b.count) > 1 || a.count.max(b.count) < 4)
            || is_native(a, b)
            || is_native(b, a)
            || is_inflected(a.fold, b.fold)
            || acronym(a)
            || acronym(b)
        {
            return;
        }
        let Some(far) = close(a.fold, b.fold) else {
            return;
        };
        match ends {
            (true, false) if !b.lone.is_empty() => self.lone(b, a, far),
            (false, true) if !a.lone.is_empty() => self.lone(a, b, far),
            (false, false) if !(self.nouns && is_declined(a.fold, b.fold)) => {
                self.neither(a, b, far);
            }
            _ => {}
        }
    }

    /// Both stand at the same place of longer names whose other words agree.
    fn aligned(&mut self, a: &Word<'_>, b: &Word<'_>) {
        if a.within.len() * b.within.len() > NAMESAKES * NAMESAKES {
            return;
        }
        let inflected = is_inflected(a.fold, b.fold);
        // Nobody puts an ending to a surname behind the given name (`Ken Lipenga` and `Ken Lipengai`).
        let letter = a.fold.len().abs_diff(b.fold.len()) == 1
            && !a.fold.ends_with('s')
            && !b.fold.ends_with('s');
        let forms: &[Form<'_>] = &self.table.forms;
        let behind_given = |(f, n): (u32, u8)| {
            let form = &forms[f as usize];
            let given = form
                .word(0)
                .is_some_and(|w| w.known.intersects(Known::GIVEN));
            letter && given && usize::from(n) == form.last_index() && form.kind() == Kind::Person
        };
        let mut pairs: SmallVec<[(Part, Part); 2]> = SmallVec::new();
        for &(x, i) in &a.within {
            for &(y, j) in &b.within {
                let (p, q) = ((x, usize::from(i)), (y, usize::from(j)));
                let other_word = inflected && !(behind_given((x, i)) && behind_given((y, j)));
                if !other_word && self.agree(p, q) {
                    pairs.push((p, q));
                }
            }
        }
        if pairs.is_empty() {
            return;
        }
        // One of the words is right wherever they stand.
        let forms: SmallVec<[u32; 4]> = pairs.iter().flat_map(|(p, q)| [p.0, q.0]).collect();
        let right = self.right(&forms);
        let turned = pairs.iter().any(|(p, _)| p.0 == right);
        let (slip, also) = if turned { (b, &a.lone) } else { (a, &b.lone) };
        // Alone the word stands for the same name, unless another has it too.
        let lone: &[u32] = if slip.within.len() == 1 {
            &slip.lone
        } else {
            &[]
        };
        for (p, q) in pairs {
            let ((wrong, w), (right, r)) = if turned { (q, p) } else { (p, q) };
            self.add_with(
                Slip::Spelling,
                true,
                (wrong, (w, w)),
                (right, (r, r)),
                (lone, also),
            );
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
                && close(p.fold, q.fold).is_some()
                && p.fold.len() >= 5;
        }
        let people = fx.may_be_person() && fy.may_be_person();
        // Of an organisation or place only a word that no list knows is a slip.
        if !people {
            return exact
                && (p.known.is_empty() || q.known.is_empty())
                && close(p.fold, q.fold).is_some();
        }
        if ends_x == 0 && shared == 2 && p.fold.len().min(q.fold.len()) < 4 {
            return false;
        }
        if exact {
            let same_start = p.fold.as_bytes().first() == q.fold.as_bytes().first();
            let short = p.fold.len().min(q.fold.len());
            let alike = short >= 4 && lexicon::skeleton(p.fold) == lexicon::skeleton(q.fold);
            return if shared > 2 {
                close(p.fold, q.fold).is_some()
                    || lexicon::distance(p.fold, q.fold, 2).is_some() && (short >= 6 || alike)
            } else {
                may_be_same(p.fold, q.fold)
                    || (alike || same_start && short >= 7)
                        && lexicon::distance(p.fold, q.fold, 2).is_some()
            };
        }
        let alike = p.fold.len().min(q.fold.len()) >= 5
            && lexicon::skeleton(p.fold) == lexicon::skeleton(q.fold)
            && lexicon::distance(p.fold, q.fold, 2).is_some();
        (alike || may_be_same(p.fold, q.fold))
            && (0..shared).filter(rest).all(|n| {
                pair(n).is_some_and(|(a, b)| {
                    a.fold == b.fold
                        || n == 0 && same_given(a.fold, b.fold)
                        || shared > 2 && may_be_same(a.fold, b.fold)
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
        // Two surnames that both are common are two people, unless they sound alike.
        let both = (lone.known & full.known).contains(Known::SURNAME)
            && lexicon::skeleton(lone.fold) != lexicon::skeleton(full.fold);
        let once = lone.count == 1 || full.lone_count == 0 && !lone.titled && !both;
        let sure = once && !self.form(alone).is_listed();
        if sure || far == 1 && lone.fold.len() >= 6 {
            self.add_with(
                Slip::Spelling,
                sure,
                (alone, (0, 0)),
                (named, (last, last)),
                (&[], &full.lone),
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
        let place = Known::PLACE | Known::PEOPLE | Known::ORG | Known::DAY | Known::TITLE;
        if rare.is_known() && (rare.count > 1 || rare.known.intersects(place))
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
        // An everyday word within another name may well stand beside a name that is like it.
        let alone = !often.lone.is_empty() || !often.is_known();
        let one = rare.count == 1
            && (letters >= 5 || letters >= 4 && rare.known.is_empty() && often.count >= 3)
            && (often.count >= 2 || often.titled)
            && (rare.known.is_empty() || !often.is_known())
            && !rare.is_known()
            && !self.form(wrong).is_listed();
        let sure = one && alone;
        // `Sate` where the State recurs: a word or a rare surname, once, within a sentence.
        let odd = rare.count == 1
            && far == 1
            && letters >= 4
            && often.count >= 3
            && often.lone_count >= 2
            && self.form(wrong).is_within();
        let maybe = letters >= 7 && !rare.fold.ends_with('y') || odd || one;
        if sure || maybe {
            self.add(
                Slip::Spelling,
                sure,
                (wrong, (0, 0)),
                (right, (place, place)),
            );
        }
    }
}

/// Whether one of the words is the other with an ending.
pub(in crate::facts::names) fn is_inflected(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let doubled = |end: &str| end.len() == 1 && short.ends_with(end);
    if let Some(end) = long.strip_prefix(short) {
        return ENDINGS.contains(&end) && !doubled(end);
    }
    // `Clearing` and `Clearers`.
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let ends = |word: &str| word.get(same..).is_some_and(|end| ENDINGS.contains(&end));
    same >= 4 && ends(a) && ends(b) && lexicon::distance(a, b, 1).is_none()
}

/// Whether two words may be one German noun (`Student`, `Studenten`, `Studentin`, `Studentinnen`).
fn is_declined(a: &str, b: &str) -> bool {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let ends = |word: &str, at: usize| word.get(at..).is_some_and(|e| NOUN_ENDINGS.contains(&e));
    (4..=same).any(|at| ends(a, at) && ends(b, at))
}

/// Whether `native` is what the people of a place call it (Milan and Milano), or a firm with its name.
fn is_native(place: &Word<'_>, native: &Word<'_>) -> bool {
    let vowel = |end: &str| matches!(end, "a" | "e" | "o");
    place.known.contains(Known::PLACE) && native.fold.strip_prefix(place.fold).is_some_and(vowel)
}

/// How far two words are apart, if they may be one name.
pub(in crate::facts::names) fn close(a: &str, b: &str) -> Option<usize> {
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
    lexicon::same_start(a, b)
        && (close(a, b).is_some()
            || short >= 4
                && lexicon::skeleton(a) == lexicon::skeleton(b)
                && lexicon::distance(a, b, 2).is_some())
}
