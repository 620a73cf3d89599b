//! Settles the quotations around edited chunks again, as far as the edit can be felt.
//!
//! What a block inherits comes from the paragraph before it and from the last people spoken of. So a part of the
//! draft can be settled alone if it begins and ends where nothing runs on, with enough before it to know those
//! people again, and so much behind the edit that nobody of before is among them any more. What the whole draft
//! decides is kept: in which ways it prints speech, and its people's genders.

pub use super::gender::surname;
use super::gender::{Genders, Votes, cast, gender, votes};
use super::resolve::{self, People, SALIENT, Ways, by_place, settle};
use super::{Form, Quote};
use crate::facts::names::Name;
use crate::facts::{BlockFacts, ChunkFacts, Move, Moved};
use crate::language::{Class, Pack};
use crate::markup::BlockKind;
use crate::text::Span;
use std::borrow::Cow;
use std::ops::Range;

/// Bytes behind an edit within which a name may be looked for.
const NEAR: usize = 1000;
/// A part that would take more chunks than these on one side is not worth it.
const FAR: usize = 300;

/// What the whole draft's quotations were settled by.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Mentions by place, with the index of their name.
    pub mentions: Vec<(Span, u32)>,
    ways: Ways,
    /// By index of the name.
    votes: Vec<Votes>,
    genders: Vec<Class>,
}

/// A part of a draft that is settled again.
pub struct Part {
    /// Indices of its blocks in the draft.
    pub blocks: Range<u32>,
    pub quotes: Vec<Quote>,
}

impl Kept {
    /// What is to be kept of a draft with these chunks and names; `None` if it prints speech in a way that reaches over
    /// any number of paragraphs.
    pub fn of(
        chunks: &[(usize, &ChunkFacts)],
        names: &[Name],
        pack: &'static Pack,
    ) -> Option<Self> {
        let ways = Ways::of(chunks.iter().map(|(_, c)| *c));
        if ways.forms() {
            return None;
        }
        let people = People::of(names);
        let votes = votes(chunks, &people);
        let genders = names.iter().zip(&votes);
        let genders = genders.map(|(name, votes)| gender(name, *votes, pack));
        Some(Kept {
            genders: genders.collect(),
            ways,
            mentions: by_place(names),
            votes,
        })
    }

