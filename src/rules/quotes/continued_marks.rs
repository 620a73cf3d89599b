//! `continued-marks`: a quotation that runs on over paragraphs with a mark too many or too few.

use crate::facts::quotes::{Kind, Sieve};
use crate::finding::{Edit, Fix, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "continued-marks",
    family: Family::Quotes,
    summary: "A quotation closed at the end of a paragraph that the next one seems to go on with.",
    severity: Some(Severity::Hint),
    why: "A quotation that runs on over paragraphs opens in each of them and closes only in the last. Closed at the end \
of a paragraph and opened again in the next, it reads as if somebody else were speaking.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper said. “They were gone.⟦”⟧\n\n“In the morning we found a feather.”\n",
            fixed: Some(
                "“We looked for them all night,” the keeper said. “They were gone.\n\n“In the morning we found a feather.”\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper said.\n\n“In the morning we found a feather,” a warden said.\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for pair in context.facts.quotes.windows(2) {
        let [first, second] = pair else { continue };
        let goes_on = second.sieve == Sieve::Neighbour
            && second.kind == Kind::Full
            && first.kind == Kind::Full
            && first.closed
            && first.ends
            && first.block + 1 == second.block;
        if !goes_on {
            continue;
        }
        let mark = Span::new(first.content.to(), first.span.to());
        let fix = Fix {
            title: "Let the quotation run on".to_string(),
            safe: false,
            edits: vec![Edit::replace(mark, "")],
        };
        let message = "The next paragraph seems to go on with this quotation: leave it open here, or say again who speaks.";
        report.add(mark, message.to_string(), Vec::new(), vec![fix]);
    }
}
