//! The rules of the images family.

mod missing_image_credit;
mod place;
mod placeholder_credit;
mod wording;

use super::Rule;

/// In the order of the documentation; one line a rule.
pub static RULES: &[&Rule] = &[&missing_image_credit::RULE, &placeholder_credit::RULE];
