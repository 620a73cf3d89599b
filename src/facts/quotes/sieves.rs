//! The sieves that attribute a quotation by words of its own block, each a small function with its examples.
//! Cues are never taken from inside quotations: the sieves only see the reporter’s own words ([`Outer`]).

use super::cue::{cue_at, is_possessive, participle_subject};
use super::inverted;
use super::noun::{self, Form, Phrase};
use super::outer::Outer;
use crate::facts::Shape;
use crate::language::Class;
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
    let content = content.trim_end();
    let content = content.trim_end_matches(['’', '\'', '”', '"', ')', ']']);
    match content.chars().next_back() {
        Some(',') => Ending::Comma,
        Some('?' | '!' | '…' | '—' | '–' | '-') => Ending::Open,
        Some('.') if content.ends_with("..") => Ending::Open,
        Some('.') => Ending::Stop,
        _ if outer.word(item + 1) == "," => Ending::Comma,
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
}

/// How many items a tag’s verb may stand behind the quotation.
const TAG: usize = 14;
/// How far a cue may stand before its quotation.
const LEAD: usize = 60;

impl<'o, 'a> Place<'o, 'a> {
    /// The items of the sentence before the quotation.
    fn before(&self) -> Range<usize> {
        let sentence = self.outer.sentence(self.item);
        sentence.start.max(self.item.saturating_sub(LEAD))..self.item
    }

