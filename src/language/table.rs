//! A table of the short words of a language: made once, asked for each word of a text.

use super::words::Packed;
use std::hint;

/// How many words there is room for, twice as many as the longest list has.
const SLOTS: usize = 1 << 13;
const BITS: usize = Packed::PLACES / 64;

/// Words, each with what is known of it.
#[derive(Clone, Debug)]
pub struct Table<T> {
    /// A bit for each word, at [`Packed::place`]: most words of a text are in no list.
    bits: Box<[u64; BITS]>,
    /// Each word at its place or, where another has that, at the next free one.
    slots: Box<[(Packed, T); SLOTS]>,
    /// How many there are.
    words: usize,
}

impl<T: Copy + Default> Default for Table<T> {
    fn default() -> Self {
        let slots = vec![(Packed::default(), T::default()); SLOTS].into_boxed_slice();
        let Ok(slots) = slots.try_into() else {
            unreachable!("as many slots as asked for")
        };
        Table {
            bits: Box::new([0; BITS]),
            slots,
            words: 0,
        }
    }
}

impl<T: Copy + Default> Table<T> {
    /// What is known of `word`; nothing of a word that is not there.
    #[inline]
    pub fn get(&self, word: Packed) -> T {
        let place = word.place();
        let listed = (self.bits[place / 64] >> (place % 64) & 1) as usize;
        // Half of the words of a text are listed, which half cannot be foreseen: others are sought in the first slot.
        let (there, known) = self.slots[first(word) * listed];
        let same = there == word;
        // Nearly always it stands at its own place.
        if usize::from(same) < listed {
            return self.elsewhere(word);
        }
        hint::select_unpredictable(same, known, T::default())
    }

    /// What is known of `word`, wherever it stands.
    #[cold]
    fn elsewhere(&self, word: Packed) -> T {
        self.slots[self.slot(word)].1
    }

    /// The same to write, of a word that is put in where it is not there.
    ///
    /// # Panics
    /// If there is no room.
    pub fn entry(&mut self, word: Packed) -> &mut T {
        let place = word.place();
        self.bits[place / 64] |= 1 << (place % 64);
        let slot = self.slot(word);
        if self.slots[slot].0 != word {
            self.slots[slot].0 = word;
            self.words += 1;
            assert!(self.words <= SLOTS / 2, "a list of words that is too long");
        }
        &mut self.slots[slot].1
    }

    /// Where `word` stands, or would.
    #[inline(never)]
    fn slot(&self, word: Packed) -> usize {
        let mut slot = first(word);
        loop {
            let there = self.slots[slot].0;
            if there == word || there == Packed::default() {
                return slot;
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

/// The slot at the place of `word`.
fn first(word: Packed) -> usize {
    word.place() * SLOTS / Packed::PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_share_places() {
        let mut table: Table<usize> = Table::default();
        let word = |i: usize| Packed::of(&format!("w{i}")).unwrap();
        for i in 0..SLOTS / 2 {
            *table.entry(word(i)) += i + 1;
        }
        for i in 0..SLOTS {
            let known = if i < SLOTS / 2 { i + 1 } else { 0 };
            assert_eq!(table.get(word(i)), known);
        }
    }
}
