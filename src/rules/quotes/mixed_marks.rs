//! `mixed-marks`: a straight mark paired with a curly one.

use crate::finding::{Edit, Fix, Related, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "mixed-marks",
    family: Family::Quotes,
    summary: "A straight quotation mark paired with a curly one.",
    severity: Some(Severity::Warning),
    why: "One quotation, one kind of mark. A straight partner shows where text was pasted or typed over, and programs \
that pair marks lose their way there.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "⟦\"⟧We looked for them all night,” the keeper said.\n",
            fixed: Some("“We looked for them all night,” the keeper said.\n"),
        },
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,⟦\"⟧ the keeper said.\n",
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
    for quote in context.facts.quotes.iter().filter(|q| q.closed) {
        let open = Span::new(quote.span.from(), quote.content.from());
        let close = Span::new(quote.content.to(), quote.span.to());
        // A straight mark is one byte, a curly one three.
        if open.len() == close.len() {
            continue;
        }
        let (opening, closing) = (context.source.slice(open), context.source.slice(close));
        let (at, partner, mark) = match (&*opening, &*closing) {
            ("\"", "”") => (open, close, "“"),
            ("\"", "“") => (open, close, "„"),
            ("“", "\"") => (close, open, "”"),
            ("„", "\"") => (close, open, "“"),
            _ => continue,
        };
        let fix = Fix {
            title: format!("Make it {mark}"),
            safe: true,
            edits: vec![Edit::replace(at, mark)],
        };
        let message = "This straight mark has a curly partner: use one kind.";
        let partner = Related::here(partner, "its partner");
        report.add(at, message.to_string(), vec![partner], vec![fix]);
    }
}
