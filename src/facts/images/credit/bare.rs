//! Credits without a label: `Lee/Reuters`, `© Lee`, `CC BY 2.0`, and what captions end with.

use super::label::labelled;
use super::{BARE, Found, trimmed};
use crate::language::credits;
use crate::text::Span;

/// A credit without a label that is all of `span`: `Lee/Reuters`, `Getty Images`, `© Lee`, `CC BY 2.0`.
/// `start`: the line starts with it.
pub fn bare(line: &str, span: Span, start: bool) -> Option<Found> {
    let mut span = trimmed(line, span.from(), span.to());
    while line[span.range()].ends_with(['.', ',', ';', '*']) {
        span = trimmed(line, span.from(), span.to() - 1);
    }
    let text = &line[span.range()];
    let found = |label: Span, value: Span, bound_only: bool| Found {
        span,
        label,
        value,
        placeholder: credits::is_placeholder(&line[value.range()]),
        alone: false,
        all: false,
        lead: false,
        bound_only,
    };
    if text.is_empty() {
        return None;
    }
    let marks = ["©", "(c)", "(C)", "&copy;", "Copyright"];
    let marked = text.starts_with(['©', '(', '&', 'C']);
    for mark in marks.into_iter().filter(|_| marked) {
        if let Some(rest) = text.strip_prefix(mark) {
            let rest = rest.trim_start_matches(['©', ' ', ':', '\u{a0}']);
            let value = Span::new(span.to() - rest.len(), span.to());
            let known = !rest.is_empty() && rest.split_whitespace().count() <= 14;
            let label = Span::new(span.from(), value.from());
            // `© Harbour Post. All rights reserved` is two sentences.
            let page = is_page_notice(&line[value.from()..]);
            return known.then(|| found(label, value, page));
        }
    }
    let at = Span::at(span.from());
    let words = || text.split_whitespace().count();
    if licence(text) && words() <= 14 {
        return Some(found(at, span, true));
    }
    if runs_on(text) {
        return None;
    }
    let bracketed = line[..span.from()].ends_with(['(', '[']);
    if signs(text) || bracketed && (commissioned(text, false) || toned(text) || supplied(text)) {
        return Some(found(at, span, true));
    }
    // `Lee photo`, `Tribune file photo`, alone in its brackets or line.
    let signed = text.strip_suffix(" photo").or(text.strip_suffix(" photos"));
    if let Some(rest) = signed.or(text.strip_suffix(", photographer"))
        && words() <= 5
        && name(rest.strip_suffix(" file").unwrap_or(rest))
        && start
    {
        return Some(found(at, span, true));
    }
    None
}

/// Whether what stands behind a copyright mark may be the notice of a whole page: it has a year or reserves rights.
fn is_page_notice(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.take(24).any(|w| {
        w.len() == 4
            && (w.starts_with("19") || w.starts_with("20"))
            && w.bytes().all(|b| b.is_ascii_digit())
            || [
                "reserved",
                "vorbehalten",
                "réservés",
                "reservados",
                "riservati",
                "voorbehouden",
            ]
            .contains(&w)
    })
}

/// Whether `text` goes on in lower case as sentences do and no signature does: most are told apart by that alone.
fn runs_on(text: &str) -> bool {
    let mut words = text.split(' ');
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let capital = first.starts_with(|c: char| c.is_ascii_uppercase());
    capital
        && first.bytes().all(|b| b.is_ascii_alphanumeric())
        && !second.is_empty()
        && second.bytes().all(|b| b.is_ascii_lowercase())
        && !is_particle(second)
        && !matches!(
            second,
            "via" | "on" | "for" | "from" | "through" | "at" | "file" | "photos"
        )
}

/// Whether a licence is named at the start or behind a comma, slash or bracket.
fn licence(text: &str) -> bool {
    let bytes = text.as_bytes();
    let edge = |byte: u8| matches!(byte, b' ' | b'(' | b'/' | b',' | b'|' | b'[');
    let named = |at: usize| may_start_licence(&bytes[at..]) && starts_with_licence(&text[at..]);
    let mut places = bytes.iter().enumerate();
    named(0) || places.any(|(at, &byte)| edge(byte) && named(at + 1))
}

/// Whether the first two letters allow for a licence.
fn may_start_licence(text: &[u8]) -> bool {
    let [first, second, ..] = *text else {
        return false;
    };
    !first.is_ascii()
        || matches!(
            (first | 0x20, second | 0x20),
            (b'c', b'c' | b'r') | (b'p', b'u') | (b'g', b'e') | (b'd', b'o') | (b'r', b'e')
        )
}

fn starts_with_licence(text: &str) -> bool {
    credits::LICENCES.iter().any(|l| {
        text.get(..l.len()).is_some_and(|t| credits::same(l, t))
            && !text[l.len()..].starts_with(char::is_alphabetic)
    })
}

