//! How a name sounds: its consonants, with those made one that transliterations exchange.

use std::ops::Deref;

/// Sounds of a word: one byte each, zeros behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skeleton {
    sounds: [u8; Skeleton::MOST],
    len: u8,
}

impl Skeleton {
    /// So many are kept: hardly any name has more.
    const MOST: usize = 24;

    /// That of no word.
    pub const NONE: Skeleton = Skeleton {
        sounds: [0; Skeleton::MOST],
        len: 0,
    };
}

impl Deref for Skeleton {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.sounds[..usize::from(self.len)]
    }
}

/// Consonants of a folded word, the last first, with the letters that transliterations and slips of the ear exchange made
/// one: two spellings of one foreign name mostly share it.
pub fn skeleton(word: &str) -> Skeleton {
    // More than fit, for a letter may have two sounds, and a place is for what is no new sound.
    let mut sounds = [0; 32];
    let (mut len, mut last, mut pair) = (0, 0, 0);
    // From the end, for how a letter sounds depends on the next one.
    for byte in word.bytes().rev() {
        pair = pair >> 5 | usize::from(LETTERS[usize::from(byte)]) << 5;
        let found = SOUNDS_BEFORE[pair % 1024];
        let sound = if found == OTHER {
            SOUNDS[usize::from(byte)]
        } else {
            found
        };
        // Without a branch, for nobody can tell what comes next.
        let sound = if sound == 0 { last } else { sound };
        sounds[len % 32] = sound;
        len += usize::from(sound != last);
        last = sound;
        if found == OTHER && byte == b'x' {
            sounds[len % 32] = b'k';
            len += 1;
            last = 0;
        }
        if len >= Skeleton::MOST {
            break;
        }
    }
    // The last may have been no new one.
    sounds[len % 32] = 0;
    let mut out = Skeleton::NONE;
    out.sounds.copy_from_slice(&sounds[..Skeleton::MOST]);
    out.len = len.min(Skeleton::MOST) as u8;
    out
}

/// The sound of two letters that are one; 0 where they are two. The second alone has the same sound or none.
const fn together(first: u8, second: u8) -> u8 {
    match (first, second) {
        (b'k' | b'g', b'h') | (b'q', b'u') | (b'c', b'k') => b'k',
        (b'p', b'h') => b'f',
        (b't' | b'd', b'h') => b't',
        (b's' | b'c', b'h' | b'z') | (b't', b's' | b'z') => b's',
        _ => 0,
    }
}

/// The place of each letter in the alphabet, from one; 0 of what is none.
pub(super) static LETTERS: [u8; 256] = {
    let mut places = [0; 256];
    let mut letter = b'a';
    while letter <= b'z' {
        places[letter as usize] = letter - b'a' + 1;
        letter += 1;
    }
    places
};

/// In [`SOUNDS_BEFORE`], what is no letter, or has two sounds.
const OTHER: u8 = 0xFF;

/// The sound of each letter before each other one, that of both or of the first alone: by the places in the alphabet,
/// that of the first times 32.
static SOUNDS_BEFORE: [u8; 32 * 32] = {
    let mut sounds = [OTHER; 32 * 32];
    let mut first = b'a';
    while first <= b'z' {
        let mut second = 0;
        while second < 32 {
            let both = together(first, second + b'a' - 1);
            let sound = match (first, both) {
                (b'x', _) => OTHER,
                (_, 0) => SOUNDS[first as usize],
                _ => both,
            };
            sounds[LETTERS[first as usize] as usize * 32 + second as usize] = sound;
            second += 1;
        }
        first += 1;
    }
    sounds
};

/// The sound of a letter alone; 0 of vowels and what is no ASCII.
static SOUNDS: [u8; 256] = {
    let mut sounds = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        sounds[byte as usize] = match byte {
            b'c' | b'q' | b'g' | b'k' => b'k',
            b'd' | b't' => b't',
            // With another one before it.
            b'x' | b'z' | b's' => b's',
            b'v' | b'w' | b'f' => b'f',
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'j' | b'h' => 0,
            _ => byte,
        };
        byte += 1;
    }
    sounds
};

/// Whether two folded words may begin with the same sound, as far as transliterations tell it apart: Qaddafi,
/// Gaddafi and Kadhafi; Jamal and Djamal; Yevgeny and Evgeny.
pub fn same_start(a: &str, b: &str) -> bool {
    let class = |word: &str| {
        let mut letters = word.bytes();
        let first = letters.next().unwrap_or(0);
        match (first, letters.next().unwrap_or(0)) {
            (b'c' | b'k' | b'q' | b'g', _) => b'k',
            (b'd', b'j' | b'z') | (b'j' | b'y', _) => b'j',
            (b'v' | b'w' | b'f', _) | (b'p', b'h') => b'f',
            (b's' | b'z' | b'x', _) | (b't', b's' | b'z') => b's',
            (b'o' | b'u', _) => b'o',
            (b'e' | b'i', _) => b'e',
            (first, _) => first,
        }
    };
    let (x, y) = (class(a), class(b));
    x == y
        || a.as_bytes().first() == b.as_bytes().first()
        || matches!(
            (x, y),
            (b'j', b'e' | b'k') | (b'e' | b'k', b'j') | (b'k', b'h') | (b'h', b'k')
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_alike() {
        let alike = [
            ("aleksander", "alexander"),
            ("max", "maks"),
            ("qaddafi", "kadhafi"),
            ("schulz", "shults"),
            ("philipp", "filip"),
        ];
        for (a, b) in alike {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
        for (a, b) in [("rutte", "ruppe"), ("max", "mak"), ("sax", "as")] {
            assert_ne!(skeleton(a), skeleton(b), "{a} {b}");
        }
    }
}
