//! Suppressions over the rules that there are.

use super::*;
use crate::config::{Date, parse};
use crate::draft::analyse;

/// A draft whose only finding, where nothing suppresses it, is an unknown rule's name.
fn names(text: &str, settings: &str) -> Vec<(&'static str, String)> {
    let (settings, problems) = parse(settings, Date::parse("2026-06-15"), &|_| Err(String::new()));
    assert_eq!(problems, []);
    let findings = analyse(text, Format::Markdown, &settings).findings;
    let words = |f: &Finding| text[f.span.range()].to_string();
    findings.iter().map(|f| (f.rule, words(f))).collect()
}

#[test]
fn a_comment_that_names_no_rule_does_nothing_and_says_so() {
    let comment = "<!-- copydesk-ignore -->";
    let text = format!("The fair.\n\n{comment}\n\nIt was opened.\n");
    assert_eq!(
        names(&text, ""),
        [("unknown-suppression", comment.to_string())]
    );
    assert_eq!(names(&text, "[rules]\nunknown-suppression = \"off\"\n"), []);
}

#[test]
fn the_last_name_before_a_day_goes_with_its_comma() {
    let text = "The fair.\n\n<!-- copydesk-ignore unattributed-quote, missing-image-credit until 2999-01-01 -->\n\n“It was the best in years.”\n";
    let findings = analyse(text, Format::Markdown, &std::sync::Arc::default()).findings;
    let (edits, _) = crate::finding::safe_edits(&findings);
    let fixed = crate::finding::apply(text, &edits);
    assert!(
        fixed.contains("copydesk-ignore unattributed-quote until 2999-01-01 -->"),
        "{fixed}"
    );
}

#[test]
fn each_name_of_a_list_is_looked_at() {
    let text = "The fair.\n\n<!-- copydesk-ignore nosuch, none-such until 2026-06-30: why -->\n\nIt was opened.\n";
    let found = names(text, "");
    let words: Vec<_> = found.iter().map(|f| f.1.as_str()).collect();
    assert_eq!(words, ["nosuch", "none-such"]);
}
