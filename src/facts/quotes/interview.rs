//! Forms that say who speaks without a word that reports it: interviews by labels or by questions, letters. Their
//! quotations need no attribution.

use super::resolve::{Desk, Placed, Ways, attribution};
use super::{Attribution, Kind, Letter, Local, Question, Said, Sieve};
use crate::facts::ChunkFacts;
use crate::markup::BlockKind;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How many paragraphs without a label of their own go on with an answer.
const PARAGRAPHS: u8 = 3;

/// Exempts the quotations of lines whose labels come again, of the answers to questions, and of letters from their first
/// to their last line.
pub fn exempt(desk: &mut Desk, chunks: &[(usize, &ChunkFacts)], ways: Ways) {
    let blocks = || {
        chunks
            .iter()
            .flat_map(|(start, c)| c.blocks.iter().map(move |b| (*start, b)))
    };
    let form = Form::of(blocks().map(|(_, b)| &b.quotes), ways);
    let mut at = 0;
    // The quotations since a letter’s first line.
    let mut letter: Option<usize> = None;
    // Who answers, and for how many paragraphs more that is taken for granted.
    let mut turn: Option<(Option<Placed>, u8)> = None;
    for (index, (start, block)) in (0u32..).zip(blocks()) {
        let first = at;
        while desk.quotes.get(at).is_some_and(|q| q.block == index) {
            at += 1;
        }
        let heading = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title);
        match block.quotes.letter {
            _ if heading => letter = None,
            Some(Letter::Opens) => letter = Some(first),
            Some(Letter::Closes) => {
                if let Some(from) = letter.take() {
                    desk.quotes[from..at]
                        .iter_mut()
                        .for_each(|q| q.kind = Kind::Exempt);
                }
            }
            None => {}
        }
        if heading {
            turn = None;
        } else if let Some(label) = block.quotes.answer.as_ref().filter(|l| form.is_label(l)) {
            // A single letter names nobody.
            let named = label.text.chars().nth(1).is_some();
            let label = named.then(|| Placed::at(start, label));
            say(desk, first..at, label);
            let again = form.comes_again(&block.quotes);
            turn = again.then_some((label, PARAGRAPHS));
        } else if form.is_question(&block.quotes) {
            turn = Some((None, PARAGRAPHS));
        } else if block.kind == BlockKind::Paragraph
            && let Some((who, left)) = &mut turn
        {
            say(desk, first..at, *who);
            *left -= 1;
            turn = turn.filter(|(_, left)| *left > 0);
        }
    }
}

/// Exempts `quotes` and gives those that no words of their own attribute to `who`.
fn say(desk: &mut Desk, quotes: std::ops::Range<usize>, who: Option<Placed>) {
    let speaker = who.map(|w| desk.speaker(w));
    for quote in &mut desk.quotes[quotes] {
        quote.kind = Kind::Exempt;
        if attribution(quote.sieve) != Attribution::Explicit {
            quote.sieve = Sieve::Label;
            quote.speaker = speaker.clone();
        }
    }
}

/// How the whole draft is written.
struct Form {
    ways: Ways,
    /// How often each label stands.
    labels: FxHashMap<Arc<str>, u32>,
}

impl Form {
    fn of<'a>(blocks: impl Iterator<Item = &'a Local>, ways: Ways) -> Self {
        let mut labels: FxHashMap<Arc<str>, u32> = FxHashMap::default();
        for label in blocks.filter_map(|b| b.answer.as_ref()) {
            *labels.entry(label.text.clone()).or_default() += 1;
        }
        Form { ways, labels }
    }

    /// Whether `label` is one: there are others, and `A.` is no initial.
    fn is_label(&self, label: &Said) -> bool {
        self.ways.has_labels() && (&*label.text != "A" || self.labels.contains_key("Q"))
    }

    fn comes_again(&self, block: &Local) -> bool {
        let label = block.answer.as_ref();
        label.is_some_and(|l| self.labels.get(&l.text).is_some_and(|n| *n > 1))
    }

    fn is_question(&self, block: &Local) -> bool {
        match block.question {
            Some(Question::Bold) => self.ways.asks_in_bold(),
            Some(Question::Plain) => self.ways.asks_plainly(),
            None => false,
        }
    }
}