    /// The items behind the quotation up to the end of its sentence, and whether a new sentence seems to start there.
    fn behind(&self) -> (Range<usize>, bool) {
        let from = self.item + 1;
        let sentence = self.outer.sentence(self.item);
        if from < sentence.end {
            return (from..sentence.end.min(from + LEAD), false);
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
    let colon = content.bytes().take(41).position(|b| b == b':')?;
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

/// A1: a dash and a name behind it (`“…” — Lee`), or a source in brackets at the end of the block.
fn label_behind(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let at = place.item + 1;
    let open = outer.word(at);
    if !matches!(open, "—" | "–" | "-" | "―" | "[" | "(" | "~") {
        return None;
    }
    let phrase =
        noun::starting_at(outer, at + 1, outer.items.len()).filter(|p| p.form == Form::Name)?;
    let bracket = matches!(open, "[" | "(");
    let ends = phrase.to == outer.items.len()
        || bracket
            && matches!(outer.word(phrase.to), "]" | ")")
            && !matches!(place.ending, Ending::Plain)
        || !bracket
            && matches!(outer.word(phrase.to), "," | "(")
            && outer.items.len() - phrase.to < 15
            && no_verb(outer, phrase.to);
    ends.then_some(Found {
        sieve: Sieve::Label,
        cue: Some((at, phrase.from)),
        speaker: Some(phrase),
    })
}

fn no_verb(outer: &Outer, from: usize) -> bool {
    (from..outer.items.len()).all(|i| !outer.is(i, Class::VERB | Class::AUX))
}

/// The last words in the items `from..to` that report what somebody says.
pub fn reporting(outer: &Outer, from: usize, to: usize) -> Option<Found> {
    let near = from.max(to.saturating_sub(LEAD))..to;
    near.rev().find_map(|i| cue_at(outer, i, from, to))
}

/// A2 and A3: the tag behind or the cue before, whichever stands closer to the quotation.
fn by_words(place: &Place) -> Option<Found> {
    let outer = place.outer;
    if let Some(governing) = split_tag(place) {
        return Some(governing);
    }
    let cue = cue_before(place);
    let tag = tag_behind(place);
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
    let adjoins = tag.is_some_and(|t| {
        let speaker = t.speaker.map_or(usize::MAX, |s| s.from);
        let first = speaker.min(t.cue.map_or(usize::MAX, |c| c.0));
        let mut gap =
            (place.item + 1..first).filter(|&i| !outer.is(i, Class::ADV) && outer.word(i) != ",");
        gap.next().is_none() && place.ending != Ending::Plain
    });
    if adjoins { tag } else { cue.or(tag) }
}

/// A2: the second half of a quotation that its tag splits: `“We won,” Lee wrote in a note, “but it was close.”`
fn split_tag(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let range = place.before();
    let goes_on = place.content.starts_with(|c: char| c.is_lowercase());
    let comma = place
        .item
        .checked_sub(1)
        .filter(|&c| outer.word(c) == ",")?;
    let first = range
        .clone()
        .rev()
        .find(|&i| outer.quote(i).is_some())
        .filter(|_| goes_on)?;
    // A verb right before it has it for itself: `Lee said, and Marsh added, “…”`.
    if cue_at(outer, comma.checked_sub(1)?, first + 1, comma)
        .is_some_and(|c| c.cue.is_some_and(|(_, to)| to == comma))
    {
        return None;
    }
    let found = (first + 1..comma).find_map(|i| cue_at(outer, i, first + 1, comma))?;
    found.speaker?;
    Some(Found {
        sieve: Sieve::Tag,
        ..found
    })
}

/// A2: whoever calls it so: `what is called “the old way” by the keepers`.
fn agent(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let by = place.item + 1;
    if place.ending != Ending::Plain || outer.word(by) != "by" {
        return None;
    }
    let near = place.before().start.max(place.item.saturating_sub(5))..place.item;
    let verb = near.rev().find(|&i| {
        outer.is(i, Class::VERB | Class::TERM)
            && !outer.is(i, Class::ING)
            && outer.word(i).ends_with('d')
    })?;
    let sentence = outer.sentence(place.item);
    let speaker = noun::starting_at(outer, by + 1, sentence.end)
        .filter(|s| s.form == Form::Name || outer.is(s.from, Class::DET))?;
    Some(Found {
        sieve: Sieve::Tag,
        cue: Some((verb, verb + 1)),
        speaker: Some(speaker),
    })
}

/// A2: a fragment in a sentence whose tag stands behind a later one: `It was a “good thing” that “works,” Lee said.`
fn later_tag(place: &Place) -> Option<Found> {
    let outer = place.outer;
    if place.ending != Ending::Plain {
        return None;
    }
    let sentence = outer.sentence(place.item);
    let end = sentence.end.min(place.item + LEAD);
    let later = (place.item + 1..end)
        .rev()
        .find(|&i| outer.quote(i).is_some())?;
    let content = outer
        .word(later)
        .trim_end_matches(['”', '"', '»', '’', '\'']);
    let later = Place {
        outer,
        item: later,
        ending: ending(outer, later, content),
        content,
    };
    let tag = (later.ending == Ending::Comma)
        .then(|| tag_behind(&later))
        .flatten()?;
    Some(Found {
        sieve: Sieve::Split,
        ..tag
    })
}

/// The tag within the words of a quotation, between commas or dashes: `« Le temps, a dit Lee, est beau. »`.
pub fn tag_inside(content: &Outer) -> Option<Found> {
    let end = content.items.len();
    let opens = |i: usize| matches!(content.word(i), "," | "—" | "–");
    let closes =
        |i: usize| i >= end || opens(i) || matches!(content.word(i), "." | "!" | "?" | "…");
    (1..end).filter(|&i| opens(i)).find_map(|i| {
        let found = inverted::tag(content, i, end, true)?;
        let (speaker, cue) = (found.speaker?, found.cue?);
        let own = content.is(speaker.from, Class::VERB) && speaker.from == cue.0;
        let named = !own || content.word(speaker.from).contains('-');
        let to = speaker.to.max(cue.1);
        // `a expliqué Lee mardi,`
        let to = (to..end.min(to + 6))
            .find(|&j| !content.is(j, Class::TIME | Class::PREP | Class::ADV | Class::DET))
            .unwrap_or(end);
        (named && closes(to)).then_some(found)
    })
}

/// Whether nothing but a comma, a colon or `that` stands between a cue and the quotation.
fn abuts(place: &Place, cue: &Found) -> bool {
    let from = cue
        .cue
        .map_or(0, |c| c.1)
        .max(cue.speaker.map_or(0, |s| s.to));
    (from..place.item).all(|i| matches!(place.outer.word(i), "," | ":" | "that"))
}

/// A2: a tag behind the quotation: `“…,” Lee said`, `“…,” said Lee`, `“…,” Lee, who won, told reporters`.
fn tag_behind(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let (range, new_sentence) = place.behind();
    let strict = new_sentence || matches!(place.ending, Ending::Stop);
    let reach = if place.ending == Ending::Comma {
        2 * TAG
    } else {
        TAG
    };
    // `“…,” which Lee thinks will help`
    if outer.is(range.start, Class::WHO) && !outer.is(range.start, Class::DET) {
        return None;
    }
    let mut words = 0;
    let mut aside = false;
    let mut within = None;
    for i in range.clone() {
        if outer.quote(i).is_some() && !aside {
            break;
        }
        // What stands between commas does not push the verb away.
        let comma = i > range.start && matches!(outer.word(i), "," | "—" | "–");
        if comma || matches!(outer.word(i), "(" | ")") {
            aside = !aside;
        } else if !aside {
            words += 1;
        }
        if words > reach || matches!(outer.word(i), ":" | ";") {
            break;
        }
        let Some(found) = cue_at(outer, i, range.start, range.end) else {
            continue;
        };
        let Some(speaker) = found.speaker else {
            // `heißt es`: nobody is named, and it is a tag all the same.
            if aside || strict {
                continue;
            }
            return Some(Found {
                sieve: Sieve::Tag,
                ..found
            });
        };
        if strict && !is_tag(place, &range, i, speaker) {
            return None;
        }
        let found = Found {
            sieve: Sieve::Tag,
            ..found
        };
        if !aside {
            return Some(found);
        }
        within = within.or(Some(found));
    }
    within
}

/// Whether the sentence `range` behind a quotation is but its tag, with the verb at item `verb`.
fn is_tag(place: &Place, range: &Range<usize>, verb: usize, speaker: Phrase) -> bool {
    let outer = place.outer;
    let open = place.ending == Ending::Open;
    // `“We won.” She added: “It was fun.”`: the cue of the next one.
    let next = (verb + 1..verb + 3).find(|&i| !outer.is_mark(i));
    let leads = next.is_some_and(|i| outer.quote(i).is_some()) && outer.word(verb + 1) != ".";
    let first = speaker.from.min(verb);
    (open || !leads)
        && (range.start..first)
            .all(|i| outer.is(i, Class::ADV) || matches!(outer.word(i), "—" | "–"))
        && ends_soon(outer, verb, speaker, range.end, open)
}

/// Whether a sentence is but a tag: nothing is said in it behind its verb. Behind `?` and `!` it may be longer.
fn ends_soon(outer: &Outer, verb: usize, speaker: Phrase, end: usize, open: bool) -> bool {
    let at = (verb + 1).max(if speaker.from > verb { speaker.to } else { 0 });
    if at >= end || outer.quote(at).is_some() {
        return true;
    }
    let next = outer.word(at);
    if open {
        // `“Why?” Lee said he did not know.`
        let reports = outer.is(at, Class::PRONOUN) && !outer.is(at, Class::DET)
            || matches!(next, "that" | "whether" | "if");
        return !reports;
    }
    let hearers = outer.is(at, Class::OBJECT | Class::HUMAN)
        || outer.is_name_word(at)
        || outer.class(at).is_empty();
    matches!(next, "." | "," | "?" | "!" | ":" | "—" | "–")
        || outer.is(at, Class::TIME)
        || outer.is(at, Class::PREP | Class::ADV)
            && !outer.is(at, Class::DET | Class::SUBORD)
            && !matches!(next, "of" | "against" | "from" | "about" | "for")
        || hearers && (at + 1 >= end || matches!(outer.word(at + 1), "." | ","))
        || hearers
            && outer.is(at + 1, Class::PREP | Class::TIME)
            && !outer.is(at + 1, Class::SUBORD)
}

/// A3: a cue before the quotation in its sentence: `Lee said that “…”`, `According to Lee, “…”`.
fn cue_before(place: &Place) -> Option<Found> {
    let range = place.before();
    let outer = place.outer;
    let mut found = range
        .clone()
        .rev()
        .find_map(|i| cue_at(outer, i, range.start, range.end))?;
    while let Some(governing) = reported(outer, &found, range.clone()) {
        found = governing;
    }
    Some(Found {
        sieve: Sieve::Cue,
        ..found
    })
}

/// The cue that governs `found`: in `Lee said he wants “…”` and `Lee said voters feel “…”` Lee is quoted.
fn reported(outer: &Outer, found: &Found, range: Range<usize>) -> Option<Found> {
    let (verb, _) = found.cue?;
    let speaker = found.speaker?;
    if speaker.from >= verb || speaker.head.is_some() {
        return None;
    }
    let thinks = outer.is(verb, Class::EVIDENTIAL);
    if !thinks && speaker.form != Form::Pronoun {
        return None;
    }
    let mut before = speaker.from.checked_sub(1).filter(|&b| b > range.start)?;
    if outer.word(before) == "that" {
        before -= 1;
    }
    let governing = cue_at(outer, before, range.start, range.end)?;
    let forward = governing.speaker.is_some_and(|s| s.from < before);
    forward.then_some(governing)
}

/// A4: behind a comma, `?` or `!`, a name and any verb: `“…!” Lee hollered`, `“…,” hollered Lee`.
fn unknown_verb(place: &Place) -> Option<Found> {
    if !matches!(place.ending, Ending::Comma | Ending::Open) {
        return None;
    }
    let outer = place.outer;
    let (range, new_sentence) = place.behind();
    let at = range.start;
    if outer.pack().inverts() {
        return any_inverted(place);
    }
    let is_verb = |i: usize| {
        let word = outer.word(i);
        outer.items.get(i).is_some_and(|t| t.shape == Shape::Lower)
            && !outer.is(
                i,
                Class::AUX
                    | Class::PREP
                    | Class::DET
                    | Class::CONJ
                    | Class::SUBORD
                    | Class::PRONOUN
                    | Class::ADV,
            )
            && (word.ends_with("ed") || word.ends_with('s') && !word.ends_with("ss"))
    };
    if is_verb(at) && !new_sentence {
        let speaker = noun::starting_at(outer, at + 1, range.end)
            .filter(|p| p.form != Form::Nominal || outer.is(p.from, Class::DET))?;
        return Some(Found {
            sieve: Sieve::UnknownVerb,
            cue: Some((at, at + 1)),
            speaker: Some(speaker),
        });
    }
    let speaker = noun::starting_at(outer, at, range.end)?;
    let mut verb = speaker.to;
    while verb < range.end && outer.is(verb, Class::ADV) {
        verb += 1;
    }
    if speaker.form == Form::Nominal {
        // The description ran over its verb.
        verb = (at + 1..speaker.to + 1).find(|&i| is_verb(i) && outer.word(i).ends_with("ed"))?;
    }
    let tag = is_verb(verb) && (!new_sentence || ends_soon(outer, verb, speaker, range.end, true));
    let speaker = Phrase {
        to: speaker.to.min(verb),
        ..speaker
    };
    tag.then_some(Found {
        sieve: Sieve::UnknownVerb,
        cue: Some((verb, verb + 1)),
        speaker: Some(speaker),
    })
}

/// A4 where verbs stand before their subject: `„…“, freute sich Lee`, `“…”, dijo`.
fn any_inverted(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let (range, _) = place.behind();
    let sentence = outer.sentence(place.item).start == place.item;
    let known = !sentence && place.content.split_whitespace().nth(3).is_none();
    let found = inverted::tag(outer, range.start, range.end, known)?;
    let sieve = match found.cue {
        Some((verb, _)) if outer.is(verb, Class::VERB) => Sieve::Tag,
        _ => Sieve::UnknownVerb,
    };
    Some(Found { sieve, ..found })
}

/// A4: any verb and a comma right before a whole sentence: `Lee interjected, “We won.”`
fn verb_before(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let range = place.before();
    let comma = range
        .end
        .checked_sub(1)
        .filter(|&c| c > range.start && outer.word(c) == ",")?;
    let verb = comma - 1;
    let word = outer.word(verb);
    let participle = word.len() > 5 && word.ends_with("ing");
    let is_verb = (participle || word.ends_with("ed")) && outer.items[verb].shape == Shape::Lower;
    if !is_verb || !place.content.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    let speaker = if participle {
        participle_subject(outer, verb, range.start)?
    } else {
        noun::subject_before(outer, verb, range.start)?
    };
    Some(Found {
        sieve: Sieve::UnknownVerb,
        cue: Some((verb, verb + 1)),
        speaker: Some(speaker),
    })
}

/// A5: a noun that holds words of somebody right before it: `Lee issued a statement, “…”`.
fn noun_before(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let range = place.before();
    let mut last = range.end.checked_sub(1).filter(|&l| l > range.start)?;
    while last > range.start
        && (matches!(outer.word(last), "," | ":") || outer.word(last) == "that")
    {
        last -= 1;
    }
    // `Lee’s advice to interns was, “…”`
    if outer.is(last, Class::AUX) && !outer.is(last, Class::VERB) {
        let noun = (range.start..last)
            .find(|&i| outer.is(i, Class::SOURCE) && owner(outer, i, range.start).is_some())?;
        return Some(Found {
            sieve: Sieve::Colon,
            cue: Some((noun, noun + 1)),
            speaker: owner(outer, noun, range.start),
        });
    }
    if !outer.is(last, Class::SOURCE | Class::VERB) || outer.is(last, Class::PRONOUN) {
        return None;
    }
    let owner = owner(outer, last, range.start);
    let speaker = owner.or_else(|| clause_subject(outer, range.start, last))?;
    Some(Found {
        sieve: Sieve::Colon,
        cue: Some((last, last + 1)),
        speaker: Some(speaker),
    })
}

/// Whose the noun at item `noun` is: `her remark`, `Lee’s last statement`.
fn owner(outer: &Outer, noun: usize, from: usize) -> Option<Phrase> {
    let near = from.max(noun.saturating_sub(3))..noun;
    near.rev().find_map(|i| {
        if matches!(
            outer.word(i),
            "his" | "her" | "their" | "His" | "Her" | "Their"
        ) {
            return Some(Phrase {
                from: i,
                to: i + 1,
                form: Form::Pronoun,
                head: None,
            });
        }
        let name = is_possessive(outer.word(i)) && outer.is_name_word(i);
        name.then(|| noun::ending_at(outer, i + 1, from)).flatten()
    })
}

/// A5: a colon before the quotation: `Lee: “…”`, `Her answer was clear: “…”`.
fn colon(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let range = place.before();
    let last = range.end.checked_sub(1).filter(|&l| l >= range.start)?;
    if outer.word(last) != ":" {
        return None;
    }
    // `Lee’s verdict: “…”`
    let noun = (range.start..last).find(|&i| outer.is(i, Class::SOURCE));
    let subject = clause_subject(outer, range.start, last);
    let owner = noun
        .filter(|n| subject.is_some_and(|s| s.to == n + 1))
        .and_then(|n| owner(outer, n, range.start));
    Some(Found {
        sieve: Sieve::Colon,
        cue: Some((last, last + 1)),
        speaker: owner.or(subject),
    })
}

/// Who the last clause of the items `from..to` is about, where a pronoun tells; else the first one’s subject:
/// `Lee was friendly, but she gave a warning: “…”`.
fn clause_subject(outer: &Outer, from: usize, to: usize) -> Option<Phrase> {
    let mut last = (from + 1..to).rev();
    let pronoun = last.find(|&i| {
        outer.is(i, Class::HE | Class::SHE | Class::THEY)
            && (outer.is(i - 1, Class::CONJ | Class::SUBORD) || outer.word(i - 1) == ",")
            && outer.is_word(i + 1)
    });
    pronoun
        .and_then(|p| noun::ending_at(outer, p + 1, p))
        .or_else(|| noun::first_subject(outer, from, to))
}
