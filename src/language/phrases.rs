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
    /// the bytes of the text’s words by number, none behind the last.
    pub fn longest<'w>(&self, word: impl Fn(usize) -> &'w [u8]) -> usize {
        let first = word(0);
        // Few phrases begin with a word of that length; the small letters of other scripts may have another.
        if first.is_ascii() {
            return self
                .0
                .get(first.len())
                .map_or(0, |near| longest(near, word));
        }
        let all = self.0.iter().map(|phrases| longest(phrases, &word));
        all.max().unwrap_or(0)
    }
}

fn longest<'w>(phrases: &[Vec<&str>], word: impl Fn(usize) -> &'w [u8]) -> usize {
    let second = word(1);
    let may_fit = |phrase: &&Vec<&str>| phrase.get(1).is_none_or(|p| may_be(second, p));
    let fits = |phrase: &&Vec<&str>| {
        let mut words = phrase.iter().enumerate();
        words.all(|(n, p)| is_same(word(n), p))
    };
    let phrases = phrases.iter().filter(may_fit).filter(fits);
    phrases.map(Vec::len).max().unwrap_or(0)
}

/// Whether `word` in lower case may be `lower`, by its first letter.
fn may_be(word: &[u8], lower: &str) -> bool {
    let first = word.first();
    first.is_some_and(|f| !f.is_ascii() || f.to_ascii_lowercase() == lower.as_bytes()[0])
}

/// Whether `word` in lower case is `lower`.
fn is_same(word: &[u8], lower: &str) -> bool {
    let other_case = || {
        let word = std::str::from_utf8(word).unwrap_or_default();
        word.chars().flat_map(char::to_lowercase).eq(lower.chars())
    };
    may_be(word, lower)
        && (word.eq_ignore_ascii_case(lower.as_bytes()) || !word.is_ascii() && other_case())
}
