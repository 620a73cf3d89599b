//! `placeholder-credit`: a credit that nobody has filled in.

use crate::facts::images::CreditLine;
use crate::finding::{Edit, Fix, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

use super::{place, wording};

pub static RULE: Rule = Rule {
    name: "placeholder-credit",
    family: Family::Images,
    summary: "A credit that is still to be filled in.",
    severity: Some(Severity::Error),
    why: "`TK`, `TBC`, `???` or `Name/Agency` are notes of the desk to itself. In print they say that nobody checked.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "The port is closed.\nImage source: ⟦TK⟧\n",
            fixed: None,
        },
        Example {
            format: Format::Markdown,
            text: "![](port.jpg)\n*Photo: ⟦Name/Agency⟧*\n",
            fixed: None,
        },
        Example {
            format: Format::Markdown,
            text: "![](port.jpg)\n*Photo: T. K. Quint*\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for credit in context.facts.credits.iter().filter(|c| c.placeholder) {
        let value = credit.value_text().trim();
        let message = if value.is_empty() {
            format!(
                "The credit “{}” is empty. Say whose the picture is.",
                credit.text.trim()
            )
        } else {
            format!(
                "“{value}” stands for a credit that is still to come. Say whose the picture is."
            )
        };
        let span = if credit.value.is_empty() {
            credit.span
        } else {
            credit.value
        };
        let fixes = from_file(context, credit).into_iter().collect();
        report.add(span, message, Vec::new(), fixes);
    }
}

/// The name that the picture's file tells, if it tells one.
fn from_file(context: &Context<'_>, credit: &CreditLine) -> Option<Fix> {
    let of = context
        .facts
        .images
        .iter()
        .find(|p| p.credit.as_ref().is_some_and(|c| c.span == credit.span))?;
    let file = context.pictures.get(&of.image.source)?;
    file.credit()?;
    let known = wording::value(Some(file)).text;
    let known = place::escaped(of.image.form, &known);
    let text = if credit.value.is_empty() {
        format!(" {known}")
    } else {
        known.clone()
    };
    Some(Fix {
        title: format!("Write the credit from the file: {known}"),
        safe: false,
        edits: vec![Edit::replace(credit.value, text)],
    })
}
