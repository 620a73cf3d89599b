//! What an edit changes of facts and findings, worked out without most of the draft.
//!
//! Most edits leave most facts as they are. Of the names only those are settled again that have to do with a mention
//! that came or went. Quotations are settled again where the edit can be felt. Rules are asked again for what has
//! changed, and their other findings only move. Whatever does not fit is left to the analysis of the whole draft: what
//! comes out is the same.

use super::again::Again;
use super::chunks::{Changed, Chunks};
use super::named::{self, Named};
use super::{Analysis, Draft, Moves};
use crate::facts::names::{Kind, pool::Pool};
use crate::facts::quotes::{self, part};
use crate::facts::{ChunkFacts, Facts, Moved, images};
use crate::language::Pack;
use crate::rules::quotes::is_present;
use crate::rules::{FAULT, is_suppressing};
use crate::text::Span;
use ropey::Rope;
use std::ops::Range;
use std::sync::Arc;

/// What is kept of the draft-wide passes so that a change needs none of them.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub quotes: part::Kept,
    pub pool: Pool,
    /// Most attributions are in the present tense.
    pub present: bool,
}

impl Kept {
    /// Of a draft whose chunks have been read and whose facts are these; `None` if every change must be settled in the
    /// whole.
    pub fn of(chunks: &Chunks, facts: &Facts, source: &Rope) -> Option<Self> {
        let placed = chunks.placed();
        Some(Kept {
            quotes: part::Kept::of(&placed, &facts.names, chunks.pack())?,
            pool: Pool::of(placed.iter().map(|(_, c)| *c), chunks.pack()),
            present: is_present(facts, source, chunks.pack()),
        })
    }
}

/// The chunks that were edited.
pub(super) struct Edited<'a> {
    pub chunks: &'a Chunks,
    pub changed: &'a Changed,
    /// First byte.
    pub start: usize,
    /// What they say now, each with its first byte.
    pub now: Vec<(usize, &'a ChunkFacts)>,
    /// Index in the draft of their first block; how many they had and have.
    block: usize,
    had: usize,
    has: usize,
    /// Their blocks are what they were, in number, kind and whether a caption may be so long.
    alike: bool,
}

impl Draft {
    /// Whether findings are let stand, or are missing.
    pub(super) fn is_tangled(&self) -> bool {
        let Analysis {
            facts, findings, ..
        } = &*self.analysis;
        !self.settings.ignores.is_empty()
            || facts.comments.iter().any(|c| is_suppressing(&c.text))
            || !facts.faults.is_empty()
            || findings.iter().any(|f| f.rule == FAULT)
    }

    /// Takes in what `changed` tells; `None`, with facts and findings spoilt, if the whole draft must be settled.
    pub(super) fn update(&mut self, changed: &Changed, lines: bool) -> Option<()> {
        self.follow();
        let mut kept = self.kept.take()?;
        let pack = self.chunks.pack();
        let analysis = Arc::make_mut(&mut self.analysis);
        let facts = &mut analysis.facts;
        let edited = Edited::of(&self.chunks, changed, facts)?;
        // A credit that is missed altogether is missed at the first block.
        if edited.block == 0 && self.settings.credits.expected {
            return None;
        }
        let mut again = Again {
            blocks: edited.block..edited.block + edited.has,
            ..Again::default()
        };
        // What is gone goes before its place does.
        let judged = edited.votes(facts, &mut kept);
        let names = named::take(&edited, facts, &mut kept, pack)?;
        edited.forget(&mut analysis.findings, names.as_ref(), &mut again);
        let floor = edited.start as u32;
        facts.moved_from(floor, changed.by);
        kept.quotes.moved_from(floor, changed.by);
        analysis.findings.as_mut_slice().moved(changed.by);
        again.gone.as_mut_slice().moved(changed.by);
        edited.place(facts);
        if let Some(family) = names {
            let (named, renumbered) = family.put(&edited, facts, &mut kept, pack)?;
            let kinds = named.kinds.iter();
            again.people = kinds.into_iter().any(|k| *k == Kind::Person);
            self.named += 1;
            edited.judge(
                facts,
                &mut kept,
                (judged, Some((&named, &renumbered))),
                pack,
            )?;
            again.names = Some(named);
        } else {
            edited.judge(facts, &mut kept, (judged, None), pack)?;
        }
        edited.quotes(facts, &mut kept, &mut again, pack)?;
        // A fix words a speaker as the draft does, be it a person or not.
        let speaks = |named: &Named| {
            let person = |q: &quotes::Quote| q.speaker.as_ref().and_then(|s| s.person);
            let mut speakers = facts.quotes.iter().filter_map(person);
            speakers.any(|n| named.own.binary_search(&n).is_ok())
        };
        again.people = again.people || again.names.as_ref().is_some_and(speaks);
        self.kept = Some(kept);
        let same = self.ask_again(&mut again)?;
        if same && self.moves.len() < super::MOVES {
            let by = changed.by;
            self.moves.push(Moves { by, lines, floor });
            self.followed = self.moves.len();
        } else {
            self.renew();
        }
        Some(())
    }
}

