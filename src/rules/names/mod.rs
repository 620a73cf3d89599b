//! The rules of the names family.

use super::Rule;

/// In the order of the documentation; one line a rule.
pub static RULES: &[&Rule] = &[];
