//! `loaded-verb`: a word for “said” that takes sides.

use crate::facts::quotes::{Kind, Sieve};
use crate::finding::{Edit, Fix, Related, Severity};
use crate::language::Class;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "loaded-verb",
    family: Family::Quotes,
    summary: "A reporting verb that judges what is said, or is no way of speaking.",
    severity: Some(Severity::Hint),
    why: "“Claimed” doubts, “admitted” accuses, “quipped” laughs along; and nobody smiles a sentence. “Said” is \
neutral, and readers pass over it.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper ⟦claimed⟧.\n",
            fixed: Some("“We looked for them all night,” the keeper said.\n"),
        },
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper said with a smile.\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let lexicon = context.pack.lexicon();
    let mut last = None;
    for quote in &context.facts.quotes {
        let Some(cue) = quote.cue.filter(|c| last != Some(*c)) else {
            continue;
        };
        if !matches!(quote.kind, Kind::Full | Kind::Partial) || quote.sieve == Sieve::Near {
            continue;
        }
        let word = context.source.slice(cue);
        let class = lexicon.class(&word);
        if !class.intersects(Class::LOADED | Class::NON_SPEECH) {
            continue;
        }
        last = Some(cue);
        // In a tag the plain word fits; elsewhere the verb may have an object.
        let plain = context.pack.plain_verb(class, &word);
        let fixes = plain.filter(|_| quote.sieve == Sieve::Tag).map(|said| Fix {
            title: format!("Make it “{said}”"),
            safe: false,
            edits: vec![Edit::replace(cue, said)],
        });
        let message = if class.contains(Class::NON_SPEECH) {
            format!("Nobody speaks by “{word}”: report the words with a plain verb.")
        } else {
            format!("“{word}” judges what was said: a plain verb leaves that to the reader.")
        };
        let said = Related::here(quote.span, "what was said");
        report.add(cue, message, vec![said], fixes.into_iter().collect());
    }
}
