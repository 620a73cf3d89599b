//! Whether the draft speaks of somebody as `he` or `she`: by titles, by pronouns in sentences about them, by the given
//! name. Serves only to rule people out whom a pronoun cannot mean, and says nothing where the signs differ.

use super::resolve::People;
use super::{Said, Subject};
use crate::facts::ChunkFacts;
use crate::facts::names::{Kind, Name};
use crate::language::names::{Known, known_raw};
use crate::language::{Class, Pack};
use std::cell::OnceCell;

const BOTH: Class = Class::MASCULINE.union(Class::FEMININE);

/// What words with a gender are.
pub const GENDERED: Class = BOTH.union(Class::HE).union(Class::SHE);

/// The gender of a pronoun; empty for other words.
pub fn gender_of(class: Class) -> Class {
    if class.intersects(Class::SHE | Class::FEMININE) {
        Class::FEMININE
    } else if class.intersects(Class::HE | Class::MASCULINE) {
        Class::MASCULINE
    } else {
        Class::empty()
    }
}

/// The genders of a draft’s people, worked out when first asked for.
pub struct Genders<'a> {
    chunks: &'a [(usize, &'a ChunkFacts)],
    /// By index of the name: how the sentences vote, and what follows.
    known: OnceCell<Vec<(Votes, OnceCell<Class>)>>,
}

impl<'a> Genders<'a> {
    pub fn of_draft(chunks: &'a [(usize, &'a ChunkFacts)]) -> Self {
        Genders {
            chunks,
            known: OnceCell::new(),
        }
    }

    /// These, by index of the name.
    pub fn known(genders: Vec<Class>) -> Self {
        let known = |gender| (Votes::default(), OnceCell::from(gender));
        Genders {
            chunks: &[],
            known: OnceCell::from(genders.into_iter().map(known).collect::<Vec<_>>()),
        }
    }

    /// `MASCULINE`, `FEMININE`, nothing where nothing tells, or `IT` for what is no person.
    pub fn of(&self, name: u32, people: &People, pack: &'static Pack) -> Class {
        let known = self.known.get_or_init(|| {
            let votes = votes(self.chunks, people).into_iter();
            votes.map(|v| (v, OnceCell::new())).collect()
        });
        let Some((votes, settled)) = known.get(name as usize) else {
            return Class::empty();
        };
        *settled.get_or_init(|| gender(&people.names()[name as usize], *votes, pack))
    }
}

/// How many sentences about each person have pronouns of either gender, masculine ones first.
pub type Votes = [u32; 2];

/// Those of the draft, by index of the name.
pub fn votes(chunks: &[(usize, &ChunkFacts)], people: &People) -> Vec<Votes> {
    let mut votes = vec![[0; 2]; people.names().len()];
    let shared = |last: &str| people.with_surname(last).len() > 1;
    for (start, chunk) in chunks {
        cast(*start, chunk, people, &shared, &mut |name, gender| {
            votes[name as usize][gender] += 1;
        });
    }
    votes
}

/// The last word of a name of several.
pub fn surname(name: &Name) -> Option<&str> {
    name.name.rsplit_once(' ').map(|(_, last)| last)
}

/// Calls `each` with the name and the index of the gender that each sentence of a chunk votes for. `shared`: whether
/// several people have that surname.
pub fn cast(
    start: usize,
    chunk: &ChunkFacts,
    people: &People,
    shared: &dyn Fn(&str) -> bool,
    each: &mut dyn FnMut(u32, usize),
) {
    let subjects = chunk.blocks.iter().flat_map(|b| &b.quotes.subjects);
    for Subject { who, gender, .. } in subjects.filter(|s| !s.gender.is_empty()) {
        let Said { named, text, .. } = who;
        // A surname that two people share tells of neither.
        let last = text.rsplit(' ').next().unwrap_or(text);
        let shared = !text.contains(' ') && shared(last);
        if let Some(name) = people.in_words(named.shifted(start)).filter(|_| !shared) {
            each(name, usize::from(*gender == Class::FEMININE));
        }
    }
}

/// The gender of somebody whom sentences vote for so.
pub fn gender(name: &Name, [he, she]: Votes, pack: &'static Pack) -> Class {
    let people = Known::PEOPLE | Known::PLACE;
    let thing = match name.kind {
        Kind::Place | Kind::Organisation => true,
        // `Republican`
        Kind::Unknown => !name.name.contains(' ') && known_raw(&name.name).intersects(people),
        Kind::Person => false,
    };
    if thing {
        return Class::IT;
    }
    let lexicon = pack.lexicon();
    let titles = name.mentions.iter().filter_map(|m| m.title.as_ref());
    let mut title = Class::empty();
    for word in titles.flat_map(|t| t.text.split_whitespace()) {
        let class = lexicon.class(word);
        if class.contains(Class::TITLE) {
            title |= class & BOTH;
        }
    }
    if !title.is_empty() {
        return if title == BOTH { Class::empty() } else { title };
    }
    // The draft’s own pronouns beat what the given name usually is.
    if he > 2 * she {
        return Class::MASCULINE;
    }
    if she > 2 * he {
        return Class::FEMININE;
    }
    let Some((given, _)) = name.name.split_once(' ') else {
        return Class::empty();
    };
    let known = known_raw(given);
    match (known.contains(Known::MALE), known.contains(Known::FEMALE)) {
        (true, false) => Class::MASCULINE,
        (false, true) => Class::FEMININE,
        _ => Class::empty(),
    }
}
