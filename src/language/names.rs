//! What the names analysis must know of words: given names, surnames, places, common words, titles, particles,
//! and when two spellings are close.

use smallvec::SmallVec;
use std::borrow::Cow;
use std::iter;
use std::ops::Deref;

bitflags::bitflags! {
    /// What a word is known to be; the bits are set by `data/names/build.rs`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Known: u16 {
        /// An English word in lower case.
        const WORD = 1;
        const MALE = 1 << 1;
        const FEMALE = 1 << 2;
        /// A given name of a list that does not say whose.
        const NEUTRAL = 1 << 3;
        const SURNAME = 1 << 4;
        /// Written with a capital in dictionaries: famous people, peoples, places.
        const PROPER = 1 << 5;
        const PLACE = 1 << 6;
        /// A people, a religion, a language.
        const PEOPLE = 1 << 7;
        /// A function word, or one that starts sentences.
        const STOP = 1 << 8;
        const DAY = 1 << 9;
        const TITLE = 1 << 10;
        /// Makes an organisation, place or thing of the name it stands in.
        const ORG = 1 << 11;
        /// Makes a place or people of what it stands before (`North`).
        const AREA = 1 << 12;
        /// Stands behind a name (`Jr`).
        const SUFFIX = 1 << 13;
        const GIVEN = Self::MALE.bits() | Self::FEMALE.bits() | Self::NEUTRAL.bits();
        const NAME = Self::GIVEN.bits() | Self::SURNAME.bits() | Self::PROPER.bits() | Self::PLACE.bits() | Self::PEOPLE.bits();
    }
}

/// Marks of all words that something is known of, and what may be; laid out by `data/names/build.rs`.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.table"));
static FLAGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.flags"));

/// What is known of `word`, which is folded ([`fold`]); parts of a place's name are joined by one space.
pub fn known(word: &str) -> Known {
    look_up(hash(word.bytes()))
}

/// What is known of several folded words together.
pub fn known_together<'w>(words: impl Iterator<Item = &'w str> + Clone) -> Known {
    let bits: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/starts.bits"));
    let at = words.clone().next().map_or(0, start);
    if bits[at / 8] & 1 << (at % 8) == 0 {
        return Known::empty();
    }
    let spaced = words.flat_map(|word| iter::once(b' ').chain(word.bytes()));
    look_up(hash(spaced.skip(1)))
}

include!("data/names/start.rs");

/// Bytes of a word in the table: its mark, and the number of its set of flags.
const ENTRY: usize = 5;

/// What is known of a word as it stands in a text.
pub fn known_raw(word: &str) -> Known {
    let mut letters = true;
    let folded = word.bytes().map(|b| {
        letters &= b.is_ascii_alphabetic();
        b | 0x20
    });
    let hash = hash(folded);
    if letters {
        look_up(hash)
    } else {
        known(&fold(word))
    }
}

fn look_up(hash: u64) -> Known {
    let (place, mark) = entry(hash);
    let (before, entries) = TABLE.split_at((PLACES + 1) * 4);
    let bound = |place: usize| {
        let bytes = before[place * 4..].first_chunk();
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
    };
    let words = entries[bound(place) * ENTRY..bound(place + 1) * ENTRY].as_chunks::<ENTRY>();
    let same = |[a, b, c, d, _]: &&[u8; ENTRY]| u32::from_le_bytes([*a, *b, *c, *d]) == mark;
    let Some([.., set]) = words.0.iter().find(same) else {
        return Known::empty();
    };
    let flags = FLAGS.as_chunks::<2>().0[usize::from(*set)];
    Known::from_bits_truncate(u16::from_le_bytes(flags))
}

/// Whether `word` (as written) may join two parts of a name: the classic European and Arabic particles.
pub fn is_particle(word: &str) -> bool {
    // Most words are too long or start otherwise.
    let first = word.bytes().next();
    word.len() <= 5
        && first.is_some_and(|b| {
            matches!(
                b,
                b'a' | b'b' | b'd' | b'e' | b'i' | b'l' | b't' | b'v' | b'y' | b'z' | b'\'' | 0xE2
            )
        })
        && matches!(
            word,
            "von"
                | "van"
                | "der"
                | "den"
                | "de"
                | "del"
                | "della"
                | "di"
                | "da"
                | "das"
                | "do"
                | "dos"
                | "du"
                | "la"
                | "le"
                | "al"
                | "el"
                | "bin"
                | "bint"
                | "ibn"
                | "ben"
                | "abu"
                | "ter"
                | "ten"
                | "zu"
                | "zum"
                | "zur"
                | "af"
                | "av"
                | "y"
                | "e"
                | "dalla"
                | "degli"
                | "'t"
                | "’t"
        )
}

/// Whether `word` is a prefix that hyphen or apostrophe ties to a name (`al-Assad`, `d’Estaing`).
pub fn is_prefix(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "ad"
            | "an"
            | "ar"
            | "as"
            | "ash"
            | "at"
            | "az"
            | "ul"
            | "ud"
            | "ur"
            | "d"
            | "l"
            | "o"
            | "de"
            | "bin"
            | "abu"
            | "t"
            | "s"
    )
}

