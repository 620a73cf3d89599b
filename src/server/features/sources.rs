//! Who is quoted in a draft, and which pictures it shows: for the side view of an editor (`copydesk.sources`) and
//! for the quote sheet.

use super::files;
use super::hover::{is_speech, text};
use super::page::one_line;
use super::target;
use crate::facts::quotes::{Attribution, Kind, Quote};
use crate::rules::quotes::is_open;
use crate::server::snapshot::{Snapshot, range};
use serde::Serialize;
use std::collections::HashMap;
use tower_lsp::lsp_types::{Range, Url};

/// People with what they said, and pictures with their credits.
#[derive(Debug, Serialize)]
pub struct Sources {
    /// Language code the draft was read in.
    pub language: &'static str,
    /// The house style it is read under, where that has a name.
    pub style: Option<String>,
    /// Sentences of speech that nobody is named for.
    pub unattributed: Vec<Quotation>,
    /// In the order in which they first speak.
    pub people: Vec<Person>,
    /// Attributed by words that name nobody, or words woven into a sentence whose speaker is not told.
    pub unnamed: Vec<Quotation>,
    pub pictures: Vec<Picture>,
}

#[derive(Debug, Serialize)]
pub struct Quotation {
    pub range: Range,
    /// Without its marks, on one line.
    pub text: String,
    /// `explicit`, `inherited`, `lead-in` or `none`.
    pub attribution: &'static str,
    /// Who is likely to have said it, where nobody is named for it.
    pub likely: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Person {
    pub name: String,
    /// Where the draft introduces them.
    pub range: Option<Range>,
    pub quotes: Vec<Quotation>,
}

#[derive(Debug, Serialize)]
pub struct Picture {
    pub range: Range,
    /// As the draft writes it.
    pub source: String,
    /// Its file, if that is in the workspace.
    pub uri: Option<Url>,
    pub credit: Option<String>,
    /// `credited`, `placeholder`, `missing` or `exempt`.
    pub state: &'static str,
}

/// Reads them off the draft.
pub fn sources(at: &Snapshot) -> Sources {
    let facts = &at.analysis.facts;
    let lines = &mut at.lines();
    let mut unattributed = Vec::new();
    let mut unnamed = Vec::new();
    let mut people: Vec<Person> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for quote in facts.quotes.iter().filter(|q| is_speech(q)) {
        let open = is_open(&at.settings, quote);
        let speaker = quote.speaker.as_ref();
        let quotation = Quotation {
            range: range(lines, quote.span),
            text: one_line(&text(at, quote.content)),
            attribution: attribution(quote),
            likely: speaker.filter(|_| open).map(|s| s.name.to_string()),
        };
        if open && quote.kind == Kind::Full {
            unattributed.push(quotation);
            continue;
        }
        let Some(speaker) = speaker.filter(|_| !open) else {
            unnamed.push(quotation);
            continue;
        };
        let introduced = || {
            let named = target::person(facts, quote).and_then(target::introduction);
            named.map(|m| m.span).or(speaker.span).map(|s| at.range(s))
        };
        person(&mut people, &mut known, &speaker.name, introduced)
            .quotes
            .push(quotation);
    }
    let pictures = facts.images.iter().map(|p| Picture {
        range: range(lines, p.image.span),
        source: p.image.source.clone(),
        uri: files::address(at, &p.image.source),
        credit: p.credit.as_ref().map(|c| one_line(&c.text)),
        state: match (&p.credit, p.exempt) {
            (Some(c), _) if c.placeholder => "placeholder",
            (Some(_), _) => "credited",
            (None, Some(_)) => "exempt",
            (None, None) => "missing",
        },
    });
    Sources {
        language: at.analysis.language,
        style: at.settings.style.clone(),
        unattributed,
        people,
        unnamed,
        pictures: pictures.collect(),
    }
}

fn person<'p, 'n>(
    people: &'p mut Vec<Person>,
    known: &mut HashMap<&'n str, usize>,
    name: &'n str,
    range: impl FnOnce() -> Option<Range>,
) -> &'p mut Person {
    let index = *known.entry(name).or_insert_with(|| {
        people.push(Person {
            name: name.to_string(),
            range: range(),
            quotes: Vec::new(),
        });
        people.len() - 1
    });
    &mut people[index]
}

fn attribution(quote: &Quote) -> &'static str {
    match quote.attribution {
        Attribution::Explicit => "explicit",
        Attribution::Inherited => "inherited",
        Attribution::LeadIn => "lead-in",
        Attribution::None => "none",
    }
}

#[cfg(test)]
pub mod tests {
    use super::super::fixture::{in_all_units, words};
    use super::*;
    use crate::markup::Format;

    pub const TEXT: &str = "“Nobody will ever know what went wrong here.”\n\n😀 Mara Quint, the harbour master, spoke \
        on Friday.\n\n“We lost two boats | in one night,” Quint said. “It was dark,” said Lars Odum.\n\nThe “big one” \
        came.\n\n![A boat](boat.jpg)\n";

    #[test]
    fn people_come_with_what_they_said() {
        in_all_units(Format::Markdown, TEXT, |at| {
            let found = sources(at);
            let names: Vec<_> = found.people.iter().map(|p| &*p.name).collect();
            assert_eq!(names, ["Mara Quint", "Lars Odum"]);
            assert_eq!(words(at, found.people[0].range.unwrap()), "Mara Quint");
            assert_eq!(
                found.people[0].quotes[0].text,
                "We lost two boats | in one night,"
            );
            assert_eq!(found.people[0].quotes[0].attribution, "explicit");
            assert_eq!(found.unattributed.len(), 1);
            assert_eq!(
                words(at, found.unattributed[0].range),
                "“Nobody will ever know what went wrong here.”"
            );
        });
    }

    #[test]
    fn what_only_a_sentence_nearby_names_is_left_open() {
        let text = "Mara Quint spoke on Friday. “We lost two boats in one night.” She was tired.\n\n\
            The night was “long and loud”, by all accounts from the quay.\n";
        in_all_units(Format::Markdown, text, |at| {
            let found = sources(at);
            assert!(found.people.is_empty(), "{found:?}");
            assert_eq!(found.unattributed[0].likely.as_deref(), Some("Mara Quint"));
            let flagged = at.analysis.findings.iter();
            let flagged = flagged.filter(|f| f.rule == "unattributed-quote").count();
            assert_eq!(found.unattributed.len(), flagged);
        });
    }
}
