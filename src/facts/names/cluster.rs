//! Which mentions name the same: full names first, then the surnames and given names that stand for them.

use super::apart::Apart;
use super::distinct::Distinct;
use super::form::Form;
use super::variants::{self, Variant};
use super::{Kind, LocalMention, Mention, Name};
use crate::facts::ChunkFacts;
use crate::language::Pack;
use crate::text::Span;
use smallvec::SmallVec;
use std::sync::Arc;

/// All mentions of a draft with their forms and whom they name.
pub(super) struct Table<'a> {
    pub mentions: Vec<Placed<'a>>,
    /// Distinct spellings, in the order of their first mentions.
    pub forms: Vec<Form<'a>>,
    pub entities: Vec<Entity>,
    /// Distinct folds of words.
    pub distinct: usize,
}

/// A mention at its place in the draft.
pub(super) struct Placed<'a> {
    /// First byte of its chunk.
    pub start: usize,
    pub local: &'a LocalMention,
    pub form: u32,
    /// Index of its entity; [`NOBODY`] if it names nobody for certain.
    pub entity: u32,
}

pub(super) const NOBODY: u32 = u32::MAX;

/// A number for each of several things, mostly few.
pub(super) type Numbers = SmallVec<[u32; 128]>;

/// Somebody or something, while it is being put together.
pub(super) struct Entity {
    /// The form that names it in full.
    pub form: u32,
    pub kind: Kind,
    /// Mentions so far.
    pub count: u32,
}

/// What the mentions of a draft come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// In the order of their first mentions.
    pub names: Vec<Name>,
    pub variants: Vec<Variant>,
    /// Mentions that name nobody for certain: of headings, links and sentence starts. In source order.
    pub loose: Vec<Mention>,
    /// The places of the names’ mentions in source order, each with the index of its name.
    pub places: Vec<(Span, u32)>,
}

/// Clusters the mentions of the draft and finds what is spelled in two ways.
pub fn resolve(chunks: &[(usize, &ChunkFacts)], pack: &'static Pack) -> Resolved {
    let blocks = chunks.iter().flat_map(|(_, c)| &c.blocks);
    let most = blocks.map(|b| b.names.mentions.len()).sum();
    let all = chunks.iter().flat_map(|(s, c)| mentions(*s, c));
    settle(all, most, pack)
}

/// The mentions of a chunk, each with the chunk's first byte.
pub(super) fn mentions(
    start: usize,
    chunk: &ChunkFacts,
) -> impl Iterator<Item = (usize, &LocalMention)> {
    let mentions = chunk.blocks.iter().flat_map(|b| &b.names.mentions);
    mentions.map(move |m| (start, m))
}

/// Clusters these mentions, each with the first byte of its chunk; room is made for `most`.
pub(super) fn settle<'a>(
    mentions: impl Iterator<Item = (usize, &'a LocalMention)>,
    most: usize,
    pack: &'static Pack,
) -> Resolved {
    let mut placed = Vec::with_capacity(most);
    let mut texts: Vec<&Arc<str>> = Vec::with_capacity(most.min(32));
    let mut distinct = Distinct::scratch();
    distinct.clear(most);
    mentions.for_each(|(start, local)| {
        let new = texts.len() as u32;
        // Of a table's places both the upper and the lower bits tell.
        let key = u64::from(local.sign) << 32 | u64::from(local.sign);
        let form = distinct.first(key, new, |other| {
            let other = texts[other as usize];
            Arc::ptr_eq(other, &local.text) || *other == local.text
        });
        if form == new {
            texts.push(&local.text);
        }
        placed.push(Placed {
            start,
            local,
            form,
            entity: NOBODY,
        });
    });
    let apart = Apart::of(&texts, &mut distinct, pack);
    let mut table = Table::of(placed, &texts, &apart);
    table.cluster(&mut distinct);
    let (names, loose, places) = table.told();
    let variants = variants::find(&table, pack);
    apart.keep();
    distinct.keep();
    Resolved {
        names,
        variants,
        loose,
        places,
    }
}

