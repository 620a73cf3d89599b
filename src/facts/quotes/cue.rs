//! Cues: the words that report speech, and who does what they say.

use super::inverted;
use super::noun::{self, Form, Phrase};
use super::outer::Outer;
use super::sieves::{Found, Sieve};
use crate::facts::Shape;
use crate::language::Class;

/// The cue that item `i` is part of, with its speaker, in the clause `from..end`.
#[inline]
pub fn cue_at(outer: &Outer, i: usize, from: usize, end: usize) -> Option<Found> {
    const REPORTS: Class = Class::PHRASE
        .union(Class::CUE)
        .union(Class::TAG_CUE)
        .union(Class::POST_CUE)
        .union(Class::VERB_PHRASE)
        .union(Class::IMPERSONAL)
        .union(Class::VIEW)
        .union(Class::VERB);
    // Few words are one.
    let class = outer.class(i);
    if !class.intersects(REPORTS) {
        return None;
    }
    reported_at(outer, i, from, end)
}

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
        let ends = outer.word(speaker.to) == "," || outer.is(speaker.to, Class::AUX);
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
        let near = range.take_while(|&j| !outer.is_mark(j) && outer.quote(j).is_none());
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
    let behind = first && from > 0 && outer.quote(from - 1).is_some();
    let speaker = noun::starting_at(outer, i + 1, end)?;
    let between = i > from && outer.word(i - 1) == "," && outer.word(speaker.to) == ",";
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
    let word_before = before.map_or("", |b| outer.word(b));
    // `a written statement`
    if before
        .is_some_and(|b| outer.is(b, Class::DET) && !outer.is(b, Class::PRONOUN | Class::QUANTITY))
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
        let inverts = !large || class.contains(Class::PAST) && outer.is_name_word(i + 1);
        return inverts.then(inverted).flatten();
    }
    if word_before == "to"
        && let Some(made) = made_to(outer, i - 1, from)
    {
        return Some(made);
    }
    if is_coordinate(outer, i, from) || word_before == "to" {
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
    if word_before == "," {
        // `As for the rest, explained Lee, “…”`
        let behind = inverted().filter(|p| ends_clause(outer, p.to, end));
        return subject.or(behind).or_else(|| main_subject(outer, from, i));
    }
    subject.or_else(inverted)
}

/// By whom what the past participle at item `i` says is said: `was described by Lee as`.
fn agent(outer: &Outer, i: usize, end: usize) -> Option<Phrase> {
    let passive = outer.is(i, Class::PAST) && outer.word(i + 1) == "by" && i > 0;
    let be = passive && {
        let before = (0..i).rev().find(|&j| !outer.is(j, Class::ADV))?;
        matches!(
            outer.word(before),
            "is" | "are" | "was" | "were" | "been" | "being" | "be"
        )
    };
    let speaker = be.then(|| noun::starting_at(outer, i + 2, end)).flatten()?;
    (speaker.form == Form::Name || outer.is(speaker.from, Class::DET)).then_some(speaker)
}

/// Whether `phrase` before a verb that stands second is not its subject: `In einem Brief schrieb Lee`, `Den Vorwurf wies
/// Lee zurück`, `Das sagte Lee`.
fn is_object(outer: &Outer, phrase: Phrase, from: usize) -> bool {
    const OBJECTS: &[&str] = &["den", "dem", "einen", "einem"];
    let governed = phrase.from > from && outer.is(phrase.from - 1, Class::PREP);
    let first = outer.word(phrase.from).to_lowercase();
    outer.pack().verb_second()
        && (governed || OBJECTS.contains(&&first[..]) || outer.is(phrase.from, Class::IT))
}

/// Whoever is made to do what the infinitive behind item `to` says: `leading aides in town to counter`.
fn made_to(outer: &Outer, to: usize, from: usize) -> Option<Phrase> {
    let near = from.max(to.saturating_sub(MADE))..to;
    let verb = near
        .rev()
        .take_while(|&i| !outer.is_mark(i) && outer.quote(i).is_none())
        .find(|&i| outer.is(i, Class::CAUSE | Class::AUX | Class::WHO))
        .filter(|&i| outer.is(i, Class::CAUSE))?;
    let first = noun::starting_at(outer, verb + 1, to)?;
    Some(Phrase { to, ..first })
}

/// How far before its infinitive a verb of making stands, in items.
const MADE: usize = 10;

