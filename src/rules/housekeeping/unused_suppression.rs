//! `unused-suppression`: a comment suppresses a rule that finds nothing there.

use crate::finding::Severity;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "unused-suppression",
    family: Family::Housekeeping,
    summary: "A comment suppresses a rule that finds nothing there.",
    severity: Some(Severity::Information),
    why: "A comment that is no longer needed hides the next mistake in its place, and those who come later think that \
          something is still wrong. A rule that is off needs no comment, so nothing is said of it.",
    examples: &[
        Example {
            format: Format::Markdown,
            text: "# The fair\n\n<!-- copydesk-ignore ⟦missing-image-credit⟧: our own picture -->\n\nThe fair was opened on Monday.\n",
            fixed: Some("# The fair\n\n\nThe fair was opened on Monday.\n"),
        },
        Example {
            format: Format::Markdown,
            text: "<!-- The picture is our own. -->\n\nThe fair was opened on Monday.\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for one in context.suppressions {
        if one.idle && !one.over {
            let message = format!(
                "`{}` finds nothing here, so this comment does nothing: remove it.",
                one.rule
            );
            let fix = super::removal(context.source, one, true);
            report.add(one.name, message, Vec::new(), vec![fix]);
        }
    }
}
