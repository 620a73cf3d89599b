//! People over several drafts: whom each names, in little memory, and who is spelled otherwise in another.
//!
//! Compared are names of two words and more, and more strictly than within a draft: two drafts may well speak of two
//! people who are called nearly alike.

use super::form::joined;
use super::variants::close::{close, is_inflected};
use super::{Kind, Mention, Name, Place};
use crate::language::names::{self as lexicon, Known};
use crate::language::nicknames;
use crate::text::{Source, Span, Spot, spots};
use smallvec::SmallVec;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Longest name compared, in words.
const LONGEST: usize = 4;
/// More names that are alike but for one word than these are a list.
const MOST: usize = 24;
/// Other spellings told of for each name.
const TOLD: usize = 4;

/// Whom a draft names in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster(Box<[Listed]>);

/// A name with the place that introduces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub name: Arc<str>,
    pub kind: Kind,
    pub span: Span,
    pub start: Spot,
    pub end: Spot,
}

/// A name of a draft that another draft spells otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// As it is spelled here.
    pub name: Arc<str>,
    /// As it is spelled there.
    pub other: Arc<str>,
    /// The other draft.
    pub path: Arc<Path>,
    /// Bytes of the other draft.
    pub span: Span,
    pub start: Spot,
    pub end: Spot,
}

/// Whom a draft names in full and where, in bytes: all that a roster needs of the facts.
#[derive(Debug)]
pub struct Introduced(Vec<(Arc<str>, Kind, Span)>);

impl Introduced {
    /// Whom the names of a draft list: people and organisations, places and single words left out.
    pub fn of(names: &[Name]) -> Self {
        let mut found: Vec<(Arc<str>, Kind, Span)> = Vec::new();
        for name in names {
            let wanted = matches!(name.kind, Kind::Person | Kind::Unknown | Kind::Organisation);
            if wanted && name.name.contains(' ') {
                let first =
                    introduction(name).filter(|m| !m.place.intersects(Place::TABLE | Place::CAPS));
                found.extend(first.map(|m| (name.name.clone(), name.kind, m.span)));
            }
        }
        found.sort_by_key(|(_, _, span)| span.start);
        Introduced(found)
    }

    /// Finds their lines and columns, which takes a walk over the text.
    pub fn placed(self, source: &dyn Source) -> Roster {
        let ends = |(_, _, s): &(_, _, Span)| [s.from(), s.to()];
        let mut bytes: Vec<usize> = self.0.iter().flat_map(ends).collect();
        bytes.sort_unstable();
        bytes.dedup();
        let places = spots(source, &bytes);
        let spot = |at: usize| {
            let i = bytes.binary_search(&at).ok();
            i.and_then(|i| places.get(i)).copied().unwrap_or_default()
        };
        let listed = self.0.into_iter().map(|(name, kind, span)| Listed {
            name,
            kind,
            span,
            start: spot(span.from()),
            end: spot(span.to()),
        });
        Roster(listed.collect())
    }
}

impl Roster {
    /// Whom a text with these names lists.
    pub fn of(names: &[Name], source: &dyn Source) -> Self {
        Introduced::of(names).placed(source)
    }

    pub fn list(&self) -> &[Listed] {
        &self.0
    }
}

/// Where a draft introduces a name: its first mention in full outside headings, else the first in full, else the
/// first of all.
pub fn introduction(name: &Name) -> Option<&Mention> {
    let full = |m: &&Mention| *m.text == *name.name;
    let body = |m: &&Mention| !m.place.contains(Place::WEAK);
    let mentions = || name.mentions.iter();
    mentions()
        .find(|m| full(m) && body(m))
        .or_else(|| mentions().find(full))
        .or_else(|| mentions().next())
}

/// The rosters of drafts that are compared with each other.
#[derive(Debug, Default)]
pub struct Folder {
    drafts: HashMap<Arc<Path>, Arc<Roster>>,
    /// Who holds each spelling.
    spellings: HashMap<Arc<str>, Vec<Arc<Path>>>,
    /// Spellings that agree in all words but one.
    alike: HashMap<u64, SmallVec<[Arc<str>; 1]>>,
}

impl Folder {
    /// Takes the roster of a draft; without one, forgets the draft. Whether anything changed.
    pub fn set(&mut self, path: &Path, roster: Option<Roster>) -> bool {
        let old = self.drafts.get(path).cloned();
        if old.as_deref() == roster.as_ref() {
            return false;
        }
        if let Some((path, old)) = self.drafts.remove_entry(path) {
            for listed in old.list() {
                self.forget(&listed.name, &path);
            }
        }
        if let Some(roster) = roster {
            let path: Arc<Path> = path.into();
            for listed in roster
                .list()
                .iter()
                .filter(|l| l.kind != Kind::Organisation)
            {
                self.note(&listed.name, &path);
            }
            self.drafts.insert(path, Arc::new(roster));
        }
        true
    }