/// Whether no verb stands between item `at` and the next mark or quotation.
fn ends_clause(outer: &Outer, at: usize, end: usize) -> bool {
    let mark = (at..end)
        .find(|&i| outer.is_mark(i) || outer.quote(i).is_some())
        .unwrap_or(end);
    mark < at + 8 && !(at..mark).any(|i| outer.is(i, Class::VERB | Class::AUX))
}

/// Whether the verb at item `i` shares the subject of one before it: `came and said`, `but later added`.
fn is_coordinate(outer: &Outer, i: usize, from: usize) -> bool {
    let before = (from..i)
        .rev()
        .find(|&j| !outer.is(j, Class::ADV | Class::AUX));
    before.is_some_and(|j| outer.is(j, Class::CONJ))
}

/// The subject that stands before the finite verb at item `i`.
fn finite_subject(outer: &Outer, i: usize, from: usize) -> Option<Phrase> {
    let subject = noun::subject_before(outer, i, from)?;
    let class = outer.class(i);
    if !class.contains(Class::PRESENT) || class.contains(Class::PAST) {
        return Some(subject);
    }
    // `did not say`, `would later say`
    let helper = (from..i).rev().find(|&j| !outer.is(j, Class::ADV));
    let helped = helper.is_some_and(|h| outer.is(h, Class::AUX)) || outer.word(i - 1) == "to";
    if !helped && !agrees(outer, subject, i) {
        return None;
    }
    // A noun as well (`the report`, `in claims`): only behind a subject of its own.
    let before = (i - 1).saturating_sub(usize::from(noun::is_place(outer, i - 1)));
    let several = subject.from > from && outer.is(subject.from - 1, Class::QUANTITY);
    let noun = outer.is(before, Class::DET | Class::PREP)
        && !outer.is(before, Class::PRONOUN | Class::QUANTITY)
        || is_possessive(outer.word(before))
        || several && subject.form == Form::Name;
    let governed = subject.from > from
        && outer.is(subject.from - 1, Class::PREP)
        && !outer.is(subject.from - 1, Class::SUBORD)
        && subject.form != Form::Pronoun;
    let aside = matches!(outer.word(i - 1), "," | "—" | "–" | ")");
    let adjoins = subject.head.is_some() || subject.to + 2 >= i || aside;
    (adjoins && !noun && !governed).then_some(subject)
}

/// Whether the present form at item `verb` fits its subject in number: `officials claim`, `Lee claims`.
fn agrees(outer: &Outer, subject: Phrase, verb: usize) -> bool {
    let third = outer.word(verb).ends_with('s');
    let last = outer.word(subject.to - 1);
    match subject.form {
        _ if subject.head.is_some() => true,
        Form::Pronoun => third == outer.is(subject.from, Class::HE | Class::SHE | Class::IT),
        Form::Name => {
            third
                || (subject.from..subject.to).any(|i| outer.is(i, Class::CONJ))
                || last.ends_with('s')
        }
        Form::Nominal => third || is_plural(outer, subject),
    }
}

/// Whether a description means several: `two`, `officials and aides`, `the critics in town`, `most people`.
fn is_plural(outer: &Outer, phrase: Phrase) -> bool {
    const PLURAL: &[&str] = &[
        "people", "police", "men", "women", "children", "staff", "media", "data", "clergy", "folk",
        "we", "they",
    ];
    (phrase.from..phrase.to).any(|i| {
        let word = outer.word(i);
        let noun = outer.is_word(i) && !outer.is(i, Class::DET | Class::PREP | Class::AUX);
        outer.is(i, Class::CONJ)
            || outer.is(i, Class::QUANTITY) && !matches!(word, "one" | "One" | "another" | "each")
            || noun && word.ends_with('s') && !word.ends_with("ss") && !is_possessive(word)
            || PLURAL.contains(&word)
    })
}

/// Who does what the present participle at item `i` says.
pub fn participle_subject(outer: &Outer, i: usize, from: usize) -> Option<Phrase> {
    let before = i.checked_sub(1).filter(|&b| b >= from)?;
    if outer.word(before) == "as" {
        return quoted_as(outer, before, from);
    }
    if outer.is(before, Class::AUX) {
        return noun::subject_before(outer, i, from);
    }
    let loose = outer.is_mark(before)
        || outer.is(
            before,
            Class::PREP | Class::CONJ | Class::SUBORD | Class::ADV,
        );
    // `with Lee tweeting about it and asking`: both are the same person’s.
    if outer.is(before, Class::CONJ)
        && let Some(other) = participle_before(outer, before, from)
    {
        return participle_subject(outer, other, from);
    }
    // `footage of Lee saying`, `with the board calling`
    let own = (!loose).then(|| noun::ending_at(outer, i, from)).flatten();
    // `issued a statement saying` is said by whoever issued it.
    let own = own.filter(|p| {
        let article = p.from > from && outer.is(p.from - 1, Class::DET);
        let at = p.from - usize::from(article);
        at == from || matches!(outer.word(at - 1), "of" | "with" | "as" | "With")
    });
    own.or_else(|| main_subject(outer, from, i))
}

