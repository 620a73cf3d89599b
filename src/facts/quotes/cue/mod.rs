//! Cues: the words that report speech, and who does what they say.

mod subject;

pub use subject::participle_subject;

use super::inverted;
use super::noun::{self, Form, Phrase};
use super::outer::Outer;
use super::sieves::{Found, Sieve};
use crate::facts::Shape;
use crate::language::Class;
use subject::{agent, finite_subject, is_coordinate, is_object, made_to, main_subject};

/// What words that report speech may be.
const REPORTS: Class = Class::PHRASE
    .union(Class::CUE)
    .union(Class::TAG_CUE)
    .union(Class::POST_CUE)
    .union(Class::VERB_PHRASE)
    .union(Class::IMPERSONAL)
    .union(Class::VERB);

/// Whether a word of that class may report; `opens`: its clause begins with it.
#[inline]
fn may_report(class: Class, opens: impl Fn() -> bool) -> bool {
    // Few words may.
    class.intersects(REPORTS | Class::VIEW) && (class.intersects(REPORTS) || opens())
}

/// The cue that item `i` is part of, with its speaker, in the clause `from..end`.
#[inline]
pub fn cue_at(outer: &Outer, i: usize, from: usize, end: usize) -> Option<Found> {
    if !may_report(outer.class(i), || i == from) {
        return None;
    }
    reported_at(outer, i, from, end)
}

/// The last cue in the items `first..end` of the clause `from..end`.
pub fn last_cue(outer: &Outer, first: usize, from: usize, end: usize) -> Option<Found> {
    let mut near = &outer.items[first..end];
    while let [before @ .., item] = near {
        let i = first + before.len();
        if may_report(item.word.class, || i == from)
            && let Some(found) = reported_at(outer, i, from, end)
        {
            return Some(found);
        }
        near = before;
    }
    None
}

#[inline(never)]
fn reported_at(outer: &Outer, i: usize, from: usize, end: usize) -> Option<Found> {
    let class = outer.class(i);
    if class.contains(Class::IMPERSONAL)
        && let Some(found) = impersonal(outer, i, from, end)
    {
        return Some(found);
    }
    if class.intersects(Class::PHRASE | Class::CUE) {
        let length = if class.contains(Class::CUE) {
            1
        } else {
            outer.phrase(i, end)
        };
        if length > 0 {
            // `nach Angaben von Lee`
            let at = i + length;
            let at = at + usize::from(outer.is(at, Class::OF) && !outer.is(at, Class::DET));
            // `según explicó Lee`: the verb’s own.
            let speaker = (!outer.is(at, Class::VERB)).then(|| noun::starting_at(outer, at, end));
            return speaker.flatten().map(|s| Found {
                sieve: Sieve::Cue,
                cue: Some((i, i + length)),
                speaker: Some(s),
            });
        }
    }
    if class.contains(Class::TAG_CUE)
        && let Some(speaker) = short_tag(outer, i, from, end)
    {
        return Some(Found {
            sieve: Sieve::Cue,
            cue: Some((i, i + 1)),
            speaker: Some(speaker),
        });
    }
    // `Pour Lorne, c’est …`
    if class.contains(Class::VIEW) && i == from && outer.sentence(i).start == i {
        let speaker = noun::starting_at(outer, i + 1, end).filter(|s| s.form == Form::Name)?;
        let ends = outer.is_comma(speaker.to) || outer.is(speaker.to, Class::AUX);
        return ends.then_some(Found {
            sieve: Sieve::Cue,
            cue: Some((i, i + 1)),
            speaker: Some(speaker),
        });
    }
    // `dit-il`
    if class.contains(Class::VERB) && class.intersects(Class::HE | Class::SHE | Class::THEY) {
        let speaker = noun::ending_at(outer, i + 1, i)?;
        return Some(Found {
            sieve: Sieve::Cue,
            cue: Some((i, i + 1)),
            speaker: Some(speaker),
        });
    }
    if class.contains(Class::POST_CUE) {
        let speaker = noun::ending_at(outer, i, from)?;
        return Some(Found {
            sieve: Sieve::Cue,
            cue: Some((i, i + 1)),
            speaker: Some(speaker),
        });
    }
    let phrase = if class.contains(Class::VERB_PHRASE) {
        outer.verb_phrase(i, end)
    } else {
        0
    };
    if phrase > 0 {
        let speaker = noun::subject_before(outer, i, from)
            .or_else(|| noun::starting_at(outer, i + phrase, end))?;
        return Some(Found {
            sieve: Sieve::Cue,
            cue: Some((i, i + phrase)),
            speaker: Some(speaker),
        });
    }
    let large = outer.items[i].shape != Shape::Lower && i > from;
    // A verb within a cue of several words: `naar eigen zeggen van`.
    let within = || {
        (from.max(i.saturating_sub(3))..i)
            .any(|j| outer.is(j, Class::PHRASE) && outer.phrase(j, end) > i - j)
    };
    if !class.contains(Class::VERB) || large || within() {
        return None;
    }
    let speaker = speaker_of(outer, i, from, end)?;
    Some(Found {
        sieve: Sieve::Cue,
        cue: Some((i, i + 1)),
        speaker: Some(speaker),
    })
}

