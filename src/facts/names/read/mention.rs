//! What of a run of words is a mention: the titles before it and what stands around it.

use super::Reader;
use super::words::{All, Word};
use crate::facts::names::{LocalMention, Place, Title};
use crate::facts::words::{shared, signed};
use crate::facts::{Shape, Token};
use crate::language::Class;
use crate::language::names::{self as lexicon, Known};
use crate::text::Span;
use std::sync::Arc;

/// A name holds at most so many words; longer runs are titles of works, lists, shouting.
const LONGEST: usize = 10;

impl Reader<'_, '_> {
    /// Takes up the mentions in `words`, of which `all` is said: a title within parts what goes before from the name behind
    /// it (`U.S. President-elect Donald Trump`).
    #[inline]
    pub(super) fn mention(&mut self, words: &[Word], all: All, initial: bool, start: usize) {
        if words.len() > 1 && all.known.contains(Known::TITLE) {
            self.parts(words, initial, start);
        } else {
            self.single(words, all, initial, start);
        }
    }

    #[inline(never)]
    fn parts(&mut self, words: &[Word], initial: bool, start: usize) {
        let people = |w: &Word| {
            w.shape == Shape::Upper
                || w.known
                    .intersects(Known::PEOPLE | Known::PLACE | Known::ORG | Known::AREA)
        };
        let title = |i: usize| {
            let sure = || {
                !words[i].known.intersects(Known::GIVEN | Known::SURNAME)
                    || words[..i].iter().all(people)
            };
            words[i].known.contains(Known::TITLE) && words[i].shape != Shape::Upper && sure()
        };
        // `Deputy Prime Minister` is one title.
        let is_title = |w: &Word| w.known.contains(Known::TITLE);
        let within = |i: usize| {
            let all = |words: &[Word]| words.iter().all(is_title);
            is_title(&words[i - 1]) && (all(&words[..i]) || all(&words[i..]))
        };
        let parts = (1..words.len()).find(|&i| title(i) && !title(i - 1) && !within(i));
        let Some(i) = parts else {
            return self.single(words, All::of(words), initial, start);
        };
        let before = &words[..i];
        self.single(before, All::of(before), initial, start);
        let behind = &words[i..];
        if !behind.iter().all(|w| w.known.contains(Known::TITLE)) {
            self.mention(behind, All::of(behind), false, start);
        }
    }

    #[inline(never)]
    fn single(&mut self, words: &[Word], mut all: All, initial: bool, start: usize) {
        let (mut title, mut rest, mut before) = (&words[..0], words, start.checked_sub(1));
        // Mostly nothing stands around the name.
        if all.shapes & !(All::CAPITAL | All::UPPER) != 0
            || all
                .known
                .intersects(Known::TITLE | Known::SUFFIX | Known::STOP)
        {
            let from = titles(words);
            (title, rest) = without_ends(words, from);
            if is_no_name(title, rest) {
                return;
            }
            all = All::of(rest);
            before = before.filter(|_| from == 0);
        }
        let (Some(first), Some(last)) = (rest.first(), rest.last()) else {
            return;
        };
        if rest.len() > LONGEST {
            return;
        }
        let prose = first.span.joined(last.span);
        let caps = |w: &Word| w.shape == Shape::Upper || w.joint || w.shape == Shape::Initial;
        let when = |place: Place, holds: bool| if holds { place } else { Place::empty() };
        let is_shouted = all.shapes & All::CAPITAL == 0
            && (rest.len() > 1 || self.shouting)
            && rest.iter().all(caps);
        let may_slip = all.strange && self.english;
        let place = self.place
            | when(Place::INITIAL, initial && title.is_empty())
            | when(Place::QUOTED, self.quoted.covers(prose))
            | when(Place::CAPS, is_shouted)
            | when(Place::WHERE, before.is_some_and(|i| self.says_where(i)))
            | when(Place::LISTED, self.is_listed(first.token, last.token + 1))
            | when(Place::SLIP, may_slip && self.slips(rest));
        let title = match title {
            [] => None,
            [first, ..] => Some(self.title(first, title)),
        };
        let (text, sign) = self.written(rest, prose);
        self.mentions.push(LocalMention {
            span: self.passage.source(prose),
            text,
            sign,
            title,
            place,
        });
    }

    /// The title that `words` are, of which this is the first.
    #[inline(never)]
    fn title(&self, first: &Word, words: &[Word]) -> Title {
        let last = words.last().unwrap_or(first);
        let span = first.span.joined(last.span);
        Title {
            span: self.passage.source(span),
            text: shared(&self.text[span.range()]),
        }
    }

    /// Whether one of the words, which no list knows, is nearly one for a day, a month or a role.
    #[inline(never)]
    fn slips(&self, words: &[Word]) -> bool {
        let mut strange = words.iter().filter(|w| w.known.is_empty());
        strange.any(|w| lexicon::slip(&self.text[w.span.range()]).is_some())
    }