impl<'a> Edited<'a> {
    /// `None` if more has to do with the edit than names and quotations.
    fn of(chunks: &'a Chunks, changed: &'a Changed, facts: &Facts) -> Option<Self> {
        let range = changed.first..changed.first + changed.count;
        let now: Vec<_> = range.map(|i| chunks.at(i)).collect::<Option<_>>()?;
        let start = changed.said.first()?.0;
        let said = || changed.said.iter().map(|(_, c)| c);
        let is_plain = |chunk: &ChunkFacts| {
            let bare = |b: &crate::facts::BlockFacts| b.credits == images::Local::default();
            chunk.images.is_empty()
                && chunk.comments.is_empty()
                && chunk.definitions.is_empty()
                && chunk.faults.is_empty()
                && chunk.blocks.iter().all(bare)
        };
        let in_order = |chunk: &ChunkFacts| chunk.blocks.iter().map(|b| b.span.start).is_sorted();
        let plain = said().all(is_plain)
            && now.iter().all(|(_, c)| is_plain(c) && in_order(c))
            && changed.by.from as usize > start;
        if !plain {
            return None;
        }
        let shape = |chunk: &'a ChunkFacts| {
            let blocks = chunk.blocks.iter();
            blocks.map(|b| (b.kind, b.group, b.credits.long))
        };
        let alike = changed.said.len() == changed.count
            && said()
                .flat_map(shape)
                .eq(now.iter().flat_map(|(_, c)| shape(c)));
        // Blocks behind a picture may be its caption, or keep it from having one.
        let before = changed.first.saturating_sub(images::FAR)..changed.first;
        let mut pictures = before.filter_map(|i| chunks.at(i));
        if !alike && pictures.any(|(_, c)| !c.images.is_empty()) {
            return None;
        }
        Some(Edited {
            chunks,
            changed,
            start,
            block: facts.blocks.partition_point(|(s, _)| s.from() < start),
            had: said().map(|c| c.blocks.len()).sum(),
            has: now.iter().map(|(_, c)| c.blocks.len()).sum(),
            now,
            alike,
        })
    }

    /// The bytes that the chunks had before the edit.
    pub fn old(&self) -> Span {
        Span::new(self.start, self.changed.ended)
    }

    /// Whether the span, as it was before the edit, stands in the chunks.
    pub fn held(&self, span: Span) -> bool {
        (self.start..self.changed.ended).contains(&span.from())
    }

    /// Whether the span stands in the chunks.
    pub fn holds(&self, span: Span) -> bool {
        (self.start..self.changed.ends).contains(&span.from())
    }

    /// Takes back what the chunks said of genders; the names that was said of.
    fn votes(&self, facts: &Facts, kept: &mut Kept) -> Vec<u32> {
        let mut judged = Vec::new();
        for (start, chunk) in &self.changed.said {
            judged.extend(kept.quotes.judged((*start, chunk), &facts.names));
            kept.quotes.count((*start, chunk), &facts.names, true);
        }
        judged
    }

    /// Takes in what the chunks say of genders; `None` if somebody is of another than before. `judged`: of which names,
    /// by the index that they had, it was taken back; and what has become of names.
    fn judge(
        &self,
        facts: &Facts,
        kept: &mut Kept,
        (judged, named): (Vec<u32>, Option<(&Named, &named::Numbers)>),
        pack: &'static Pack,
    ) -> Option<()> {
        let mut some: Vec<u32> = match named {
            Some((named, numbers)) => {
                let now = judged.iter().filter_map(|&n| numbers.new[n as usize]);
                now.chain(named.own.iter().copied()).collect()
            }
            None => judged,
        };
        for &(start, chunk) in &self.now {
            some.extend(kept.quotes.judged((start, chunk), &facts.names));
            kept.quotes.count((start, chunk), &facts.names, false);
        }
        let is_old = |n: u32| named.is_none_or(|(_, numbers)| numbers.old[n as usize].is_some());
        let some = some.into_iter();
        kept.quotes
            .judge(&facts.names, some, is_old, pack)
            .then_some(())
    }

    /// Places the chunks' blocks, headings and stray marks anew.
    fn place(&self, facts: &mut Facts) {
        fn all<'c>(
            chunks: impl Iterator<Item = (usize, &'c ChunkFacts)>,
        ) -> impl Iterator<Item = (usize, &'c crate::facts::BlockFacts)> {
            chunks.flat_map(|(start, c)| c.blocks.iter().map(move |b| (start, b)))
        }
        let said = || all(self.changed.said.iter().map(|(start, c)| (*start, c)));
        let now = || all(self.now.iter().copied());
        let placed = now().map(|(start, b)| (b.span.shifted(start), b.kind));
        facts
            .blocks
            .splice(self.block..self.block + self.had, placed);
        let strays = said().map(|(_, b)| b.quotes.strays.len()).sum::<usize>();
        let first = facts.strays.partition_point(|s| s.span.from() < self.start);
        let new = now().flat_map(|(start, b)| {
            let strays = b.quotes.strays.iter();
            strays.map(move |s| s.shifted(start))
        });
        facts.strays.splice(first..first + strays, new);
        let headings = said().filter_map(|(start, b)| b.as_heading(start)).count();
        let first = facts
            .headings
            .partition_point(|h| h.span.from() < self.start);
        let new = now().filter_map(|(start, b)| b.as_heading(start));
        facts.headings.splice(first..first + headings, new);
    }

    /// Whether the chunks say of quotations what they said.
    fn same_quotes(&self) -> bool {
        let ([(start, said)], [(_, now)]) = (&self.changed.said[..], &self.now[..]) else {
            return false;
        };
        let by = self.changed.by.within(*start as u32);
        let mut both = said.blocks.iter().zip(&now.blocks);
        self.alike
            && both.all(|(a, b)| {
                let mut before = a.quotes.clone();
                before.moved(by);
                before == b.quotes
            })
    }

    /// Settles the quotations around the chunks again.
    fn quotes(
        &self,
        facts: &mut Facts,
        kept: &mut Kept,
        again: &mut Again,
        pack: &'static Pack,
    ) -> Option<()> {
        let said = || self.changed.said.iter().map(|(_, c)| c);
        let now = || self.now.iter().map(|(_, c)| *c);
        let marked = |c: &ChunkFacts| {
            let marks = |q: &quotes::Local| !q.quotes.is_empty() || !q.strays.is_empty();
            c.blocks.iter().any(|b| marks(&b.quotes))
        };
        let silent = self.alike && !again.dropped && !said().any(marked) && !now().any(marked);
        if !kept.quotes.replace(said(), now(), pack) {
            return None;
        }
        let of_blocks = |facts: &Facts, blocks: Range<usize>| {
            let at = |b: usize| facts.quotes.partition_point(|q| (q.block as usize) < b);
            at(blocks.start)..at(blocks.end)
        };
        let mut changed = None;
        if again.names.is_some() || !self.same_quotes() {
            let first = self.changed.first;
            let part = kept.quotes.part(
                &|i| self.chunks.at(i),
                (first..first + self.changed.count, self.chunks.count()),
                self.block as u32,
                &facts.names,
                pack,
            )?;
            let behind = part.blocks.end as usize + self.had - self.has;
            let old = of_blocks(facts, part.blocks.start as usize..behind);
            let own = of_blocks(facts, self.block..self.block + self.had);
            for quote in &mut facts.quotes[own.end..] {
                quote.block = quote.block - self.had as u32 + self.has as u32;
            }
            let (before, now) = (&facts.quotes[old.clone()], &part.quotes);
            let first = before.iter().zip(now).take_while(|(a, b)| a == b).count();
            let rest = before.len().min(now.len()) - first;
            let last = before.iter().rev().zip(now.iter().rev()).take(rest);
            let last = last.take_while(|(a, b)| a == b).count();
            if before.len() != now.len() || first < now.len() {
                changed = Some(old.start + first..old.start + now.len() - last);
                let gone = before[first..before.len() - last].iter();
                let come = now[first..now.len() - last].iter();
                let told = |q: &'_ quotes::Quote| [q.cue, q.speaker.as_ref().and_then(|s| s.span)];
                let speakers = gone.chain(come).flat_map(told).flatten();
                again.speakers = speakers.reduce(Span::joined);
                facts.quotes.splice(old, part.quotes);
            }
            // A name that is gone speaks nowhere else.
            let is_lost = |q: &quotes::Quote| {
                let speaker = q.speaker.as_ref();
                speaker.is_some_and(|s| s.person == Some(named::GONE))
            };
            let may_be_lost = again.names.as_ref().is_some_and(|named| named.is_lost);
            if may_be_lost && facts.quotes.iter().any(is_lost) {
                return None;
            }
        }
        let own = of_blocks(facts, self.block..self.block + self.has);
        again.quotes = match changed {
            Some(range) if own.is_empty() && silent => Some(range),
            Some(range) => Some(own.start.min(range.start)..own.end.max(range.end)),
            None => (!silent).then_some(own),
        };
        Some(())
    }
}
