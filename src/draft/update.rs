//! What an edit changes of facts and findings, worked out without most of the draft.
//!
//! Most edits leave most facts as they are. Of the names only those are settled again that have to do with a mention
//! that came or went. Quotations are settled again where the edit can be felt. Rules are asked again for what has
//! changed, and their other findings only move. Whatever does not fit is left to the analysis of the whole draft: what
//! comes out is the same.

use super::chunks::{Changed, Chunks};
use super::named::{self, Named};
use super::{Analysis, Draft, Moves};
use crate::facts::names::{Kind, pool::Pool};
use crate::facts::quotes::{self, part};
use crate::facts::{ChunkFacts, Facts, Heading, Move, Moved, images};
use crate::finding::Finding;
use crate::language::Pack;
use crate::markup::BlockKind;
use crate::rules::{self, Context, FAULT, Family, Reach, Rule, is_suppressing};
use crate::text::Span;
use std::ops::Range;
use std::sync::Arc;

/// What is kept of the draft-wide passes so that a change needs none of them.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub quotes: part::Kept,
    pub pool: Pool,
}

impl Kept {
    /// Of a draft whose chunks have been read and whose facts are these.
    pub fn of(chunks: &Chunks, facts: &Facts) -> Self {
        let placed = chunks.placed();
        Kept {
            quotes: part::Kept::of(&placed, &facts.names, chunks.pack()),
            pool: Pool::of(placed.iter().map(|(_, c)| *c), chunks.pack()),
        }
    }
}

