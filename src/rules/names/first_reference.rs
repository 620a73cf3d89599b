//! `first-reference`: nobody says who the surname belongs to.

use crate::facts::names::{Kind, Mention, Place};
use crate::finding::{Edit, Fix, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "first-reference",
    family: Family::Names,
    summary: "A person is never named in full",
    severity: Some(Severity::Hint),
    why: "The first reference gives the full name, later ones the surname: readers far away or years later do not know \
          which President Brandt is meant. Monarchs, popes and others who are known by one name are left alone.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "The talks began on Monday. Then Senator ⟦Brandtsen⟧ left the hall.\n",
            fixed: Some("The talks began on Monday. Then Senator TK Brandtsen left the hall.\n"),
        },
        Example {
            format: Format::Plain,
            text: "The talks began on Monday. Then Senator Tomas Brandtsen left the hall; Senator Brandtsen was tired.\n",
            fixed: None,
        },
    ],
    check,
};

/// Titles whose bearers are known by one name.
const ONE_NAME: &[&str] = &[
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "emperor",
    "empress",
    "sultan",
    "emir",
    "saint",
    "st",
    "sister",
    "brother",
    "father",
    "mother",
    "lord",
    "lady",
    "duke",
    "duchess",
    "baron",
    "baroness",
    "count",
    "countess",
    "earl",
    "viscount",
    "viscountess",
    "sir",
    "dame",
    "shah",
    "pharaoh",
    "miss",
    "imam",
    "mullah",
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for name in &context.facts.names {
        let lone = name.kind == Kind::Person && !name.name.contains(' ');
        let Some(first) = name
            .mentions
            .iter()
            .find(|m| !m.place.intersects(Place::WEAK | Place::QUOTED))
        else {
            continue;
        };
        if !lone || !is_introduced_by_title(first) {
            continue;
        }
        let message = format!(
            "“{}” is never named in full: give the given name at the first mention",
            first.text
        );
        let mut edit = Edit::insert(first.span.from(), "TK ");
        edit.placeholder = Some(Span::new(0, 2));
        let fix = Fix {
            title: "Put in the given name".to_string(),
            safe: false,
            edits: vec![edit],
        };
        report.add(first.span, message, Vec::new(), vec![fix]);
    }
}

fn is_introduced_by_title(mention: &Mention) -> bool {
    mention.title.as_ref().is_some_and(|title| {
        let known =
            |word: &str| ONE_NAME.contains(&word.trim_end_matches('.').to_lowercase().as_str());
        !title.text.split(' ').any(known)
    })
}