    /// Whether token `i` says where: what follows is rather a place.
    fn says_where(&self, i: usize) -> bool {
        let may_say = |t: &Token| !self.english || t.word.class.contains(Class::PREP);
        self.token(i).is_some_and(may_say)
            && matches!(
                self.bytes(i),
                b"in" | b"at" | b"near" | b"from" | b"across" | b"outside"
            )
    }

    /// The words, which cover `prose`, with each stretch of white space as one space, and their sign.
    fn written(&self, words: &[Word], prose: Span) -> (Arc<str>, u32) {
        let text = &self.text[prose.range()];
        if words.len() == 1 {
            return signed(text);
        }
        let is_space = |at: usize| self.text.as_bytes()[at] == b' ';
        let mut neighbours = words
            .windows(2)
            .map(|pair| (pair[0].span.to(), pair[1].span.from()));
        if neighbours.all(|(end, next)| end + 1 == next && is_space(end)) {
            return signed(text);
        }
        signed(&respaced(text))
    }

    /// Whether a comma or bracket stands on both sides of the tokens `at..behind`, and another capital behind them.
    fn is_listed(&self, at: usize, behind: usize) -> bool {
        let is_mark = |t: &Token| t.shape == Shape::Mark;
        self.token(behind).is_some_and(is_mark) && self.is_between_marks(at, behind)
    }

    #[inline(never)]
    fn is_between_marks(&self, at: usize, behind: usize) -> bool {
        let parts = |i: usize| {
            self.token(i).is_some_and(|t| t.shape == Shape::Mark)
                && matches!(
                    self.bytes(i),
                    b"," | b";" | b"(" | b")" | b":" | b"." | b"&"
                )
        };
        let large = |i: usize| {
            self.is_large(i)
                || self.bytes(i) == b")"
                || self.token(i).is_some_and(|t| t.shape == Shape::Number)
        };
        if !parts(behind) || !large(behind + 1) {
            return false;
        }
        // `M Horan (Munster), A Berg (Leinster)`
        let initial = |i: &usize| self.token(*i).is_some_and(|t| t.shape == Shape::Initial);
        let at = at.checked_sub(1).filter(initial).unwrap_or(at);
        match at.checked_sub(1) {
            Some(before) => parts(before) && before.checked_sub(1).is_some_and(large),
            // The first of a list (`Dahl, Moen, Berg.`), not of a sentence (`Dahl, Oslo’s mayor, spoke`).
            None => matches!(self.bytes(behind), b"," | b";") && parts(behind + 2),
        }
    }
}

/// `text` with each stretch of white space as one space.
#[cold]
fn respaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title of a name, `from` words, and the name without what joins it to others or stands behind it.
#[inline(never)]
fn without_ends(words: &[Word], from: usize) -> (&[Word], &[Word]) {
    // `Justice Department`, `General Assembly`: no title.
    let organisation = |w: &Word| {
        w.known.contains(Known::ORG) && !w.known.intersects(Known::GIVEN | Known::SURNAME)
    };
    let (title, mut rest) = match words.get(from) {
        Some(first) if organisation(first) => (&words[..0], words),
        _ => words.split_at(from),
    };
    while rest.last().is_some_and(|w| {
        w.joint
            || (rest.len() > 1
                && w.known.contains(Known::SUFFIX)
                && !w.known.intersects(Known::GIVEN | Known::SURNAME))
    }) {
        rest = &rest[..rest.len() - 1];
    }
    while rest.first().is_some_and(|w| w.joint) {
        rest = &rest[1..];
    }
    (title, rest)
}

/// Whether `name` is nothing or one word that is no name.
#[inline(never)]
fn is_no_name(title: &[Word], name: &[Word]) -> bool {
    let [word] = name else {
        return name.is_empty();
    };
    let k = word.known;
    word.shape == Shape::Initial
        || k.contains(Known::TITLE)
            && title.is_empty()
            && !k.intersects(Known::GIVEN | Known::SURNAME | Known::ORG | Known::PEOPLE)
        || k.contains(Known::STOP) && word.shape != Shape::Upper
}

/// How many titles stand before the name: as many as leave a name behind.
#[inline(never)]
fn titles(words: &[Word]) -> usize {
    let is_title = |w: &Word| w.known.contains(Known::TITLE) && w.shape != Shape::Upper;
    if !words.first().is_some_and(is_title) {
        return 0;
    }
    let is_name = |w: &Word| !w.known.contains(Known::TITLE) || w.known.intersects(Known::GIVEN);
    let last_name = words.iter().rposition(is_name).unwrap_or(0);
    let before = words[..last_name].iter();
    before.take_while(|w| is_title(w)).count()
}
