//! The rules of the quotes family.

mod altered_quote;
mod anonymous_source;
mod attribution_tense;
mod buried_attribution;
mod continued_marks;
mod loaded_verb;
mod mixed_marks;
mod orphan_quote;
mod quote_mismatch;
mod quote_punctuation;
mod reversed_mark;
mod tag;
mod two_speakers;
mod unattributed_quote;
pub use unattributed_quote::is_open;

mod unbalanced_quote;

use super::Rule;

/// In the order of the documentation; one line a rule.
pub static RULES: &[&Rule] = &[
    &unattributed_quote::RULE,
    &orphan_quote::RULE,
    &unbalanced_quote::RULE,
    &reversed_mark::RULE,
    &continued_marks::RULE,
    &mixed_marks::RULE,
    &quote_mismatch::RULE,
    &anonymous_source::RULE,
    &loaded_verb::RULE,
    &buried_attribution::RULE,
    &two_speakers::RULE,
    &altered_quote::RULE,
    &quote_punctuation::RULE,
    &attribution_tense::RULE,
];

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
        let mut wrong = Vec::new();
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
                let fix = found.first().and_then(|f| f.fixes.first());
                let fixed = fix.map(|f| apply(&text, &f.edits));
                if marked != example.text || fixed.as_deref() != example.fixed {
                    wrong.push((rule.name, marked, fixed));
                    continue;
                }
                let again = fixed.map(|f| analyse(&f, example.format, &settings).findings);
                let stays = again.iter().flatten().any(|f| f.rule == rule.name);
                // A fix that leaves the speaker to come leaves the finding.
                if stays && !fix.is_some_and(|f| f.title.contains("TK")) {
                    wrong.push((rule.name, marked, None));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