    /// The drafts, with whom they list.
    pub fn drafts(&self) -> impl Iterator<Item = (&Arc<Path>, &Arc<Roster>)> {
        self.drafts.iter()
    }

    fn note(&mut self, name: &Arc<str>, path: &Arc<Path>) {
        let holders = self.spellings.entry(name.clone()).or_default();
        let is_new = holders.is_empty();
        if holders.last() != Some(path) {
            holders.push(path.clone());
        }
        if is_new {
            for key in Spelled::of(name).keys() {
                self.alike.entry(key).or_default().push(name.clone());
            }
        }
    }

    fn forget(&mut self, name: &Arc<str>, path: &Path) {
        let Some(holders) = self.spellings.get_mut(name) else {
            return;
        };
        holders.retain(|p| **p != *path);
        if !holders.is_empty() {
            return;
        }
        self.spellings.remove(name);
        for key in Spelled::of(name).keys() {
            if let Some(list) = self.alike.get_mut(&key) {
                list.retain(|n| n != name);
                if list.is_empty() {
                    self.alike.remove(&key);
                }
            }
        }
    }

    /// The names of the draft at `path` that others spell otherwise, in an order that does not change.
    pub fn elsewhere(&self, path: &Path) -> Vec<Elsewhere> {
        let Some(roster) = self.drafts.get(path) else {
            return Vec::new();
        };
        let own = |name: &str| roster.list().iter().any(|l| *l.name == *name);
        let mut found = Vec::new();
        for listed in roster.list() {
            for other in self.others(&listed.name) {
                // Both here: the rules for one draft speak of it.
                if own(&other) {
                    continue;
                }
                let holders = self.spellings.get(&other).into_iter().flatten();
                let mut places: Vec<Elsewhere> = holders
                    .filter_map(|path| {
                        let there = self.drafts.get(path)?;
                        let there = there.list().iter().find(|l| l.name == other)?;
                        Some(Elsewhere {
                            name: listed.name.clone(),
                            other: other.clone(),
                            path: path.clone(),
                            span: there.span,
                            start: there.start,
                            end: there.end,
                        })
                    })
                    .collect();
                places.sort_by(|a, b| a.path.cmp(&b.path));
                places.truncate(TOLD);
                found.extend(places);
            }
        }
        found
    }

    /// Other spellings of the same name.
    fn others(&self, name: &str) -> Vec<Arc<str>> {
        let this = Spelled::of(name);
        let mut found: Vec<Arc<str>> = Vec::new();
        for key in this.keys() {
            let Some(list) = self.alike.get(&key).filter(|l| l.len() <= MOST) else {
                continue;
            };
            let one = |n: &&Arc<str>| ***n != *name && this.is_same(&Spelled::of(n));
            found.extend(list.iter().filter(one).cloned());
        }
        found.sort();
        found.dedup();
        found.truncate(TOLD);
        found
    }
}

/// A spelling with its words folded.
struct Spelled<'a> {
    text: &'a str,
    words: SmallVec<[Box<str>; 3]>,
}

impl<'a> Spelled<'a> {
    fn of(text: &'a str) -> Self {
        let words = text
            .split(' ')
            .map(|w| lexicon::fold(lexicon::without_article(w)).into());
        Spelled {
            text,
            words: words.collect(),
        }
    }

    /// One for the whole name without spaces, and one for each word left out but for its first sound.
    fn keys(&self) -> SmallVec<[u64; 5]> {
        let mut keys = SmallVec::new();
        let n = self.words.len();
        if !(2..=LONGEST).contains(&n) {
            return keys;
        }
        keys.push(lexicon::hash(self.words.concat().as_bytes()));
        for (i, word) in self.words.iter().enumerate() {
            let mut rest: SmallVec<[u64; 5]> = self
                .words
                .iter()
                .map(|w| lexicon::hash(w.as_bytes()))
                .collect();
            rest[i] = lexicon::hash(word.get(..1).unwrap_or_default().as_bytes());
            rest.push(i as u64);
            keys.push(joined(rest.into_iter()));
        }
        keys
    }