/// `word` without an Arabic article that a hyphen ties to it (`al-Assad`).
pub fn without_article(word: &str) -> &str {
    if word.as_bytes().get(2) != Some(&b'-') {
        return word;
    }
    let articles = ["al-", "Al-", "el-", "El-"];
    let rest = articles.iter().find_map(|a| word.strip_prefix(a));
    rest.filter(|r| !r.is_empty()).unwrap_or(word)
}

/// A letter without its marks; `None` where it stays as it is.
fn plain(c: char) -> Option<&'static str> {
    if !c.is_alphabetic() {
        return None;
    }
    let plain = any_ascii::any_ascii_char(c);
    (!plain.is_empty()).then_some(plain)
}

/// The word in lower case, without marks on letters, hyphens, apostrophes, full stops and spaces: two spellings
/// that differ only in these have the same fold. Letters of other scripts than the Latin one stay.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    fold_into(&mut out, word);
    Cow::Owned(out)
}

/// Puts the fold of `word` behind `out`; whether it is all ASCII letters.
pub fn fold_into(out: &mut String, word: &str) -> bool {
    if word.bytes().all(|b| b.is_ascii_alphabetic()) {
        let at = out.len();
        out.push_str(word);
        out[at..].make_ascii_lowercase();
        return true;
    }
    for c in word.chars() {
        match c {
            'a'..='z' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '-'
            | '‐'
            | '‑'
            | '\u{ad}'
            | '\''
            | '’'
            | '‘'
            | 'ʼ'
            | '`'
            | ' '
            | '\u{a0}'
            | '.'
            | '\u{300}'..='\u{36f}' => {}
            '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => match plain(c) {
                Some(plain) => out.extend(plain.chars().map(|c| c.to_ascii_lowercase())),
                None => out.push(c),
            },
            _ => out.extend(c.to_lowercase()),
        }
    }
    false
}

/// Edits between two folded words: a letter put in, left out or changed, or two neighbours swapped each count one
/// (optimal string alignment). `None` above `limit`.
pub fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    use rapidfuzz::distance::osa;
    if a.len().abs_diff(b.len()) > limit * 4 {
        return None;
    }
    if limit == 1 && a.is_ascii() && b.is_ascii() {
        return one_apart(a.as_bytes(), b.as_bytes()).then(|| usize::from(a != b));
    }
    let arguments = osa::Args::default().score_cutoff(limit);
    osa::distance_with_args(a.chars(), b.chars(), &arguments)
}

/// Whether at most one edit lies between two words.
fn one_apart(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    match (&a[same..], &b[same..]) {
        ([_, x @ ..], [_, y @ ..]) if x.len() == y.len() => {
            x == y || a[same] == y[0] && x[0] == b[same] && x[1..] == y[1..]
        }
        ([_, x @ ..], y) if x.len() == y.len() => x == y,
        (x, [_, y @ ..]) if x.len() == y.len() => x == y,
        (x, y) => x.len() + y.len() == 0,
    }
}

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

/// Consonants of a folded word, with the letters that transliterations and slips of the ear exchange made one: two
/// spellings of one foreign name mostly share it.
pub fn skeleton(word: &str) -> Skeleton {
    let letter = |byte: Option<&u8>| byte.map_or(0, |b| LETTERS[usize::from(*b)]);
    let bytes = word.as_bytes();
    // A letter may have two sounds, and a place is for what is no new sound.
    let mut sounds = [0; Skeleton::MOST + 2];
    let (mut len, mut last) = (0, 0);
    let mut i = 0;
    let mut first = letter(bytes.first());
    while i < bytes.len() && len < Skeleton::MOST {
        let second = letter(bytes.get(i + 1));
        let code = TOGETHER[usize::from(first)][usize::from(second)];
        let mut sound = code & !BOTH;
        if first == 0 {
            sound = SOUNDS[usize::from(bytes[i])];
        } else if sound == b'x' {
            sounds[len] = b'k';
            len += 1;
            (sound, last) = (b's', 0);
        }
        // Without a branch, for nobody can tell what comes next.
        sounds[len] = sound;
        len += usize::from(sound != 0) & usize::from(sound != last);
        last = if sound == 0 { last } else { sound };
        (i, first) = if code & BOTH == 0 {
            (i + 1, second)
        } else {
            (i + 2, letter(bytes.get(i + 2)))
        };
    }
    let len = len.min(Skeleton::MOST);
    sounds[len..].fill(0);
    let mut out = Skeleton::NONE;
    out.sounds.copy_from_slice(&sounds[..Skeleton::MOST]);
    out.len = len as u8;
    out
}

/// The sound of two letters that are one; 0 where they are two.
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
static LETTERS: [u8; 256] = {
    let mut places = [0; 256];
    let mut letter = b'a';
    while letter <= b'z' {
        places[letter as usize] = letter - b'a' + 1;
        letter += 1;
    }
    places
};

