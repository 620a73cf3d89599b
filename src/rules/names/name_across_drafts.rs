//! `name-across-drafts`: one person, two drafts, two spellings.

use crate::facts::names::across::{Elsewhere, introduction};
use crate::facts::names::{Mention, Name};
use crate::finding::{Edit, Far, Fix, Related, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;
use rustc_hash::FxHashMap;

pub static RULE: Rule = Rule {
    name: "name-across-drafts",
    family: Family::Names,
    summary: "A person is spelled otherwise in another draft of the folder.",
    severity: Some(Severity::Information),
    why: "Stories of one day are often written by several people: a name that the main piece and the sidebar spell in two \
          ways is wrong in one of them. Compared are full names in the drafts that one `copydesk.toml` governs, in an \
          editor those of the workspace, on the command line those that are checked together; without a settings file, \
          the drafts that are open or checked together. Names that may well be two people's (John Hadley and John \
          Hanley) are left alone. The name book settles it: a name that stands in it with `checked`, or that it spells \
          so, is not flagged.",
    examples: &[Example {
        format: Format::Plain,
        text: "Anna Quellmar opened the fair. Anna Quellmar thanked the volunteers.\n",
        fixed: None,
    }],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let mut rest = context.elsewhere;
    if rest.is_empty() {
        return;
    }
    let names = context.facts.names.iter().rev();
    let names: FxHashMap<&str, &Name> = names.map(|n| (&*n.name, n)).collect();
    while let Some(first) = rest.first() {
        let same = |e: &&Elsewhere| e.name == first.name && e.other == first.other;
        let count = rest.iter().take_while(same).count();
        let (places, behind) = rest.split_at(count);
        rest = behind;
        let name = names.get(&*first.name).copied();
        let settled = |entry: &crate::config::NameEntry| *entry.canonical == *first.name;
        if let Some(name) = name
            && !context.settings.names.iter().any(settled)
        {
            flag(report, name, places);
        }
    }
}

fn flag(report: &mut Report<'_>, name: &Name, places: &[Elsewhere]) {
    let (Some(at), Some(first)) = (introduction(name), places.first()) else {
        return;
    };
    let related = places.iter().map(|place| Related {
        span: place.span,
        message: format!("spelled “{}” here", place.other),
        path: Some(Far {
            path: place.path.clone(),
            start: place.start,
            end: place.end,
        }),
    });
    let drafts = match places.len() {
        1 => "another draft".to_string(),
        n => format!("{n} other drafts"),
    };
    let message = format!(
        "“{}” is spelled “{}” in {drafts}: check which is right, and use one spelling",
        first.name, first.other
    );
    let (from, to) = changed(&first.name, &first.other);
    let edits: Vec<Edit> = name
        .mentions
        .iter()
        .filter(|m| !m.quoted())
        .filter_map(|m| edit(m, from, to))
        .collect();
    let mut fixes = Vec::new();
    if let Some(here) = edit(at, from, to) {
        fixes.push(Fix {
            title: format!("Change to “{to}”"),
            safe: false,
            edits: vec![here],
        });
    }
    if edits.len() > 1 {
        fixes.push(Fix {
            title: format!("Change all {} “{from}” to “{to}”", edits.len()),
            safe: false,
            edits,
        });
    }
    report.add(at.span, message, related.collect(), fixes);
}

/// The words that differ: one where the names have equally many, else all.
fn changed<'a>(name: &'a str, other: &'a str) -> (&'a str, &'a str) {
    if name.split(' ').count() == other.split(' ').count() {
        let mut pairs = name
            .split(' ')
            .zip(other.split(' '))
            .filter(|(a, b)| a != b);
        if let (Some(pair), None) = (pairs.next(), pairs.next()) {
            return pair;
        }
    }
    (name, other)
}

/// Puts `to` for the words `from` of a mention.
fn edit(mention: &Mention, from: &str, to: &str) -> Option<Edit> {
    // Words have places of their own only where no markup stands between them.
    if mention.span.len() != mention.text.len() {
        return None;
    }
    let whole = |at: usize| {
        let (before, behind) = (&mention.text[..at], &mention.text[at + from.len()..]);
        (before.is_empty() || before.ends_with(' '))
            && (behind.is_empty() || behind.starts_with(' '))
    };
    let (at, _) = mention
        .text
        .match_indices(from)
        .find(|(at, _)| whole(*at))?;
    let span = Span::new(at, at + from.len()).shifted(mention.span.from());
    Some(Edit::replace(span, to))
}

#[cfg(test)]
mod tests {
    use crate::config::{NameEntry, Settings};
    use crate::draft::{Analysis, analyse, analyse_among};
    use crate::facts::images::Pictures;
    use crate::facts::names::across::{Folder, Roster};
    use crate::finding::apply;
    use crate::markup::Format;
    use std::path::Path;

    const HERE: &str = "“Ask Quellmar,” they said. Anna Quellmar came, and Quellmar’s dog.\n";

    fn among(settings: &Settings) -> Analysis {
        let other = "They met\nAnna Quelmar.\n";
        let mut folder = Folder::default();
        for (path, text) in [("a.txt", HERE), ("b.txt", other)] {
            let facts = analyse(text, Format::Plain, settings).facts;
            folder.set(Path::new(path), Some(Roster::of(&facts.names, &text)));
        }
        let elsewhere = folder.elsewhere(Path::new("a.txt"));
        let look = |_: &crate::facts::Facts| Pictures::default();
        analyse_among(HERE, Format::Plain, settings, &look, &elsewhere)
    }

    #[test]
    fn the_other_draft_is_named_and_all_mentions_can_be_changed() {
        let found = among(&Settings::default()).findings;
        let mine: Vec<_> = found
            .iter()
            .filter(|f| f.rule == "name-across-drafts")
            .collect();
        assert_eq!(mine.len(), 1);
        assert_eq!(&HERE[mine[0].span.range()], "Anna Quellmar");
        let far = mine[0].related[0].path.as_ref().unwrap();
        assert_eq!(
            (&*far.path, far.start.line, far.start.utf16),
            (Path::new("b.txt"), 1, 0)
        );
        let fixed: Vec<String> = mine[0]
            .fixes
            .iter()
            .map(|f| apply(HERE, &f.edits))
            .collect();
        assert_eq!(
            fixed,
            [
                "“Ask Quellmar,” they said. Anna Quelmar came, and Quellmar’s dog.\n",
                "“Ask Quellmar,” they said. Anna Quelmar came, and Quelmar’s dog.\n",
            ]
        );
    }

    #[test]
    fn the_name_book_settles_it() {
        let settings = Settings {
            names: vec![NameEntry {
                canonical: "Anna Quellmar".into(),
                ..NameEntry::default()
            }],
            ..Settings::default()
        };
        let found = among(&settings).findings;
        assert!(found.iter().all(|f| f.rule != "name-across-drafts"));
    }
}
