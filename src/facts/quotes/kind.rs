//! What a quotation is: speech, a woven-in fragment, a term, a title.

use super::Kind;
use super::outer::Outer;
use super::sieves::{Ending, Found, Place, Sieve};
use crate::facts::{Passage, Shape, Tokens};
use crate::language::Class;
use crate::text::Span;
use std::ops::Range;

/// What the classes depend on.
pub struct Words {
    /// How many words there are.
    pub count: usize,
    /// How many square brackets are opened.
    pub brackets: usize,
    /// All words but the little ones start with a capital, and there are two of them at least.
    pub capitalised: bool,
    /// The first letter is a capital (or a bracket, digit or ellipsis stands before any).
    pub starts: bool,
}

/// Longer quotations are speech whatever their words are: so many tokens are looked at.
const MANY: usize = 80;

impl Words {
    /// Of the prose bytes `content`, which lie within the tokens `range`.
    pub fn of(passage: &Passage, content: Span, range: Range<usize>) -> Self {
        let Tokens { list, marks, .. } = passage.tokens;
        let bytes = passage.text.as_bytes();
        let Range {
            start: mut first,
            mut end,
        } = range;
        while first < end && list[first].span.from() < content.from() {
            first += 1;
        }
        while first < end && list[end - 1].span.to() > content.to() {
            end -= 1;
        }
        let near = &list[first..end.min(first + MANY)];
        let mut words = Words {
            count: near.len(),
            brackets: 0,
            capitalised: true,
            starts: false,
        };
        let behind = marks.partition_point(|&m| (m as usize) < first);
        let marks = marks[behind..].iter().map(|&m| m as usize);
        for mark in marks.take_while(|&m| m < end) {
            words.count -= usize::from(mark < first + near.len());
            words.brackets += usize::from(bytes[list[mark].span.from()] == b'[');
        }
        let (mut passed, mut capitals) = (0, 0);
        for token in near {
            if token.shape == Shape::Mark {
                words.starts |=
                    passed == 0 && matches!(&passage.text[token.span.range()], "[" | "…");
                continue;
            }
            words.starts |= passed == 0 && token.shape != Shape::Lower;
            passed += 1;
            if token.shape.is_capitalised() {
                capitals += 1;
            } else if token.shape == Shape::Lower {
                let little = token.word.class.intersects(
                    Class::DET | Class::PREP | Class::CONJ | Class::SUBORD | Class::OBJECT,
                );
                if !little || passed == 1 {
                    words.capitalised = false;
                    break;
                }
            }
        }
        words.capitalised &= capitals >= 1;
        words
    }
}

/// The class of a quotation that stands at `place`; `whole`: nothing else stands in its paragraph.
pub fn kind(place: &Place, words: &Words, whole: bool, found: Option<&Found>) -> Kind {
    let outer = place.outer;
    let speaks = || place.content.trim_end().ends_with(['?', '!']);
    let tagged = found.is_some_and(|f| matches!(f.sieve, Sieve::Tag | Sieve::UnknownVerb))
        && place.ending != Ending::Plain;
    if words.capitalised && words.count <= 12 && !whole && !tagged && words.count > 1 {
        return Kind::Title;
    }
    let own = &place.sentence;
    let alone = own.start == place.item && own.end == place.item + 1;
    // The full stop may stand behind the marks: `“…”.`
    let apart = || own.start == place.item && (place.item + 1..own.end).all(|i| outer.is_mark(i));
    let sentence = words.starts && (whole || tagged || alone && place.ending == Ending::Stop);
    if words.count <= 3 && !sentence && !speaks() {
        return Kind::Term;
    }
    if words.count <= 6 && is_term(outer, place.item) {
        return Kind::Term;
    }
    if words.count <= 20 && is_titled(outer, place.item) {
        return Kind::Title;
    }
    let ends = !matches!(place.ending, Ending::Plain);
    let woven = own.start < place.item;
    if found.is_none() && is_part(place) {
        return Kind::Partial;
    }
    let full = if words.starts {
        words.count >= 3 && (ends || whole) || words.count >= 5 && apart() || words.count >= 20
    } else {
        words.count >= 20 && !woven || words.count >= 4 && ends && whole
    };
    if full { Kind::Full } else { Kind::Partial }
}

/// Whether the sentence around takes the quotation for a thing: as its subject (`“Who will pay?” is the question`) or
/// right behind one of its own words (`on the signs stood “Bring them back!”`).
fn is_part(place: &Place) -> bool {
    let (outer, item) = (place.outer, place.item);
    let behind = item + 1;
    let subject = outer.is(behind, Class::AUX)
        && outer.items[behind].shape == Shape::Lower
        && !outer.is(behind, Class::PRONOUN);
    let before = item.checked_sub(1).filter(|_| place.sentence.start < item);
    subject || before.is_some_and(|b| outer.is_word(b))
}

/// Whether the words before item `i` introduce a term: `so-called`, `a sign that read`.
fn is_term(outer: &Outer, i: usize) -> bool {
    let near = i.saturating_sub(2)..i;
    near.rev().any(|j| outer.is(j, Class::TERM))
}

/// Whether the words right before item `i` introduce a title: `a column, entitled`.
fn is_titled(outer: &Outer, i: usize) -> bool {
    let comma = i > 0 && outer.is_comma(i - 1);
    outer.is(i.wrapping_sub(1 + usize::from(comma)), Class::TITLED)
}
