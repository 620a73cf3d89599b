//! Finds quotation marks and pairs them: one pass over the marks of a block with one stack.
//!
//! Knows curly and straight marks, guillemets both ways round, low openers, corner brackets, single marks and the
//! apostrophes among them, primes (6’2”), and marks that only open or only close.

use super::Marked;
use crate::markup::MarkKind;
use crate::text::Span;

/// What the marks of a block pair up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// By where they open.
    pub marks: Vec<Marked>,
    /// Closing marks that close nothing.
    pub strays: Vec<Span>,
}

/// One mark with its neighbours.
#[derive(Clone, Copy)]
struct Event {
    at: usize,
    mark: char,
    before: Option<char>,
    after: Option<char>,
}

impl Event {
    fn end(self) -> usize {
        self.at + self.mark.len_utf8()
    }

    fn is_single(self) -> bool {
        matches!(self.mark, '‘' | '’' | '\'' | '‚' | '‛')
    }

    /// Stands where a mark opens: behind nothing, a space, a bracket or a dash, and before what may be spoken.
    fn may_open(self) -> bool {
        let behind = self.before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/') || opens(c)
        });
        behind
            && self.after.is_some_and(|c| {
                c.is_alphanumeric() || "[($£€#@…‘'“\".¿¡*—–-_&%".contains(c) || opens(c)
            })
    }

    /// Stands where a mark closes: behind a word or its punctuation.
    fn may_close(self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace())
            && self.after.is_none_or(|c| !c.is_alphanumeric())
    }
}

/// Marks that only open.
fn opens(c: char) -> bool {
    matches!(c, '“' | '„' | '‘' | '‚' | '«' | '‹' | '「' | '『' | '"')
}

/// Deeper nesting than this is not speech, and would cost time in hostile text.
const DEPTH: usize = 8;
/// How many marks ahead the end of a single-quoted stretch is looked for.
const REACH: usize = 64;

