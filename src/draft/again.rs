//! Rules asked again after an edit, for what has changed; their other findings stay.

use super::named::{Family, Named};
use super::update::Edited;
use super::{Analysis, Draft};
use crate::facts::Facts;
use crate::facts::quotes::Quote;
use crate::finding::Finding;
use crate::rules::quotes::{is_present, tells_tense};
use crate::rules::{self, Context, FAULT, Reach, Rule};
use crate::text::Span;
use std::ops::Range;
use std::sync::Arc;

/// What rules are to look at again.
#[derive(Default)]
pub(super) struct Again {
    /// Quotations, and what else marks stand for in these blocks.
    pub quotes: Option<Range<usize>>,
    pub blocks: Range<usize>,
    /// Where the speakers of changed quotations stand, of before and of now.
    pub speakers: Option<Span>,
    pub names: Option<Named>,
    /// People were named or are named no longer.
    pub people: bool,
    /// Findings that are taken out; whether some of rules about quotations in what was edited.
    pub gone: Vec<Finding>,
    pub dropped: bool,
}

impl Draft {
    /// Has rules look at what has changed; whether they find what they found.
    pub(super) fn ask_again(&mut self, again: &mut Again) -> Option<bool> {
        let analysis = Arc::make_mut(&mut self.analysis);
        let Analysis {
            facts, findings, ..
        } = analysis;
        let facts = &*facts;
        // In which tense fixes are worded.
        let first = again.quotes.as_ref().map(|quotes| quotes.start);
        if let Some(kept) = &mut self.kept
            && first.is_some_and(|first| tells_tense(facts, first))
        {
            let present = is_present(facts, &self.rope, self.chunks.pack());
            again.people |= kept.present != present;
            kept.present = present;
        }
        let mentions = self.kept.as_ref().map(|k| &k.quotes.mentions[..]);
        let check = |some: &Facts, which: &dyn Fn(&Rule) -> bool| {
            let context = Context {
                facts: some,
                whole: facts,
                mentions,
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
            (rules::Family::Quotes, Reach::Draft) => again.quotes.is_some() || names,
            (rules::Family::Quotes, Reach::People) => again.people,
            (rules::Family::Names, Reach::Draft) => names || !self.settings.names.is_empty(),
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
            let edited = again.blocks.clone();
            let (part, place) = around(facts, range.clone(), edited, again.speakers);
            let part = with_told(&facts.quotes, part, place);
            here = Some(place);
            let strays = facts.strays.iter().filter(|s| place.covers(s.span));
            let some = Facts {
                quotes: facts.quotes[part].to_vec(),
                strays: strays.copied().collect(),
                ..Facts::default()
            };
            let near = check(&some, &is_near).into_iter();
            new.extend(near.filter(|f| f.rule == FAULT || starts_in(f.span, place)));
        }
        if new.iter().any(|f| f.rule == FAULT) {
            return None;
        }
        let gone = findings.extract_if(.., |finding| {
            wide.contains(&finding.rule)
                || here.is_some_and(|place| starts_in(finding.span, place))
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

fn starts_in(span: Span, place: Span) -> bool {
    (place.start..place.end).contains(&span.start)
}

/// The quotations that rules must see to judge those of `range` and of the blocks `edited`, and where findings may
/// differ: `speakers` stand, or stood, there too.
fn around(
    facts: &Facts,
    range: Range<usize>,
    edited: Range<usize>,
    speakers: Option<Span>,
) -> (Range<usize>, Span) {
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
    let mut blocks = widen(range, edited);
    if let Some(speakers) = speakers {
        let mut all = facts.blocks.iter();
        let first = all.position(|(span, _)| span.end > speakers.start);
        let mut last = facts.blocks.iter();
        let last = last.rposition(|(span, _)| span.start < speakers.end);
        blocks.start = blocks.start.min(first.unwrap_or(usize::MAX));
        blocks.end = blocks.end.max(last.map_or(0, |i| i + 1));
    }
    // The block behind a quotation may go on with it.
    blocks.end = (blocks.end + 1).min(facts.blocks.len());
    let place = place(facts, &mut blocks);
    let seen = widen(in_blocks(&blocks), blocks.clone());
    (in_blocks(&seen), place)
}

/// Where the blocks stand, with those beside them that stand there too: a heading in the midst of a paragraph, say.
fn place(facts: &Facts, blocks: &mut Range<usize>) -> Span {
    let all = &facts.blocks;
    let spans = all[blocks.clone()].iter().map(|(span, _)| *span);
    let mut place = spans.reduce(Span::joined).unwrap_or_default();
    loop {
        let before = all[..blocks.start].last();
        let behind = all.get(blocks.end);
        if let Some((span, _)) = before.filter(|(span, _)| span.end > place.start) {
            blocks.start -= 1;
            place = place.joined(*span);
        } else if let Some((span, _)) = behind.filter(|(span, _)| span.start < place.end) {
            blocks.end += 1;
            place = place.joined(*span);
        } else {
            return place;
        }
    }
}

/// The quotations `part` with those whose cue or speaker begins in `place`, and one more on either side: findings stand
/// at those words, too.
fn with_told(quotes: &[Quote], part: Range<usize>, place: Span) -> Range<usize> {
    let here = |span: Option<Span>| span.is_some_and(|s| starts_in(s, place));
    let told = |q: &Quote| here(q.cue) || here(q.speaker.as_ref().and_then(|s| s.span));
    let Some(first) = quotes.iter().position(told) else {
        return part;
    };
    let last = quotes.iter().rposition(told).unwrap_or(first);
    part.start.min(first.saturating_sub(1))..part.end.max((last + 2).min(quotes.len()))
}

impl Edited<'_> {
    /// Takes out the findings about quotations in the chunks and about names that are settled again.
    pub fn forget(&self, findings: &mut Vec<Finding>, names: Option<&Family>, again: &mut Again) {
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
}
