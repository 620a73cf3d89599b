//! Whom a draft may mean where it names no speaker: those named last before a quotation, then those named first behind
//! it.
//!
//! Asked for one quotation after another it goes through the draft once, however many there are.

use super::tag::is_present;
use crate::facts::names::{Kind, Name};
use crate::facts::quotes::by_place;
use crate::rules::Context;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// So many of the people named before a quotation are thought of.
const RECENT: usize = 16;

/// The people of a draft, for quotations in the order of the text.
pub struct Likely<'a> {
    names: &'a [Name],
    /// Mentions by place, each with the index of its name.
    mentions: Cow<'a, [(Span, u32)]>,
    /// The last people named before mention `at` and where, the latest last.
    recent: Vec<(u32, Span)>,
    at: usize,
    /// How people are called, by name.
    short: FxHashMap<u32, &'a str>,
    /// Most attributions are in the present tense.
    pub present: bool,
}

impl<'a> Likely<'a> {
    pub fn of(context: &Context<'a>) -> Self {
        let names = &context.whole.names;
        let known = context.mentions.map(Cow::Borrowed);
        Likely {
            names,
            mentions: known.unwrap_or_else(|| by_place(names).into()),
            recent: Vec::new(),
            at: 0,
            short: FxHashMap::default(),
            present: is_present(context.whole, context.source, context.pack),
        }
    }

    /// The people of the draft by their names’ indices, the likeliest to be meant at `start` first, each with the place
    /// where it is named closest.
    pub fn people(&mut self, start: u32) -> impl Iterator<Item = (u32, Span)> + use<'a> {
        self.go_to(start);
        let names = self.names;
        let recent: Vec<_> = self.recent.iter().rev().copied().collect();
        let is_before = |n: &Name| n.mentions.first().is_some_and(|m| m.span.end <= start);
        let first = names.partition_point(is_before);
        let behind = (first as u32..names.len() as u32).filter_map({
            let recent = recent.clone();
            move |n| {
                let name = &names[n as usize];
                let new = name.kind == Kind::Person && recent.iter().all(|(r, _)| *r != n);
                Some((n, name.mentions.first().filter(|_| new)?.span))
            }
        });
        recent.into_iter().chain(behind)
    }

    /// Finds out who was named last before `start`.
    fn go_to(&mut self, start: u32) {
        let to = self.mentions.partition_point(|(span, _)| span.end <= start);
        let is_person = |n: u32| self.names[n as usize].kind == Kind::Person;
        if self.at == 0 || to < self.at {
            // From there back.
            self.recent.clear();
            for &(span, name) in self.mentions[..to].iter().rev() {
                if self.recent.len() == RECENT {
                    break;
                }
                if is_person(name) && self.recent.iter().all(|(n, _)| *n != name) {
                    self.recent.push((name, span));
                }
            }
            self.recent.reverse();
        } else {
            for &(span, name) in self.mentions[self.at..to].iter().filter(|m| is_person(m.1)) {
                match self.recent.iter().position(|(n, _)| *n == name) {
                    Some(i) => drop(self.recent.remove(i)),
                    None if self.recent.len() == RECENT => drop(self.recent.remove(0)),
                    None => {}
                }
                self.recent.push((name, span));
            }
        }
        self.at = to;
    }

    /// How a person is called once introduced: the shortest form that the draft uses, or the surname.
    pub fn short(&mut self, name: u32) -> &'a str {
        let names = self.names;
        self.short
            .entry(name)
            .or_insert_with(|| short(&names[name as usize]))
    }
}

fn short(name: &Name) -> &str {
    let forms = name.mentions.iter().map(|m| &m.text[..]);
    let shortest = forms.min_by_key(|t| t.split_whitespace().count());
    // `Un` alone is no way to call Kim Jong Un.
    let surname = || {
        let last = name.name.split_whitespace().next_back();
        last.filter(|s| s.chars().count() > 2)
    };
    match shortest {
        Some(form) if !form.contains(' ') => form,
        _ if name.kind == Kind::Person => surname().unwrap_or(&name.name),
        _ => &name.name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::draft::analyse;
    use crate::facts::images::Pictures;
    use crate::language;
    use crate::markup::Format;

    #[test]
    fn quotations_may_be_asked_for_in_any_order() {
        let text = "Mara Quint spoke. Lars Odum left.\n\nQuint stayed.\n\nIda Brandt came, and Odum went.\n";
        let settings = Settings::default();
        let facts = analyse(text, Format::Plain, &settings).facts;
        let context = Context {
            facts: &facts,
            whole: &facts,
            mentions: None,
            settings: &settings,
            source: &text,
            format: Format::Plain,
            pack: language::english(),
            suppressions: &[],
            pictures: &Pictures::default(),
            elsewhere: &[],
        };
        let at = |word: &str| text.find(word).unwrap() as u32;
        let places = [
            (0, ["Quint", "Odum", "Brandt"]),
            (at("Lars"), ["Quint", "Odum", "Brandt"]),
            (at("stayed"), ["Quint", "Odum", "Brandt"]),
            (at("Ida"), ["Quint", "Odum", "Brandt"]),
            (at("went"), ["Odum", "Brandt", "Quint"]),
        ];
        let names = |likely: &mut Likely<'_>, at: u32| -> Vec<String> {
            let people: Vec<_> = likely.people(at).collect();
            people
                .iter()
                .map(|(n, _)| likely.short(*n).to_string())
                .collect()
        };
        let mut there = Likely::of(&context);
        let mut back = Likely::of(&context);
        for (at, want) in places {
            assert_eq!(names(&mut there, at), want, "{at}");
        }
        for (at, want) in places.iter().rev() {
            assert_eq!(names(&mut back, *at), *want, "{at}");
        }
    }
}