/// The bit of two letters that are one sound.
const BOTH: u8 = 0x80;

/// The sound of each letter before each other one, by their places in the alphabet: that of both, with [`BOTH`], or of the
/// first alone.
static TOGETHER: [[u8; 32]; 32] = {
    let mut sounds = [[0; 32]; 32];
    let mut first = b'a';
    while first <= b'z' {
        let of_first = &mut sounds[LETTERS[first as usize] as usize];
        *of_first = [SOUNDS[first as usize]; 32];
        let mut second = b'a';
        while second <= b'z' {
            let both = together(first, second);
            if both != 0 {
                of_first[LETTERS[second as usize] as usize] = both | BOTH;
            }
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
            b'z' | b's' => b's',
            b'v' | b'w' | b'f' => b'f',
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'j' | b'h' => 0,
            _ => byte,
        };
        byte += 1;
    }
    sounds
};

/// Words of days, months and roles in order, with what each is misspelt into nearly always a slip: none is one letter
/// off another word.
const SLIPS: &[&str] = &[
    "ambassador",
    "april",
    "archbishop",
    "association",
    "attorney",
    "august",
    "british",
    "chairman",
    "chairwoman",
    "chancellor",
    "christmas",
    "commission",
    "commissioner",
    "committee",
    "conservative",
    "constable",
    "councillor",
    "december",
    "democrat",
    "democratic",
    "democrats",
    "department",
    "detective",
    "easter",
    "european",
    "february",
    "federal",
    "friday",
    "general",
    "government",
    "governor",
    "january",
    "justice",
    "labour",
    "lieutenant",
    "minister",
    "ministry",
    "monday",
    "november",
    "october",
    "parliament",
    "president",
    "professor",
    "representative",
    "representatives",
    "republican",
    "republicans",
    "saturday",
    "secretary",
    "senate",
    "senator",
    "september",
    "sergeant",
    "spokesman",
    "spokeswoman",
    "sunday",
    "superintendent",
    "thursday",
    "treasury",
    "tuesday",
    "university",
    "wednesday",
];

/// The word for a day, a month or a role that `word`, which no list knows, is one letter off.
#[inline]
pub fn slip(word: &str) -> Option<&'static str> {
    // Mostly it is none.
    may_slip(word.as_bytes()).then(|| listed_slip(word))?
}

fn listed_slip(word: &str) -> Option<&'static str> {
    let mut folded: SmallVec<[u8; 24]> = SmallVec::from_slice(word.as_bytes());
    if folded.iter().all(u8::is_ascii_alphabetic) {
        folded.make_ascii_lowercase();
    } else {
        folded = SmallVec::from_slice(fold(word).as_bytes());
    }
    let [first @ b'a'..=b'z', second, _, _, .., last] = folded[..] else {
        return None;
    };
    let alike = usize::from(first - b'a');
    let near = |right: &&&str| {
        let [_, other, .., end] = right.as_bytes() else {
            return false;
        };
        right.len().abs_diff(folded.len()) <= 1
            && (*other == second || *end == last)
            && folded.is_ascii()
            && !folded.starts_with(right.as_bytes())
            && one_apart(right.as_bytes(), &folded)
    };
    let alike = &SLIPS[SLIPS_BEFORE[alike]..SLIPS_BEFORE[alike + 1]];
    alike.iter().find(near).copied()
}

/// Whether a word may be a slip, by the letters that it begins and ends with; folding changes none of them.
#[inline]
fn may_slip(word: &[u8]) -> bool {
    let [first, second, .., last] = word else {
        return false;
    };
    let letter = |byte: &u8| LETTERS[usize::from(byte | 0x20)];
    match (letter(first), letter(second), letter(last)) {
        (0, _, _) | (_, 0, _) | (_, _, 0) => true,
        (first, second, last) => {
            let (seconds, lasts) = SLIPS_ENDS[usize::from(first)];
            (seconds >> second | lasts >> last) & 1 != 0
        }
    }
}

/// Of each first letter (by its place in the alphabet), a bit for each second and for each last letter of [`SLIPS`].
static SLIPS_ENDS: [(u32, u32); 27] = {
    let mut ends = [(0, 0); 27];
    let mut i = 0;
    while i < SLIPS.len() {
        let word = SLIPS[i].as_bytes();
        let of_first = &mut ends[LETTERS[word[0] as usize] as usize];
        of_first.0 |= 1 << LETTERS[word[1] as usize];
        of_first.1 |= 1 << LETTERS[word[word.len() - 1] as usize];
        i += 1;
    }
    ends
};

/// How many of [`SLIPS`] start with an earlier letter than each.
static SLIPS_BEFORE: [usize; 27] = {
    let mut before = [0; 27];
    let mut i = 0;
    while i < SLIPS.len() {
        let mut letter = (SLIPS[i].as_bytes()[0] - b'a') as usize + 1;
        while letter < before.len() {
            before[letter] += 1;
            letter += 1;
        }
        i += 1;
    }
    before
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
