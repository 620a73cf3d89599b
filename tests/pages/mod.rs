//! Web pages in the shape that publishers' content systems give them, and drafts as writers of each format write them:
//! each picture has its credit, and no caption is one.

mod drafts;

use copydesk::config::Settings;
use copydesk::draft::analyse;
use copydesk::markup::Format;

const CASES: &str = include_str!("credits.html");

/// Whose pages look so, the credit, and the page.
fn cases() -> impl Iterator<Item = (&'static str, Option<&'static str>, &'static str)> {
    CASES.split("<!-- case ").skip(1).map(|case| {
        let (head, page) = case.split_once(" -->").expect("the end of the comment");
        let (name, credit) = head.split_once(": ").expect("a credit");
        (name, Some(credit).filter(|c| *c != "none"), page.trim())
    })
}

#[test]
fn credits_are_found_where_content_systems_put_them() {
    assert!(cases().count() > 100);
    let mut wrong = Vec::new();
    for (name, credit, page) in cases() {
        let text = format!(
            "<p>The harbour was closed on Monday.</p>\n{page}\n<p>Nobody worked there.</p>\n"
        );
        let analysis = analyse(&text, Format::Html, &Settings::default());
        let shown = analysis.facts.images.iter();
        let mut shown = shown
            .filter(|i| matches!(i.exempt, None | Some("decorative")))
            .peekable();
        let right = |found: Option<&str>| match (found, credit) {
            (Some(found), Some(credit)) => found.contains(credit),
            (None, None) => true,
            _ => false,
        };
        let seen = shown.peek().is_some();
        for image in shown {
            let found = image.credit.as_ref().map(|c| c.text.as_str());
            if !right(found) {
                wrong.push(format!("{name}: {credit:?} is read as {found:?}: {page}"));
            }
        }
        if !seen {
            wrong.push(format!("{name}: no picture: {page}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
