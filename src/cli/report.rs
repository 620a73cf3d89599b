//! What was found in one draft, with the places that people and tools count in.

use crate::draft::Analysis;
use crate::markup::Format;
use crate::text::{Spot, line_end};
use std::collections::HashMap;

/// A draft that was checked (or a settings file: its findings are of the rule `settings`).
#[derive(Debug)]
pub struct Report {
    /// As people read it: relative where it was given so, with forward slashes; `-` for standard input.
    pub name: String,
    pub text: String,
    pub format: Option<Format>,
    pub analysis: Analysis,
    /// Findings that `--fix` has removed.
    pub fixed: usize,
}

/// One-based line and column; columns count characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

impl From<Spot> for Place {
    fn from(spot: Spot) -> Self {
        Place {
            line: spot.line as usize + 1,
            column: spot.utf32 as usize + 1,
        }
    }
}

/// Turns bytes of a text into places. Asking in rising order costs one walk over the text.
pub struct Places<'a> {
    text: &'a str,
    /// First byte of each line.
    starts: Vec<usize>,
    /// The byte asked for last, and its column.
    last: (usize, usize),
}

impl<'a> Places<'a> {
    pub fn of(text: &'a str) -> Self {
        let mut starts = vec![0];
        let mut at = 0;
        while at < text.len() {
            at += line_end(&text[at..]);
            if text[..at].ends_with(['\n', '\r']) {
                starts.push(at);
            }
        }
        Places {
            text,
            starts,
            last: (0, 1),
        }
    }

    /// The place of byte `at`; past the end it is the end.
    pub fn place(&mut self, at: usize) -> Place {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.starts.partition_point(|&s| s <= at);
        let start = self.starts[line - 1];
        let (from, column) = match self.last {
            (known, column) if (start..=at).contains(&known) => (known, column),
            _ => (start, 1),
        };
        let column = column + self.text[from..at].chars().count();
        self.last = (at, column);
        Place { line, column }
    }
}

/// A number for each finding that stays the same while other text moves: of its rule, its draft, the flagged words,
/// and which of several alike it is. In hexadecimal.
pub fn fingerprints(report: &Report) -> Vec<String> {
    let mut seen = HashMap::new();
    let findings = report.analysis.findings.iter();
    findings
        .map(|finding| {
            let words = report.text.get(finding.span.range()).unwrap_or_default();
            let nth = seen.entry((finding.rule, words)).or_insert(0_u32);
            *nth += 1;
            let parts = [finding.rule, &report.name, words, &nth.to_string()];
            // FNV-1a, 64 bits (Fowler, Noll, Vo): the same on every machine and in every version.
            let bytes = parts.iter().flat_map(|p| p.bytes().chain([0]));
            let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
            format!("{hash:016x}")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_any_order() {
        let text = "né\r\n“q” 😀 x\rz\n";
        let mut places = Places::of(text);
        let mut at = |byte| {
            let place = places.place(byte);
            (place.line, place.column)
        };
        let x = text.find('x').unwrap();
        assert_eq!(at(x), (2, 7));
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(text.find('q').unwrap()), (2, 2));
        assert_eq!(at(x), (2, 7));
        assert_eq!(at(text.find('z').unwrap()), (3, 1));
        assert_eq!(at(999), (4, 1));
    }
}