    /// Whether two spellings are hardly two people.
    fn is_same(&self, other: &Spelled<'_>) -> bool {
        // Initials are written with full stops and spaces or without.
        let plain = |t: &str| {
            let bare = t.to_lowercase().replace('.', " ").replace(['’', '\''], "");
            let mut out = String::new();
            for word in bare.split_whitespace().map(lexicon::without_article) {
                out += word;
                if word.chars().count() > 1 {
                    out.push(' ');
                }
            }
            out
        };
        if self.words.concat() == other.words.concat() {
            return plain(self.text) != plain(other.text);
        }
        if self.words.len() != other.words.len() {
            return false;
        }
        let pairs = || self.words.iter().zip(&other.words).enumerate();
        let mut differ = pairs().filter(|(_, (a, b))| a != b);
        let (Some((at, (a, b))), None) = (differ.next(), differ.next()) else {
            return false;
        };
        let known = |i: usize| lexicon::known(&self.words[i]);
        let (x, y) = (lexicon::known(a), lexicon::known(b));
        let both = |what: Known| x.intersects(what) && y.intersects(what);
        let last = self.words.len() - 1;
        let rare = (0..=last)
            .filter(|i| *i != at)
            .any(|i| !known(i).intersects(Known::GIVEN | Known::SURNAME | Known::WORD));
        if a.len().min(b.len()) < 4
            || is_inflected(a, b)
            || both(Known::WORD)
            || nicknames::same(a, b)
            || close(a, b).is_none()
        {
            return false;
        }
        if at == 0 {
            let whose = Known::MALE | Known::FEMALE;
            let one_sex = !both(whose) || (x & y).intersects(whose);
            // Jon and John Smith are two; of the Ruttes there is one Mark.
            return one_sex && (rare || !both(Known::GIVEN));
        }
        // John Hadley and John Hanley are two, and so are neighbours of one rare given name in a list of a family.
        rare && !both(Known::SURNAME)
            || !x.intersects(Known::SURNAME) && !y.intersects(Known::SURNAME)
            || rare && lexicon::skeleton(a) == lexicon::skeleton(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::draft::analyse;
    use crate::markup::Format;

    fn roster(text: &str) -> Roster {
        let facts = analyse(text, Format::Plain, &Settings::default()).facts;
        Roster::of(&facts.names, &text)
    }

    fn told(folder: &Folder, path: &str) -> Vec<String> {
        let found = folder.elsewhere(Path::new(path));
        let line = |e: &Elsewhere| {
            format!(
                "{}/{} {}:{}",
                e.name,
                e.other,
                e.path.display(),
                e.start.line
            )
        };
        found.iter().map(line).collect()
    }

    #[test]
    fn people_spelled_otherwise_in_another_draft_are_told_in_both() {
        let mut folder = Folder::default();
        let a = Path::new("a.md");
        let b = Path::new("b.md");
        assert!(folder.set(a, Some(roster("They met Anna Quellmar on Monday."))));
        assert!(folder.set(
            b,
            Some(roster("Rain.\n\nThey met Anna Quelmar and Eric Marlow."))
        ));
        assert_eq!(told(&folder, "a.md"), ["Anna Quellmar/Anna Quelmar b.md:2"]);
        assert_eq!(told(&folder, "b.md"), ["Anna Quelmar/Anna Quellmar a.md:0"]);
        assert!(!folder.set(a, Some(roster("They met Anna Quellmar on Monday."))));
        assert!(folder.set(a, Some(roster("They met Anna Quelmar on Monday."))));
        assert_eq!(told(&folder, "b.md"), [""; 0]);
        assert!(folder.set(a, Some(roster("They met Anna Quellmar."))));
        assert!(folder.set(b, None));
        assert_eq!(told(&folder, "a.md"), [""; 0]);
        assert!(folder.set(a, None));
        assert!(folder.spellings.is_empty() && folder.alike.is_empty());
    }

    #[test]
    fn two_people_of_two_drafts_stay_two() {
        let same = |x: &str, y: &str| Spelled::of(x).is_same(&Spelled::of(y));
        for (x, y) in [
            ("Park Sang-hoon", "Park Sang Hoon"),
            ("Elif Erdoğlu", "Elif Erdoglu"),
            ("Marc Ruttema", "Mark Ruttema"),
            ("Volodymyr Zelinskyy", "Volodymyr Zelinsky"),
        ] {
            assert!(same(x, y), "{x} {y}");
        }
        for (x, y) in [
            ("Jon Smith", "John Smith"),
            ("John Hadley", "John Hanley"),
            ("Maria Ortega", "Mario Ortega"),
            ("Eric Marlow", "Erica Marlow"),
            ("Joe Brandt", "Joseph Brandt"),
            ("Anna Berg", "Anna Bergman"),
            ("J. K. Marlow", "J K Marlow"),
        ] {
            assert!(!same(x, y), "{x} {y}");
        }
    }
}
