//! Which of several things are the same, told by their keys.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::cell::Cell;

/// The first of each of several things that are the same, by number, with its key.
#[derive(Default)]
pub(super) struct Distinct(HashTable<(u64, u32)>);

thread_local! {
    /// Room that is used again.
    static SCRATCH: Cell<Distinct> = const { Cell::new(Distinct(HashTable::new())) };
}

/// Different words of a long draft.
const ROOM: usize = 256;

impl Distinct {
    /// Room from before; things may be left in it.
    pub fn scratch() -> Self {
        SCRATCH.take()
    }

    /// Keeps the room for others, unless it is more than most drafts need.
    pub fn keep(self) {
        if self.0.capacity() <= ROOM {
            SCRATCH.set(self);
        }
    }

    /// Forgets all things; makes room for so many different ones.
    pub fn clear(&mut self, things: usize) {
        self.0.clear();
        self.0.reserve(things, |(key, _)| *key);
    }

    /// The first thing that is the same as thing `number`; that one itself where it is new. `same`: whether it is the same
    /// as another one of that key.
    #[inline]
    pub fn first(&mut self, key: u64, number: u32, same: impl Fn(u32) -> bool) -> u32 {
        let is_same = |(other, thing): &(u64, u32)| *other == key && same(*thing);
        match self.0.entry(key, is_same, |(key, _)| *key) {
            Entry::Occupied(first) => first.get().1,
            Entry::Vacant(place) => {
                place.insert((key, number));
                number
            }
        }
    }

    /// The first thing of that key.
    pub fn get(&self, key: u64) -> Option<u32> {
        let found = self.0.find(key, |(other, _)| *other == key);
        found.map(|(_, thing)| *thing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_the_same_as_the_first_of_their_kind() {
        let things: Vec<u32> = (0..200).map(|i| i * i % 61).collect();
        // Keys that differ in nothing keep things apart as well, and more things come than there was room for.
        for spread in [0, 1] {
            let mut distinct = Distinct::default();
            distinct.clear(1);
            for (i, thing) in (0..).zip(&things) {
                let key = u64::from(*thing) * spread;
                let first = distinct.first(key, i, |other| things[other as usize] == *thing);
                assert_eq!(things.iter().position(|t| t == thing), Some(first as usize));
            }
        }
    }
}
