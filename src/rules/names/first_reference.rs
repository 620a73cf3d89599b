//! `first-reference`: nobody says who the surname belongs to.

use crate::facts::names::{Kind, Mention, Place};
use crate::finding::{Edit, Fix, Related, Severity};
use crate::language::names::{Known, known_raw};
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
            text: "She won the Grand Slam before the Security Council met.\n",
            fixed: None,
        },
        Example {
            format: Format::Plain,
            text: "The talks began on Monday. Then Senator Tomas Brandtsen left the hall; Senator Brandtsen was tired.\n",
            fixed: None,
        },
        Example {
            format: Format::Plain,
            text: "“The talks with President ⟦Brandtsen⟧ begin on Monday,” said Ada Lorne.\n",
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

/// So many other mentions are shown.
const MENTIONS: usize = 3;

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for name in &context.facts.names {
        if name.kind != Kind::Person || name.name.contains(' ') {
            continue;
        }
        let mut mentions = name
            .mentions
            .iter()
            .filter(|m| !m.place.intersects(Place::WEAK));
        let own = |m: &&Mention| !m.place.intersects(Place::QUOTED);
        let quoted = mentions.clone().next();
        let Some(first) = mentions.find(own).or(quoted) else {
            continue;
        };
        if !is_introduced_by_title(first) || is_word(&first.text) {
            continue;
        }
        let also = name.mentions.iter().filter(|m| m.span != first.span);
        let also = also.take(MENTIONS);
        let related = also.map(|m| Related::here(m.span, "also named here"));
        let related: Vec<Related> = related.collect();
        // A speaker’s words stay as they are: the reporter’s own must say who is meant.
        if !own(&first) {
            let message = format!(
                "“{}” is named only in a quotation, and never in full: say who that is",
                first.text
            );
            report.add(first.span, message, related, Vec::new());
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
        report.add(first.span, message, related, vec![fix]);
    }
}

/// Whether the name is a word rather than a surname: `the Grand Slam`, `the Security Council`.
fn is_word(text: &str) -> bool {
    let known = known_raw(text);
    known.contains(Known::ORG) || known.contains(Known::WORD) && !known.contains(Known::SURNAME)
}

fn is_introduced_by_title(mention: &Mention) -> bool {
    mention.title.as_ref().is_some_and(|title| {
        let known =
            |word: &str| ONE_NAME.contains(&word.trim_end_matches('.').to_lowercase().as_str());
        !title.text.split(' ').any(known)
    })
}
