//! What only the whole draft can tell of its quotations.

mod people;
mod ways;
mod who;

pub use people::{People, by_place};
pub use ways::Ways;
pub use who::Placed;
use who::Spoken;

use super::gender::Genders;
use super::interview;
use super::{Attribution, Kind, LocalQuote, Quote, Sieve, Subject};
use crate::facts::names::Name;
use crate::facts::{BlockFacts, ChunkFacts};
use crate::language::Pack;
use crate::markup::BlockKind;
use crate::text::Span;
use std::borrow::Cow;

/// Settles the speakers over the whole draft. `mentions`: those of the names, as [`by_place`] tells them.
pub fn resolve(
    chunks: &[(usize, &ChunkFacts)],
    names: &[Name],
    mentions: Vec<(Span, u32)>,
    pack: &'static Pack,
) -> Vec<Quote> {
    let mut blocks = chunks.iter().flat_map(|(_, c)| &c.blocks);
    if blocks.all(|b| b.quotes.quotes.is_empty()) {
        return Vec::new();
    }
    let part = Part {
        chunks,
        from: 0,
        block: 0,
    };
    let ways = Ways::of(chunks.iter().map(|(_, c)| *c));
    let genders = Genders::of_draft(chunks);
    let people = People::at(names, Cow::Owned(mentions));
    settle(&part, ways, people, genders, pack)
}

/// Some chunks in a row, each with its first byte.
pub(super) struct Part<'a> {
    pub chunks: &'a [(usize, &'a ChunkFacts)],
    /// Those before this one only tell what was said before.
    pub from: usize,
    /// Index in the draft of the first block.
    pub block: u32,
}

/// Settles the quotations of a part of the draft.
pub(super) fn settle<'a>(
    part: &Part<'a>,
    ways: Ways,
    people: People<'a>,
    genders: Genders<'a>,
    pack: &'static Pack,
) -> Vec<Quote> {
    let blocks = part.chunks.iter().flat_map(|(_, c)| &c.blocks);
    let mut desk = Desk {
        people,
        genders,
        pack,
        quotes: Vec::with_capacity(blocks.map(|b| b.quotes.quotes.len()).sum()),
        spoken_of: Vec::new(),
        before: Before::default(),
        block_quote: None,
    };
    let single = ways.single(pack);
    let mut index = part.block;
    let mut first = 0;
    for (n, (start, chunk)) in part.chunks.iter().enumerate() {
        if n == part.from {
            first = desk.quotes.len();
        }
        for block in &chunk.blocks {
            desk.block(*start, block, index, single);
            index += 1;
        }
    }
    desk.settle_open(false);
    if ways.forms() {
        interview::exempt(&mut desk, part.chunks, ways);
    }
    let mut quotes = desk.quotes;
    quotes.drain(..first);
    for quote in &mut quotes {
        quote.attribution = attribution(quote.sieve);
    }
    quotes
}

pub fn attribution(sieve: Sieve) -> Attribution {
    match sieve {
        Sieve::Label | Sieve::Tag | Sieve::Cue | Sieve::UnknownVerb | Sieve::Colon => {
            Attribution::Explicit
        }
        Sieve::Split | Sieve::Running | Sieve::Neighbour => Attribution::Inherited,
        Sieve::Near => Attribution::LeadIn,
        Sieve::None => Attribution::None,
    }
}

/// What stood before a block.
#[derive(Default)]
struct Before<'a> {
    /// The last quotation, if its paragraph stands right before, and whether that one runs on.
    quote: Option<usize>,
    /// Who the last sentence was about, and the first byte of its chunk.
    subject: Option<(&'a Subject, usize)>,
    lead: Option<Option<Placed<'a>>>,
    /// The block quote it belongs to, however it is quoted: its chunk’s first byte and its number there.
    group: Option<(usize, u32)>,
    /// It is a paragraph of this block quote, whose first quotation is that.
    block_quote: Option<((usize, u32), usize)>,
}

/// How many of those the draft has just spoken of a pronoun may mean.
pub(super) const SALIENT: usize = 16;

pub struct Desk<'a> {
    people: People<'a>,
    genders: Genders<'a>,
    pack: &'static Pack,
    pub quotes: Vec<Quote>,
    /// The subjects and speakers so far, the latest last.
    spoken_of: Vec<Spoken<'a>>,
    before: Before<'a>,
    /// The block quote that the block at hand belongs to: its chunk’s first byte and its number there.
    block_quote: Option<(usize, u32)>,
}

