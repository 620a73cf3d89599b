//! Recognises credits in a line of prose: labels (`Photo: Lee/AP`), marks (`© Lee`), agency forms
//! (`(AP Photo/Lee)`, `Lee/Reuters`), courtesy forms and licences.
//!
//! Where a credit may stand depends on the line: everywhere in a caption, elsewhere at its start, behind the end of
//! a sentence and in brackets at its end. Whether it belongs to a picture is settled later.

mod bare;
mod label;

use crate::text::Span;
use bare::{bare, in_last_brackets, name_behind, signed};
use label::labelled;

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
    // Within a sentence only a word with a capital may open a credit.
    let low = !caption && whole;
    let mut at = body.from();
    let mut hard = true;
    while at < body.to() {
        if !hard && low && line.as_bytes()[at].is_ascii_lowercase() {
            (at, hard) = next_word(line, at, body.to(), low);
            continue;
        }
        if let Some(f) = labelled(line, at, body.to(), hard, caption) {
            at = f.span.to();
            hard = false;
            found.push(f);
            continue;
        }
        if hard && whole && (caption || at == body.from() || at > 0) {
            let end = closing(line, at, body.to(), BARE + 1);
            let span = Span::new(at, end);
            let signed = if end - at <= BARE {
                bare(line, span, at == body.from()).or_else(|| before_comma(line, span, caption))
            } else {
                None
            };
            if let Some(f) = signed {
                at = f.span.to();
                hard = false;
                found.push(f);
                continue;
            }
        }
        if !whole {
            break;
        }
        (at, hard) = next_word(line, at, body.to(), low);
    }
    if found.is_empty() && !whole {
        found.extend(in_last_brackets(line, body));
    }
    if found.is_empty() && caption {
        found.extend(signed(line, body).or_else(|| name_behind(line, body)));
    }
    for f in &mut found {
        f.alone = alone(line, f.span);
    }
    found
}

/// A signature in a caption that other words follow: `REUTERS/Lee Purchase Licensing Rights, opens new tab`.
fn before_comma(line: &str, span: Span, caption: bool) -> Option<Found> {
    let (first, _) = line[span.range()].split_once(", ").filter(|_| caption)?;
    let slashed = first.contains('/');
    let first = Span::new(span.from(), span.from() + first.len());
    slashed.then(|| bare(line, first, false)).flatten()
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

/// Whether a byte is an ASCII letter or digit.
static ALNUM: [bool; 256] = {
    let mut alnum = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        alnum[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    alnum
};

/// What most words in lower case and most gaps between them are of.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte] = (byte as u8).is_ascii_lowercase() || byte as u8 == b' ';
        byte += 1;
    }
    plain
};

/// The start of the next word from `at` on, and whether a sentence, bracket or column ends before it. With `low`,
/// words in lower case within a sentence are passed over.
fn next_word(line: &str, at: usize, end: usize, low: bool) -> (usize, bool) {
    let rest = &line[at..end];
    let bytes = rest.as_bytes();
    // The word before.
    let mut word = 0;
    let mut hard = false;
    let mut stop = false;
    let mut passed = false;
    let mut i = 0;
    loop {
        // At once over all that is plain, so that not each word costs a branch.
        if low && !hard {
            let plain = bytes[i..].iter().take_while(|b| PLAIN[usize::from(**b)]);
            let run = &bytes[i..i + plain.count()];
            if stop && run.first().is_some_and(|b| *b != b' ') {
                (word, passed, stop) = (i, false, false);
            }
            i += run.len();
            if run.ends_with(b" ") {
                (passed, stop) = (true, true);
            } else if run.contains(&b' ') {
                (passed, stop) = (false, false);
            }
        }
        let Some(byte) = bytes.get(i) else { break };
        if ALNUM[*byte as usize] {
            if stop {
                return (at + i, hard);
            }
            i += 1;
            continue;
        }
        if *byte == b' ' {
            (passed, stop) = (true, true);
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
            '\u{a0}' | '\n' | '\t' => stop = true,
            '(' | '[' | '|' | '—' | '–' | '•' | '·' | '“' | '"' | '*' | '/' => {
                stop = true;
                hard |= c != '/' && c != '“' && c != '"';
            }
            '.' | '!' | '?' | ';' | ')' | ']' | ':' | '”' | ',' => {
                // Two elements of a page may stand together: `in the harbour.Photo: Lee`.
                let joined = |next: &str| next.starts_with(char::is_uppercase);
                let ends_low = rest[word..here].ends_with(char::is_lowercase);
                stop |= c == '.' && ends_low && joined(&rest[i..]);
                // A comma or colon ends no sentence, but what stands behind it may be a credit's label.
                hard |= c != ',' && c != ':' && !(c == '.' && initial(&rest[word..here]));
            }
            '-' => hard |= rest[word..here].ends_with(' ') && rest[i..].starts_with(' '),
            _ => {}
        }
    }
    (end, false)
}

/// Whether the text ends with an initial or a short form, whose full stop ends no sentence.
fn initial(before: &str) -> bool {
    const SHORT_FORMS: &[&str] = &[
        "Jr", "Sr", "St", "Dr", "Mr", "Mrs", "Ms", "Inc", "Co", "Ltd", "Corp", "U.S", "Gen", "Sgt",
        "Sen", "Rep", "Gov", "Prof", "No", "vs", "Lt", "Capt", "Col", "Rev", "Ph", "ph",
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
    const STOPS: [bool; 256] = {
        let mut stops = [false; 256];
        let mut marks: &[u8] = b"([)].!|\xE2";
        while let [mark, others @ ..] = marks {
            stops[*mark as usize] = true;
            marks = others;
        }
        stops
    };
    let mut depth = 0;
    let rest = &line[at..end];
    for (i, byte) in rest.as_bytes()[..rest.len().min(most)].iter().enumerate() {
        if !STOPS[*byte as usize] {
            continue;
        }
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

#[cfg(test)]
mod tests;