/// The cue at item `i` that names nobody, with the source that a preposition names behind it (`heißt es im Bericht`) or
/// at the start of its clause (`Im Bericht heißt es`).
fn impersonal(outer: &Outer, i: usize, from: usize, end: usize) -> Option<Found> {
    let length = outer.impersonal(i, end);
    if length == 0 {
        return None;
    }
    let source = |range: std::ops::Range<usize>, until: usize| {
        let near = range.take_while(|&j| !outer.is_mark(j) && !outer.is_quote(j));
        let own = |j: usize| !outer.is(j, Class::OF) || j == i + length;
        let mut sources = near.filter(|&j| outer.is(j, Class::PREP) && own(j));
        sources.find_map(|j| noun::starting_at(outer, j + 1, until))
    };
    let behind = source(i + 1..end.min(i + 8), end);
    Some(Found {
        sieve: Sieve::Cue,
        cue: Some((i, i + length)),
        speaker: behind.or_else(|| source(from..from.max(i), i)),
    })
}

/// Who the cue at item `i` names, right behind a quotation or between commas: `„…“, so Lee`, `Man habe, so Lee, „…“`.
fn short_tag(outer: &Outer, i: usize, from: usize, end: usize) -> Option<Phrase> {
    let first = i == from || i == from + 1 && outer.is_mark(from);
    let behind = first && from > 0 && outer.is_quote(from - 1);
    let speaker = noun::starting_at(outer, i + 1, end)?;
    let between = i > from && outer.is_comma(i - 1) && outer.is_comma(speaker.to);
    if !behind && !between {
        return None;
    }
    // `so das Fazit des Richters`, `so die Einschätzung von Lee`
    let noun = (speaker.from..speaker.to).find(|&j| outer.is(j, Class::SOURCE));
    let owner = noun.and_then(|n| {
        let of = outer.is(n + 1, Class::OF) && !outer.is(n + 1, Class::DET);
        let at = n + 1 + usize::from(of);
        noun::starting_at(outer, at, end).filter(|_| outer.is(n + 1, Class::OF | Class::DET))
    });
    Some(owner.unwrap_or(speaker))
}

/// Who does what the reporting verb at item `i` says; `None` if it reports nothing there.
fn speaker_of(outer: &Outer, i: usize, from: usize, end: usize) -> Option<Phrase> {
    let class = outer.class(i);
    let before = i.checked_sub(1).filter(|&b| b >= from);
    let word_before = before.map_or(&b""[..], |b| outer.bytes(b));
    // `a written statement`
    if before
        .is_some_and(|b| outer.is(b, Class::DET) && !outer.is(b, Class::PRONOUN | Class::QUANTITY))
    {
        return None;
    }
    // `The feeling is one of “…”`, `thanks to`
    if class.contains(Class::ING) && outer.is(i + 1, Class::AUX)
        || outer.bytes(i) == b"thanks"
            && matches!(outer.word(i + 1), "to" | "in" | "partly" | "largely")
    {
        return None;
    }
    if class.contains(Class::ING) {
        return participle_subject(outer, i, from);
    }
    let inverted = || {
        // `сообщили в полиции`: nobody but the office is named.
        let office = !outer.has_articles()
            && matches!(outer.word(i + 1), "в" | "у" | "во")
            && !outer.is(i + 2, Class::TIME);
        let at = i + 1 + usize::from(office);
        let behind = if outer.pack().inverts() && !office {
            inverted::subject(outer, at, end)
        } else {
            noun::starting_at(outer, at, end)
        };
        behind.filter(|p| p.form != Form::Pronoun || outer.is(at, Class::HE | Class::SHE))
    };
    // The verb comes first: `said Lee`.
    let first = (from..i).all(|j| outer.is(j, Class::ADV) || outer.is_mark(j));
    if first {
        // `Said Lee: “…”`, but not `Report finds`.
        let large = outer.items[i].shape != Shape::Lower;
        let says = matches!(
            outer.word(i),
            "Said" | "Says" | "Added" | "Adds" | "Wrote" | "Writes"
        );
        let inverts = !large
            || class.contains(Class::PAST) && outer.is_name_word(i + 1)
            || says && outer.is(i + 1, Class::DET | Class::QUANTITY);
        return inverts.then(inverted).flatten();
    }
    if word_before == b"to"
        && let Some(made) = made_to(outer, i - 1, from)
    {
        return Some(made);
    }
    if is_coordinate(outer, i, from) || word_before == b"to" {
        return main_subject(outer, from, i);
    }
    if let Some(agent) = agent(outer, i, end) {
        return Some(agent);
    }
    let subject = finite_subject(outer, i, from);
    if subject.is_some_and(|s| is_object(outer, s, from))
        && let Some(behind) = inverted()
    {
        return Some(behind);
    }
    if class.contains(Class::PRESENT) && !class.contains(Class::PAST) {
        return subject;
    }
    if word_before == b"," {
        // `As for the rest, explained Lee, “…”`
        let behind = inverted().filter(|p| ends_clause(outer, p.to, end));
        return subject.or(behind).or_else(|| main_subject(outer, from, i));
    }
    subject.or_else(inverted)
}

/// Whether no verb stands between item `at` and the next mark or quotation.
fn ends_clause(outer: &Outer, at: usize, end: usize) -> bool {
    let mark = (at..end)
        .find(|&i| outer.is_mark(i) || outer.is_quote(i))
        .unwrap_or(end);
    mark < at + 8 && !(at..mark).any(|i| outer.is(i, Class::VERB | Class::AUX))
}

/// Whether item `i` ends as possessives of one do.
pub fn is_possessive(outer: &Outer, i: usize) -> bool {
    let word = outer.bytes(i);
    word.ends_with("’s".as_bytes()) || word.ends_with(b"'s")
}
