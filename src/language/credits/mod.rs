//! The words of credit lines: labels in every language, agencies, licences, placeholders.
//!
//! One table for all languages: `Photo: AFP` stands in French and Ukrainian papers as well, and the
//! words of different languages do not get in each other's way. The language of an entry serves completion and the
//! credits that fixes write.

mod agencies;
mod labels;
mod placeholders;
mod signs;
mod written;

pub use agencies::{AGENCIES, has_photographers, is_agency, is_nobody};
pub use labels::{LABEL_WORDS, LINKS, LabelWord, Role, may_start_label, role};
pub use placeholders::is_placeholder;
pub use signs::{LICENCES, may_sign, signs};
pub use written::{label, labels};

/// Whether `word` in lower case is `lower`.
pub fn same(lower: &str, word: &str) -> bool {
    lower.len() == word.len()
        && if word.is_ascii() {
            lower.eq_ignore_ascii_case(word)
        } else {
            lower.chars().eq(word.chars().flat_map(char::to_lowercase))
        }
}

#[cfg(test)]
mod tests;
