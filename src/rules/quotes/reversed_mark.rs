//! `reversed-mark`: a curly mark that faces the wrong way.

use crate::finding::{Edit, Fix, Related, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "reversed-mark",
    family: Family::Quotes,
    summary: "A curly quotation mark that faces the wrong way.",
    severity: Some(Severity::Warning),
    why: "Word processors turn straight marks by guessing, and guess wrong at the start of a line and behind dashes and \
brackets. Only marks whose partner is known are turned.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "⟦”⟧We looked for them all night,” the keeper said.\n",
            fixed: Some("“We looked for them all night,” the keeper said.\n"),
        },
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,⟦“⟧ the keeper said.\n",
            fixed: Some("“We looked for them all night,” the keeper said.\n"),
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
    // Finns and Swedes open with the closing mark, Germans close with the opening one.
    if !context.pack.curly_pairs() {
        return;
    }
    for quote in &context.facts.quotes {
        let open = Span::new(quote.span.from(), quote.content.from());
        let close = Span::new(quote.content.to(), quote.span.to());
        // Straight marks face no way: they are one byte each.
        if open.len() + close.len() <= 2 {
            continue;
        }
        let (opening, closing) = (context.source.slice(open), context.source.slice(close));
        let mut turn = |at: Span, partner: Span, mark: &str, what: &str| {
            let fix = Fix {
                title: format!("Turn it: {mark}"),
                safe: true,
                edits: vec![Edit::replace(at, mark)],
            };
            // Where the closing mark is missing there is none.
            let partner = (!partner.is_empty()).then(|| Related::here(partner, "its partner"));
            report.add(
                at,
                format!("This mark {what} the quotation, but faces the wrong way."),
                partner.into_iter().collect(),
                vec![fix],
            );
        };
        if opening == "”" {
            turn(open, close, "“", "opens");
        }
        if closing == "“" && opening != "„" {
            turn(close, open, "”", "closes");
        }
    }
}
