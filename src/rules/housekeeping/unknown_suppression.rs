//! `unknown-suppression`: a comment suppresses a rule that there is not.

use super::is_rule;
use crate::finding::{Edit, Fix, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule, nearest};

pub static RULE: Rule = Rule {
    name: "unknown-suppression",
    family: Family::Housekeeping,
    summary: "A comment suppresses a rule that does not exist.",
    severity: Some(Severity::Warning),
    why: "A slip in the name of a rule makes the comment do nothing, and nobody sees why the finding stays. \
          A comment that names no rule does nothing either: it must say what it lets stand.",
    examples: &[
        Example {
            format: Format::Markdown,
            text: "<!-- copydesk-ignore ⟦mising-image-credit⟧: our own picture -->\n\nThe fair was opened on Monday.\n",
            fixed: Some(
                "<!-- copydesk-ignore missing-image-credit: our own picture -->\n\nThe fair was opened on Monday.\n",
            ),
        },
        Example {
            format: Format::Markdown,
            text: "The fair was opened on Monday. <!-- the picture is to follow -->\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for one in context.suppressions {
        if one.rule.is_empty() {
            let message = "This comment names no rule, so it lets nothing stand: name the rule behind `copydesk-ignore`.";
            report.add(one.comment, message.to_string(), Vec::new(), Vec::new());
        } else if !is_rule(&one.rule) {
            let mut message = format!(
                "There is no rule `{}`, so this comment does nothing",
                one.rule
            );
            let mut fixes = Vec::new();
            if let Some(right) = nearest(&one.rule) {
                message += &format!("; did you mean `{right}`?");
                fixes.push(Fix {
                    title: format!("Change to “{right}”"),
                    safe: false,
                    edits: vec![Edit::replace(one.name, right)],
                });
            } else {
                message += ": `copydesk rules` lists them.";
            }
            fixes.push(super::removal(context.source, one, false));
            report.add(one.name, message, Vec::new(), fixes);
        }
    }
}