impl Moved for Kept {
    fn moved(&mut self, by: Move) {
        self.quotes.moved(by);
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

/// What rules are to look at again.
#[derive(Default)]
struct Again {
    /// Quotations, and what else marks stand for in these blocks.
    quotes: Option<Range<usize>>,
    blocks: Range<usize>,
    names: Option<Named>,
    /// People were named or are named no longer.
    people: bool,
    /// Findings that are taken out; whether some of rules about quotations in what was edited.
    gone: Vec<Finding>,
    dropped: bool,
}

impl Draft {
    /// Takes in what `changed` tells; `None`, with facts and findings spoilt, if the whole draft must be settled.
    pub(super) fn update(&mut self, changed: &Changed, lines: bool) -> Option<()> {
        self.follow();
        let mut kept = self.kept.take()?;
        let pack = self.chunks.pack();
        let analysis = Arc::make_mut(&mut self.analysis);
        let facts = &mut analysis.facts;
        let edited = Edited::of(&self.chunks, changed, facts)?;
        let is_whole = !self.settings.ignores.is_empty()
            || changed.first == 0 && self.settings.credits.expected
            || facts.comments.iter().any(|c| is_suppressing(&c.text))
            || !facts.faults.is_empty()
            || analysis.findings.iter().any(|f| f.rule == FAULT);
        if is_whole {
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
        facts.moved(changed.by);
        kept.moved(changed.by);
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
        self.kept = Some(kept);
        let same = self.ask_again(&mut again)?;
        if same && self.moves.len() < super::MOVES {
            let by = changed.by;
            self.moves.push(Moves { by, lines });
            self.followed = self.moves.len();
        } else {
            self.renew();
        }
        Some(())
    }

    /// Has rules look at what has changed; whether they find what they found.
    fn ask_again(&mut self, again: &mut Again) -> Option<bool> {
        let analysis = Arc::make_mut(&mut self.analysis);
        let Analysis {
            facts, findings, ..
        } = analysis;
        let check = |facts: &Facts, which: &dyn Fn(&Rule) -> bool| {
            let context = Context {
                facts,
                settings: &self.settings,
                source: &self.rope,
                format: self.format,
                pack: self.chunks.pack(),
                suppressions: &[],
                pictures: &self.pictures,
                elsewhere: &self.elsewhere,
            };
            rules::check_some(&context, which)
        };
        let mut new: Vec<Finding> = Vec::new();
        let names = again.names.is_some();
        if let Some(named) = again.names.take() {
            new.extend(check(&named.facts, &|r| r.reach() == Reach::Name));
        }
        // Rules that may look at everything.
        let is_wide = |rule: &Rule| match (rule.family, rule.reach()) {
            (Family::Quotes, Reach::Draft) => again.quotes.is_some() || names,
            (Family::Quotes, Reach::People) => again.people,
            (Family::Names, Reach::Draft) => names || !self.settings.names.is_empty(),
            _ => false,
        };
        let wide: Vec<&str> = rules::all()
            .filter(|r| is_wide(r))
            .map(|r| r.name)
            .collect();
        if !wide.is_empty() {
            new.extend(check(facts, &is_wide));
        }
        let is_near = |rule: &Rule| match rule.reach() {
            Reach::Near => true,
            Reach::People => !again.people,
            _ => false,
        };
        let mut here = None;
        if let Some(range) = &again.quotes {
            let (part, blocks) = around(facts, range.clone(), again.blocks.clone());
            let spans = facts.blocks[blocks].iter().map(|(span, _)| *span);
            let place = spans.reduce(Span::joined).unwrap_or_default();
            here = Some(place);
            let strays = facts.strays.iter().copied();
            let mut some = Facts {
                quotes: facts.quotes[part].to_vec(),
                strays: strays.filter(|s| place.covers(s.span)).collect(),
                ..Facts::default()
            };
            // These rules may look at names and blocks: lent, not copied.
            std::mem::swap(&mut some.names, &mut facts.names);
            std::mem::swap(&mut some.blocks, &mut facts.blocks);
            let near = check(&some, &is_near).into_iter();
            std::mem::swap(&mut some.names, &mut facts.names);
            std::mem::swap(&mut some.blocks, &mut facts.blocks);
            new.extend(near.filter(|f| f.rule == FAULT || starts_in(f, place)));
        }
        if new.iter().any(|f| f.rule == FAULT) {
            return None;
        }
        let gone = findings.extract_if(.., |finding| {
            wide.contains(&finding.rule)
                || here.is_some_and(|place| starts_in(finding, place))
                    && rules::by_name(finding.rule).is_some_and(is_near)
        });
        again.gone.extend(gone);
        let order = |a: &Finding, b: &Finding| (a.span, a.rule).cmp(&(b.span, b.rule));
        again.gone.sort_by(order);
        new.sort_by(order);
        let same = again.gone == new;
        findings.append(&mut new);
        findings.sort_by(order);
        Some(same)
    }
}

fn starts_in(finding: &Finding, place: Span) -> bool {
    (place.start..place.end).contains(&finding.span.start)
}

/// The quotations that rules must see to judge those of `range` and of the blocks `edited`, and the blocks whose
/// findings may differ.
fn around(
    facts: &Facts,
    range: Range<usize>,
    edited: Range<usize>,
) -> (Range<usize>, Range<usize>) {
    let quotes = &facts.quotes;
    let block = |i: usize| quotes[i].block as usize;
    let in_blocks = |b: &Range<usize>| {
        let at = |b: usize| quotes.partition_point(|q| (q.block as usize) < b);
        at(b.start)..at(b.end)
    };
    // One more on either side has these beside it; and one more yet is to be seen.
    let widen = |range: Range<usize>, blocks: Range<usize>| {
        let from = range.start.saturating_sub(1);
        let to = (range.end + 1).min(quotes.len());
        if from >= to {
            return blocks;
        }
        blocks.start.min(block(from))..blocks.end.max(block(to - 1) + 1)
    };
    let blocks = widen(range, edited);
    let seen = widen(in_blocks(&blocks), blocks.clone());
    (in_blocks(&seen), blocks)
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

    /// Takes out the findings about quotations in the chunks and about names that are settled again.
    fn forget(
        &self,
        findings: &mut Vec<Finding>,
        names: Option<&named::Family>,
        again: &mut Again,
    ) {
        let mut dropped = false;
        let gone = findings.extract_if(.., |finding| {
            let reach = || rules::by_name(finding.rule).map(Rule::reach);
            if self.held(finding.span) && matches!(reach(), Some(Reach::Near | Reach::People)) {
                dropped = true;
                return true;
            }
            names.is_some_and(|family| family.speaks_of(finding.span))
                && reach() == Some(Reach::Name)
        });
        again.gone.extend(gone);
        again.dropped = dropped;
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
        let level = |kind: BlockKind| match kind {
            BlockKind::Title => Some(0),
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        let headings = said().filter(|(_, b)| level(b.kind).is_some()).count();
        let first = facts
            .headings
            .partition_point(|h| h.span.from() < self.start);
        let new = now().filter_map(|(start, b)| {
            Some(Heading {
                level: level(b.kind)?,
                span: b.span.shifted(start),
                text: b.heading.clone(),
            })
        });
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
            let own = of_blocks(facts, self.block..self.block + self.had);
            let behind = own.start;
            let own: Vec<_> = facts.quotes.drain(own).collect();
            for quote in &mut facts.quotes[behind..] {
                quote.block = quote.block - self.had as u32 + self.has as u32;
            }
            let blocks = part.blocks.start as usize..part.blocks.end as usize;
            let old = of_blocks(facts, blocks);
            let quotes = &facts.quotes;
            let before = quotes[old.start..behind].iter().chain(&own);
            let before: Vec<_> = before.chain(&quotes[behind..old.end]).collect();
            let now = &part.quotes;
            let first = before
                .iter()
                .zip(now)
                .take_while(|(a, b)| **a == *b)
                .count();
            let rest = before.len().min(now.len()) - first;
            let last = before.iter().rev().zip(now.iter().rev()).take(rest);
            let last = last.take_while(|(a, b)| **a == *b).count();
            if before.len() != now.len() || first < now.len() {
                changed = Some(old.start + first..old.start + now.len() - last);
            }
            facts.quotes.splice(old, part.quotes);
            // A name that is gone speaks nowhere else.
            let is_lost = |q: &quotes::Quote| {
                let speaker = q.speaker.as_ref();
                speaker.is_some_and(|s| s.person == Some(named::GONE))
            };
            if again.names.is_some() && facts.quotes.iter().any(is_lost) {
                return None;
            }
        }
        let own = of_blocks(facts, self.block..self.block + self.has);
        again.quotes = match changed {
            Some(range) if own.is_empty() => Some(range),
            Some(range) => Some(own.start.min(range.start)..own.end.max(range.end)),
            None => (!silent).then_some(own),
        };
        Some(())
    }
}
