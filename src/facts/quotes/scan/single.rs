//! Single marks, and the apostrophes that look like them.

use super::{Event, Pairs, REACH};

impl Pairs<'_> {
    /// Opens and closes a stretch in single marks, if the mark at event `i` begins one.
    pub fn single(&mut self, i: usize) {
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
}
