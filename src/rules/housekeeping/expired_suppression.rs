//! `expired-suppression`: a comment's day has passed.

use super::is_rule;
use crate::finding::Severity;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "expired-suppression",
    family: Family::Housekeeping,
    summary: "A comment suppressed a rule until a day that has passed.",
    severity: Some(Severity::Warning),
    why: "Somebody let a finding stand until a day: until the photographer has answered, until the embargo is lifted. \
          After it the finding is back, and the comment should go or get a later day.",
    examples: &[
        Example {
            format: Format::Markdown,
            text: "# The fair\n\n<!-- copydesk-ignore missing-image-credit until ⟦2001-03-31⟧: credit asked for -->\n\nThe fair was opened.\n",
            fixed: Some("# The fair\n\n\nThe fair was opened.\n"),
        },
        Example {
            format: Format::Markdown,
            text: "# The fair\n\nIt was opened. <!-- copydesk-ignore missing-image-credit until 2999-03-31: credit asked for -->\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for one in context.suppressions {
        if let (true, Some((date, place))) = (one.over && is_rule(&one.rule), one.until) {
            let message = format!(
                "`{}` was let stand until {date}, which has passed: settle it, or set a later day.",
                one.rule
            );
            let fix = super::removal(context.source, one, false);
            report.add(place, message, Vec::new(), vec![fix]);
        }
    }
}