/// `Lee/Reuters`, `Reuters`, `Lee via Getty Images`, `Lee on Unsplash`: names, one at least an agency's.
fn agency_form(text: &str) -> bool {
    if credits::is_agency(text) {
        return true;
    }
    if text.len() > 100 {
        return false;
    }
    let mut agency = false;
    let mut rest = text;
    loop {
        let (part, next) = match cut(rest) {
            Some((at, len)) => (&rest[..at], Some(&rest[at + len..])),
            None => (rest, None),
        };
        let part = part.trim().trim_end_matches('.');
        let known =
            credits::is_agency(part) || part.strip_suffix(" Photo").is_some_and(credits::is_agency);
        // `cottonbro on Pexels`: a handle.
        let handle = !part.contains(' ') && next.is_some() && part.len() > 2;
        if !known
            && !handle
            && !part.is_empty()
            && !name(part)
            && !matches!(part, "Pool" | "handout" | "file" | "pool")
        {
            return false;
        }
        agency |= known;
        match next {
            Some(next) => rest = next,
            None => return agency,
        }
    }
}

/// Where the next part of a signature is joined on, and the bytes of the joint.
fn cut(text: &str) -> Option<(usize, usize)> {
    const WORDS: &[&str] = &[
        " via ",
        " - ",
        " – ",
        " — ",
        " on ",
        " for ",
        " from ",
        " through ",
        " at ",
        " (",
    ];
    let bytes = text.as_bytes();
    bytes.iter().enumerate().find_map(|(at, byte)| {
        let len = match byte {
            b'/' | b'|' | b')' => 1,
            b',' if bytes.get(at + 1) == Some(&b' ') => 2,
            b' ' => {
                let next = *bytes.get(at + 1)?;
                let may = matches!(next, b'v' | b'-' | 0xE2 | b'o' | b'f' | b't' | b'a' | b'(');
                let mut joints = WORDS.iter().filter(|_| may);
                joints.find(|w| text[at..].starts_with(**w))?.len()
            }
            0xE2 if text[at..].starts_with(['—', '–']) => 3,
            _ => return None,
        };
        Some((at, len))
    })
}

/// Whether `text` reads like what pictures are signed with: `Lee/Reuters`, `Ann Lee for The Post`.
pub fn signs(text: &str) -> bool {
    agency_form(text) || slashed(text) || commissioned(text, true)
}

/// An agency that is toned down to lower case, as some papers do in brackets: `(ansa)`.
fn toned(text: &str) -> bool {
    text.len() > 2
        && text.bytes().all(|b| b.is_ascii_lowercase())
        && credits::is_agency(&text.to_ascii_uppercase())
}

/// `AAP: Ann Lee`, `Supplied: Ann Lee`, `Harbour News: Ann Lee`: who gave the picture, then who took it.
fn supplied(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(from, who)| {
        let known = credits::is_agency(from) || from == "Supplied";
        let paper = from.contains(' ') && who.contains(' ') && name(from);
        (known || paper) && name(who)
    })
}

/// `Ann Lee for The Post`, `Ann Lee pour Libération`: a name and the paper that sent the photographer. `sure`: as
/// papers call themselves, so that it is no sentence.
pub fn commissioned(text: &str, sure: bool) -> bool {
    const FOR: &[&str] = &[
        " for ", " pour ", " für ", " para ", " per ", " voor ", " для ",
    ];
    // Most sentences do not begin with two words of a name.
    let mut words = text.split_whitespace();
    let mut next = |first| words.next().is_some_and(|w| is_part(w, first));
    if !next(true) || !next(false) {
        return false;
    }
    FOR.iter().any(|word| {
        text.split_once(word).is_some_and(|(who, org)| {
            let named = org.starts_with(['T', 't']) && org[1..].starts_with("he ");
            let org = org.strip_prefix("the ").unwrap_or(org);
            (named || !sure) && who.split_whitespace().count() >= 2 && name(who) && name(org)
        })
    })
}

/// `Jane Doe/Chalkbeat`: a name of two words or more and an organisation.
fn slashed(text: &str) -> bool {
    let Some((who, org)) = text.split_once('/') else {
        let mut spaces = memchr::memchr_iter(b' ', text.as_bytes());
        let via = spaces.find(|&i| text[i..].starts_with(" via "));
        return via
            .map(|i| (&text[..i], &text[i + " via ".len()..]))
            .or(text.strip_prefix("via ").map(|o| ("", o)))
            .or(text.strip_prefix("Via ").map(|o| ("", o)))
            .is_some_and(|(who, org)| (who.is_empty() || name(who)) && name(org));
    };
    let (who, org) = (who.trim(), org.trim());
    !org.contains('/')
        && who.split_whitespace().count() >= 2
        && name(who)
        && name(org)
        && !who.chars().chain(org.chars()).any(|c| c.is_ascii_digit())
}

/// A credit in the brackets that a long line ends with.
pub fn in_last_brackets(line: &str, body: Span) -> Option<Found> {
    let text = line[body.range()].trim_end_matches(['.', ' ', '*', '_']);
    let inner_end = text.strip_suffix([')', ']'])?.len();
    let open = text[..inner_end].rfind(['(', '['])?;
    let (from, to) = (body.from() + open + 1, body.from() + inner_end);
    if to - from > BARE {
        return None;
    }
    labelled(line, from, to, true, true).or_else(|| bare(line, Span::new(from, to), false))
}

