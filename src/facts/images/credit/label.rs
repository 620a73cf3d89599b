//! Credits with a label: `Photo: Lee/AP`, `Photo courtesy of Lee`, `AP Photo/Lee`.

use super::bare::{commissioned, name, signs};
use super::{Found, closing, trimmed};
use crate::language::credits::{self, Role};
use crate::text::Span;

/// What a label's words say together.
#[derive(Default)]
struct Label {
    end: usize,
    words: usize,
    subject: bool,
    maker: bool,
    credit: bool,
    source: bool,
    author: bool,
    film: bool,
    all: bool,
    plural: bool,
    lead: bool,
    /// Its last word needs no separator: `Courtesy Lee`, `Copyright Lee`.
    open: bool,
    /// It says whose the picture is: `AP Photo`, `Courtesy photo`.
    owned: bool,
    /// A name may follow at once in a caption: `Foto Ansa`, `Beeld Mara Quint`.
    name: bool,
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
            Role::Author => l.author = true,
            Role::Film => l.film = true,
            Role::Qualifier => {}
        }
        let lower = |w: &str| credits::same(w, word);
        l.name |= l.words == 0 && NAMED.iter().any(|n| lower(n));
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
            " en ", " de la ", " de l’", " de l'", " de ", " du ", " della ", " da ", " do ", " ",
        ]
        .iter()
        .find(|j| {
            // Behind a comma an agency is no part of the label but whose it is.
            let joins = |r| r != Role::Qualifier || **j != ", ";
            rest.starts_with(**j)
                && credits::role(word_at(line, pos + j.len(), end)).is_some_and(joins)
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
    /// `Автор фото, Lee`: for readers who hear the page.
    Comma,
    /// `Foto Lee`, `Ph. Lee`, `Photo credit Lee`.
    Name,
}

/// Labels that a name may follow at once.
const NAMED: &[&str] = &[
    "photo", "photos", "foto", "fotos", "foto’s", "foto's", "ph", "beeld", "bild", "фото",
];

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
        // `Credit...Lee`
        '…' if label.credit => Some((Joint::Colon, skip(at + first.len_utf8()))),
        '.' if label.credit && rest.starts_with("...") => {
            Some((Joint::Colon, skip(at + "...".len())))
        }
        '.' if label.name && label.words == 1 && line[..label.end].ends_with(['h', 'H']) => {
            Some((Joint::Name, skip(at + 1)))
        }
        ',' if label.subject && (label.credit || label.source || label.maker || label.author) => {
            Some((Joint::Comma, skip(at + 1)))
        }
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
            match name {
                true if label.open => Some((Joint::None, at)),
                true if label.name && label.words == 1 => Some((Joint::Name, at)),
                // `Image credit Lee`
                true if label.subject && label.credit => Some((Joint::Name, at)),
                _ => None,
            }
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
pub fn labelled(line: &str, at: usize, end: usize, hard: bool, caption: bool) -> Option<Found> {
    let capital = line[at..end].starts_with(char::is_uppercase);
    if !hard && !caption && !capital || !credits::may_start_label(&line.as_bytes()[at..end]) {
        return None;
    }
    let label = label(line, at, end)?;
    let pictured = label.subject || label.maker || label.credit || label.source;
    if !pictured && !label.film {
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
        _ if !pictured => hard && (signs(text) || name(text) && text.contains(' ')),
        _ if credits::is_placeholder(text) => joint == Joint::Colon || joint == Joint::Link,
        Joint::Mark => true,
        Joint::Colon if hard => strong || label.lead || signature(text, 4),
        Joint::Colon => strong || capital && signature(text, 3),
        Joint::Link if !hard => opens_name(text) && signature(text, 1),
        // `Foto van de haven` shows it.
        Joint::Link if of(&line[label.end..value.from()]) => opens_name(text),
        Joint::Link => opens_name(text) || text.len() <= 80,
        Joint::Slash => signature(text, 0) && text.split_whitespace().count() <= 8,
        Joint::None => opens_name(text),
        Joint::Comma => hard && (signs(text) || name(text)),
        // All that is left of the line or its brackets.
        Joint::Name => {
            let bracketed = line[..at].ends_with(['(', '[']);
            let named = || match text.split_once(", ") {
                Some((who, org)) => name(who) && name(org),
                None => name(text) && text.contains(' '),
            };
            let signed = || signs(text) || commissioned(text, false) || named();
            hard && (caption || bracketed) && signed()
        }
    };
    let near = matches!(joint, Joint::Name | Joint::Comma);
    fits.then(|| Found {
        bound_only: near || found(value).bound_only,
        ..found(value)
    })
}

/// Whether the words between label and value may as well say what is shown: `von`, `di`.
fn of(joint: &str) -> bool {
    const OF: &[&str] = &["von", "van", "di", "par", "por", "from"];
    OF.contains(&joint.trim())
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
