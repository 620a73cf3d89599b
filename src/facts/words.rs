//! Words kept as facts, each spelling once: drafts name the same people and pronouns again and again.

use rustc_hash::FxHasher;
use std::cell::RefCell;
use std::hash::Hasher;
use std::sync::Arc;

/// How many spellings a thread remembers, one a place.
const PLACES: usize = 1024;
/// Bytes of the longest that is worth it.
const LONGEST: usize = 32;

thread_local! {
    static WORDS: RefCell<Vec<Option<Arc<str>>>> = const { RefCell::new(Vec::new()) };
}

/// `text` to keep, shared with what was the same lately.
pub(super) fn shared(text: &str) -> Arc<str> {
    signed(text).0
}

/// The same, and a number that is the same wherever the text is.
pub(super) fn signed(text: &str) -> (Arc<str>, u32) {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    let sign = hasher.finish() as u32;
    if text.len() > LONGEST {
        return (text.into(), sign);
    }
    let kept = WORDS.with_borrow_mut(|words| {
        if words.is_empty() {
            words.resize(PLACES, None);
        }
        let place = &mut words[sign as usize % PLACES];
        match place {
            Some(kept) if **kept == *text => kept.clone(),
            _ => place.insert(text.into()).clone(),
        }
    });
    (kept, sign)
}
