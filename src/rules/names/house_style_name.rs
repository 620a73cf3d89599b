//! `house-style-name`: a spelling that the name book replaces.

use crate::config::NameEntry;
use crate::facts::names::{Mention, Place};
use crate::finding::{Edit, Fix, Related, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::{Source, Span};
use std::collections::HashMap;

pub static RULE: Rule = Rule {
    name: "house-style-name",
    family: Family::Names,
    summary: "A name is spelled otherwise than the name book says",
    severity: Some(Severity::Warning),
    why: "The name book (`[[names]]` in `copydesk.toml`, or a preset) holds the spellings that the house has decided on. \
          Its variants are flagged wherever they are names, outside quotations unless the entry says `in-quotes`, and \
          not in the phrases of its `exceptions` (Kyiv, but chicken Kiev). An entry that says `auto` is put right by \
          `--fix` and fix-all. Without a name book the rule finds nothing.",
    examples: &[Example {
        format: Format::Plain,
        text: "The talks in Kiev were over by noon, Anna Lindqvist said.\n",
        fixed: None,
    }],
    check,
};

/// The variants of the name book by their first word.
struct Book<'a> {
    by_word: HashMap<&'a str, Vec<(&'a str, &'a NameEntry)>>,
}

impl<'a> Book<'a> {
    fn of(entries: &'a [NameEntry]) -> Self {
        let mut by_word: HashMap<&str, Vec<(&str, &NameEntry)>> = HashMap::new();
        for entry in entries.iter().filter(|e| !e.checked) {
            for variant in entry.variants.iter().filter(|v| **v != entry.canonical) {
                if let Some(word) = variant.split(' ').next() {
                    by_word.entry(word).or_default().push((variant, entry));
                }
            }
        }
        // Of two that fit, the longer one.
        for list in by_word.values_mut() {
            list.sort_by_key(|(variant, _)| std::cmp::Reverse(variant.len()));
        }
        Book { by_word }
    }
}

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let book = Book::of(&context.settings.names);
    if book.by_word.is_empty() {
        return;
    }
    let mut right: HashMap<&str, Option<Span>> = HashMap::new();
    for mention in mentions(context) {
        // Headlines in capitals tell nothing of a spelling.
        if mention.place.contains(Place::CAPS) {
            continue;
        }
        let mut at = 0;
        while at < mention.text.len() {
            let rest = &mention.text[at..];
            let word = rest.split(' ').next().unwrap_or(rest);
            let fits = |(variant, _): &&(&str, &NameEntry)| {
                rest.strip_prefix(*variant)
                    .is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
            };
            let found = book
                .by_word
                .get(word)
                .and_then(|list| list.iter().find(fits));
            at += match found {
                Some((variant, entry)) => {
                    let from = at - named_before(&mention.text[..at], &entry.canonical);
                    let part = Span::new(from, at + variant.len());
                    let name = entry.canonical.as_str();
                    let right = right.entry(name).or_insert_with(|| place(context, name));
                    flag(context, report, mention, part, (entry, *right));
                    variant.len() + 1
                }
                None => word.len() + 1,
            };
        }
    }
}

/// How many bytes at the end of `before` are words that the book's name begins with: `Henrik ` before `Okonyo`, where
/// that is to be `Henrik Okonjo`.
fn named_before(before: &str, canonical: &str) -> usize {
    let words = canonical.rmatch_indices(' ').map(|(i, _)| i + 1);
    let mut longest = words.map(|end| &canonical[..end]);
    let stands = |name: &&str| {
        let rest = before.strip_suffix(*name);
        rest.is_some_and(|r| r.is_empty() || r.ends_with(' '))
    };
    longest.find(stands).map_or(0, str::len)
}

fn mentions<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Mention> {
    let named = context.facts.names.iter().flat_map(|n| &n.mentions);
    named.chain(&context.facts.loose)
}

/// Where the draft has the book's spelling.
fn place(context: &Context<'_>, canonical: &str) -> Option<Span> {
    let holds = |text: &str| {
        let mut places = text.match_indices(canonical);
        places.any(|(at, _)| {
            let (before, behind) = (&text[..at], &text[at + canonical.len()..]);
            (before.is_empty() || before.ends_with(' '))
                && (behind.is_empty() || behind.starts_with(' '))
        })
    };
    let spelled = mentions(context).filter(|m| holds(&m.text));
    spelled.map(|m| m.span).min()
}

