//! `incomplete-credit`: an agency without its photographer, or no source at all (`Internet`).

use crate::finding::{Edit, Fix, Severity};
use crate::language::credits;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "incomplete-credit",
    family: Family::Images,
    summary: "A credit that names an agency without the photographer, or no source.",
    severity: Some(Severity::Hint),
    why: "A photographer has a right to be named, and agencies' terms ask for both: `Mara Quint/Reuters`. “Internet”, \
        “Google” or “social media” are where a picture was found, not whose it is.",
    examples: &[
        Example {
            format: Format::Markdown,
            text: "![](port.jpg)\n*Photo: ⟦Reuters⟧*\n",
            fixed: Some("![](port.jpg)\n*Photo: Name/Reuters*\n"),
        },
        Example {
            format: Format::Markdown,
            text: "![](port.jpg)\n*Photo: ⟦Internet⟧*\n",
            fixed: None,
        },
        Example {
            format: Format::Markdown,
            text: "![](port.jpg)\n*Photo: Mara Quint/Reuters*\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let mut last = None;
    for picture in context.facts.images.iter().filter(|p| p.exempt.is_none()) {
        let Some(credit) = picture.credit.as_ref().filter(|c| last != Some(c.span)) else {
            continue;
        };
        last = Some(credit.span);
        let value = credit.value_text().trim();
        if credits::is_nobody(value) {
            let message = format!(
                "“{value}” is where a picture was found, not whose it is. Name its author."
            );
            report.add(credit.value, message, Vec::new(), Vec::new());
        } else if !picture.graphic && credits::has_photographers(value) {
            let file = context.pictures.get(&picture.image.source);
            let name = file.and_then(|f| f.creator.clone());
            let placeholder = name.is_none().then(|| Span::new(0, "Name".len()));
            let name = name.unwrap_or_else(|| "Name".into());
            let message =
                format!("{value} is named, its photographer is not. Write who took the picture.");
            let fix = Fix {
                title: format!("Add the photographer: {name}/{value}"),
                safe: false,
                edits: vec![Edit {
                    span: Span::at(credit.value.from()),
                    text: format!("{name}/"),
                    placeholder,
                }],
            };
            report.add(credit.value, message, Vec::new(), vec![fix]);
        }
    }
}
