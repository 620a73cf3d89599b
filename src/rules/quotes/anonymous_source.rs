//! `anonymous-source`: a quotation from somebody without a name.

use crate::facts::quotes::{Form, Kind};
use crate::finding::{Related, Severity};
use crate::language::Class;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "anonymous-source",
    family: Family::Quotes,
    summary: "A quotation from a source without a name.",
    severity: Some(Severity::Information),
    why: "Agencies allow unnamed sources only for information that cannot be had otherwise, and then with the reason \
why they are not named and how they know. The desk should see each of them.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” ⟦a source close to the zoo⟧ said.\n",
            fixed: None,
        },
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper said.\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let lexicon = context.pack.lexicon();
    let mut last = None;
    for quote in &context.facts.quotes {
        let Some(speaker) = &quote.speaker else {
            continue;
        };
        let Some(span) = speaker.span else { continue };
        let speech = matches!(quote.kind, Kind::Full | Kind::Partial);
        if !speech
            || speaker.form != Form::Nominal
            || speaker.person.is_some()
            || last == Some(span)
        {
            continue;
        }
        let hides = speaker
            .name
            .split_whitespace()
            .any(|w| lexicon.class(w).contains(Class::ANONYMOUS));
        if hides {
            last = Some(span);
            let message =
                "This source has no name: say why, and how they know, or find one that has.";
            let said = Related::here(quote.span, "what the source said");
            report.add(span, message.to_string(), vec![said], Vec::new());
        }
    }
}
