//! The rules of the quotes family.

mod altered_quote;
mod anonymous_source;
mod attribution_tense;
mod buried_attribution;
mod continued_marks;
mod likely;
mod loaded_verb;
mod mixed_marks;
mod orphan_quote;
mod quote_mismatch;
mod quote_punctuation;
mod reversed_mark;
mod tag;
mod two_speakers;
mod unattributed_quote;
pub use tag::{is_present, tells_tense};
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
