//! Sieves for words behind a quotation, and within it: tags and labels.

use super::{Ending, Found, LEAD, Place, Sieve};
use crate::facts::Shape;
use crate::facts::quotes::cue::cue_at;
use crate::facts::quotes::inverted;
use crate::facts::quotes::noun::{self, Form, Phrase};
use crate::facts::quotes::outer::Outer;
use crate::language::Class;
use std::ops::Range;

/// How many items a tag’s verb may stand behind the quotation.
const TAG: usize = 14;

/// A1: a dash and a name behind it (`“…” — Lee`), or a source in brackets at the end of the block.
pub(super) fn label_behind(place: &Place) -> Option<Found> {
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

/// A2: the second half of a quotation that its tag splits: `“We won,” Lee wrote in a note, “but it was close.”`
pub(super) fn split_tag(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let range = place.before();
    let goes_on = place.content.starts_with(|c: char| c.is_lowercase());
    let comma = place.item.checked_sub(1).filter(|&c| outer.is_comma(c))?;
    let first = range
        .clone()
        .rev()
        .find(|&i| outer.is_quote(i))
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
pub(super) fn agent(place: &Place) -> Option<Found> {
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
    let sentence = &place.sentence;
    let speaker = noun::starting_at(outer, by + 1, sentence.end)
        .filter(|s| s.form == Form::Name || outer.is(s.from, Class::DET))?;
    Some(Found {
        sieve: Sieve::Tag,
        cue: Some((verb, verb + 1)),
        speaker: Some(speaker),
    })
}

/// A2: a fragment in a sentence whose tag stands behind a later one: `It was a “good thing” that “works,” Lee said.`
pub(super) fn later_tag(place: &Place) -> Option<Found> {
    let outer = place.outer;
    if place.ending != Ending::Plain {
        return None;
    }
    let sentence = &place.sentence;
    let end = sentence.end.min(place.item + LEAD);
    let later = (place.item + 1..end).rev().find(|&i| outer.is_quote(i))?;
    let content = outer
        .word(later)
        .trim_end_matches(['”', '"', '»', '’', '\'']);
    let later = Place::new(outer, later, content);
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
    let opens = |i: usize| content.is_comma(i) || content.is_dash(i);
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

/// A2: a tag behind the quotation: `“…,” Lee said`, `“…,” said Lee`, `“…,” Lee, who won, told reporters`.
pub(super) fn tag_behind(place: &Place) -> Option<Found> {
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
        if outer.is_quote(i) {
            if !aside {
                break;
            }
            // `the book, “The Keeper,” says`: the comma stands within the marks.
            aside = !outer.is_title_aside(i);
            continue;
        }
        // What stands between commas does not push the verb away.
        let mark = outer.mark(i);
        let comma = i > range.start && matches!(mark, "," | "—" | "–");
        if comma || matches!(mark, "(" | ")") {
            aside = !aside;
        } else if !aside {
            words += 1;
        }
        if words > reach || matches!(mark, ":" | ";") {
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

/// A2: a sentence behind the quotation that is but its tag: `“…”. Così Lee`, `“…”. Lo ha detto Lee`, `„…“ Das sagte Lee.`
pub(super) fn sentence_behind(place: &Place) -> Option<Found> {
    let outer = place.outer;
    let own = &place.sentence;
    let at = own.end;
    if at >= outer.items.len()
        || !outer.is(at, Class::BACK)
        || !(place.item + 1..at).all(|i| outer.is_mark(i))
    {
        return None;
    }
    let end = outer.sentence(at).end;
    let verb = (at + 1..end.min(at + 5))
        .take_while(|&i| outer.is(i, Class::VERB | Class::AUX | SMALL | Class::BACK))
        .find(|&i| outer.is(i, Class::VERB));
    let (cue, speaker) = match verb {
        Some(verb) => (verb, inverted::subject(outer, verb + 1, end)?),
        None if outer.is(at, Class::TAG_CUE) => (at, noun::starting_at(outer, at + 1, end)?),
        None => return None,
    };
    // `Così Lee ha vinto`: no tag.
    let goes_on = speaker.to < end
        && !outer.is_mark(speaker.to)
        && !outer.is(speaker.to, Class::PREP | Class::CONJ | Class::TIME | SMALL);
    (!goes_on).then_some(Found {
        sieve: Sieve::Tag,
        cue: Some((cue, cue + 1)),
        speaker: Some(speaker),
    })
}

/// Small words between the first of a tag and its verb.
const SMALL: Class = Class::OBJECT.union(Class::ADV);

/// Whether the sentence `range` behind a quotation is but its tag, with the verb at item `verb`.
fn is_tag(place: &Place, range: &Range<usize>, verb: usize, speaker: Phrase) -> bool {
    let outer = place.outer;
    let open = place.ending == Ending::Open;
    // `“We won.” She added: “It was fun.”`: the cue of the next one.
    let next = (verb + 1..verb + 3).find(|&i| !outer.is_mark(i));
    let leads = next.is_some_and(|i| outer.is_quote(i)) && outer.word(verb + 1) != ".";
    let first = speaker.from.min(verb);
    (open || !leads)
        && (range.start..first)
            .all(|i| outer.is(i, Class::ADV) || matches!(outer.word(i), "—" | "–"))
        && ends_soon(outer, verb, speaker, range.end, open)
}

/// Whether a sentence is but a tag: nothing is said in it behind its verb. Behind `?` and `!` it may be longer.
fn ends_soon(outer: &Outer, verb: usize, speaker: Phrase, end: usize, open: bool) -> bool {
    let at = (verb + 1).max(if speaker.from > verb { speaker.to } else { 0 });
    if at >= end || outer.is_quote(at) {
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

/// A4: behind a comma, `?` or `!`, a name and any verb: `“…!” Lee hollered`, `“…,” hollered Lee`.
pub(super) fn unknown_verb(place: &Place) -> Option<Found> {
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
    // `came the reply`, `went the joke`
    let comes = matches!(
        outer.word(at),
        "came" | "comes" | "went" | "goes" | "ran" | "began"
    );
    if (is_verb(at) || comes && outer.is(at + 1, Class::DET)) && !new_sentence {
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
        verb = ((at + 1)..=speaker.to).find(|&i| is_verb(i) && outer.word(i).ends_with("ed"))?;
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
    let sentence = place.sentence.start == place.item;
    let known = !sentence && place.content.split_whitespace().nth(3).is_none();
    let found = inverted::tag(outer, range.start, range.end, known)?;
    let sieve = match found.cue {
        Some((verb, _)) if outer.is(verb, Class::VERB) => Sieve::Tag,
        _ => Sieve::UnknownVerb,
    };
    Some(Found { sieve, ..found })
}
