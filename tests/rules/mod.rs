//! The rules' examples, run: the words between `⟦` and `⟧` are flagged and nothing else, and the fix gives the fixed
//! draft, removes its finding, raises none of its rule and changes nothing when it is done.

mod places;

use copydesk::config::{Date, Settings};
use copydesk::draft::analyse_with;
use copydesk::finding::{Finding, Severity, apply};
use copydesk::rules::{self, Example, Family, Rule};

/// Only this rule, on a known day; housekeeping speaks of the others, so there they stay as they are.
fn settings(rule: &Rule) -> Settings {
    let level = |r: &Rule| match r.family {
        _ if r.name == rule.name => Some(r.severity.unwrap_or(Severity::Warning)),
        _ if rule.family == Family::Housekeeping => r.severity,
        _ => None,
    };
    Settings {
        rules: rules::all()
            .map(|r| (r.name.to_string(), level(r)))
            .collect(),
        today: Date::parse("2026-06-15"),
        ..Settings::default()
    }
}

/// The draft without the marks, and the bytes between them.
fn unmarked(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut out, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    for c in text.chars() {
        match c {
            '⟦' => open.push(out.len()),
            '⟧' => spans.push((open.pop().expect("⟦ before ⟧"), out.len())),
            c => out.push(c),
        }
    }
    assert!(open.is_empty(), "⟧ is missing: {text}");
    spans.sort_unstable();
    (out, spans)
}

fn findings(rule: &Rule, example: &Example, text: &str) -> Vec<Finding> {
    let mut found = analyse_with(text, example.format, &settings(rule), &|_| {
        rules::images::example_files()
    })
    .findings;
    found.retain(|f| f.rule == rule.name);
    found
}

/// Makes the first fix of the first finding, until none has one or `rounds` are made.
fn mend(rule: &Rule, example: &Example, text: &str, rounds: usize) -> String {
    let mut text = text.to_string();
    for _ in 0..rounds {
        let found = findings(rule, example, &text);
        let Some(fix) = found.iter().find_map(|f| f.fixes.first()) else {
            break;
        };
        text = apply(&text, &fix.edits);
    }
    text
}

#[test]
fn every_example_shows_what_it_says() {
    let mut wrong = Vec::new();
    let complete = rules::by_name("missing-image-credit").is_some();
    for rule in rules::all().filter(|r| complete || r.family != Family::Housekeeping) {
        for example in rule.examples {
            let (text, marks) = unmarked(example.text);
            let found = findings(rule, example, &text);
            let mut spans: Vec<_> = found.iter().map(|f| (f.span.from(), f.span.to())).collect();
            spans.dedup();
            if spans != marks {
                let words: Vec<_> = spans.iter().map(|(s, e)| &text[*s..*e]).collect();
                wrong.push(format!(
                    "{}: {}\n  flagged: {words:?}",
                    rule.name, example.text
                ));
                continue;
            }
            let offered = found.iter().any(|f| !f.fixes.is_empty());
            let Some(fixed) = example.fixed else {
                if offered {
                    wrong.push(format!(
                        "{}: {}\n  has a fix, but shows none",
                        rule.name, example.text
                    ));
                }
                continue;
            };
            let once = mend(rule, example, &text, 1);
            let all = mend(rule, example, &text, marks.len());
            if once != fixed && all != fixed {
                wrong.push(format!("{}: {}\n  fixed: {once}", rule.name, example.text));
                continue;
            }
            let mut left = findings(rule, example, fixed);
            // A note for what only the writer knows (`TK`) stays flagged until it is filled in.
            left.retain(|f| fixed[f.span.range()] != *"TK");
            let expected = if all == fixed { 0 } else { marks.len() - 1 };
            if left.len() > expected {
                wrong.push(format!(
                    "{}: {fixed}\n  still flagged: {left:#?}",
                    rule.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Rules that flag nothing by the text alone: they need a name book, other drafts or the files of pictures, and have
/// tests of their own.
const NEED_MORE: &[&str] = &[
    "house-style-name",
    "name-across-drafts",
    "second-reference",
    "credit-conflict",
    "undisclosed-ai-image",
];

#[test]
fn every_rule_says_what_it_does() {
    for rule in rules::all() {
        let name = rule.name;
        let kebab = name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(kebab, "{name}");
        assert!(
            !rule.summary.is_empty() && !rule.summary.contains('\n'),
            "{name}"
        );
        assert!(rule.why.len() > 40, "{name} does not say why");
        assert!(
            rule.examples.iter().any(|e| e.text.contains('⟦')) || NEED_MORE.contains(&name),
            "{name} flags nothing"
        );
        assert!(
            rule.examples.iter().any(|e| !e.text.contains('⟦')),
            "{name} lets nothing stand"
        );
        assert_eq!(
            rules::all().filter(|r| r.name == name).count(),
            1,
            "{name} is there twice"
        );
    }
}
