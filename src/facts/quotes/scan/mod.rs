//! Finds quotation marks and pairs them: one pass over the marks of a block with one stack.
//!
//! Knows curly and straight marks, guillemets both ways round, low openers, corner brackets, single marks and the
//! apostrophes among them, primes (6’2”), and marks that only open or only close.

mod event;
mod single;

use super::Marked;
use crate::facts::Tokens;
use crate::markup::MarkKind;
use crate::text::Span;
use event::{Event, Events};
use smallvec::SmallVec;

/// What the marks of a block pair up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// By where they open.
    pub marks: Vec<Marked>,
    /// Closing marks that close nothing.
    pub strays: Vec<Span>,
}

/// Deeper nesting than this is not speech, and would cost time in hostile text.
const DEPTH: usize = 8;
/// How many marks ahead a partner is looked for.
const REACH: usize = 64;

/// Finds and pairs the marks of `text`; `tokens`: all of it, `marks`: which parts are no prose.
pub fn scan(text: &str, tokens: &Tokens, marks: &[crate::markup::Mark]) -> Scan {
    let mut events = Events::new();
    event::find(text, tokens, marks, &mut events);
    if events.is_empty() {
        return inline(Scan::default(), marks);
    }
    let mut pairs = Pairs {
        text,
        events: &events,
        stack: SmallVec::new(),
        closed_by: SmallVec::from_elem(false, events.len()),
        scan: Scan {
            marks: Vec::with_capacity(events.len().div_ceil(2)),
            strays: Vec::new(),
        },
    };
    for i in 0..events.len() {
        pairs.take(i);
    }
    inline(pairs.finish(), marks)
}

/// Adds the quotations that markup makes, which print marks of their own.
fn inline(mut scan: Scan, marks: &[crate::markup::Mark]) -> Scan {
    let of_markup = marks.iter().filter(|m| m.kind == MarkKind::Quotation);
    for mark in of_markup {
        scan.marks.push(Marked {
            span: mark.span,
            content: mark.span,
            nested: false,
            closed: true,
            single: false,
        });
    }
    if scan.marks.is_empty() {
        return scan;
    }
    scan.marks
        .sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    // What lies within another is nested. Single marks may yet turn out to be none, so they hide nothing.
    let (mut outer, mut single): (Option<Span>, Option<Span>) = (None, None);
    for mark in &mut scan.marks {
        let within = |o: Option<Span>| o.is_some_and(|o| o.covers(mark.span));
        mark.nested = within(outer);
        if mark.nested {
            continue;
        }
        if mark.single {
            mark.nested = within(single);
            single = Some(mark.span);
        } else {
            outer = Some(mark.span);
        }
    }
    scan
}

struct Pairs<'a> {
    text: &'a str,
    events: &'a [Event],
    /// Open double marks, as indices of events.
    stack: SmallVec<[usize; DEPTH]>,
    /// Single closers that an opener has claimed.
    closed_by: SmallVec<[bool; 16]>,
    scan: Scan,
}

