//! Recognises credits in a line of prose: labels (`Photo: Lee/AP`), marks (`© Lee`), agency forms
//! (`(AP Photo/Lee)`, `Lee/Reuters`), courtesy forms and licences.
//!
//! Where a credit may stand depends on the line: everywhere in a caption, elsewhere at its start, behind the end of
//! a sentence and in brackets at its end. Whether it belongs to a picture is settled later.

use crate::language::credits::{self, Role};
use crate::text::Span;

/// A credit in a line; spans count in the line's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Label and value.
    pub span: Span,
    /// Empty where the form says it alone.
    pub label: Span,
    pub value: Span,
    pub placeholder: bool,
    /// The line holds nothing else.
    pub alone: bool,
    /// For all pictures.
    pub all: bool,
    /// For the first picture (`Cover image: …`).
    pub lead: bool,
    /// A credit only where it stands by a picture: `Lee/Reuters`, `Source: …`.
    pub bound_only: bool,
}

/// Longest line that is looked through from end to end, in bytes, if it is no caption.
const SHORT: usize = 300;

/// Longest credit without a label, in bytes.
const BARE: usize = 120;

/// All credits of a line, in order.
pub fn find(line: &str, caption: bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let body = trimmed(line, 0, line.len());
    if body.is_empty() {
        return found;
    }
    let whole = caption || line.len() <= SHORT;
    let mut at = body.from();
    let mut hard = true;
    while at < body.to() {
        if let Some(f) = labelled(line, at, body.to(), hard, caption) {
            at = f.span.to();
            hard = false;
            found.push(f);
            continue;
        }
        if hard && whole && (caption || at == body.from() || at > 0) {
            let end = closing(line, at, body.to(), BARE + 1);
            if end - at <= BARE
                && let Some(f) = bare(line, Span::new(at, end), at == body.from())
            {
                at = f.span.to();
                hard = false;
                found.push(f);
                continue;
            }
        }
        if !whole {
            break;
        }
        (at, hard) = next_word(line, at, body.to());
    }
    if found.is_empty() && !whole {
        found.extend(in_last_brackets(line, body));
    }
    if found.is_empty() && caption {
        found.extend(signed(line, body));
    }
    for f in &mut found {
        f.alone = alone(line, f.span);
    }
    found
}

/// `span` of `line` without white space, brackets around the whole and a full stop.
fn trimmed(line: &str, from: usize, to: usize) -> Span {
    let text = &line[from..to];
    let start = from + text.len() - text.trim_start().len();
    let end = from + text.trim_end().len();
    Span::new(start, end.max(start))
}

fn alone(line: &str, span: Span) -> bool {
    let outer = |s: &str| {
        s.chars()
            .all(|c| !c.is_alphanumeric() && c != '…' && c != '?')
    };
    outer(&line[..span.from()]) && outer(&line[span.to()..])
}

/// The start of the next word from `at` on, and whether a sentence, bracket or column ends before it.
fn next_word(line: &str, at: usize, end: usize) -> (usize, bool) {
    let rest = &line[at..end];
    let bytes = rest.as_bytes();
    let mut hard = false;
    let mut stop = false;
    let mut passed = false;
    let mut i = 0;
    while let Some(byte) = bytes.get(i) {
        if byte.is_ascii_alphanumeric() {
            if stop {
                return (at + i, hard);
            }
            i += 1;
            continue;
        }
        let c = rest[i..].chars().next().unwrap_or(' ');
        let here = i;
        i += c.len_utf8();
        if c.is_alphanumeric() || matches!(c, '©' | '@' | '_') {
            if passed && (stop || c == '©') {
                return (at + here, hard || c == '©');
            }
            passed |= c == '©';
            continue;
        }
        passed = true;
        match c {
            ' ' | '\u{a0}' | '\n' | '\t' => stop = true,
            '(' | '[' | '|' | '—' | '–' | '•' | '·' | '“' | '"' | '*' | '/' => {
                stop = true;
                hard |= c != '/' && c != '“' && c != '"';
            }
            '.' | '!' | '?' | ';' | ')' | ']' | ':' | '”' | ',' => {
                // A comma or colon ends no sentence, but what stands behind it may be a credit's label.
                hard |= c != ',' && c != ':' && !(c == '.' && initial(&rest[..here]));
            }
            '-' => hard |= rest[..here].ends_with(' ') && rest[i..].starts_with(' '),
            _ => {}
        }
    }
    (end, false)
}