    /// Chunks that said `old` say `new`; whether the draft still prints speech in the same ways.
    pub fn replace<'a>(
        &mut self,
        old: impl Iterator<Item = &'a ChunkFacts>,
        new: impl Iterator<Item = &'a ChunkFacts>,
        pack: &Pack,
    ) -> bool {
        let before = self.ways;
        self.ways = before.with(Ways::of(old), Ways::of(new));
        !self.ways.forms() && self.ways.single(pack) == before.single(pack)
    }

    /// Takes in what the sentences of a chunk vote for, or takes it back.
    pub fn count(&mut self, (start, chunk): (usize, &ChunkFacts), names: &[Name], is_gone: bool) {
        let shared = |last: &str| {
            let same = names.iter().filter(|n| surname(n) == Some(last));
            same.take(2).count() > 1
        };
        let people = People::at(names, Cow::Borrowed(&self.mentions));
        let votes = &mut self.votes;
        cast(start, chunk, &people, &shared, &mut |name, gender| {
            let votes = &mut votes[name as usize][gender];
            *votes = if is_gone {
                votes.saturating_sub(1)
            } else {
                *votes + 1
            };
        });
    }

    /// Index of the first mention that begins at byte `place` or behind it.
    fn mentions_from(&self, place: u32) -> usize {
        let mentions = &self.mentions;
        mentions.partition_point(|(span, _)| span.start < place)
    }

    /// Moves the places behind a replacement in the chunk that begins at byte `floor`.
    pub fn moved_from(&mut self, floor: u32, by: Move) {
        let behind = self.mentions_from(floor);
        self.mentions[behind..].moved(by);
    }

    /// Takes out the mentions of some names, by index, that begin in the bytes `place`.
    pub fn forget(&mut self, place: Span, names: &[bool]) {
        let within = self.mentions_from(place.start)..self.mentions_from(place.end);
        let some = self
            .mentions
            .extract_if(within, |(_, n)| names[*n as usize]);
        some.for_each(drop);
    }

    /// Names have other indices: those that they have by those that they had, and the other way round. `here`: mentions
    /// that are new, all in the bytes `place`.
    pub fn renumber(
        &mut self,
        (new, old): (&[Option<u32>], &[Option<u32>]),
        here: impl Iterator<Item = (Span, u32)>,
        place: Span,
    ) {
        // Nobody who is gone is mentioned outside.
        let is_moved = |(before, now): (u32, &Option<u32>)| now.is_some_and(|n| n != before);
        if (0..).zip(new).any(is_moved) {
            for (_, name) in &mut self.mentions {
                *name = new[*name as usize].unwrap_or(*name);
            }
        }
        let first = self.mentions_from(place.start);
        let behind = self.mentions_from(place.end);
        let count = self.mentions.len();
        self.mentions.splice(behind..behind, here);
        let end = behind + self.mentions.len() - count;
        self.mentions[first..end].sort_unstable();
        let before = |i: &Option<u32>| i.map(|i| i as usize);
        let votes = old
            .iter()
            .map(|i| before(i).map_or([0; 2], |i| self.votes[i]));
        self.votes = votes.collect();
        let genders = old.iter();
        let genders = genders.map(|i| before(i).map_or(Class::empty(), |i| self.genders[i]));
        self.genders = genders.collect();
    }

    /// Works the genders of some names out again; whether those of before (`old`, as for [`Kept::renumber`]) are of the
    /// gender that they were of.
    pub fn judge(
        &mut self,
        names: &[Name],
        some: impl Iterator<Item = u32>,
        is_old: impl Fn(u32) -> bool,
        pack: &'static Pack,
    ) -> bool {
        for name in some {
            let i = name as usize;
            let now = gender(&names[i], self.votes[i], pack);
            if is_old(name) && now != self.genders[i] {
                return false;
            }
            self.genders[i] = now;
        }
        true
    }

    /// The names that the sentences of a chunk vote for.
    pub fn judged(&self, (start, chunk): (usize, &ChunkFacts), names: &[Name]) -> Vec<u32> {
        let people = People::at(names, Cow::Borrowed(&self.mentions));
        let mut judged = Vec::new();
        cast(start, chunk, &people, &|_| false, &mut |name, _| {
            judged.push(name);
        });
        judged
    }

    /// Settles the part around the chunks `touched` of `count`; `None` if it would be too large. `block`: the index in
    /// the draft of the first block of those.
    pub fn part<'a>(
        &self,
        chunk: &dyn Fn(usize) -> Option<(usize, &'a ChunkFacts)>,
        (touched, count): (Range<usize>, usize),
        block: u32,
        names: &[Name],
        pack: &'static Pack,
    ) -> Option<Part> {
        let facts = |i: usize| chunk(i).map(|(_, facts)| facts);
        let clean = |i: usize| {
            i == 0
                || i == count
                || matches!((facts(i - 1), facts(i)), (Some(a), Some(b)) if is_clean(a, b))
        };
        let from = (touched.start.saturating_sub(FAR)..=touched.start)
            .rev()
            .find(|&i| clean(i))?;
        let mut warm = from;
        let mut known = 0;
        while warm > 0 && (known < SALIENT || !clean(warm)) {
            warm -= 1;
            known += people(facts(warm)?);
            if from - warm > FAR {
                return None;
            }
        }
        let mut to = touched.end;
        let end = chunk(to).map_or(0, |(start, _)| start);
        let mut known = 0;
        while to < count && (known < SALIENT || chunk(to)?.0 < end + NEAR || !clean(to)) {
            known += people(facts(to)?);
            to += 1;
            if to - touched.end > FAR {
                return None;
            }
        }
        let chunks = (warm..to).map(chunk).collect::<Option<Vec<_>>>()?;
        let blocks = |part: &[(usize, &ChunkFacts)]| -> u32 {
            part.iter().map(|(_, c)| c.blocks.len() as u32).sum()
        };
        let first = block - blocks(&chunks[..touched.start - warm]);
        let core = first + blocks(&chunks[..from - warm]);
        let part = resolve::Part {
            chunks: &chunks,
            from: from - warm,
            block: first,
        };
        let people = People::at(names, Cow::Borrowed(&self.mentions));
        let genders = Genders::known(self.genders.clone());
        Some(Part {
            blocks: core..first + blocks(&chunks),
            quotes: settle(&part, self.ways, people, genders, pack),
        })
    }
}

/// Whether nothing runs on from a chunk into the next.
fn is_clean(before: &ChunkFacts, behind: &ChunkFacts) -> bool {
    let (Some(last), Some(first)) = (before.blocks.last(), behind.blocks.first()) else {
        return false;
    };
    if matches!(last.kind, BlockKind::Heading(_) | BlockKind::Title) {
        return true;
    }
    let silent = |block: &BlockFacts| {
        let quotes = &block.quotes;
        is_told(block.kind)
            && quotes.quotes.is_empty()
            && quotes.lead.is_none()
            && quotes.block_quote.is_none()
            && quotes.label.is_none()
    };
    silent(last) && silent(first)
}

/// At least so many people are spoken of.
fn people(chunk: &ChunkFacts) -> usize {
    let told = chunk.blocks.iter().filter(|b| is_told(b.kind));
    let subjects = told.flat_map(|b| &b.quotes.subjects);
    subjects.filter(|s| s.who.form == Form::Name).count()
}

/// Whether a block of that kind is part of what the draft tells from beginning to end.
fn is_told(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::TableCell | BlockKind::Standfirst
    )
}
