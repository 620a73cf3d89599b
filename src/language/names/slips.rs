//! Words for days, months and roles that are misspelt.

use super::sounds::LETTERS;
use super::{fold, one_apart};
use smallvec::SmallVec;

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

/// Whether a word may be a slip, by its length and the letters that it begins and ends with.
#[inline]
fn may_slip(word: &[u8]) -> bool {
    let [first, second, .., last] = word else {
        return false;
    };
    let letter = |byte: &u8| usize::from(LETTERS[usize::from(byte | 0x20)]);
    let (first, second, last) = (letter(first), letter(second), letter(last));
    // Folding makes many a word shorter that is not all letters, but changes none of these.
    let of_length = |len: usize| {
        let (seconds, lasts) = SLIPS_ENDS[first][len];
        (seconds >> second | lasts >> last) & 1 != 0
    };
    first * second * last == 0
        || of_length(ANY)
            && (of_length(word.len().min(LENGTHS)) || !word.iter().all(u8::is_ascii_alphabetic))
}

/// No word of [`SLIPS`] and none that is one letter off one has so many letters.
const LENGTHS: usize = 17;
/// Where [`SLIPS_ENDS`] has words of all lengths.
const ANY: usize = 0;

/// Of each first letter (by its place in the alphabet) and each length, a bit for each second and for each last letter of
/// those of [`SLIPS`] that have about that length.
static SLIPS_ENDS: [[(u32, u32); LENGTHS + 1]; 27] = {
    let mut ends = [[(0, 0); LENGTHS + 1]; 27];
    let mut i = 0;
    while i < SLIPS.len() {
        let word = SLIPS[i].as_bytes();
        let of_first = &mut ends[LETTERS[word[0] as usize] as usize];
        let lengths = [ANY, word.len() - 1, word.len(), word.len() + 1];
        let mut n = 0;
        while n < lengths.len() {
            let of_length = &mut of_first[lengths[n]];
            of_length.0 |= 1 << LETTERS[word[1] as usize];
            of_length.1 |= 1 << LETTERS[word[word.len() - 1] as usize];
            n += 1;
        }
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