/// Words behind which a name is a part of the sentence.
const PARTS: &[&str] = &[
    "the", "of", "by", "for", "at", "in", "to", "from", "with", "and", "der", "die", "das", "von",
    "bei", "für", "und", "la", "le", "de", "du", "et", "pour", "el", "del", "y", "para", "van",
    "het", "voor", "en", "di", "della", "e", "da", "do",
];

/// What a caption ends with where no mark sets it apart: `… in Paris Lee/Reuters`, `… in Paris Getty Images`.
pub fn signed(line: &str, body: Span) -> Option<Found> {
    let text = line[body.range()].trim_end_matches(['.', ')', ' ']);
    let ends = |a: &&&str| {
        text.strip_suffix(**a)
            .is_some_and(|b| b.ends_with([' ', '/', '(', '|', '\u{a0}', ',', ':']) && a.len() > 1)
    };
    let agency = credits::AGENCIES
        .iter()
        .filter(ends)
        .max_by_key(|a| a.len())?;
    let mut at = text.len() - agency.len();
    // A sentence about an agency ends with a full stop.
    let stopped = line[body.range()].trim_end().ends_with('.');
    let joined = text[..at].ends_with(['/', '|', '(']) || text[..at].ends_with(" via ");
    // So does one in which the agency is a part: `the office of the Associated Press`.
    let word = text[..at].trim_end().rsplit(' ').next().unwrap_or("");
    if (stopped || PARTS.contains(&word)) && !joined {
        return None;
    }
    // The name before the slash: up to three capitalised words.
    if let Some(before) = text[..at]
        .strip_suffix('/')
        .or(text[..at].strip_suffix(" via "))
    {
        let mut start = before.len();
        for word in before.rsplit(' ').take(3) {
            if !word.starts_with(char::is_uppercase) || word.ends_with(['.', ',']) && word.len() > 3
            {
                break;
            }
            start -= word.len() + usize::from(start < before.len());
        }
        at = start.min(at);
        at += text[at..].len() - text[at..].trim_start().len();
    }
    let span = Span::new(body.from() + at, body.from() + text.len());
    Some(Found {
        span,
        label: Span::at(span.from()),
        value: span,
        placeholder: false,
        alone: false,
        all: false,
        lead: false,
        bound_only: true,
    })
}

/// A name behind the last sentence of a caption and without a full stop: `Boats in the harbour. Ann Lee`.
pub fn name_behind(line: &str, body: Span) -> Option<Found> {
    let text = &line[body.range()];
    let stop = text.rfind(['.', '!', '?'])?;
    let sentence = &text[..stop];
    // What ends with a capitalised word may be a short form: `Assn. Ann Lee`.
    let last = sentence.split_whitespace().next_back()?;
    let ends = last.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    if !ends || last.contains('.') || sentence.split_whitespace().count() < 3 {
        return None;
    }
    let value = trimmed(line, body.from() + stop + 1, body.to());
    let who = &line[value.range()];
    let words = who.split_whitespace().count();
    let named = (2..=4).contains(&words) && name(who) && !who.chars().any(|c| c.is_ascii_digit());
    (named || commissioned(who, true)).then(|| Found {
        span: value,
        label: Span::at(value.from()),
        value,
        placeholder: false,
        alone: false,
        all: false,
        lead: false,
        bound_only: true,
    })
}

/// Whether `text` is one to six words of a name.
pub fn name(text: &str) -> bool {
    let mut words = 0;
    let named = text.trim().split(char::is_whitespace).all(|word| {
        words += 1;
        is_part(word, words == 1)
    });
    named && (1..=6).contains(&words)
}

/// Whether `word` may be one of a name, as its first one or another.
fn is_part(word: &str, first: bool) -> bool {
    let large = word.starts_with(|c: char| c.is_uppercase() || c == '@');
    let letter = |c: char| c.is_alphanumeric() || ".'’-@_&".contains(c);
    large && word.chars().all(letter) || !first && is_particle(word)
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "von"
            | "van"
            | "de"
            | "der"
            | "den"
            | "du"
            | "la"
            | "le"
            | "del"
            | "da"
            | "do"
            | "di"
            | "dos"
            | "al"
            | "el"
            | "bin"
            | "and"
            | "&"
            | "of"
            | "the"
            | "for"
            | "y"
            | "e"
            | "et"
            | "und"
            | "ter"
            | "ten"
            | "photo"
            | "та"
            | "и"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sentences_run_on() {
        assert!(runs_on("The harbour lies still"));
        for text in credits::AGENCIES {
            assert!(!runs_on(text), "{text}");
        }
        for text in [
            "Lee",
            "Lee photo",
            "Lee file photo",
            "Lee photos",
            "Lee for The Post",
            "Lee via Getty Images",
            "Lee/Reuters",
            "Lee, photographer",
        ] {
            assert!(!runs_on(text), "{text}");
        }
    }
}
