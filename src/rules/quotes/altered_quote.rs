//! `altered-quote`: a quotation with several insertions or cuts.

use crate::facts::quotes::Kind;
use crate::finding::{Related, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "altered-quote",
    family: Family::Quotes,
    summary: "A quotation with several insertions in brackets, or cut at its ends.",
    severity: Some(Severity::Hint),
    why: "What stands between the marks is what was said. A quotation that needs several insertions is better \
paraphrased, and an ellipsis at either end says nothing: every quotation is cut from something longer.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "⟦“[The birds] were gone when [the warden] came,”⟧ the keeper said.\n",
            fixed: None,
        },
        Example {
            format: Format::Plain,
            text: "“[The birds] were gone when we came,” the keeper said.\n",
            fixed: None,
        },
    ],
    check,
};

/// So many changes make a quotation another one.
const MANY: u8 = 2;
/// So many of them are shown.
const MOST: usize = 8;

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for quote in &context.facts.quotes {
        let speech = matches!(quote.kind, Kind::Full | Kind::Partial);
        if speech && quote.altered >= MANY {
            let message = "The reporter has changed these words in several places: quote less, or paraphrase.";
            report.add(
                quote.span,
                message.to_string(),
                changes(context, quote.content),
                Vec::new(),
            );
        }
    }
}

/// The insertions in brackets.
fn changes(context: &Context<'_>, content: Span) -> Vec<Related> {
    let text = context.source.slice(content);
    let insertions = text.match_indices('[').take(MOST).map(|(from, _)| {
        let to = text[from..].find(']').map_or(text.len(), |i| from + i + 1);
        Related::here(Span::new(from, to).shifted(content.from()), "changed here")
    });
    insertions.collect()
}