/// Whether the text ends with an initial or a short form, whose full stop ends no sentence.
fn initial(before: &str) -> bool {
    const SHORT_FORMS: &[&str] = &[
        "Jr", "Sr", "St", "Dr", "Mr", "Mrs", "Ms", "Inc", "Co", "Ltd", "Corp", "U.S", "Gen", "Sgt",
        "Sen", "Rep", "Gov", "Prof", "No", "vs", "Lt", "Capt", "Col", "Rev",
    ];
    let word = before
        .rsplit([' ', '(', '/', '\u{a0}'])
        .next()
        .unwrap_or("");
    word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
        || word.contains('.')
        || SHORT_FORMS.contains(&word)
}

/// Where a credit that starts at `at` ends at the latest: the closing bracket of one opened before it, the end of
/// its sentence, or `end`. Bytes further away than `most` are not looked at: then it is `end` too.
fn closing(line: &str, at: usize, end: usize, most: usize) -> usize {
    let mut depth = 0;
    let rest = &line[at..end];
    for (i, byte) in rest.bytes().enumerate().take(most) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' if depth == 0 => return at + i,
            b')' | b']' => depth -= 1,
            b'.' | b'!' if depth == 0 && i > 0 => {
                let after = &rest[i + 1..];
                let next = after.trim_start();
                let spaced = next.len() < after.len();
                if spaced && next.starts_with(|c: char| !c.is_lowercase()) && !initial(&rest[..i]) {
                    return at + i;
                }
            }
            b'|' if i > 0 => return at + i,
            0xE2 if i > 0 && rest[i..].starts_with('•') => return at + i,
            _ => {}
        }
    }
    end
}

/// What a label's words say together.
#[derive(Default)]
struct Label {
    end: usize,
    words: usize,
    subject: bool,
    maker: bool,
    credit: bool,
    source: bool,
    all: bool,
    plural: bool,
    lead: bool,
    /// Its last word needs no separator: `Courtesy Lee`, `Copyright Lee`.
    open: bool,
    /// It says whose the picture is: `AP Photo`, `Courtesy photo`.
    owned: bool,
}

fn word_at(line: &str, at: usize, end: usize) -> &str {
    let rest = &line[at..end];
    let len = rest
        .find(|c: char| !c.is_alphabetic() && c != '-' && c != '’' && c != '\'')
        .unwrap_or(rest.len());
    &rest[..len]
}

/// The label that starts at `at`.
fn label(line: &str, at: usize, end: usize) -> Option<Label> {
    let mut l = Label {
        end: at,
        ..Label::default()
    };
    let mut pos = at;
    while l.words < 6 {
        let word = word_at(line, pos, end);
        let Some(role) = credits::role(word) else {
            break;
        };
        if l.words == 0 && !matches!(word.chars().next(), Some(c) if c.is_alphabetic()) {
            break;
        }
        match role {
            Role::Subject => l.subject = true,
            Role::Subjects => {
                l.subject = true;
                l.plural = true;
            }
            Role::Maker => l.maker = true,
            Role::Credit => l.credit = true,
            Role::Source => l.source = true,
            Role::Lead => l.lead = true,
            Role::All => l.all = true,
            Role::Qualifier => {}
        }
        let lower = |w: &str| credits::same(w, word);
        l.open = lower("courtesy") || lower("copyright") || lower("cortesía");
        const OWNERS: &[&str] = &[
            "ap",
            "afp",
            "reuters",
            "getty",
            "epa",
            "pa",
            "courtesy",
            "handout",
            "submitted",
            "contributed",
            "provided",
            "staff",
            "stock",
            "publicity",
            "press",
            "wire",
        ];
        l.owned |= OWNERS.iter().any(|o| lower(o));
        l.words += 1;
        pos += word.len();
        if line[pos..end].starts_with("(s)") {
            pos += 3;
            l.plural = true;
        }
        l.end = pos;
        // The next word, if nothing but a joint stands before it.
        let rest = &line[pos..end];
        let joint = [
            " and ", " & ", " + ", " / ", "/", ", ", " of the ", " und ", " et ", " y ", " e ",
            " en ", " ",
        ]
        .iter()
        .find(|j| {
            rest.starts_with(**j) && credits::role(word_at(line, pos + j.len(), end)).is_some()
        });
        match joint {
            Some(j) => pos += j.len(),
            None => break,
        }
    }
    if l.words == 0 {
        return None;
    }
    // A number or a place in brackets: `Photo 2:`, `Photos (top):`.
    let rest = &line[l.end..end];
    let tail = rest.trim_start();
    if let Some(inner) = tail.strip_prefix('(')
        && let Some(close) = inner.find(')')
        && close <= 24
        && inner[close + 1..].trim_start().starts_with(':')
    {
        l.end += rest.len() - tail.len() + close + 2;
    } else if tail.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = tail
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(tail.len());
        if digits <= 2 && tail[digits..].trim_start().starts_with(':') {
            l.end += rest.len() - tail.len() + digits;
        }
    }
    Some(l)
}

