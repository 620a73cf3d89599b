//! The rules of the quotes family.

mod orphan_quote;
mod tag;
mod unattributed_quote;

use super::Rule;

/// In the order of the documentation; one line a rule.
pub static RULES: &[&Rule] = &[&unattributed_quote::RULE, &orphan_quote::RULE];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::draft::analyse;
    use crate::finding::{Severity, apply};

    /// Every example: exactly what stands between the brackets is flagged, and the first fix gives what it says
    /// and removes the finding.
    #[test]
    fn examples_do_what_they_say() {
        for rule in RULES {
            let mut settings = Settings::default();
            let on = Some(rule.severity.unwrap_or(Severity::Warning));
            settings.rules.insert(rule.name.to_string(), on);
            for example in rule.examples {
                let text = example.text.replace(['⟦', '⟧'], "");
                let found = analyse(&text, example.format, &settings).findings;
                let found: Vec<_> = found.iter().filter(|f| f.rule == rule.name).collect();
                let mut marked = text.clone();
                for f in found.iter().rev() {
                    marked.insert(f.span.to(), '⟧');
                    marked.insert(f.span.from(), '⟦');
                }
                assert_eq!(marked, example.text, "{}", rule.name);
                let fixed = found.first().and_then(|f| f.fixes.first());
                let fixed = fixed.map(|f| apply(&text, &f.edits));
                assert_eq!(fixed.as_deref(), example.fixed, "{}", rule.name);
            }
        }
    }
}