/// Flags the bytes `part` of the mention's text.
fn flag(
    context: &Context<'_>,
    report: &mut Report<'_>,
    mention: &Mention,
    part: Span,
    (entry, right): (&NameEntry, Option<Span>),
) {
    let quoted = mention.quoted();
    if quoted && !entry.in_quotes {
        return;
    }
    let whole = part.len() == mention.text.len();
    let exact = mention.span.len() == mention.text.len();
    let span = if exact {
        part.shifted(mention.span.from())
    } else {
        mention.span
    };
    let variant = &mention.text[part.range()];
    if is_exception(context.source, span, variant, entry) || variant == entry.canonical {
        return;
    }
    let message = format!("The name book says “{}”, not “{variant}”", entry.canonical);
    let fix = Fix {
        title: format!("Change to “{}”", entry.canonical),
        safe: entry.auto && !quoted,
        edits: vec![Edit::replace(span, entry.canonical.as_str())],
    };
    // Where markup stands within the name only a person can say which letters to change.
    let fixes = if exact || whole {
        vec![fix]
    } else {
        Vec::new()
    };
    let related = right.map(|span| {
        let message = format!("spelled “{}” here", entry.canonical);
        Related::here(span, message)
    });
    report.add(span, message, related.into_iter().collect(), fixes);
}

/// Whether the words around `span` are a phrase in which the variant is right.
fn is_exception(source: &dyn Source, span: Span, variant: &str, entry: &NameEntry) -> bool {
    entry.exceptions.iter().any(|phrase| {
        phrase.match_indices(variant).any(|(at, _)| {
            let behind = phrase.len() - at - variant.len();
            let Some(from) = span.from().checked_sub(at) else {
                return false;
            };
            let there = source.slice(Span::new(from, span.to() + behind));
            there.to_lowercase() == phrase.to_lowercase()
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::config::{NameEntry, Settings};
    use crate::draft::analyse;
    use crate::finding::{Fix, apply};
    use crate::markup::Format;

    fn book() -> Settings {
        let kyiv = NameEntry {
            canonical: "Kyiv".into(),
            variants: vec!["Kiev".into()],
            exceptions: vec!["chicken Kiev".into(), "Kiev, Ohio".into()],
            auto: true,
            ..NameEntry::default()
        };
        let gulf = NameEntry {
            canonical: "the Gulf".into(),
            variants: vec!["Persian Gulf".into()],
            in_quotes: true,
            ..NameEntry::default()
        };
        let okonjo = NameEntry {
            canonical: "Henrik Okonjo".into(),
            variants: vec!["Okonyo".into()],
            auto: true,
            ..NameEntry::default()
        };
        Settings {
            names: vec![kyiv, gulf, okonjo],
            ..Settings::default()
        }
    }

    /// The flagged words, and the text with all safe fixes made.
    fn run(text: &str) -> (Vec<&str>, String) {
        let findings = analyse(text, Format::Markdown, &book()).findings;
        let here: Vec<_> = findings
            .iter()
            .filter(|f| f.rule == "house-style-name")
            .collect();
        let safe = here
            .iter()
            .filter_map(|f| f.fixes.first())
            .filter(|f: &&Fix| f.safe);
        let edits: Vec<_> = safe.flat_map(|f| f.edits.clone()).collect();
        (
            here.iter().map(|f| &text[f.span.range()]).collect(),
            apply(text, &edits),
        )
    }

    #[test]
    fn words_that_stand_before_are_not_put_in_again() {
        let (words, fixed) = run("The plan of Henrik Okonyo passed. In May Okonyo left.\n");
        assert_eq!(words, ["Henrik Okonyo", "Okonyo"]);
        let right = "The plan of Henrik Okonjo passed. In May Henrik Okonjo left.\n";
        assert_eq!(fixed, right);
    }

    #[test]
    fn variants_are_flagged_and_those_that_are_automatic_put_right() {
        let (words, fixed) = run(
            "The talks in Kiev ended. Kiev’s mayor left the University of Kiev for the Persian Gulf.\n",
        );
        assert_eq!(words, ["Kiev", "Kiev", "Kiev", "Persian Gulf"]);
        assert_eq!(
            fixed,
            "The talks in Kyiv ended. Kyiv’s mayor left the University of Kyiv for the Persian Gulf.\n"
        );
    }

    #[test]
    fn headings_are_read_too_and_shouting_is_not() {
        assert_eq!(run("# Talks in Kiev end\n\nThey ended.\n").0, ["Kiev"]);
        assert_eq!(run("# TALKS IN KIEV END\n\nThey ended.\n").0, [""; 0]);
    }

    #[test]
    fn exceptions_and_quotations_stay() {
        let text = "They ate chicken Kiev and drove to Kiev, Ohio. “We love Kiev and the Persian Gulf,” Anna Lindqvist said.\n";
        assert_eq!(run(text).0, ["Persian Gulf"]);
    }
}