/// Finds and pairs the marks of `text`; `marks` tells which parts of it are no prose.
pub fn scan(text: &str, marks: &[crate::markup::Mark]) -> Scan {
    let events = events(text, marks);
    if events.is_empty() {
        return inline(Scan::default(), marks);
    }
    let mut pairs = Pairs {
        text,
        events: &events,
        stack: Vec::new(),
        closed_by: vec![false; events.len()],
        scan: Scan::default(),
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

fn events(text: &str, marks: &[crate::markup::Mark]) -> Vec<Event> {
    let bytes = text.as_bytes();
    let mut events = Vec::new();
    let mut masks = marks
        .iter()
        .filter(|m| m.kind == MarkKind::Verbatim)
        .map(|m| m.span)
        .peekable();
    let ascii = text.is_ascii();
    let mut i = 0;
    loop {
        // A paragraph has few marks, and mostly no other character that looks like one.
        let rest = &bytes[i..];
        let next = if ascii {
            memchr::memchr2(b'"', b'\'', rest)
        } else {
            rest.iter()
                .position(|b| matches!(b, b'"' | b'\'' | 0xC2 | 0xE2 | 0xE3))
        };
        let Some(skipped) = next else {
            break;
        };
        i += skipped;
        let mark = text[i..].chars().next().unwrap_or(' ');
        let at = i;
        i += mark.len_utf8();
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
        let event = Event {
            at,
            mark,
            before: text[..at].chars().next_back(),
            after: text[i..].chars().next(),
        };
        // An apostrophe within a word is none of ours.
        let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if event.is_single() && within(event.before) && within(event.after) {
            continue;
        }
        events.push(event);
    }
    events
}

struct Pairs<'a> {
    text: &'a str,
    events: &'a [Event],
    /// Open double marks, as indices of events.
    stack: Vec<usize>,
    /// Single closers that an opener has claimed.
    closed_by: Vec<bool>,
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
                self.give_up(event.at);
                self.open(i);
            }
            Some('"') => self.close(i),
            Some(_) if may_open && space(event.before) => self.open(i),
            Some(_) => self.close(i),
            None if may_open || event.after.is_some_and(char::is_alphanumeric) => self.open(i),
            None => self.stray(event),
        }
    }

    /// Feet and inches: `6’2”` always, `12"` only outside quotations.
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
        self.stack.is_empty()
            && event.mark == '"'
            && !event.after.is_some_and(char::is_alphanumeric)
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

    fn single(&mut self, i: usize) {
        let event = self.events[i];
        if self.closed_by[i] || !event.may_open() || event.mark == '’' || self.is_elision(event) {
            return;
        }
        if let Some(j) = self.single_end(i) {
            self.closed_by[j] = true;
            self.pair(event, self.events[j], true);
        }
    }

    /// The mark that closes the single opener `i`, within the double quotation it stands in.
    fn single_end(&self, i: usize) -> Option<usize> {
        let mut depth = 0;
        let mut first = None;
        let reach = self.events.len().min(i + REACH);
        for (j, event) in self.events.iter().enumerate().take(reach).skip(i + 1) {
            if !event.is_single() {
                let opening = match event.mark {
                    '“' | '„' | '「' | '『' => true,
                    '"' | '«' | '»' | '‹' | '›' => event.may_open(),
                    _ => false,
                };
                depth += if opening { 1 } else { -1 };
                if depth < 0 {
                    break;
                }
                continue;
            }
            if depth > 0 || self.closed_by[j] {
                continue;
            }
            if event.mark == '‘'
                && self.events[i].mark != '‚'
                && event.may_open()
                && !self.is_elision(*event)
            {
                break;
            }
            if !event.may_close() {
                continue;
            }
            // A plural’s or a dropped letter’s apostrophe gives way to a mark behind punctuation.
            match event.before {
                Some('s' | 'S' | 'n' | 'z') => first = first.or(Some(j)),
                Some(c) if !c.is_alphanumeric() => return Some(j),
                _ => return first.or(Some(j)),
            }
        }
        first
    }

    /// ’90s, ’tis, ’em, ’n’ and the like: an apostrophe at the start of a word.
    fn is_elision(&self, event: Event) -> bool {
        let rest = &self.text[event.end()..];
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let word = &rest[..end];
        let decade = word.trim_end_matches('s');
        if decade.len() == 2 && decade.bytes().all(|b| b.is_ascii_digit()) {
            return true;
        }
        const ELIDED: &[&str] = &[
            "tis", "twas", "twere", "em", "n", "til", "cause", "bout", "round", "cos", "cuz", "s",
            "t", "m",
        ];
        word.len() <= 5 && ELIDED.contains(&&word.to_lowercase()[..])
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
mod tests {
    use super::*;

    /// The spans found, `~` before nested ones, `?` behind unclosed ones, `'` before single ones.
    fn found(text: &str) -> Vec<String> {
        let scan = scan(text, &[]);
        let show = |m: &Marked| {
            let (nested, single) = (
                if m.nested { "~" } else { "" },
                if m.single { "'" } else { "" },
            );
            let open = if m.closed { "" } else { "?" };
            format!("{nested}{single}{}{open}", &text[m.content.range()])
        };
        scan.marks.iter().map(show).collect()
    }

    #[test]
    fn pairs_of_every_kind() {
        assert_eq!(found("He said “yes” and \"no\"."), ["yes", "no"]);
        assert_eq!(found("Er sagte „ja“ und »nein«."), ["ja", "nein"]);
        assert_eq!(found("Il dit « oui » puis «non»."), [" oui ", "non"]);
        assert_eq!(found("Hon sade ”ja” och »nej»."), ["ja", "nej"]);
        assert_eq!(found("他说「好」。"), ["好"]);
        assert_eq!(found("She asked:\"Why?\" He left."), ["Why?"]);
        assert_eq!(found("His act—\"My plan!\"—wears thin."), ["My plan!"]);
    }

    #[test]
    fn nesting() {
        assert_eq!(
            found("“He told me ‘go’ and I went.”"),
            ["He told me ‘go’ and I went.", "~'go"]
        );
        assert_eq!(
            found("‘He said “no” to me,’ she said."),
            ["'He said “no” to me,", "no"]
        );
        assert_eq!(found("“A “b” c”"), ["A “b” c", "~b"]);
        assert_eq!(found("“No,“ he said. “Yes.”"), ["No,", "Yes."]);
        assert_eq!(
            found("“I call it \"odd\" today.”"),
            ["I call it \"odd\" today.", "~odd"]
        );
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert_eq!(
            found("Don’t say ’tis the ’90s, rock ’n’ roll dogs’ dinner."),
            [""; 0]
        );
        assert_eq!(
            found("‘The boys’ coats are wet,’ she said."),
            ["'The boys’ coats are wet,"]
        );
        assert_eq!(
            found("'We're goin' home,' he said."),
            ["'We're goin' home,"]
        );
    }

    #[test]
    fn primes_are_no_marks() {
        assert_eq!(found("He is 6’2” tall and 6'11\" long."), [""; 0]);
        assert_eq!(found("“He is 6’2” tall,” she said."), ["He is 6’2” tall,"]);
        assert_eq!(found("A 12\" pizza"), [""; 0]);
        assert_eq!(found("\"There were 12\" he said."), ["There were 12"]);
    }

    #[test]
    fn what_is_not_closed() {
        assert_eq!(found("“We won, Lee said."), ["We won, Lee said.?"]);
        assert_eq!(
            found("“We won, Lee said. “It was fun.”"),
            ["We won, Lee said.?", "It was fun."]
        );
        assert_eq!(
            found("\"We won, Lee said. \"It was fun.\""),
            ["We won, Lee said.?", "It was fun."]
        );
        assert_eq!(scan("We won,” Lee said.", &[]).strays, [Span::new(7, 10)]);
    }

    #[test]
    fn ten_thousand_unclosed_marks() {
        for mark in ["“", " \"a", " ‘a", "„", "«", " 'a", "a' "] {
            let text = mark.repeat(10_000);
            assert!(scan(&text, &[]).marks.len() <= 10_000);
        }
    }
}
