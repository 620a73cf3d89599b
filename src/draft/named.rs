//! The names that an edit has to do with, taken out of the facts of a draft and put in again as they now are.

use super::update::{Edited, Kept};
use crate::facts::names::{Kind, Mention, Name, Variant, pool};
use crate::facts::quotes::part::surname;
use crate::facts::{ChunkFacts, Facts, Moved};
use crate::language::Pack;
use crate::text::Span;
use std::sync::Arc;

/// The index of a name that is gone.
pub(super) const GONE: u32 = u32::MAX;

/// Names that are settled again, as they were.
pub(super) struct Family {
    spellings: pool::Family,
    /// With the index that each had.
    names: Vec<(u32, Name)>,
    /// By that index, of all names.
    is_family: Vec<bool>,
    /// Where mentions that name nobody for certain stand outside what was edited.
    loose: Vec<Span>,
    /// Where all mentions and their titles stood before the edit, in order.
    places: Vec<Span>,
}

/// Names that were settled again, as they are.
pub(super) struct Named {
    /// These names and nothing else.
    pub facts: Facts,
    /// Their indices in the draft, in order.
    pub own: Vec<u32>,
    /// What they name, before and now.
    pub kinds: Vec<Kind>,
    /// Somebody who is gone was a speaker: in the facts, [`GONE`].
    pub is_lost: bool,
}

/// The indices of names: those that they have by those that they had, and the other way round.
pub(super) struct Numbers {
    pub new: Vec<Option<u32>>,
    pub old: Vec<Option<u32>>,
}

/// Takes out of the facts, which are those of before the edit, the names that have to do with mentions that came or
/// went: `Some(None)` if there are none, `None` if that cannot be told.
#[allow(clippy::option_option)]
pub(super) fn take(
    edited: &Edited<'_>,
    facts: &mut Facts,
    kept: &mut Kept,
    pack: &'static Pack,
) -> Option<Option<Family>> {
    let mentions = |(start, chunk): (usize, &ChunkFacts)| -> Vec<Mention> {
        let all = chunk.blocks.iter().flat_map(|b| &b.names.mentions);
        all.map(|m| m.shifted(start)).collect()
    };
    let said = edited.changed.said.iter().map(|(start, c)| (*start, c));
    let by = edited.changed.by;
    let mut old: Vec<Mention> = said.flat_map(mentions).collect();
    // One that was edited is another even if it reads the same: its words may stand elsewhere in it.
    let is_edited = |m: &Mention| m.span.start < by.to && by.from < m.span.end;
    let first = old.iter().position(is_edited).unwrap_or(old.len());
    let last = old.iter().rposition(is_edited).map_or(0, |i| i + 1);
    old.as_mut_slice().moved(by);
    let new: Vec<Mention> = edited.now.iter().copied().flat_map(mentions).collect();
    let before = old[..first].iter().zip(&new);
    let before = before.take_while(|(a, b)| a == b).count();
    let (rest, new) = (&old[last.max(before)..], &new[before..]);
    let behind = rest.iter().rev().zip(new.iter().rev());
    let behind = behind.take_while(|(a, b)| a == b).count();
    let old = &old[before..];
    let (gone, come) = (&old[..old.len() - behind], &new[..new.len() - behind]);
    if gone.is_empty() && come.is_empty() {
        return Some(None);
    }
    let text = |m: &'_ Mention| m.text.clone();
    let (gone, come): (Vec<_>, Vec<_>) = (
        gone.iter().map(text).collect(),
        come.iter().map(text).collect(),
    );
    let spellings = kept.pool.replace(gone.iter(), come.iter(), pack)?;
    let is_own = |m: &Mention| spellings.contains(&m.text);
    let mut index = 0;
    let mut indices = Vec::new();
    let mut is_family = vec![false; facts.names.len()];
    let names = facts.names.extract_if(.., |name| {
        let own = name.mentions.first().is_some_and(is_own);
        if own {
            indices.push(index);
            is_family[index as usize] = true;
        }
        index += 1;
        own
    });
    let names: Vec<Name> = names.collect();
    kept.quotes.forget(edited.old(), &is_family);
    let mentions = names.iter().flat_map(|n| &n.mentions);
    let of_family = mentions.flat_map(|m| [Some(m.span), m.title.as_ref().map(|t| t.span)]);
    let mut places: Vec<Span> = of_family.flatten().collect();
    let mut loose = Vec::new();
    for mention in facts.loose.extract_if(.., |m| is_own(m)) {
        places.extend(mention.title.as_ref().map(|t| t.span));
        places.push(mention.span);
        if !edited.held(mention.span) {
            loose.push(mention.span);
        }
    }
    places.sort();
    let family = Family {
        names: indices.into_iter().zip(names).collect(),
        is_family,
        spellings,
        loose,
        places,
    };
    let of_family = |at: &Span| family.speaks_of(*at);
    facts
        .variants
        .retain(|v| !v.places.iter().any(|p| of_family(&p.span)));
    Some(Some(family))
}