impl<'a> Desk<'a> {
    fn block(&mut self, start: usize, block: &'a BlockFacts, index: u32, single: bool) {
        if let (BlockKind::Citation, Some(label)) = (block.kind, &block.quotes.label) {
            self.label(Placed::at(start, label));
            return;
        }
        if matches!(
            block.kind,
            BlockKind::Alt | BlockKind::Caption | BlockKind::Links | BlockKind::Citation
        ) {
            for local in block.quotes.quotes.iter().filter(|q| counts(q, single)) {
                self.quote(start, local, index);
            }
            return;
        }
        if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title) {
            for local in &block.quotes.quotes {
                self.quote(start, local, index);
            }
            self.settle_open(false);
            self.before = Before::default();
            return;
        }
        let local = &block.quotes;
        self.block_quote = local.block_quote.map(|group| (start, group));
        // The last line of a block quote names who said that one.
        let own = block.kind != BlockKind::BlockQuote
            || block.group.is_none()
            || block.group.map(|group| (start, group)) == self.before.group;
        if let Some(label) = local.label.as_ref().filter(|_| own) {
            self.label(Placed::at(start, label));
        }
        let mut subjects = local.subjects.iter().peekable();
        let first = self.quotes.len();
        for quote in local.quotes.iter().filter(|q| counts(q, single)) {
            while let Some(s) = subjects.next_if(|s| s.who.span.from() < quote.span.from()) {
                self.remember(start, s);
            }
            self.quote(start, quote, index);
            let at = self.quotes.len() - 1;
            if self.quotes[at].sieve == Sieve::None || quote.opens {
                self.inherit(at, quote, at == first);
            }
            self.quotes[at].runs_on = !quote.closed && quote.ends;
        }
        subjects.for_each(|s| self.remember(start, s));
        self.follow_up(block, first, start);
        for quote in &mut self.quotes[first..] {
            if quote.sieve == Sieve::None && quote.speaker.is_some() {
                quote.sieve = Sieve::Near;
            }
        }
    }

    /// A block that is but a name behind a dash: the quotation before it is that person's.
    fn label(&mut self, said: Placed<'a>) {
        let Some(at) = self.before.quote else {
            return;
        };
        let speaker = self.speaker(said);
        let first = self.before.block_quote.map_or(at, |(_, first)| first);
        for quote in &mut self.quotes[first..=at] {
            if attribution(quote.sieve) != Attribution::Explicit {
                quote.speaker = Some(speaker.clone());
                quote.sieve = Sieve::Label;
                if quote.kind == Kind::Exempt && self.before.block_quote.is_some() {
                    quote.kind = Kind::Full;
                }
            }
        }
    }

    /// Keeps what the next block must know of this one.
    fn follow_up(&mut self, block: &'a BlockFacts, first: usize, start: usize) {
        let last = self.quotes.len().checked_sub(1).filter(|&q| q >= first);
        // What runs on must run on into something: the last block’s open quotation is a slip if this one opens none.
        self.settle_open(block.quotes.quotes.first().is_some_and(|q| q.opens));
        let group = self.block_quote;
        let block_quote = group.map(|group| match self.before.block_quote {
            Some((before, from)) if before == group => (group, from),
            _ => (group, first),
        });
        // A block quote that nobody is said to have spoken may be a note or a warning.
        if block_quote.is_some() {
            for quote in &mut self.quotes[first..] {
                if matches!(quote.sieve, Sieve::None | Sieve::Near | Sieve::Neighbour) {
                    quote.kind = Kind::Exempt;
                }
            }
        }
        self.before = Before {
            group: block
                .group
                .filter(|_| block.kind == BlockKind::BlockQuote)
                .map(|group| (start, group)),
            block_quote,
            quote: last,
            subject: {
                let last = block.quotes.subjects.last();
                last.filter(|s| s.speaks()).map(|s| (s, start))
            },
            lead: {
                let lead = block.quotes.lead.as_ref();
                lead.map(|l| l.as_ref().map(|s| Placed::at(start, s)))
            },
        };
    }

    /// Whether the quotation that was left open before runs on here.
    fn settle_open(&mut self, goes_on: bool) {
        if let Some(before) = self.before.quote {
            self.quotes[before].runs_on &= goes_on;
        }
    }

    /// A7 and A8: what the paragraph before tells of a quotation without words of its own.
    fn inherit(&mut self, at: usize, local: &LocalQuote, first: bool) {
        if !first || !local.opens {
            return;
        }
        let before = self.before.quote.map(|q| &self.quotes[q]);
        if let Some(open) = before.filter(|q| q.runs_on && !q.closed) {
            let (speaker, was_none) = (open.speaker.clone(), open.sieve == Sieve::None);
            if self.quotes[at].sieve == Sieve::None {
                self.quotes[at].sieve = if was_none {
                    Sieve::None
                } else {
                    Sieve::Running
                };
                self.quotes[at].speaker = speaker;
            } else {
                self.backward(at);
            }
            return;
        }
        if self.quotes[at].sieve != Sieve::None {
            return;
        }
        let together =
            self.block_quote.is_some() && self.before.block_quote.map(|b| b.0) == self.block_quote;
        if let Some(before) = before.filter(|_| together) {
            let (sieve, speaker) = (before.sieve, before.speaker.clone());
            self.quotes[at].sieve = match sieve {
                // Only a guess.
                Sieve::None | Sieve::Near | Sieve::Neighbour => sieve,
                _ => Sieve::Running,
            };
            self.quotes[at].speaker = speaker;
            return;
        }
        if let Some(lead) = self.before.lead {
            let speaker = lead.map(|s| self.speaker(s));
            self.quotes[at].sieve = Sieve::Running;
            self.quotes[at].speaker = speaker;
            return;
        }
        // Each of a list whose lead names nobody: `Here is what they said:`.
        let listed = before.is_some_and(|q| {
            q.sieve == Sieve::Running && q.speaker.is_none() && q.closed && local.whole
        });
        if listed {
            self.quotes[at].sieve = Sieve::Running;
            return;
        }
        let neighbour = before
            .filter(|q| q.speaker.is_some() && q.sieve != Sieve::None && q.sieve != Sieve::Near);
        if let (true, Some(quote)) = (local.whole, neighbour) {
            self.quotes[at].speaker = quote.speaker.clone();
            self.quotes[at].sieve = Sieve::Neighbour;
        } else if let Some((subject, start)) = self.before.subject
            && self.quotes[at].speaker.is_none()
        {
            let speaker = self.likely(Placed::at(start, &subject.who), subject.cue.is_some());
            self.quotes[at].speaker = speaker;
        }
    }

    /// Gives the speaker of quotation `at` to the paragraphs of a running quotation before it.
    fn backward(&mut self, at: usize) {
        let speaker = self.quotes[at].speaker.clone();
        for quote in self.quotes[..at].iter_mut().rev() {
            if !quote.runs_on
                || !matches!(quote.sieve, Sieve::None | Sieve::Split | Sieve::Neighbour)
            {
                break;
            }
            quote.sieve = Sieve::Running;
            quote.speaker = speaker.clone();
        }
    }

    fn quote(&mut self, start: usize, local: &'a LocalQuote, block: u32) {
        let speaker = match (&local.speaker, &local.likely) {
            (Some(said), _) => {
                let said = Placed::at(start, said);
                let speaker = self.speaker(said);
                self.spoken_of(said, true, false);
                Some(speaker).filter(|s| !s.name.is_empty())
            }
            (None, Some(likely)) => self.likely(Placed::at(start, likely), local.cue.is_some()),
            (None, None) => None,
        };
        self.quotes.push(Quote {
            span: local.span.shifted(start),
            content: local.content.shifted(start),
            kind: local.kind,
            attribution: Attribution::None, // settled last
            sieve: local.sieve,
            cue: local.cue.map(|c| c.shifted(start)),
            speaker,
            closed: local.closed,
            runs_on: false,
            opens: local.opens,
            ends: local.ends,
            starts: local.starts,
            words: local.words,
            sentences: local.sentences,
            altered: local.altered,
            block,
        });
    }
}

/// Whether a quotation counts in a draft whose first marks are single or not.
fn counts(quote: &LocalQuote, single: bool) -> bool {
    if single {
        !quote.in_single
    } else {
        !quote.single || quote.kind == Kind::Exempt
    }
}