/// How a label and its value are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Colon,
    /// `by`, `courtesy of`.
    Link,
    /// `Photo © Lee`.
    Mark,
    /// `AP Photo/Lee`, `Photo | Lee`, `Photo – Lee`.
    Slash,
    /// `Courtesy Lee`.
    None,
}

fn joint(line: &str, label: &Label, end: usize) -> Option<(Joint, usize)> {
    let skip = |at: usize| end - line[at..end].trim_start().len();
    let at = skip(label.end);
    let rest = &line[at..end];
    let first = rest.chars().next()?;
    let links = |at: usize| {
        let mut at = skip(at);
        while let Some(len) = link(&line[at..end]) {
            at = skip(at + len);
        }
        at
    };
    match first {
        ':' | '：' => {
            let mut value = links(at + first.len_utf8());
            if line[value..end].starts_with('©') {
                value = skip(value + '©'.len_utf8());
            }
            Some((Joint::Colon, value))
        }
        '©' => Some((Joint::Mark, skip(at + first.len_utf8()))),
        '/' | '|' | '–' | '—' if label.subject || label.credit => {
            let value = skip(at + first.len_utf8());
            let name = line[value..end].starts_with(|c: char| c.is_uppercase());
            name.then_some((Joint::Slash, value))
        }
        _ if at > label.end => {
            if label.open || label.credit {
                for of in ["of the ", "of ", "to ", "go to ", "goes to "] {
                    if rest.starts_with(of) {
                        return Some((Joint::Link, skip(at + of.len())));
                    }
                }
            }
            if let Some(len) = link(rest) {
                let mut value = links(at + len);
                if line[value..end].starts_with(':') {
                    value = skip(value + 1);
                }
                return Some((Joint::Link, value));
            }
            let name = first.is_uppercase() || first.is_ascii_digit();
            (label.open && name).then_some((Joint::None, at))
        }
        _ => None,
    }
}

/// Bytes of the linking words (`by`, `courtesy of`) that `text` starts with.
fn link(text: &str) -> Option<usize> {
    if !text.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    let fits = |l: &&&str| {
        text.get(..l.len()).is_some_and(|t| credits::same(l, t))
            && !text[l.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
    };
    credits::LINKS.iter().find(fits).map(|l| l.len())
}

/// A credit with a label at `at`. `hard`: a line, sentence or bracket starts there.
fn labelled(line: &str, at: usize, end: usize, hard: bool, caption: bool) -> Option<Found> {
    if !credits::may_start_label(&line.as_bytes()[at..end]) {
        return None;
    }
    let capital = line[at..end].starts_with(char::is_uppercase);
    if !hard && !caption && !capital {
        return None;
    }
    let label = label(line, at, end)?;
    let named = label.subject || label.maker || label.credit || label.source;
    if !named {
        return None;
    }
    let to = closing(line, at, end, usize::MAX);
    let found = |value: Span| {
        let span = Span::new(at, value.to().max(label.end));
        Found {
            span,
            label: Span::new(at, label.end),
            value,
            placeholder: credits::is_placeholder(&line[value.range()]),
            alone: false,
            all: label.all || label.plural,
            lead: label.lead,
            bound_only: !(label.subject || label.credit),
        }
    };
    let Some((joint, from)) = joint(line, &label, to.max(label.end)) else {
        // `AP Photo`, `Courtesy photo`: all there is.
        let owned = hard && label.owned && label.subject && label.words > 1;
        let last = line[label.end..to.max(label.end)].trim().is_empty();
        return (owned && last).then(|| Found {
            placeholder: false,
            bound_only: true,
            all: false,
            ..found(Span::new(at, label.end))
        });
    };
    let mut value = trimmed(line, from.min(to), to);
    while line[value.range()].ends_with([',', ';', '.', '*', '/'])
        && !line[value.range()].ends_with("..")
    {
        value = trimmed(line, value.from(), value.to() - 1);
    }
    let strong = label.credit || label.maker || (label.subject && label.source);
    let text = &line[value.range()];
    if text.is_empty() {
        let empty = hard && label.credit && joint == Joint::Colon && to == end;
        return empty.then(|| found(Span::at(from.min(to))));
    }
    let fits = match joint {
        _ if credits::is_placeholder(text) => joint == Joint::Colon || joint == Joint::Link,
        Joint::Mark => true,
        Joint::Colon if hard => strong || label.lead || signature(text, 4),
        Joint::Colon => strong || capital && signature(text, 3),
        Joint::Link if !hard => opens_name(text) && signature(text, 1),
        Joint::Link => opens_name(text) || text.len() <= 80,
        Joint::Slash => signature(text, 0) && text.split_whitespace().count() <= 8,
        Joint::None => opens_name(text),
    };
    fits.then(|| found(value))
}

/// Whether `text` starts like a name, a handle or an address.
fn opens_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || matches!(c, '@' | '[' | '©' | '“'))
        || text.starts_with("the author")
        || text.starts_with("author")
        || text.starts_with("http")
        || text
            .split_whitespace()
            .next()
            .is_some_and(|w| w.contains('.') && w.len() > 4)
}

