//! The names of the draft by the place of their mentions.

use crate::facts::names::{self, Name};
use crate::text::Span;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::cell::OnceCell;

/// The names of the draft by the place of their mentions.
pub struct People<'a> {
    names: &'a [Name],
    /// Mentions by place, each with the index of its name.
    mentions: Cow<'a, [(Span, u32)]>,
    /// By the last word of a full name those who have it, in order; once somebody has asked.
    surnames: OnceCell<FxHashMap<&'a str, SmallVec<[u32; 2]>>>,
}

/// The mentions of `names` by place, each with the index of its name.
pub fn by_place(names: &[Name]) -> Vec<(Span, u32)> {
    let mut mentions = Vec::with_capacity(names.iter().map(|n| n.mentions.len()).sum());
    for (i, name) in (0..).zip(names) {
        for mention in &name.mentions {
            mentions.push((mention.span, i));
        }
    }
    // As one number: quicker than one after the other. Names stand in their order already.
    mentions.sort_by_key(|(span, _)| u64::from(span.start) << 32 | u64::from(span.end));
    mentions
}

impl<'a> People<'a> {
    pub fn names(&self) -> &'a [Name] {
        self.names
    }

    pub fn of(names: &'a [Name]) -> Self {
        People::at(names, Cow::Owned(by_place(names)))
    }

    pub fn at(names: &'a [Name], mentions: Cow<'a, [(Span, u32)]>) -> Self {
        People {
            names,
            mentions,
            surnames: OnceCell::new(),
        }
    }

    /// The names of several words that end with the word `surname`, in order.
    pub fn with_surname(&self, surname: &str) -> &[u32] {
        let surnames = self.surnames.get_or_init(|| {
            let mut surnames: FxHashMap<_, SmallVec<_>> = FxHashMap::default();
            for (i, name) in (0..).zip(self.names) {
                if let Some((_, last)) = name.name.rsplit_once(' ') {
                    surnames.entry(last).or_default().push(i);
                }
            }
            surnames
        });
        surnames.get(surname).map_or(&[], SmallVec::as_slice)
    }

    /// The name that the words `span` speak of: the last person in it, else the last name.
    pub fn in_words(&self, span: Span) -> Option<u32> {
        let first = self.mentions.partition_point(|(s, _)| s.end <= span.start);
        let within = self.mentions[first..]
            .iter()
            .take_while(|(s, _)| s.start < span.end);
        let mut best = None;
        for (_, name) in within {
            let is_person = |n: u32| self.names[n as usize].kind == names::Kind::Person;
            if best.is_none_or(|b| is_person(*name) || !is_person(b)) {
                best = Some(*name);
            }
        }
        best
    }

    /// The mention that the words `span` end with.
    pub fn at_end_of(&self, span: Span) -> Option<(Span, u32)> {
        let behind = self.mentions.partition_point(|(s, _)| s.start < span.end);
        let last = behind.checked_sub(1).map(|i| self.mentions[i]);
        last.filter(|(s, _)| s.end == span.end && s.start >= span.start)
    }

    /// The last name mentioned outside quotations in the bytes `from..to` that is `sure`.
    pub fn last_between(&self, from: usize, to: usize, sure: impl Fn(u32) -> bool) -> Option<u32> {
        let before = self.before(to);
        let near = before.take_while(|(s, _)| s.from() >= from);
        self.person(near, sure)
    }

    /// The last among the `most` mentions before byte `to` that is a person and `sure`.
    pub fn last_of(&self, most: usize, to: usize, sure: impl Fn(u32) -> bool) -> Option<u32> {
        self.person(self.before(to).take(most), sure)
    }

    /// The mentions before byte `to`, the last first.
    fn before(&self, to: usize) -> impl Iterator<Item = &(Span, u32)> {
        let end = self.mentions.partition_point(|(s, _)| s.to() <= to);
        self.mentions[..end].iter().rev()
    }

    fn person<'m>(
        &self,
        mentions: impl Iterator<Item = &'m (Span, u32)>,
        sure: impl Fn(u32) -> bool,
    ) -> Option<u32> {
        let mut names = mentions.map(|(_, n)| *n);
        names.find(|&n| self.names[n as usize].kind == names::Kind::Person && sure(n))
    }
}
