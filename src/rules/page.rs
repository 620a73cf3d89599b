//! A rule's page, as Markdown: what it flags, why, what is fine, and how to turn it off.

use super::{Example, Rule};
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
        rule.level(),
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
