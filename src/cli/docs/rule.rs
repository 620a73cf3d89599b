//! A rule's page and the table of all rules, as Markdown.

use crate::rules::{self, Example, Rule};
use std::fmt::Write;

/// The documentation of a rule.
pub fn page(rule: &Rule) -> String {
    let mut out = format!(
        "# {}\n\n{}.\n\n",
        rule.name,
        rule.summary.trim_end_matches('.')
    );
    let _ = writeln!(
        out,
        "Family: {}. By default: {}.\n\n## Why\n\n{}\n",
        rule.family.name(),
        level(rule),
        rule.why.trim()
    );
    let flagged: Vec<_> = rule.examples.iter().filter(|e| is_flagged(e)).collect();
    let fine: Vec<_> = rule.examples.iter().filter(|e| !is_flagged(e)).collect();
    if !flagged.is_empty() {
        out += "## Flagged\n\nThe words between ⟦ and ⟧ are underlined.\n\n";
    }
    for example in flagged {
        out += &fence(example, example.text);
        if let Some(fixed) = example.fixed {
            let _ = write!(out, "Fixed:\n\n{}", fence(example, fixed));
        }
    }
    if !fine.is_empty() {
        out += "## Fine\n\n";
    }
    for example in fine {
        out += &fence(example, example.text);
    }
    let _ = write!(
        out,
        "## Settings\n\n```toml\n[rules]\n{} = \"off\" # or hint, information, warning, error\n```\n\n\
         To let one place stand, write a comment before it that says why:\n\n\
         ```html\n<!-- copydesk-ignore {}: why it may stand -->\n```\n",
        rule.name, rule.name
    );
    out
}

/// Whether the example shows the rule at work.
fn is_flagged(example: &Example) -> bool {
    example.text.contains('⟦')
}

fn fence(example: &Example, text: &str) -> String {
    let ticks = if text.contains("```") { "````" } else { "```" };
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("{ticks}{}\n{text}{end}{ticks}\n\n", example.format.name())
}

/// Its default severity in a word.
pub fn level(rule: &Rule) -> &'static str {
    rule.severity.map_or("off", |s| s.name())
}

/// The table of all rules; `link` gives the address of a rule's page, if there is one.
pub fn table(link: impl Fn(&Rule) -> Option<String>) -> String {
    let mut out = "| Rule | Default | Flags |\n|---|---|---|\n".to_string();
    for rule in rules::all() {
        let name = match link(rule) {
            Some(address) => format!("[`{}`]({address})", rule.name),
            None => format!("`{}`", rule.name),
        };
        let _ = writeln!(
            out,
            "| {name} | {} | {} |",
            level(rule),
            rule.summary.trim_end_matches('.')
        );
    }
    out
}