/// Who is quoted as saying it, by the words before the `as` at item `at`: `Lee was quoted as saying`, `Lee was quoted by
/// the Herald as saying`, `the Herald quoted Lee as saying`.
fn quoted_as(outer: &Outer, at: usize, from: usize) -> Option<Phrase> {
    let near = from.max(at.saturating_sub(CLAUSE))..at;
    let verb = near
        .rev()
        .find(|&j| outer.is(j, Class::VERB) && outer.is(j, Class::PAST));
    if let Some(verb) = verb.filter(|&v| v > from && v + 1 < at) {
        if outer.word(verb + 1) == "by" {
            return noun::subject_before(outer, verb, from);
        }
        let object = noun::ending_at(outer, at, verb + 1).filter(|o| o.from == verb + 1);
        if object.is_some() {
            return object;
        }
    }
    noun::subject_before(outer, at.saturating_sub(1), from)
}

/// The present participle before item `end` that one behind it may be joined to, in the same clause.
fn participle_before(outer: &Outer, end: usize, from: usize) -> Option<usize> {
    (from.max(end.saturating_sub(CLAUSE))..end)
        .rev()
        .take_while(|&j| !matches!(outer.word(j), ":" | ";" | "."))
        .find(|&j| {
            let word = outer.word(j);
            outer.items[j].shape == Shape::Lower && word.len() > 4 && word.ends_with("ing")
        })
        .filter(|&j| {
            let before = j.checked_sub(1).filter(|&b| b >= from);
            before.is_some_and(|b| !outer.is(b, Class::DET | Class::PREP | Class::AUX))
        })
}

/// How far back a participle’s partner is looked for, in items.
const CLAUSE: usize = 24;

pub fn is_possessive(word: &str) -> bool {
    word.ends_with("’s") || word.ends_with("'s")
}

/// The subject of the clause that a verb without one of its own (`and said`, `saying`) belongs to: that of the
/// first reporting verb before it, else the one that the clause opens with.
fn main_subject(outer: &Outer, from: usize, verb: usize) -> Option<Phrase> {
    // `…, when hecklers broke in, shouting`: the last clause of the sentence.
    let clause = (from + 1..verb)
        .rev()
        .find(|&i| matches!(outer.word(i), "when" | "while" | "because"))
        .filter(|&i| !outer.is(i + 1, Class::ING) && outer.word(i - 1) != ",")
        .and_then(|i| noun::starting_at(outer, i + 1, verb))
        .filter(|p| p.form != Form::Nominal || outer.is(p.from, Class::DET));
    if outer.is(verb, Class::ING) && clause.is_some() {
        return clause;
    }
    let finite = |i: &usize| {
        outer.is(*i, Class::PAST | Class::PRESENT) && outer.items[*i].shape == Shape::Lower
    };
    let own = |i: usize| {
        let takes = !is_coordinate(outer, i, from)
            && outer.word(i - 1) != "to"
            && (outer.is(i - 1, Class::PRONOUN) || !outer.is(i - 1, Class::DET));
        let subject = takes.then(|| finite_subject(outer, i, from)).flatten()?;
        (subject.form != Form::Pronoun && subject.head.is_none()).then_some(subject)
    };
    // `he laughed and said`
    let close = (from.max(verb.saturating_sub(4))..verb)
        .find(|&i| outer.is(i, Class::HE | Class::SHE | Class::THEY));
    if let Some(pronoun) = close.filter(|_| is_coordinate(outer, verb, from)) {
        return noun::ending_at(outer, pronoun + 1, from);
    }
    // A tag of a quotation in the same sentence: `“…,” he said, adding: “…”`.
    let quote = (from..verb).rev().find(|&i| outer.quote(i).is_some());
    let tag = quote.and_then(|q| {
        (q + 1..verb).filter(finite).find_map(|i| {
            let takes = !is_coordinate(outer, i, from) && outer.word(i - 1) != "to";
            takes.then(|| finite_subject(outer, i, q + 1)).flatten()
        })
    });
    let reported = || (from + 1..verb).filter(finite).find_map(own);
    tag.or_else(reported)
        .or_else(|| noun::first_subject(outer, from, verb))
}
