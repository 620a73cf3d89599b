//! Which keys come more than once, told cheaply of the many that come once.

use smallvec::SmallVec;

/// Which keys may have come: one bit of many a key, so that most of those that come once are told apart.
pub(super) struct Seen {
    bits: SmallVec<[u64; 16]>,
    shift: u32,
}

impl Seen {
    /// For about so many keys.
    pub fn new(keys: usize) -> Self {
        let bits = (keys.max(8) * 8).next_power_of_two();
        Seen {
            bits: SmallVec::from_elem(0, bits / 64),
            shift: 64 - bits.ilog2(),
        }
    }

    fn place(&self, key: u64) -> (usize, u64) {
        let bit = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize;
        (bit / 64, 1 << (bit % 64))
    }

    /// Takes `key` up; whether it may have come before.
    pub fn put(&mut self, key: u64) -> bool {
        let (at, bit) = self.place(key);
        let before = self.bits[at] & bit != 0;
        self.bits[at] |= bit;
        before
    }

    pub fn has(&self, key: u64) -> bool {
        let (at, bit) = self.place(key);
        self.bits[at] & bit != 0
    }
}

/// Those that share a key, group by group, each in order.
pub(super) fn repeated<T: Copy + Ord>(
    all: &mut Vec<(u64, T)>,
) -> impl Iterator<Item = &[(u64, T)]> {
    // With room to spare, so that mostly nothing is left to sort.
    let mut once = Seen::new(all.len() * 8);
    let mut twice = Seen::new(all.len());
    let mut any = false;
    for (key, _) in all.iter() {
        if once.put(*key) {
            any = true;
            twice.put(*key);
        }
    }
    if any {
        all.retain(|(key, _)| twice.has(*key));
        all.sort_unstable();
    } else {
        all.clear();
    }
    let groups = all.chunk_by(|a, b| a.0 == b.0);
    groups.filter(|group| group.len() > 1)
}
