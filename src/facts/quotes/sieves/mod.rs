//! The sieves that attribute a quotation by words of its own block, each a small function with its examples.
//! Cues are never taken from inside quotations: the sieves only see the reporter’s own words ([`Outer`]).

mod before;
mod behind;

pub use behind::tag_inside;

use super::cue::last_cue;
use super::noun::Phrase;
use super::outer::Outer;
use crate::language::Class;
use before::{colon, cue_before, noun_before, verb_before};
use behind::{
    agent, label_behind, later_tag, sentence_behind, split_tag, tag_behind, unknown_verb,
};
use std::ops::Range;

/// Which sieve attributed a quotation. The first are surest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sieve {
    /// A speaker label (`Lee: “…”` in an interview, `“LEE: …”`, `― Lee`).
    Label,
    /// A tag behind it: `“…,” Lee said`.
    Tag,
    /// A cue before it in the same sentence: `Lee said that “…”`.
    Cue,
    /// A tag with a verb that no list has: `“…!” Lee hollered`.
    UnknownVerb,
    /// A colon before it.
    Colon,
    /// The other half of a split quotation, or an attributed one before it in the paragraph.
    Split,
    /// A running quotation over paragraphs, or a paragraph before it that ends with a colon.
    Running,
    /// Only the paragraph before has an attributed quotation.
    Neighbour,
    /// Only a sentence nearby names somebody.
    Near,
    None,
}

/// What a sieve found, in items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub sieve: Sieve,
    /// From the first to behind the last item of the words that report.
    pub cue: Option<(usize, usize)>,
    pub speaker: Option<Phrase>,
}

/// How a quotation ends, as far as that tells what may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A comma inside (or right behind): the sentence goes on with its tag.
    Comma,
    /// `?`, `!`, `…` or a dash inside: a tag or a new sentence may follow.
    Open,
    /// A full stop inside.
    Stop,
    /// No punctuation: woven into the sentence.
    Plain,
}

/// How the quotation `content` at item `item` ends.
pub fn ending(outer: &Outer, item: usize, content: &str) -> Ending {
    // Mostly the last byte tells.
    match content.as_bytes() {
        [.., b','] => return Ending::Comma,
        [.., b'.', b'.'] => return Ending::Open,
        [.., b'.'] => return Ending::Stop,
        _ => {}
    }
    let content = content.trim_end();
    let content = content.trim_end_matches(['’', '\'', '”', '"', ')', ']']);
    match content.chars().next_back() {
        Some(',') => Ending::Comma,
        Some('?' | '!' | '…' | '—' | '–' | '-') => Ending::Open,
        Some('.') if content.ends_with("..") => Ending::Open,
        Some('.') => Ending::Stop,
        _ if outer.is_comma(item + 1) => Ending::Comma,
        _ => Ending::Plain,
    }
}

/// A quotation in its sentence.
pub struct Place<'o, 'a> {
    pub outer: &'o Outer<'a>,
    /// The quotation’s item.
    pub item: usize,
    pub ending: Ending,
    /// The quoted words, without marks.
    pub content: &'a str,
    /// The items of its sentence.
    pub sentence: Range<usize>,
}

/// How far a cue may stand before its quotation.
const LEAD: usize = 60;

impl<'o, 'a> Place<'o, 'a> {
    pub fn new(outer: &'o Outer<'a>, item: usize, content: &'a str) -> Self {
        Place {
            outer,
            item,
            ending: ending(outer, item, content),
            content,
            sentence: outer.sentence(item),
        }
    }

    /// The items of the sentence before the quotation.
    fn before(&self) -> Range<usize> {
        self.sentence.start.max(self.item.saturating_sub(LEAD))..self.item
    }

    /// The items behind the quotation up to the end of its sentence, and whether a new sentence seems to start there.
    fn behind(&self) -> (Range<usize>, bool) {
        let from = self.item + 1;
        if from < self.sentence.end {
            return (from..self.sentence.end.min(from + LEAD), false);
        }
        let next = self.outer.sentence(from);
        (from..next.end.min(from + LEAD), true)
    }
}

