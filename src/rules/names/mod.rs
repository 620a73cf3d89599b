//! The rules of the names family.

mod acronym_case;
mod first_reference;
mod given_name;
mod house_style_name;
mod inconsistent_name;
mod name_across_drafts;
mod nickname;
mod second_reference;
mod spelling;
mod title_mismatch;

use super::Rule;

/// In the order of the documentation; one line a rule.
pub static RULES: &[&Rule] = &[
    &inconsistent_name::RULE,
    &house_style_name::RULE,
    &given_name::RULE,
    &acronym_case::RULE,
    &first_reference::RULE,
    &nickname::RULE,
    &title_mismatch::RULE,
    &name_across_drafts::RULE,
    &second_reference::RULE,
];

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::config::Settings;
    use crate::draft::analyse;
    use crate::finding::{Severity, apply};

    /// Every example flags what stands in its brackets and nothing else, and its first fix gives the text it says.
    #[test]
    fn examples_hold() {
        for rule in RULES {
            for example in rule.examples {
                let text = example.text.replace(['⟦', '⟧'], "");
                let mut settings = Settings::default();
                settings.rules.insert(
                    rule.name.to_string(),
                    Some(rule.severity.unwrap_or(Severity::Warning)),
                );
                let findings = analyse(&text, example.format, &settings).findings;
                let mine: Vec<_> = findings.iter().filter(|f| f.rule == rule.name).collect();
                let mut shown = String::new();
                let mut at = 0;
                for f in &mine {
                    shown += &text[at..f.span.from()];
                    shown += &format!("⟦{}⟧", &text[f.span.range()]);
                    at = f.span.to();
                }
                shown += &text[at..];
                assert_eq!(shown, example.text, "{}", rule.name);
                let fixed = mine.first().and_then(|f| f.fixes.first());
                let fixed = fixed.map(|fix| apply(&text, &fix.edits));
                assert_eq!(fixed.as_deref(), example.fixed, "{}", rule.name);
            }
        }
    }
}