impl Family {
    /// Whether the span, as it was before the edit, begins in a mention or its title.
    pub fn speaks_of(&self, span: Span) -> bool {
        let behind = self.places.partition_point(|p| p.start <= span.start);
        // A mention may stand in another one's title.
        let mut near = self.places[..behind].iter().rev().take(3);
        near.any(|p| span.start < p.end)
    }

    /// Settles the names as they are after the edit and puts them into the facts, which have moved. `None` if other
    /// mentions than those in what was edited name somebody else than before.
    pub fn put(
        mut self,
        edited: &Edited<'_>,
        facts: &mut Facts,
        kept: &mut Kept,
        pack: &'static Pack,
    ) -> Option<(Named, Numbers)> {
        let all = self.names.iter().flat_map(|(i, name)| {
            let mentions = name.mentions.iter();
            mentions.map(move |m| (m.span, *i))
        });
        let mut outside: Vec<_> = all.filter(|(span, _)| !edited.held(*span)).collect();
        outside.as_mut_slice().moved(edited.changed.by);
        outside.sort_unstable();
        self.loose.as_mut_slice().moved(edited.changed.by);
        let mut places: Vec<usize> = outside.iter().map(|(span, _)| span.from()).collect();
        places.extend(self.loose.iter().map(|span| span.from()));
        // Of two runs in order.
        places.sort();
        let mut chunks = edited.chunks.holding(places.iter().copied());
        chunks.extend(edited.changed.first..edited.changed.first + edited.changed.count);
        chunks.sort();
        chunks.dedup();
        let chunks: Vec<_> = chunks
            .into_iter()
            .map(|i| edited.chunks.at(i))
            .collect::<Option<_>>()?;
        let in_order = |c: &ChunkFacts| pool::in_order(c.blocks.iter().map(|b| &b.names));
        if !chunks.iter().all(|(_, c)| in_order(c)) {
            return None;
        }
        let mut places = places.into_iter().peekable();
        // Where nothing was edited it is known already which mentions are of the family.
        let is_own = |at: usize, text: &Arc<str>| {
            if edited.holds(Span::at(at)) {
                return self.spellings.contains(text);
            }
            while places.next_if(|place| *place < at).is_some() {}
            places.peek() == Some(&at)
        };
        let now = pool::resolve(is_own, self.spellings.len(), &chunks, pack);
        let before = self.before(edited, &now.names, &outside)?;
        let (numbers, own) = self.merge(facts, &now.names, &before)?;
        if !now.loose.is_empty() {
            if !facts.loose.is_sorted_by_key(|m| m.span) {
                return None;
            }
            facts.loose.extend(now.loose.iter().cloned());
            facts.loose.sort_by_key(|m| m.span);
        }
        if !now.variants.is_empty() {
            facts.variants.extend(now.variants.iter().cloned());
            let place = |v: &Variant| v.places.first().map(|p| p.span);
            facts.variants.sort_by_key(place);
        }
        let mut is_lost = false;
        for speaker in facts.quotes.iter_mut().filter_map(|q| q.speaker.as_mut()) {
            if let Some(person) = &mut speaker.person {
                *person = numbers.new[*person as usize].unwrap_or(GONE);
                is_lost |= *person == GONE;
            }
        }
        let here = own.iter().flat_map(|&n| {
            let mentions = facts.names[n as usize].mentions.iter();
            mentions.map(move |m| (m.span, n))
        });
        let here = here.filter(|(span, _)| edited.holds(*span));
        let place = Span::new(edited.start, edited.changed.ends);
        kept.quotes
            .renumber((&numbers.new, &numbers.old), here, place);
        let kinds = self.names.iter().map(|(_, n)| n).chain(&now.names);
        let named = Named {
            kinds: kinds.map(|n| n.kind).collect(),
            facts: Facts {
                names: now.names,
                loose: now.loose,
                variants: now.variants,
                ..Facts::default()
            },
            own,
            is_lost,
        };
        Some((named, numbers))
    }

