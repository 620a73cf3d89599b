//! The noun phrase that ends before an item: the subject of a verb behind it.

use super::ahead::{named, opens_adverbial};
use super::{BACK, Form, LONG, Phrase, is_noun_too, is_place, is_possessive};
use crate::facts::Shape;
use crate::facts::quotes::outer::Outer;
use crate::language::Class;

/// The subject of the verb at item `verb`; nothing before item `from` belongs to its clause.
pub fn subject_before(outer: &Outer, verb: usize, from: usize) -> Option<Phrase> {
    let from = from.max(verb.saturating_sub(BACK));
    let mut end = verb;
    if end > from + 1 && is_place(outer, end - 1) {
        end -= 1;
    }
    while end > from && is_between(outer, end - 1) {
        end -= 1;
    }
    let last = end.checked_sub(1).filter(|&l| l >= from)?;
    if outer.is_title_aside(last) {
        return ending_at(outer, last - 1, from);
    }
    match outer.mark(last) {
        "," | "—" | "–" => return behind_aside(outer, last, from),
        ")" => {
            let open = (from..last).rev().find(|&i| outer.word(i) == "(")?;
            return ending_at(outer, open, from);
        }
        _ => {}
    }
    if outer.is(last, Class::WHO) && last > from {
        let before = if matches!(outer.word(last - 1), "," | "—" | "–") {
            last - 1
        } else {
            last
        };
        let meant = ending_at(outer, before, from)?;
        let head = Some(meant.head.unwrap_or((meant.from, meant.to)));
        return Some(Phrase {
            from: meant.from,
            to: last + 1,
            form: meant.form,
            head,
        });
    }
    let phrase = ending_at(outer, end, from)?;
    let whole = climb(outer, phrase, from).map(|whole| Phrase {
        head: whole.head.or(Some((whole.from, whole.to))),
        ..whole
    });
    Some(whole.unwrap_or(phrase))
}

/// How far back the noun is looked for that a clause belongs to, in items.
const CLAUSE: usize = 20;

/// The subject of which `phrase`, right before a finite verb, is but the end: `a letter obtained by Lee warns`,
/// `protesters marching through town chanted`, `an aide who spoke to Lee said`.
fn climb(outer: &Outer, phrase: Phrase, from: usize) -> Option<Phrase> {
    let first = phrase.from.checked_sub(1).filter(|&f| f >= from)?;
    if phrase.form == Form::Pronoun
        || phrase.head.is_some()
        || outer.is(first, Class::CONJ | Class::SUBORD)
    {
        return None;
    }
    let noun = |i: usize| {
        outer.is_word(i)
            && !outer.is(
                i,
                Class::AUX | Class::PREP | Class::CONJ | Class::ADV | Class::WHO | Class::VERB,
            )
    };
    let floor = from.max(phrase.from.saturating_sub(CLAUSE));
    for i in (floor..phrase.from).rev() {
        if outer.is_mark(i) || outer.is_quote(i) || outer.is(i, Class::AUX) {
            return None;
        }
        let before = i.checked_sub(1).filter(|&b| b >= from)?;
        if outer.is(i, Class::WHO) && !outer.is(i, Class::DET) || outer.bytes(i) == b"that" {
            // `the aide whom Lee met` has a subject of its own.
            let own = outer.is_name_word(i + 1) || outer.is(i + 1, Class::DET | Class::PRONOUN);
            return (noun(before) && i + 1 < phrase.from && !own)
                .then(|| ending_at(outer, i, from))
                .flatten();
        }
        if outer.items[i].shape != Shape::Lower {
            continue;
        }
        let word = outer.bytes(i);
        let active = word.len() > 4 && word.ends_with(b"ing");
        let passive = word.len() > 3 && word.ends_with(b"ed") && outer.is(i + 1, Class::PREP);
        if (active || passive) && noun(before) {
            return ending_at(outer, i, from);
        }
        // The verb of a clause around this one: `Lee said voters in town told`.
        let relative = outer.is(before, Class::WHO | Class::AUX | Class::ADV);
        if outer.is(i, Class::VERB) && outer.is(i, Class::PAST) && !relative {
            return None;
        }
    }
    None
}

