//! Runs the examples in the rules' documentation.

use super::*;
use crate::config::{Date, Settings};
use crate::draft::analyse;
use crate::finding::apply;

/// The draft without its marks, and what stood between them.
fn marked(text: &str) -> (String, Vec<Span>) {
    let (mut plain, mut spans, mut from) = (String::new(), Vec::new(), 0);
    for c in text.chars() {
        match c {
            '⟦' => from = plain.len(),
            '⟧' => spans.push(Span::new(from, plain.len())),
            c => plain.push(c),
        }
    }
    (plain, spans)
}

/// Every rule does what its documentation shows: it flags the marked words and nothing else, and its first fix
/// gives the text that is shown, in which the rule finds nothing more to say than it said of the other marks.
#[test]
fn examples_are_true() {
    for rule in all() {
        let mut settings = Settings {
            today: Date::parse("2026-06-15"),
            ..Settings::default()
        };
        let severity = rule.severity.unwrap_or(Severity::Warning);
        settings.rules.insert(rule.name.into(), Some(severity));
        for example in rule.examples {
            let (text, spans) = marked(example.text);
            let findings = |text: &str| -> Vec<Finding> {
                let all = analyse(text, example.format, &settings).findings;
                all.into_iter().filter(|f| f.rule == rule.name).collect()
            };
            let found = findings(&text);
            let got: Vec<Span> = found.iter().map(|f| f.span).collect();
            assert_eq!(got, spans, "{}: {}", rule.name, example.text);
            let Some(fixed) = example.fixed else {
                continue;
            };
            let fix = found.first().and_then(|f| f.fixes.first());
            let fix = fix.unwrap_or_else(|| panic!("{} offers no fix: {text}", rule.name));
            let after = apply(&text, &fix.edits);
            assert_eq!(after, fixed, "{}", rule.name);
            // A speaker still to come is flagged until somebody comes.
            let open = after.contains("TK");
            assert!(
                open || findings(&after).len() < spans.len(),
                "{}: {after}",
                rule.name
            );
        }
    }
}