    /// The index that each of the names `now` had. `None` if a mention outside what was edited names another than before,
    /// or if people come or go who share a surname with others.
    fn before(
        &self,
        edited: &Edited<'_>,
        now: &[Name],
        outside: &[(Span, u32)],
    ) -> Option<Vec<Option<u32>>> {
        let place = |index: u32| self.names.binary_search_by_key(&index, |n| n.0).ok();
        let mut before: Vec<Option<usize>> = Vec::with_capacity(now.len());
        let mut is_left = vec![true; self.names.len()];
        let mut found = 0;
        for name in now {
            let here = name.mentions.iter().map(|m| m.span);
            let mut here = here.filter(|span| !edited.holds(*span)).peekable();
            let Some(first) = here.peek() else {
                before.push(None);
                continue;
            };
            let at = outside.binary_search_by_key(first, |o| o.0).ok()?;
            let old = place(outside[at].1)?;
            let there = self.names[old].1.mentions.iter().map(|m| m.span);
            let there = there.filter(|span| !edited.held(*span)).map(|mut span| {
                span.moved(edited.changed.by);
                span
            });
            // All that it names elsewhere is what it named there.
            if !there.inspect(|_| found += 1).eq(here) {
                return None;
            }
            is_left[old] = false;
            before.push(Some(old));
        }
        let same = |name: &Name, old: usize| {
            let old = &self.names[old].1;
            old.name == name.name && old.kind == name.kind
        };
        // Named in what was edited alone, then and now.
        for (name, old) in now.iter().zip(&mut before) {
            let mut left = (0..is_left.len()).filter(|i| is_left[*i]);
            if old.is_none()
                && let Some(i) = left.find(|i| same(name, *i))
            {
                *old = Some(i);
                is_left[i] = false;
            }
        }
        let mut both = now.iter().zip(&before);
        let stays = both.all(|(name, old)| old.is_none_or(|i| same(name, i)))
            && before.iter().flatten().is_sorted_by(|a, b| a < b)
            && found == outside.len();
        // Those who come and those who go.
        let new = now.iter().zip(&before).filter(|(_, old)| old.is_none());
        let new: Vec<&Name> = new.map(|(name, _)| name).collect();
        let old = self.names.iter().map(|(_, name)| name);
        let gone = old.clone().zip(&is_left).filter(|(_, left)| **left);
        let mut lone = new.iter().copied().chain(gone.map(|(name, _)| name));
        let is_shared = |name: &Name| {
            let last = surname(name);
            let all = new.iter().copied().chain(old.clone());
            last.is_some() && all.filter(|n| surname(n) == last).count() > 1
        };
        let before = before.iter().map(|old| old.map(|i| self.names[i].0));
        (stays && !lone.any(is_shared)).then(|| before.collect())
    }

    /// Puts the names `now`, each with the index that it had, among the others; the indices that they have.
    fn merge(
        &self,
        facts: &mut Facts,
        now: &[Name],
        before: &[Option<u32>],
    ) -> Option<(Numbers, Vec<u32>)> {
        let place = |name: &Name| name.mentions.first().map(|m| m.span);
        let count = self.is_family.len();
        let mut names = Vec::with_capacity(facts.names.len() + now.len());
        let (mut old, mut own) = (Vec::with_capacity(names.capacity()), Vec::new());
        let mut rest = (0..count as u32)
            .filter(|i| !self.is_family[*i as usize])
            .zip(std::mem::take(&mut facts.names))
            .peekable();
        for (name, index) in now.iter().zip(before) {
            while let Some((index, other)) = rest.next_if(|(_, n)| place(n) < place(name)) {
                old.push(Some(index));
                names.push(other);
            }
            own.push(names.len() as u32);
            old.push(*index);
            names.push(name.clone());
        }
        for (index, other) in rest {
            old.push(Some(index));
            names.push(other);
        }
        let mut new = vec![None; count];
        for (i, before) in (0..).zip(&old) {
            if let Some(before) = before {
                new[*before as usize] = Some(i);
            }
        }
        facts.names = names;
        let sorted = facts.names.is_sorted_by_key(place);
        sorted.then_some((Numbers { new, old }, own))
    }
}