/// Stands between a subject and its verb: auxiliaries, adverbs.
fn is_between(outer: &Outer, i: usize) -> bool {
    let class = outer.class(i);
    // `“…,” Will wrote`
    if class.intersects(Class::PRONOUN | Class::DET) || outer.is_name_word(i) {
        return false;
    }
    let word = outer.bytes(i);
    class.intersects(Class::AUX | Class::ADV | Class::TIME)
        || outer.pack().inverts() && class.contains(Class::OBJECT)
        || outer.is(i + 1, Class::TIME)
            && (class.contains(Class::PREP) || matches!(word, b"last" | b"next"))
        || outer.items[i].shape == Shape::Lower && (word.ends_with(b"ly") || word == b"to")
}

/// The noun phrase before the aside that ends with the comma or dash at `close`: `Cable, who replaced Farron, said`.
fn behind_aside(outer: &Outer, close: usize, from: usize) -> Option<Phrase> {
    let mark = outer.word(close);
    if close > from && outer.word(close - 1) == ")" {
        // `Rep. Lee (D-Ohio), said`
        let open = (from..close).rev().find(|&i| outer.word(i) == "(")?;
        return ending_at(outer, open, from);
    }
    // What ends with the first comma may stand before the subject: `In May, Cable, who …, said`.
    let lead = opens_adverbial(outer, from);
    (from + 1..close)
        .filter(|&i| outer.word(i) == mark)
        .skip(usize::from(lead))
        .find_map(|i| {
            let phrase = ending_at(outer, i, from)?;
            let opens = phrase.from == from || is_clause_start(outer, phrase.from - 1);
            // `and she, once again, said`
            let short = close - i < 6
                && outer.is(i - 1, Class::HE | Class::SHE | Class::THEY)
                && !(i..close).any(|j| outer.is(j, Class::VERB | Class::AUX));
            let whole = if phrase.form == Form::Nominal {
                named(outer, phrase, close)
            } else {
                phrase
            };
            (opens && (short || phrase.form != Form::Pronoun) && !outer.is(i - 1, Class::TIME))
                .then_some(whole)
        })
}

/// Whether a clause may begin behind item `i`.
fn is_clause_start(outer: &Outer, i: usize) -> bool {
    outer.is_mark(i)
        || outer.is_quote(i)
        || outer.is(i, Class::CONJ | Class::SUBORD | Class::ADV | Class::TIME)
            && !outer.is(i, Class::PREP)
}

/// The noun phrase that ends before item `end`.
pub fn ending_at(outer: &Outer, end: usize, from: usize) -> Option<Phrase> {
    let last = end.checked_sub(1).filter(|&l| l >= from)?;
    let class = outer.class(last);
    if !outer.is_word(last) {
        return None;
    }
    if class.intersects(Class::PRONOUN) {
        return Some(Phrase::new(last, end, Form::Pronoun));
    }
    if outer.is_name_word(last) {
        let start = name_start(outer, last, from);
        // `Der Bericht`: a noun rather than a name.
        if let Some(article) = article_before(outer, start, from) {
            return Some(Phrase::new(article, end, Form::Nominal));
        }
        return Some(governed(outer, start, end, from).unwrap_or(Phrase::new(
            start,
            end,
            Form::Name,
        )));
    }
    const NEVER: Class = Class::PREP
        .union(Class::CONJ)
        .union(Class::SUBORD)
        .union(Class::AUX)
        .union(Class::OBJECT)
        .union(Class::CUE);
    if class.intersects(NEVER) && !class.intersects(Class::DET | Class::ELIDED) {
        return None;
    }
    nominal_before(outer, end, from)
}

/// The article that the noun at item `noun` begins with where nouns have a capital, back over those that have it for
/// their genitive: `Die Sprecherin des Ministeriums`.
fn article_before(outer: &Outer, noun: usize, from: usize) -> Option<usize> {
    let article = noun.checked_sub(1).filter(|&a| a >= from)?;
    if !outer.pack().capital_nouns() || !outer.is(article, Class::DET) {
        return None;
    }
    let owner = article.checked_sub(1).filter(|&o| {
        o > from && outer.is_name_word(o) && outer.word(article).ends_with(['r', 's'])
    });
    let whole = owner.and_then(|o| article_before(outer, name_start(outer, o, from), from));
    Some(whole.unwrap_or(article))
}

