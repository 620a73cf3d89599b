//! `orphan-quote`: a paragraph of speech that only the paragraph before gives a speaker.

use super::likely::Likely;
use super::tag;
use crate::facts::quotes::{Kind, Sieve};
use crate::finding::Severity;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "orphan-quote",
    family: Family::Quotes,
    summary: "A paragraph of speech whose speaker only the paragraph before names.",
    severity: Some(Severity::Hint),
    why: "A paragraph that is nothing but a quotation seems to go on with the speaker of the paragraph before. Readers \
who skim, and editors who move paragraphs, lose the speaker. Say again who speaks, or let the quotation run on: leave \
the paragraph before without its closing mark.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper said.\n\n⟦“In the morning we found a feather.”⟧\n",
            fixed: Some(
                "“We looked for them all night,” the keeper said.\n\n“In the morning we found a feather,” TK said.\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "The keeper said: “We looked for them all night.\n\n“In the morning we found a feather.”\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let mut likely = None;
    for quote in &context.facts.quotes {
        let orphan = quote.sieve == Sieve::Neighbour && quote.kind == Kind::Full;
        if !orphan || !quote.closed {
            continue;
        }
        let who = quote.speaker.as_ref().map_or("the speaker", |s| &s.name);
        let message = format!("Only the paragraph before names {who}: say again who speaks.");
        let likely = likely.get_or_insert_with(|| Likely::of(context));
        let related = tag::speaker(context, likely, quote).into_iter().collect();
        let fixes = tag::fixes(context, likely, quote);
        report.add(quote.span, message, related, fixes);
    }
}