/// Runs the sieves in their order.
pub fn attribute(place: &Place) -> Option<Found> {
    label_inside(place)
        .or_else(|| label_behind(place))
        .or_else(|| agent(place))
        .or_else(|| by_words(place))
        .or_else(|| later_tag(place))
        .or_else(|| unknown_verb(place))
        .or_else(|| verb_before(place))
        .or_else(|| noun_before(place))
        .or_else(|| colon(place))
        .or_else(|| sentence_behind(place))
}

/// A1: the quotation starts with a label in capitals.
fn label_inside(place: &Place) -> Option<Found> {
    label(place.content).map(|_| Found {
        sieve: Sieve::Label,
        cue: None,
        speaker: None,
    })
}

/// The label in capitals that quoted words start with (`LEE: We won.`).
pub fn label(content: &str) -> Option<&str> {
    let content = content.trim_start();
    // Mostly the first letters tell.
    if content
        .as_bytes()
        .get(1)
        .is_some_and(u8::is_ascii_lowercase)
    {
        return None;
    }
    let colon = memchr::memchr(b':', &content.as_bytes()[..content.len().min(41)])?;
    let label = &content[..colon];
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    let is_label = letters >= 2
        && label
            .chars()
            .all(|c| c.is_uppercase() || !c.is_alphabetic());
    is_label.then_some(label)
}

/// The cue that leads to what stands behind the place: the sieves for words before a quotation alone.
pub fn leading(place: &Place) -> Option<Found> {
    cue_before(place)
        .or_else(|| noun_before(place))
        .or_else(|| colon(place))
}

/// The last words in the items `from..to` that report what somebody says.
pub fn reporting(outer: &Outer, from: usize, to: usize) -> Option<Found> {
    last_cue(outer, from.max(to.saturating_sub(LEAD)), from, to)
}

/// A2 and A3: the tag behind or the cue before, whichever stands closer to the quotation.
fn by_words(place: &Place) -> Option<Found> {
    let outer = place.outer;
    if let Some(governing) = split_tag(place) {
        return Some(governing);
    }
    let cue = cue_before(place);
    // `When Lee used the words “…,” she was asked`: the quotation belongs to the clause before the comma.
    let before = place.before();
    if outer.is(before.start, Class::SUBORD)
        && cue.is_none()
        && place.ending == Ending::Comma
        && let Some(noun) = noun_before(place)
    {
        return Some(noun);
    }
    // A cue in the quotation’s own sentence beats what may be a tag in a sentence of its own.
    let (_, new_sentence) = place.behind();
    if cue.is_some_and(|c| new_sentence || abuts(place, &c)) {
        let far = cue
            .and_then(|c| c.cue)
            .is_some_and(|c| c.1 + 8 < place.item);
        let colon = place.item > 0 && outer.word(place.item - 1) == ":";
        return if far && colon { None } else { cue };
    }
    let tag = tag_behind(place);
    let adjoins = tag.is_some_and(|t| {
        let speaker = t.speaker.map_or(usize::MAX, |s| s.from);
        let first = speaker.min(t.cue.map_or(usize::MAX, |c| c.0));
        let mut gap =
            (place.item + 1..first).filter(|&i| !outer.is(i, Class::ADV) && !outer.is_comma(i));
        gap.next().is_none() && place.ending != Ending::Plain
    });
    if adjoins { tag } else { cue.or(tag) }
}

/// Whether nothing but a comma, a colon or `that` stands between a cue and the quotation.
fn abuts(place: &Place, cue: &Found) -> bool {
    let from = cue
        .cue
        .map_or(0, |c| c.1)
        .max(cue.speaker.map_or(0, |s| s.to));
    (from..place.item).all(|i| matches!(place.outer.word(i), "," | ":" | "that"))
}
