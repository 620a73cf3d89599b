//! The nearest right word to one that is wrong, for "did you mean".

use rapidfuzz::distance::osa;

/// The one of `known` that `word` was most likely meant to be, if it is like any.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase().replace('_', "-");
    let distance = |known: &str| osa::distance(word.chars(), known.replace('_', "-").chars());
    let best = known.into_iter().min_by_key(|k| distance(k))?;
    let limit = (best.len().max(word.len()) / 3).max(1);
    (distance(best) <= limit).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_seen_through_and_strangers_are_not() {
        let known = ["language", "preset", "given-name"];
        assert_eq!(nearest("langauge", known), Some("language"));
        assert_eq!(nearest("given_names", known), Some("given-name"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("x", []), None);
    }
}
