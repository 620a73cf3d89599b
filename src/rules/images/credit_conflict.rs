//! `credit-conflict`: the draft credits one, the picture's file another.

use super::{known, place, wording};
use crate::facts::images::{CreditLine, PictureFile};
use crate::finding::{Edit, Fix, Severity};
use crate::language::credits;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "credit-conflict",
    family: Family::Images,
    summary: "A credit that differs from what the picture's file says.",
    severity: Some(Severity::Information),
    why: "Agencies and photographers write their names into the files they deliver. If the draft says another name, \
        one of the two is wrong, or the wrong file is in place. Only files inside the workspace are looked at.",
    examples: &[
        Example {
            format: Format::Markdown,
            text: "The file says Mara Quint, Reuters.\n\n![](reuters.jpg)\n*Photo: ⟦Bo Ek/Reuters⟧*\n",
            fixed: Some(
                "The file says Mara Quint, Reuters.\n\n![](reuters.jpg)\n*Photo: Mara Quint/Reuters*\n",
            ),
        },
        Example {
            format: Format::Markdown,
            text: "The file says the same.\n\n![](reuters.jpg)\n*Photo: Mara Quint/Reuters*\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for (picture, credit, file) in known(context) {
        let Some(told) = file.credit() else {
            continue;
        };
        // A credit for several pictures cannot name them all alike.
        if credit.placeholder || credit.all || agrees(credit, file) {
            continue;
        }
        let value = credit.value_text().trim();
        let message = format!(
            "The draft credits “{value}”, the picture's file “{told}”. Check which is right."
        );
        let text = wording::value(Some(file)).text;
        let text = place::escaped(picture.image.form, &text);
        let fix = Fix {
            title: format!("Write the credit from the file: {text}"),
            safe: false,
            edits: vec![Edit::replace(credit.value, text)],
        };
        report.add(credit.value, message, Vec::new(), vec![fix]);
    }
}

/// Whether credit and file can both be right: they share the photographer, or the agency where one of them
/// names no photographer.
fn agrees(credit: &CreditLine, file: &PictureFile) -> bool {
    let said = folded(credit.value_text());
    let words_of = |text: &Option<String>| -> Vec<String> {
        let text = folded(text.as_deref().unwrap_or_default());
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 2)
            .map(str::to_string)
            .collect()
    };
    let has = |words: &[String]| {
        words
            .iter()
            .any(|w| said.split(|c: char| !c.is_alphanumeric()).any(|s| s == w))
    };
    let creator = words_of(&file.creator);
    let owners = [&file.credit_line, &file.source, &file.copyright]
        .map(words_of)
        .concat();
    if has(&creator) {
        return true;
    }
    if creator.is_empty() || !names_person(credit.value_text()) {
        return owners.is_empty() || has(&owners);
    }
    false
}

/// Whether the first part of a credit is a name of two words or more and no agency's.
fn names_person(value: &str) -> bool {
    let first = value.split(['/', ',', '|', '(']).next().unwrap_or_default();
    let first = first.split(" via ").next().unwrap_or_default().trim();
    !credits::is_agency(first) && first.split_whitespace().count() >= 2
}

/// Without case and accents.
fn folded(text: &str) -> String {
    any_ascii::any_ascii(text).to_lowercase()
}