/// Whether `text` reads like a signature and not like a description: few words in lower case. `short`: up to this many
/// words count as one whatever they are (`privat`, `press service`).
fn signature(text: &str, short: usize) -> bool {
    const JOINTS: &[&str] = &[
        "of",
        "the",
        "for",
        "via",
        "and",
        "by",
        "on",
        "from",
        "at",
        "in",
        "to",
        "with",
        "courtesy",
        "von",
        "van",
        "de",
        "der",
        "den",
        "du",
        "des",
        "la",
        "le",
        "del",
        "da",
        "do",
        "di",
        "y",
        "e",
        "et",
        "und",
        "el",
        "und",
        "für",
        "i",
        "та",
        "и",
        "та",
        "й",
        "photo",
        "photos",
        "file",
        "image",
        "under",
        "licence",
        "license",
        "used",
        "permission",
        "edited",
        "illustration",
    ];
    let (mut words, mut plain) = (0, 0);
    for word in text.split(|c: char| c.is_whitespace()) {
        if word.is_empty() {
            continue;
        }
        words += 1;
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        let address = word.contains(['/', '@', '_']) || letters.contains('.');
        if letters.starts_with(char::is_lowercase) && !address && !JOINTS.contains(&letters) {
            plain += 1;
        }
    }
    // A title has capitals too, but runs on.
    let long = words > 8 && !text.contains(['/', '(', '©', ',']);
    words <= short.min(3)
        || plain <= (words / 4).max(usize::from(short > 0)) && !long && words <= 40
}

/// Whether `text` is one to six words of a name.
fn name(text: &str) -> bool {
    let text = text.trim();
    let mut words = 0;
    for word in text.split(|c: char| c.is_whitespace()) {
        words += 1;
        let particle = matches!(
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
                | "for the"
                | "та"
                | "и"
        );
        let fits = word.starts_with(|c: char| c.is_uppercase() || c == '@')
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || ".'’-@_&".contains(c));
        if !(particle && words > 1 || fits) {
            return false;
        }
    }
    (1..=6).contains(&words)
}

