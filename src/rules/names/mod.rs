//! The rules of the names family.

mod acronym_case;
mod given_name;
mod house_style_name;
mod inconsistent_name;
mod nickname;
mod spelling;

use super::Rule;

/// In the order of the documentation; one line a rule.
pub static RULES: &[&Rule] = &[
    &inconsistent_name::RULE,
    &house_style_name::RULE,
    &given_name::RULE,
    &acronym_case::RULE,
    &nickname::RULE,
];
