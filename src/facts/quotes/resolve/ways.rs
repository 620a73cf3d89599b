//! In which ways the draft prints speech: its first marks, interviews, letters.

use crate::facts::ChunkFacts;
use crate::facts::quotes::{Letter, Question};
use crate::language::Pack;

/// In which ways the draft prints speech, by counts over its blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// Stretches in single and in double marks.
    singles: i64,
    doubles: i64,
    /// Speaker labels of an interview, its questions in bold and plain.
    labels: i64,
    bold: i64,
    plain: i64,
    /// Last lines of letters.
    letters: i64,
}

impl Ways {
    pub fn of<'a>(chunks: impl Iterator<Item = &'a ChunkFacts>) -> Self {
        let mut ways = Ways::default();
        for block in chunks.flat_map(|c| &c.blocks) {
            let quotes = &block.quotes;
            ways.singles += i64::from(quotes.singles);
            ways.doubles += i64::from(quotes.doubles);
            ways.labels += i64::from(quotes.answer.is_some());
            ways.bold += i64::from(quotes.question == Some(Question::Bold));
            ways.plain += i64::from(quotes.question == Some(Question::Plain));
            ways.letters += i64::from(quotes.letter == Some(Letter::Closes));
        }
        ways
    }

    /// With the blocks of `new` instead of those of `old`.
    pub fn with(self, old: Ways, new: Ways) -> Self {
        Ways {
            singles: self.singles - old.singles + new.singles,
            doubles: self.doubles - old.doubles + new.doubles,
            labels: self.labels - old.labels + new.labels,
            bold: self.bold - old.bold + new.bold,
            plain: self.plain - old.plain + new.plain,
            letters: self.letters - old.letters + new.letters,
        }
    }

    /// Whether single marks are the draft's first ones.
    pub fn single(self, pack: &Pack) -> bool {
        self.singles > self.doubles || pack.single_marks() && self.doubles == 0
    }

    /// Its labels come again.
    pub fn has_labels(self) -> bool {
        self.labels > 1
    }

    /// It has questions to somebody, in bold.
    pub fn asks_in_bold(self) -> bool {
        self.bold > 1
    }

    /// The same without any mark of it.
    pub fn asks_plainly(self) -> bool {
        self.plain > 2
    }

    fn has_letters(self) -> bool {
        self.letters > 0
    }

    /// Its form may tell who speaks, over any number of paragraphs.
    pub fn forms(self) -> bool {
        self.has_labels() || self.asks_in_bold() || self.asks_plainly() || self.has_letters()
    }
}