/// A credit without a label that is all of `span`: `Lee/Reuters`, `Getty Images`, `© Lee`, `CC BY 2.0`.
/// `start`: the line starts with it.
fn bare(line: &str, span: Span, start: bool) -> Option<Found> {
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
    if agency_form(text) || slashed(text) {
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

/// Whether a licence is named at the start or behind a comma, slash or bracket.
fn licence(text: &str) -> bool {
    let bytes = text.as_bytes();
    let edges = memchr::memchr3_iter(b' ', b'(', b'/', bytes);
    let others = memchr::memchr3_iter(b',', b'|', b'[', bytes);
    let mut starts = std::iter::once(0).chain(edges.chain(others).map(|i| i + 1));
    starts.any(|at| may_start_licence(&bytes[at..]) && starts_with_licence(&text[at..]))
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
fn in_last_brackets(line: &str, body: Span) -> Option<Found> {
    let text = line[body.range()].trim_end_matches(['.', ' ', '*', '_']);
    let inner_end = text.strip_suffix([')', ']'])?.len();
    let open = text[..inner_end].rfind(['(', '['])?;
    let (from, to) = (body.from() + open + 1, body.from() + inner_end);
    if to - from > BARE {
        return None;
    }
    labelled(line, from, to, true, true).or_else(|| bare(line, Span::new(from, to), false))
}

/// What a caption ends with where no mark sets it apart: `… in Paris Lee/Reuters`, `… in Paris Getty Images`.
fn signed(line: &str, body: Span) -> Option<Found> {
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
    if stopped && !joined {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, caption: bool) -> Vec<(&str, &str)> {
        let found = find(line, caption);
        found
            .iter()
            .map(|f| (&line[f.span.range()], &line[f.value.range()]))
            .collect()
    }

    #[track_caller]
    fn value(line: &str, value: &str) {
        let got = read(line, false);
        assert_eq!(
            got.iter().map(|g| g.1).collect::<Vec<_>>(),
            [value],
            "{line}"
        );
    }

    #[test]
    fn labels_of_every_kind() {
        value("Photo: Mara Quint/Reuters", "Mara Quint/Reuters");
        value("Photos by Mara Quint", "Mara Quint");
        value("Photo by: Mara Quint", "Mara Quint");
        value("Image source: nato.int", "nato.int");
        value("Photo credit: the harbour office", "the harbour office");
        value("Photo courtesy of Quint Farms.", "Quint Farms");
        value("Courtesy Quint Farms", "Quint Farms");
        value("Photo © Mara Quint", "Mara Quint");
        value("AP Photo/Mara Quint", "Mara Quint");
        value("Cover image: Mara Quint", "Mara Quint");
        value("Photo and caption by M. K. Quint", "M. K. Quint");
        value("Bildnachweis: Mara Quint", "Mara Quint");
        value("Crédit photo : Mara Quint", "Mara Quint");
        value("Foto: privat", "privat");
        value("Фото: Марія Квінт / УНІАН", "Марія Квінт / УНІАН");
        value("Photo (top): Mara Quint", "Mara Quint");
        value("Harvest in June (Photo by Mara Quint)", "Mara Quint");
        value("Harvest in June. Photo: Mara Quint/AP", "Mara Quint/AP");
    }

    #[test]
    fn forms_without_a_label() {
        for line in [
            "Mara Quint/Reuters",
            "Getty Images",
            "© Mara Quint",
            "(AP Photo/Mara Quint)",
            "Mara Quint on Unsplash",
            "Mara Quint, Flickr, CC BY 2.0",
            "Mara Quint/Harbour Post",
            "Public domain",
            "Mara Quint/Harbour Post via AP",
        ] {
            assert_eq!(find(line, false).len(), 1, "{line}");
            assert!(find(line, false)[0].alone, "{line}");
        }
    }

    #[test]
    fn captions_end_with_a_signature() {
        let caption = "The mill at night Mara Quint/Reuters";
        assert_eq!(
            read(caption, true),
            [("Mara Quint/Reuters", "Mara Quint/Reuters")]
        );
        assert_eq!(
            read("The mill at night. Getty Images", true)[0].1,
            "Getty Images"
        );
        assert!(read("He told Reuters.", true).is_empty());
    }

    #[test]
    fn sentences_are_no_credits() {
        for line in [
            "Photo: protesters gather in front of the court and wait for the verdict",
            "The photo shows a harbour.",
            "A source said the ship had sailed.",
            "Credit where it is due.",
            "He worked for Reuters and AP.",
            "The image by the window and/or the door was his.",
            "Top officials met on Monday.",
            "Art is long, life is short.",
            "Source of the river",
            "She left (and came back).",
            "All pictures look alike.",
            "I could not go, so a photo from Harbour House will have to do here.",
        ] {
            assert!(
                find(line, false).is_empty(),
                "{line}: {:?}",
                read(line, false)
            );
        }
    }

    #[test]
    fn placeholders_and_reach() {
        let f = &find("Photo: TK", false)[0];
        assert!(f.placeholder && f.alone && !f.all);
        assert!(find("Photo credit:", false)[0].placeholder);
        assert!(find("All images: Mara Quint", false)[0].all);
        assert!(find("Photos: Mara Quint", false)[0].all);
        assert!(find("Cover image: Mara Quint", false)[0].lead);
        assert!(find("Source: Mara Quint", false)[0].bound_only);
    }

    #[test]
    fn the_notice_of_a_page_is_for_no_picture_far_away() {
        for line in ["© 2024 Harbour Post", "© Harbour Post. All rights reserved"] {
            assert!(find(line, false)[0].bound_only, "{line}");
        }
        assert!(!find("© Mara Quint", false)[0].bound_only);
    }

    #[test]
    fn any_text_is_read() {
        for line in [
            "", " ", "©", "(", "Photo", "Photo:", "Photo: (", "/", "Фото", "é©é", "Photo by", "…",
            "(c)", "Photo(s)",
        ] {
            for caption in [false, true] {
                find(line, caption);
            }
        }
    }
}
