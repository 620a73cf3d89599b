//! Which mentions name the same: full names first, then the surnames and given names that stand for them.

use super::form::{Form, Spelling, take_apart};
use super::variants::{self, Variant};
use super::{Kind, LocalMention, Mention, Name, Place};
use crate::facts::ChunkFacts;
use crate::language::Pack;
use crate::language::names::Known;
use crate::text::Span;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::sync::Arc;

/// All mentions of a draft with their forms and whom they name.
pub(super) struct Table<'a> {
    pub mentions: Vec<Placed<'a>>,
    /// Distinct spellings, in the order of their first mentions.
    pub forms: Vec<Form<'a>>,
    pub entities: Vec<Entity>,
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
    let mut known: FxHashMap<&str, u32> =
        FxHashMap::with_capacity_and_hasher(most.min(64).max(most / 2), Default::default());
    for (start, local) in mentions {
        let form = *known.entry(&local.text).or_insert_with(|| {
            texts.push(&local.text);
            texts.len() as u32 - 1
        });
        placed.push(Placed {
            start,
            local,
            form,
            entity: NOBODY,
        });
    }
    let (folds, spellings) = take_apart(&texts, pack);
    let mut table = Table::of(placed, spellings, &folds);
    table.cluster();
    let (names, loose) = table.names();
    Resolved {
        names,
        variants: variants::find(&table, pack),
        loose,
    }
}

impl<'a> Table<'a> {
    fn of(mentions: Vec<Placed<'a>>, spellings: Vec<Spelling<'a>>, folds: &'a str) -> Self {
        let forms = spellings.into_iter().map(|s| Form::new(s, folds));
        let mut forms: Vec<Form<'a>> = forms.collect();
        for (at, mention) in mentions.iter().enumerate() {
            forms[mention.form as usize].count(at as u32, mention.local);
        }
        forms.iter_mut().for_each(Form::settle);
        Table {
            mentions,
            entities: Vec::with_capacity(forms.len()),
            forms,
        }
    }

    fn cluster(&mut self) {
        let forms = self.forms.len();
        let mut by_full: FxHashMap<u64, u32> =
            FxHashMap::with_capacity_and_hasher(forms, Default::default());
        let mut by_word: FxHashMap<u64, SmallVec<[u32; 2]>> =
            FxHashMap::with_capacity_and_hasher(forms, Default::default());
        // Full names, organisations and places of several words: each a name of its own.
        for i in 0..self.forms.len() {
            let form = &self.forms[i];
            if form.words() < 2 || !form.introduces() {
                continue;
            }
            let kind = form.kind();
            let key = form.key();
            let entity = *by_full.entry(key).or_insert_with(|| {
                self.entities.push(Entity {
                    form: i as u32,
                    kind,
                    count: 0,
                });
                let entity = self.entities.len() as u32 - 1;
                if matches!(kind, Kind::Person | Kind::Unknown) {
                    for word in [form.surname_key(), form.first_key()] {
                        let list = by_word.entry(word).or_default();
                        // Enough to tell namesakes apart; more in one draft is a list of people.
                        if list.len() < 8 && !list.contains(&entity) {
                            list.push(entity);
                        }
                    }
                    if form.surname_words() > 1 {
                        let list = by_word.entry(form.last_key()).or_default();
                        if list.len() < 8 && !list.contains(&entity) {
                            list.push(entity);
                        }
                    }
                }
                entity
            });
            self.forms[i].entity = entity;
        }
        // Then, in reading order, what stands alone or only in headings.
        let mut seen: Vec<u32> = vec![NOBODY; self.entities.len()];
        for at in 0..self.mentions.len() {
            let index = self.mentions[at].form as usize;
            let form = &self.forms[index];
            let mut entity = form.entity;
            if entity == NOBODY {
                entity = if form.words() > 1 {
                    by_full.get(&form.key()).copied().unwrap_or(NOBODY)
                } else {
                    let near = by_word
                        .get(&form.key())
                        .map(SmallVec::as_slice)
                        .unwrap_or_default();
                    self.nearest(near, form, &seen)
                };
            }
            if entity == NOBODY && form.words() == 1 && form.introduces() {
                // Somebody or something of one word.
                let key = form.key();
                entity = *by_full.entry(key).or_insert_with(|| {
                    let form = &self.forms[index];
                    self.entities.push(Entity {
                        form: index as u32,
                        kind: form.kind(),
                        count: 0,
                    });
                    seen.push(NOBODY);
                    self.entities.len() as u32 - 1
                });
                self.forms[index].entity = entity;
            }
            if let Some(e) = self.entities.get_mut(entity as usize) {
                e.count += 1;
                seen[entity as usize] = at as u32;
                self.mentions[at].entity = entity;
            }
        }
    }

    /// Of several people that a lone word may stand for, the one named last; surnames go before given names.
    fn nearest(&self, near: &[u32], form: &Form<'_>, seen: &[u32]) -> u32 {
        let rank = |&entity: &u32| {
            let full = &self.forms[self.entities[entity as usize].form as usize];
            let surname = full.surname_key() == form.key() || full.last_key() == form.key();
            let seen = seen.get(entity as usize).copied().unwrap_or(NOBODY);
            (
                surname,
                seen != NOBODY,
                if seen == NOBODY { 0 } else { seen },
            )
        };
        near.iter().copied().max_by_key(rank).unwrap_or(NOBODY)
    }

    /// Where the mention stands in the draft.
    pub fn span(&self, at: u32) -> Span {
        let m = &self.mentions[at as usize];
        m.local.span.shifted(m.start)
    }

    /// The names, in the order of their first mentions, and the mentions that name nobody for certain.
    fn names(&self) -> (Vec<Name>, Vec<Mention>) {
        let mut names: Vec<Name> = Vec::with_capacity(self.entities.len());
        let mut loose = Vec::new();
        let mut place: Vec<u32> = vec![NOBODY; self.entities.len()];
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
                    mentions: SmallVec::with_capacity(entity.count as usize),
                });
            }
            names[*index as usize].mentions.push(mention);
        }
        (names, loose)
    }
}

/// Whether a mention of that place may introduce somebody.
pub(super) fn introduces(place: Place, known: Known, words: usize) -> bool {
    if place.contains(Place::WEAK) {
        return false;
    }
    // At a sentence's start any word is large: a lone one that is also an everyday word proves nothing.
    !(place.contains(Place::INITIAL) && words == 1 && known.contains(Known::WORD))
}
