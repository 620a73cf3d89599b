//! The table of all rules, as Markdown.

use crate::rules::{self, Rule};
use std::fmt::Write;

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
            rule.level(),
            rule.summary.trim_end_matches('.')
        );
    }
    out
}
