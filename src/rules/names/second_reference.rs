//! `second-reference`: the name book's short form, too early or not at all.

use crate::config::NameEntry;
use crate::facts::names::{Mention, Place};
use crate::finding::{Edit, Fix, Related, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;
use std::collections::HashMap;

pub static RULE: Rule = Rule {
    name: "second-reference",
    family: Family::Names,
    summary: "A name’s first or later mention is not in the form that the name book says.",
    severity: Some(Severity::Hint),
    why: "Many houses write a name in full first and in a short form after (the European Union, then the EU). An entry of the name book may say so with `second`: the short form before the full one \
          and the full one again after it are flagged. Headings and quotations are left alone. Without a name book the \
          rule finds nothing.",
    examples: &[Example {
        format: Format::Plain,
        text: "The Harbour Workers Union met on Friday. The Harbour Workers Union will strike.\n",
        fixed: None,
    }],
    check,
};

/// Which form of an entry a mention is in.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Full,
    Short,
}

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let mut forms: HashMap<&str, (usize, Form)> = HashMap::new();
    for (i, entry) in context.settings.names.iter().enumerate() {
        if let Some(second) = entry.second.as_deref().filter(|s| **s != entry.canonical) {
            forms.insert(second, (i, Form::Short));
            forms.insert(&entry.canonical, (i, Form::Full));
        }
    }
    if forms.is_empty() {
        return;
    }
    let all = context.facts.names.iter().flat_map(|n| &n.mentions);
    let mut mentions: Vec<&Mention> = all
        .chain(&context.facts.loose)
        .filter(|m| !m.place.intersects(Place::WEAK | Place::QUOTED))
        .filter(|m| forms.contains_key(&*m.text))
        .collect();
    mentions.sort_by_key(|m| m.span);
    let full = |i: usize| {
        let is_full = |m: &&&Mention| forms[&*m.text] == (i, Form::Full);
        mentions.iter().find(is_full).map(|m| m.span)
    };
    let mut introduced: HashMap<usize, &Mention> = HashMap::new();
    for mention in &mentions {
        let (i, form) = forms[&*mention.text];
        let entry = &context.settings.names[i];
        match (introduced.get(&i), form) {
            (None, Form::Full) => {
                introduced.insert(i, mention);
            }
            (None, Form::Short) => {
                early(report, mention, entry, full(i));
                introduced.insert(i, mention);
            }
            (Some(first), Form::Full) => again(report, mention, first, entry),
            (Some(_), Form::Short) => {}
        }
    }
}

fn early(report: &mut Report<'_>, mention: &Mention, entry: &NameEntry, later: Option<Span>) {
    let full = &entry.canonical;
    let message = format!(
        "“{}” is for later references: the name book has “{full}” at the first",
        mention.text
    );
    let related = later.map(|span| Related::here(span, "named in full here"));
    report.add(
        mention.span,
        message,
        related.into_iter().collect(),
        vec![change(mention, full)],
    );
}

fn again(report: &mut Report<'_>, mention: &Mention, first: &Mention, entry: &NameEntry) {
    let Some(short) = &entry.second else { return };
    let message = format!(
        "“{}” was named before: the name book has “{short}” for later references",
        mention.text
    );
    let related = Related::here(first.span, "named here first");
    report.add(
        mention.span,
        message,
        vec![related],
        vec![change(mention, short)],
    );
}

fn change(mention: &Mention, to: &str) -> Fix {
    Fix {
        title: format!("Change to “{to}”"),
        safe: false,
        edits: vec![Edit::replace(mention.span, to)],
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{NameEntry, Settings};
    use crate::draft::analyse;
    use crate::finding::apply;
    use crate::markup::Format;

    fn run(text: &str) -> Vec<(&str, String)> {
        let settings = Settings {
            names: vec![NameEntry {
                canonical: "Harbour Workers Union".into(),
                second: Some("HWU".into()),
                ..NameEntry::default()
            }],
            ..Settings::default()
        };
        let findings = analyse(text, Format::Markdown, &settings).findings;
        let mine = findings.iter().filter(|f| f.rule == "second-reference");
        mine.map(|f| (&text[f.span.range()], apply(text, &f.fixes[0].edits)))
            .collect()
    }

    #[test]
    fn the_full_form_comes_first_and_once() {
        assert_eq!(
            run("# HWU strikes\n\nThe Harbour Workers Union met. The HWU will strike.\n"),
            []
        );
        assert_eq!(
            run("The HWU met on Friday. It was late.\n"),
            [(
                "HWU",
                "The Harbour Workers Union met on Friday. It was late.\n".to_string()
            )]
        );
        assert_eq!(
            run("The Harbour Workers Union met. “The Harbour Workers Union is us,” she said. The Harbour Workers Union left.\n"),
            [(
                "Harbour Workers Union",
                "The Harbour Workers Union met. “The Harbour Workers Union is us,” she said. The HWU left.\n"
                    .to_string()
            )]
        );
    }
}