impl Pairs<'_> {
    fn take(&mut self, i: usize) {
        let event = self.events[i];
        match event.mark {
            '„' | '‟' | '「' | '『' => self.open(i),
            '“' => match self.top() {
                Some('„' | '‟') => self.close(i),
                // A slip: an opener in a closer's place.
                Some(_) if event.may_close() && !event.may_open() => self.close(i),
                Some('“') if !self.nests(i) => {
                    self.give_up(event.at);
                    self.open(i);
                }
                _ => self.open(i),
            },
            '”' => {
                if self.is_prime(event) {
                } else if (event.may_open() || event.before.is_none())
                    && matches!(self.top(), None | Some('”'))
                {
                    self.open(i);
                } else if self.stack.is_empty() {
                    self.stray(event);
                } else {
                    self.close(i);
                }
            }
            '"' => self.straight(i),
            '«' | '‹' | '»' | '›' => {
                let other = match event.mark {
                    '«' => '»',
                    '»' => '«',
                    '‹' => '›',
                    _ => '‹',
                };
                // »…« and «…» alike, and »…» as the Swedes print it.
                if self.has_open(other) || self.top() == Some(event.mark) && !event.may_open() {
                    self.close(i);
                } else if matches!(event.mark, '«' | '‹') || event.may_open() {
                    self.open(i);
                } else {
                    self.stray(event);
                }
            }
            '」' | '』' => {
                if self.stack.is_empty() {
                    self.stray(event);
                } else {
                    self.close(i);
                }
            }
            _ => self.single(i),
        }
    }

    fn straight(&mut self, i: usize) {
        let event = self.events[i];
        if self.is_prime(event) {
            return;
        }
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let may_open = event.may_open() && !space(event.after);
        match self.top() {
            Some('"') if may_open && space(event.before) => {
                if !self.nests_straight(i) {
                    self.give_up(event.at);
                }
                self.open(i);
            }
            Some('"') => self.close(i),
            Some(_) if may_open && space(event.before) => self.open(i),
            Some(_) => self.close(i),
            None if may_open || event.after.is_some_and(char::is_alphanumeric) => self.open(i),
            None => self.stray(event),
        }
    }

    /// Feet and inches: `6’2”` always, `12”` only outside quotations.
    fn is_prime(&self, event: Event) -> bool {
        let mut back = self.text[..event.at].chars().rev();
        if !back.next().is_some_and(|c| c.is_ascii_digit()) {
            return false;
        }
        let feet = |c: Option<char>| matches!(c, Some('’' | '\'' | '′'));
        let second = back.next();
        if feet(second) || second.is_some_and(|c| c.is_ascii_digit()) && feet(back.next()) {
            return true;
        }
        self.stack.is_empty() && !event.after.is_some_and(char::is_alphanumeric)
    }

    fn top(&self) -> Option<char> {
        self.stack.last().map(|&i| self.events[i].mark)
    }

    fn has_open(&self, mark: char) -> bool {
        self.stack.iter().any(|&i| self.events[i].mark == mark)
    }

    /// Whether the opener `i` stands within one that is closed behind it: two closers come before the next opener.
    fn nests(&self, i: usize) -> bool {
        let mut next = self.events[i + 1..]
            .iter()
            .filter(|e| matches!(e.mark, '“' | '”'));
        (0..2).all(|_| next.next().is_some_and(|e| e.mark == '”'))
    }

    /// The same of straight marks, which tell by their neighbours: `"We call it "odd" here," she said`.
    fn nests_straight(&self, i: usize) -> bool {
        let mut depth = 1;
        let ahead = self.events[i + 1..].iter().take(REACH);
        for event in ahead.filter(|e| e.mark == '"') {
            let opens = event.may_open() && !event.may_close();
            depth += if opens { 1 } else { -1 };
            if depth < 0 {
                return true;
            }
        }
        false
    }

    fn open(&mut self, i: usize) {
        if self.stack.len() < DEPTH {
            self.stack.push(i);
        }
    }

    fn close(&mut self, i: usize) {
        let event = self.events[i];
        let partner = self
            .stack
            .iter()
            .rposition(|&o| closes(self.events[o].mark, event.mark))
            .or(self.stack.len().checked_sub(1));
        let Some(partner) = partner else {
            return self.stray(event);
        };
        let open = self.events[self.stack[partner]];
        self.stack.truncate(partner);
        self.pair(open, event, false);
    }

    fn pair(&mut self, open: Event, close: Event, single: bool) {
        self.scan.marks.push(Marked {
            span: Span::new(open.at, close.end()),
            content: Span::new(open.end(), close.at),
            nested: false,
            closed: true,
            single,
        });
    }

    /// The innermost open mark was never closed: another one opens at `at`.
    fn give_up(&mut self, at: usize) {
        if let Some(i) = self.stack.pop() {
            self.unclosed(i, at);
        }
    }

    fn unclosed(&mut self, i: usize, at: usize) {
        let open = self.events[i];
        let end = self.text[..at].trim_end().len().max(open.end());
        self.scan.marks.push(Marked {
            span: Span::new(open.at, end),
            content: Span::new(open.end(), end),
            nested: false,
            closed: false,
            single: false,
        });
    }

    fn stray(&mut self, event: Event) {
        self.scan.strays.push(Span::new(event.at, event.end()));
    }

    fn finish(mut self) -> Scan {
        while let Some(i) = self.stack.pop() {
            self.unclosed(i, self.text.len());
        }
        self.scan
    }
}

/// Whether `close` is the mark that belongs to `open`; others close too, but only for want of a better one.
fn closes(open: char, close: char) -> bool {
    matches!(
        (open, close),
        ('“' | '„' | '‟', '”')
            | ('„' | '‟' | '“', '“')
            | ('”', '”')
            | ('"', '"')
            | ('«', '»')
            | ('»', '«')
            | ('‹', '›')
            | ('›', '‹')
            | ('「', '」')
            | ('『', '』')
    )
}

#[cfg(test)]
mod tests;