/// The first item of the name whose last is `last`.
fn name_start(outer: &Outer, last: usize, from: usize) -> usize {
    let mut start = last;
    while start > from && last - start < LONG {
        let before = start - 1;
        let takes = outer.is_name_word(before) && !is_possessive(outer, before)
            || before > from
                && (outer.is(before, Class::PARTICLE)
                    || matches!(outer.word(before), "of" | "&" | "-"))
                && outer.is_name_word(before - 1);
        if !takes {
            break;
        }
        start = before;
    }
    start
}

/// The phrase that a name `start..end` behind a preposition only belongs to: `a spokesman for Lee`, `Lee of Leeds`.
fn governed(outer: &Outer, start: usize, end: usize, from: usize) -> Option<Phrase> {
    let article = start > from && matches!(outer.word(start - 1), "the" | "a" | "an");
    let preposition = start
        .checked_sub(1 + usize::from(article))
        .filter(|&p| p > from && outer.is(p, Class::PREP) && !outer.is(p, Class::SUBORD))?;
    let last = preposition - 1;
    if outer.is_name_word(last) && !is_possessive(outer, last) {
        let head = name_start(outer, last, from);
        return Some(Phrase {
            from: head,
            to: end,
            form: Form::Name,
            head: Some((head, preposition)),
        });
    }
    let noun = outer.is_word(last)
        && (outer.is(last, Class::ING)
            || !outer.is(
                last,
                Class::PREP
                    | Class::AUX
                    | Class::VERB
                    | Class::PRONOUN
                    | Class::OBJECT
                    | Class::ADV
                    | Class::TIME,
            ));
    let phrase = noun
        .then(|| nominal_before(outer, preposition, from))
        .flatten()?;
    let whole = outer.is(phrase.from, Class::DET) || phrase.from == from;
    whole.then_some(Phrase::new(phrase.from, end, Form::Nominal))
}

/// A description in lower case that ends before `end`: back to its article, over prepositions within it.
fn nominal_before(outer: &Outer, end: usize, from: usize) -> Option<Phrase> {
    let mut start = end;
    let mut best = None;
    while start > from && end - start < LONG {
        let i = start - 1;
        let class = outer.class(i);
        let is_word =
            outer.is_word(i) || outer.bytes(i) == b"-" || outer.items[i].shape == Shape::Number;
        let finite = class.contains(Class::VERB)
            && class.contains(Class::PAST)
            && !class.contains(Class::PRESENT)
            && !is_noun_too(outer, i)
            || class.contains(Class::FINITE);
        if !is_word
            || finite
            || class.intersects(Class::PRONOUN | Class::AUX | Class::WHO | Class::OBJECT)
                && !class.contains(Class::DET)
            || class.intersects(Class::SUBORD | Class::TIME) && !class.contains(Class::PREP)
            || class.contains(Class::CONJ) && best.is_some()
        {
            break;
        }
        start = i;
        // `du ministère` goes on with the noun before it.
        let opens = class.contains(Class::DET) && !class.contains(Class::OF);
        if opens || is_possessive(outer, i) {
            best = Some(start);
            // `the spokesman` is whole unless it is `the head of the party`.
            let joined = start > from && outer.is(start - 1, Class::PREP);
            if !joined {
                break;
            }
        }
    }
    // A name in front of the article’s noun (`Trump’s campaign`) belongs to it.
    let mut start = best.unwrap_or(start);
    if is_possessive(outer, start) && outer.is_name_word(start) {
        start = name_start(outer, start, from);
    }
    while start < end
        && outer.is(
            start,
            Class::PREP | Class::CONJ | Class::SUBORD | Class::ADV,
        )
    {
        start += 1;
    }
    (start < end).then_some(Phrase::new(start, end, Form::Nominal))
}
