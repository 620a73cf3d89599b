//! Where a run of words with capitals ends, and what may stand between them: `van der`, `of the`, `&`.

use super::Reader;
use crate::facts::Shape;
use crate::facts::names::affixes::is_possessive;
use crate::language::names::{self as lexicon, Known};

/// Between two words of a run stand at most so many tokens.
const BETWEEN: usize = 4;

/// Small words between two parts of a name have at most so many bytes.
const SHORT: usize = 5;

impl Reader<'_, '_> {
    /// Where the run ends that starts with token `start`, and which words with capitals stand there and behind it;
    /// `large`: those behind its first.
    pub(super) fn run_end<'l>(&self, start: usize, mut large: &'l [u32]) -> (usize, &'l [u32]) {
        let mut end = start + 1;
        loop {
            while let [next, behind @ ..] = large
                && (*next as usize) < end
            {
                large = behind;
            }
            let next = large.first().map_or(usize::MAX, |next| *next as usize);
            // Mostly no capital is near.
            if next > end + BETWEEN || self.is_possessive(end - 1) {
                return (end, large);
            }
            let Some(token) = self.token(end).filter(|t| t.spaced) else {
                return (end, large);
            };
            if next == end {
                let goes_on = token.plain || self.is_large(end) && !self.is_contraction(end);
                if !goes_on || self.is_verbatim(token.span) {
                    return (end, large);
                }
                end += 1;
                continue;
            }
            let may_join = match token.shape {
                Shape::Lower => token.span.len() <= SHORT,
                Shape::Mark => true,
                _ => false,
            };
            let Some(behind) = may_join.then(|| self.joined(end)).flatten() else {
                return (end, large);
            };
            end = behind;
        }
    }

    fn is_possessive(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| !t.plain) && is_possessive(self.word(i))
    }

    /// Where a run goes on that token `end`, a small word or a mark, joins to the next word with a capital: the token
    /// behind that word.
    #[inline(never)]
    fn joined(&self, end: usize) -> Option<usize> {
        let goes_on = |i: usize| self.token(i).is_some_and(|t| t.spaced);
        let mut after = end;
        while after < end + 3 && goes_on(after) {
            if lexicon::is_particle(self.word(after)) {
                after += 1;
            } else if self.is_elided_het(after) {
                after += 2;
            } else {
                break;
            }
        }
        if after > end && goes_on(after) && self.is_large(after) {
            return Some(after + 1);
        }
        // `Ministry of Defence`, `Bank of England`, `Marks & Spencer`.
        let (of, mut after) = match self.bytes(end) {
            b"of" | b"for" if self.known_token(end - 1).contains(Known::ORG) => (true, end + 1),
            b"&" => (false, end + 1),
            _ => return None,
        };
        if of && self.bytes(after) == b"the" {
            after += 1;
        }
        let large = goes_on(after) && self.is_large(after) && !self.is_contraction(after);
        large.then_some(after + 1)
    }

    /// Whether tokens `i` and the next are a Dutch article: `Van 't Hof`.
    fn is_elided_het(&self, i: usize) -> bool {
        matches!(self.bytes(i), b"'" | [0xE2, 0x80, 0x99]) && self.bytes(i + 1) == b"t"
    }
}
