//! The marks of a text with their neighbours, which tell whether each may open or close.

use crate::facts::Tokens;
use crate::markup::MarkKind;
use smallvec::SmallVec;

/// The marks of a text: mostly few.
pub type Events = SmallVec<[Event; 16]>;

/// One mark with its neighbours.
#[derive(Clone, Copy)]
pub struct Event {
    pub at: usize,
    /// Bytes of the mark.
    len: usize,
    pub mark: char,
    pub before: Option<char>,
    pub after: Option<char>,
}

impl Event {
    fn at(text: &str, at: usize, len: usize, mark: char) -> Self {
        Event {
            at,
            len,
            mark,
            before: text[..at].chars().next_back(),
            after: text[at + len..].chars().next(),
        }
    }

    pub fn end(self) -> usize {
        self.at + self.len
    }

    pub fn is_single(self) -> bool {
        matches!(self.mark, '‘' | '’' | '\'' | '‚' | '‛')
    }

    /// Stands where a mark opens: behind nothing, a space, a bracket or a dash, and before what may be spoken.
    pub fn may_open(self) -> bool {
        let behind = self.before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/') || opens(c)
        });
        behind
            && self.after.is_some_and(|c| {
                c.is_alphanumeric() || "[($£€#@…‘'“\".¿¡*—–-_&%".contains(c) || opens(c)
            })
    }

    /// Stands where a mark closes: behind a word or its punctuation.
    pub fn may_close(self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace())
            && self.after.is_none_or(|c| !c.is_alphanumeric())
    }
}

/// Marks that only open.
fn opens(c: char) -> bool {
    matches!(c, '“' | '„' | '‘' | '‚' | '«' | '‹' | '「' | '『' | '"')
}

/// The marks of `text` that may belong to quotations; `tokens`: all of it, `marks`: which parts are no prose.
pub fn events(text: &str, tokens: &Tokens, marks: &[crate::markup::Mark]) -> Events {
    let bytes = text.as_bytes();
    let mut events = Events::new();
    let mut masks = marks
        .iter()
        .filter(|m| m.kind == MarkKind::Verbatim)
        .map(|m| m.span)
        .peekable();
    // A mark is a token of its own, but for apostrophes within words, which are none of ours.
    for &token in &tokens.quotes {
        let at = tokens.list[token as usize].span.from();
        let mark = match bytes[at] {
            byte @ (b'"' | b'\'') => char::from(byte),
            0xC2 | 0xE2 | 0xE3 => text[at..].chars().next().unwrap_or(' '),
            _ => continue,
        };
        if !matches!(
            mark,
            '"' | '\''
                | '“'
                | '”'
                | '„'
                | '‟'
                | '‘'
                | '’'
                | '‚'
                | '‛'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '「'
                | '」'
                | '『'
                | '』'
        ) {
            continue;
        }
        while masks.peek().is_some_and(|m| m.to() <= at) {
            masks.next();
        }
        if masks.peek().is_some_and(|m| m.from() <= at) {
            continue;
        }
        let event = Event::at(text, at, mark.len_utf8(), mark);
        // Nor is one between a number and what belongs to it: `90’s`.
        let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if event.is_single() && within(event.before) && within(event.after) {
            continue;
        }
        events.push(event);
    }
    if tokens.two_commas && !events.is_empty() {
        typed_low(text, &mut events);
    }
    events
}

/// Adds low opening marks that were typed as two commas (`,,Ja”`), and makes one mark of two single ones behind them.
fn typed_low(text: &str, events: &mut Events) {
    let low = text
        .match_indices(",,")
        .map(|(at, m)| Event::at(text, at, m.len(), '„'));
    let low: Events = low.filter(|e| e.may_open()).collect();
    let Some(first) = low.first().map(|e| e.at) else {
        return;
    };
    let mut i = 0;
    while i + 1 < events.len() {
        let (a, b) = (events[i], events[i + 1]);
        let two = a.mark == '’' && b.mark == '’' && a.end() == b.at;
        if two && a.at > first {
            events[i] = Event::at(text, a.at, b.end() - a.at, '”');
            events.remove(i + 1);
        }
        i += 1;
    }
    events.extend(low);
    events.sort_by_key(|e| e.at);
}
