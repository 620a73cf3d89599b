//! `credit-without-image`: a credit of a picture that is not there.

use crate::finding::Severity;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "credit-without-image",
    family: Family::Images,
    summary: "A credit line that belongs to no picture.",
    severity: None,
    why: "When a picture is taken out, its credit is easily left behind. Off by default: many newsrooms keep their \
        pictures elsewhere and only the credit in the draft.",
    examples: &[
        Example {
            format: Format::Markdown,
            text: "The port is closed.\n\n⟦Photo: Mara Quint/Reuters⟧\n",
            fixed: None,
        },
        Example {
            format: Format::Markdown,
            text: "The port is closed.\n\n![](port.jpg)\n\nPhoto: Mara Quint/Reuters\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let facts = context.facts;
    for credit in &facts.credits {
        let bound = |c: &crate::facts::images::CreditLine| c.span == credit.span;
        if !facts
            .images
            .iter()
            .any(|p| p.credit.as_ref().is_some_and(bound))
        {
            let message =
                "No picture stands by this credit. Put the picture in or take the credit out.";
            report.add_as(
                Severity::Warning,
                credit.span,
                message.into(),
                Vec::new(),
                Vec::new(),
            );
        }
    }
}