impl<'a> Table<'a> {
    fn of(mentions: Vec<Placed<'a>>, texts: &[&'a Arc<str>], apart: &'a Apart) -> Self {
        let forms = texts.iter().enumerate();
        let forms = forms.map(|(i, text)| Form::new(apart, i, text));
        let mut forms: Vec<Form<'a>> = forms.collect();
        for (at, mention) in mentions.iter().enumerate() {
            forms[mention.form as usize].count(at as u32, mention.local);
        }
        forms.iter_mut().for_each(Form::settle);
        Table {
            mentions,
            entities: Vec::with_capacity(forms.len()),
            forms,
            distinct: apart.distinct,
        }
    }

    fn cluster(&mut self, by_full: &mut Distinct) {
        by_full.clear(self.forms.len());
        // Words with those whose first or last name each is; by words: whom each names alone.
        let mut by_word: SmallVec<[(u32, u32); 64]> = SmallVec::new();
        let mut alone = Numbers::from_elem(NOBODY, self.distinct);
        let alone = &mut alone[..];
        // Full names, organisations and places of several words: each a name of its own.
        for i in 0..self.forms.len() {
            let form = &self.forms[i];
            if form.words() < 2 || !form.introduces() {
                continue;
            }
            let kind = form.kind();
            let new = self.entities.len() as u32;
            let entity = by_full.first(form.key(), new, |_| true);
            if entity == new {
                if let (Kind::Person | Kind::Unknown, Some((first, last))) = (kind, form.ends()) {
                    by_word.push((last, entity));
                    by_word.push((first, entity));
                }
                self.entities.push(Entity {
                    form: i as u32,
                    kind,
                    count: 0,
                });
            }
            self.forms[i].entity = entity;
        }
        by_word.sort_unstable();
        by_word.dedup();
        // Then, in reading order, what stands alone or only in headings.
        let mut seen = Numbers::from_elem(NOBODY, self.forms.len());
        let seen = &mut seen[..];
        for at in 0..self.mentions.len() {
            let index = self.mentions[at].form as usize;
            let form = &self.forms[index];
            let mut entity = form.entity;
            if let Some(word) = form.alone().filter(|_| entity == NOBODY) {
                let first = by_word.partition_point(|(other, _)| *other < word);
                let near = by_word[first..]
                    .iter()
                    .take_while(|(other, _)| *other == word);
                // Enough to tell namesakes apart; more in one draft is a list of people.
                let near = near.take(8).map(|(_, entity)| *entity);
                entity = self.nearest(near, word, seen);
                if entity == NOBODY && form.introduces() {
                    // Somebody or something of one word.
                    let named = &mut alone[word as usize];
                    if *named == NOBODY {
                        *named = self.entities.len() as u32;
                        self.entities.push(Entity {
                            form: index as u32,
                            kind: form.kind(),
                            count: 0,
                        });
                    }
                    entity = *named;
                    self.forms[index].entity = entity;
                }
            } else if entity == NOBODY {
                entity = by_full.get(form.key()).unwrap_or(NOBODY);
            }
            if let Some(e) = self.entities.get_mut(entity as usize) {
                e.count += 1;
                seen[entity as usize] = at as u32;
                self.mentions[at].entity = entity;
            }
        }
    }

    /// Of several people that a lone word may stand for, the one named last; surnames go before given names.
    fn nearest(&self, near: impl Iterator<Item = u32>, word: u32, seen: &[u32]) -> u32 {
        let rank = |&entity: &u32| {
            let full = &self.forms[self.entities[entity as usize].form as usize];
            let surname = full.ends().is_some_and(|(_, last)| last == word);
            let seen = seen[entity as usize];
            (
                surname,
                seen != NOBODY,
                if seen == NOBODY { 0 } else { seen },
            )
        };
        near.max_by_key(rank).unwrap_or(NOBODY)
    }

    /// The mentions of form `i`.
    pub fn mentions_of(&self, i: u32) -> impl Iterator<Item = u32> {
        let form = &self.forms[i as usize];
        let behind = self.mentions[form.first as usize..].iter();
        let own = (form.first..).zip(behind).filter(move |(_, m)| m.form == i);
        own.map(|(at, _)| at).take(form.total())
    }

    /// Where the mention stands in the draft.
    pub fn span(&self, at: u32) -> Span {
        let m = &self.mentions[at as usize];
        m.local.span.shifted(m.start)
    }

    /// The names, in the order of their first mentions, the mentions that name nobody for certain, and the places of the
    /// others, each with the index of its name.
    fn told(&self) -> (Vec<Name>, Vec<Mention>, Vec<(Span, u32)>) {
        let mut names: Vec<Name> = Vec::with_capacity(self.entities.len());
        let mut loose = Vec::new();
        let mut places = Vec::with_capacity(self.mentions.len());
        let mut place = Numbers::from_elem(NOBODY, self.entities.len());
        let place = &mut place[..];
        for m in &self.mentions {
            let mention = m.local.shifted(m.start);
            let Some(entity) = self.entities.get(m.entity as usize) else {
                loose.push(mention);
                continue;
            };
            let index = &mut place[m.entity as usize];
            if *index == NOBODY {
                *index = names.len() as u32;
                names.push(Name {
                    name: self.forms[entity.form as usize].text.clone(),
                    kind: entity.kind,
                    mentions: match entity.count {
                        1 => SmallVec::new(),
                        several => SmallVec::with_capacity(several as usize),
                    },
                });
            }
            places.push((mention.span, *index));
            names[*index as usize].mentions.push(mention);
        }
        // Mostly they are in order.
        places.sort_unstable();
        (names, loose, places)
    }
}
