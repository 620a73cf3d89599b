//! `title-mismatch`: Gen. and General.

use crate::facts::names::Mention;
use crate::finding::{Edit, Fix, Related};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "title-mismatch",
    family: Family::Names,
    summary: "A person's title is abbreviated here and spelled out there",
    severity: None,
    why: "Most houses abbreviate a title before a full name and spell it out, or drop it, before a surname; within one \
          form of a name the same title should look the same. Off by default.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "Gen. Tomas Brandt spoke first.\n\nThe crowd heard ⟦General⟧ Tomas Brandt twice.\n",
            fixed: Some(
                "Gen. Tomas Brandt spoke first.\n\nThe crowd heard Gen. Tomas Brandt twice.\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "Gen. Tomas Brandt spoke first.\n\nThe crowd heard Gen. Tomas Brandt twice.\n",
            fixed: None,
        },
    ],
    check,
};

/// Abbreviations and what they stand for.
const SHORT: &[(&str, &str)] = &[
    ("Gen.", "General"),
    ("Lt.", "Lieutenant"),
    ("Col.", "Colonel"),
    ("Maj.", "Major"),
    ("Capt.", "Captain"),
    ("Sgt.", "Sergeant"),
    ("Adm.", "Admiral"),
    ("Cmdr.", "Commander"),
    ("Gov.", "Governor"),
    ("Sen.", "Senator"),
    ("Rep.", "Representative"),
    ("Prof.", "Professor"),
    ("Rev.", "Reverend"),
    ("Dr.", "Doctor"),
    ("Det.", "Detective"),
    ("Insp.", "Inspector"),
    ("Supt.", "Superintendent"),
    ("Pres.", "President"),
];

/// The title with all its abbreviations spelled out.
fn spelled_out(title: &str) -> String {
    let word = |word: &str| {
        SHORT
            .iter()
            .find(|(short, _)| *short == word || short.trim_end_matches('.') == word)
            .map_or(word, |(_, long)| *long)
            .to_string()
    };
    title.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for name in &context.facts.names {
        let titled: Vec<&Mention> = name.mentions.iter().filter(|m| m.title.is_some()).collect();
        for (n, mention) in titled.iter().enumerate() {
            let Some(title) = &mention.title else {
                continue;
            };
            let same = |m: &&&Mention| m.text == mention.text;
            let Some(first) = titled[..n].iter().find(same).and_then(|m| m.title.as_ref()) else {
                continue;
            };
            if first.text == title.text || spelled_out(&first.text) != spelled_out(&title.text) {
                continue;
            }
            let message = format!(
                "“{}” is “{}” at the first mention: write the title in one way",
                title.text, first.text
            );
            let related = Related::here(first.span, format!("“{}” here", first.text));
            let fix = Fix {
                title: format!("Change to “{}”", first.text),
                safe: false,
                edits: vec![Edit::replace(title.span, &*first.text)],
            };
            report.add(title.span, message, vec![related], vec![fix]);
        }
    }
}
