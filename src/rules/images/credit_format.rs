//! `credit-format`: a credit whose label is not the house's.

use crate::facts::images::CreditLine;
use crate::finding::{Edit, Fix, Severity};
use crate::language::credits;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "credit-format",
    family: Family::Images,
    summary: "A credit that is not worded as the house words it.",
    severity: None,
    why: "`Photo by Lee`, `Picture: Lee` and `Credit: Lee` on one page look careless. The settings give the house's \
        format (`credits.format`, as `Photograph: {name}/{agency}`); without one it is `Photo: {name}/{agency}`. \
        Labels of drawings, charts and screenshots are left alone.",
    examples: &[
        Example {
            format: Format::Markdown,
            text: "![](port.jpg)\n*⟦Picture by⟧ Mara Quint*\n",
            fixed: Some("![](port.jpg)\n*Photo: Mara Quint*\n"),
        },
        Example {
            format: Format::Markdown,
            text: "![](port.jpg)\n*Photo: Mara Quint*\n\n![](plan.png)\n*Illustration: Bo Ek*\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let label = format!("{}: ", credits::label(context.pack.code));
    let format = context.settings.credits.format.as_deref();
    let house = format.map_or(label.as_str(), |f| f.split('{').next().unwrap_or_default());
    if house.trim().is_empty() {
        return;
    }
    for credit in &context.facts.credits {
        let opening = Span::new(
            credit.span.from(),
            credit.value.from().max(credit.span.from()),
        );
        let written = context.source.slice(opening);
        if !of_photographs(credit)
            || opening.is_empty()
            || *written == *house
            || written.contains(['<', '"', '\''])
        {
            continue;
        }
        let flagged = Span::new(opening.from(), opening.from() + written.trim_end().len());
        let message = format!("The house writes “{house}…”.");
        let fix = Fix {
            title: format!("Write “{}”", house.trim_end()),
            safe: true,
            edits: vec![Edit::replace(opening, house)],
        };
        report.add_as(Severity::Warning, flagged, message, Vec::new(), vec![fix]);
    }
}

/// Whether the label speaks of one photograph, in whatever words.
fn of_photographs(credit: &CreditLine) -> bool {
    const LABELS: &[&str] = &[
        "photo",
        "photograph",
        "picture",
        "pic",
        "image",
        "credit",
        "photo credit",
        "image credit",
        "picture credit",
        "foto",
        "bild",
        "crédit photo",
        "фото",
        "photographer",
    ];
    LABELS.iter().any(|l| credits::same(l, credit.label.trim()))
}
