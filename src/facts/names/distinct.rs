//! Which of several things are the same, told by their keys: a table with open addressing.

/// The first of each of several things that are the same.
#[derive(Default)]
pub(super) struct Distinct {
    /// The upper half of a key and the number of a thing, which is [`NONE`] in an empty place.
    places: Vec<(u32, u32)>,
    taken: usize,
}

const NONE: u32 = u32::MAX;

impl Distinct {
    /// Forgets all things; makes room for so many different ones.
    pub fn clear(&mut self, things: usize) {
        let places = (things * 2).next_power_of_two().max(16);
        self.places.clear();
        self.places.resize(places, (0, NONE));
        self.taken = 0;
    }

    /// The first thing that is the same as thing `number`; that one itself where it is new. `same`: whether it is the same
    /// as another one, whose key agrees in its upper half.
    #[inline]
    pub fn first(&mut self, key: u64, number: u32, same: impl Fn(u32) -> bool) -> u32 {
        let upper = upper(key);
        match self.find(upper, same) {
            Ok(first) => first,
            Err(at) => {
                self.places[at] = (upper, number);
                self.taken += 1;
                if self.taken * 3 > self.places.len() * 2 {
                    self.grow();
                }
                number
            }
        }
    }

    /// The first thing with that key that is `same`.
    pub fn get(&self, key: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        self.find(upper(key), same).ok()
    }

    /// The thing with that upper half that is `same`, or the empty place where it would be.
    #[inline]
    fn find(&self, upper: u32, same: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let last = self.places.len() - 1;
        let mut at = upper as usize & last;
        loop {
            let (other, number) = self.places[at];
            if number == NONE {
                return Err(at);
            }
            if other == upper && same(number) {
                return Ok(number);
            }
            at = (at + 1) & last;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let size = self.places.len() * 2;
        let old = std::mem::replace(&mut self.places, vec![(0, NONE); size]);
        for (upper, number) in old.into_iter().filter(|(_, number)| *number != NONE) {
            if let Err(at) = self.find(upper, |_| false) {
                self.places[at] = (upper, number);
            }
        }
    }
}

/// The upper half of a key once mixed: it depends on all bits.
fn upper(key: u64) -> u32 {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
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
