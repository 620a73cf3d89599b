//! Cues of several words: `according to`, `went on`, `heißt es`.

/// Phrases of two words and more in lower case, by the length of the first in bytes.
#[derive(Debug, Default)]
pub struct Phrases(Vec<Vec<Vec<&'static str>>>);

impl Phrases {
    pub(super) fn add(&mut self, words: Vec<&'static str>) {
        let len = words[0].len();
        if self.0.len() <= len {
            self.0.resize(len + 1, Vec::new());
        }
        self.0[len].push(words);
    }

    /// How many words, in any case, the longest phrase has that the text begins with; 0 if it begins with none. `word`:
    /// the text’s words by number, empty behind the last.
    pub fn longest<'w>(&self, word: impl Fn(usize) -> &'w str) -> usize {
        let first = word(0);
        // Few phrases begin with a word of that length; the small letters of other scripts may have another.
        let near = if first.is_ascii() {
            self.0.get(first.len()..=first.len())
        } else {
            self.0.get(..)
        };
        let fits = |phrase: &&Vec<&str>| {
            let mut words = phrase.iter().enumerate();
            words.all(|(n, p)| same_word(word(n), p))
        };
        let phrases = near.unwrap_or_default().iter().flatten().filter(fits);
        phrases.map(Vec::len).max().unwrap_or(0)
    }
}

/// Whether `word` in lower case is `lower`.
fn same_word(word: &str, lower: &str) -> bool {
    let (Some(first), Some(begins)) = (word.as_bytes().first(), lower.as_bytes().first()) else {
        return false;
    };
    // Mostly this tells already.
    if first.is_ascii() && first.to_ascii_lowercase() != *begins {
        return false;
    }
    word.eq_ignore_ascii_case(lower)
        || !word.is_ascii() && word.chars().flat_map(char::to_lowercase).eq(lower.chars())
}
