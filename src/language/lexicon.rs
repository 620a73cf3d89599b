//! What each word may be: compiled-in word lists, looked up once a word.
//!
//! A list is a text file with one class a line (`he: he`), so that a pack can be read and corrected by somebody who
//! knows the language and no Rust.

use super::credits;
use super::phrases::Phrases;
use super::table::Table;
use super::words::{Packed, Word};
use bitflags::bitflags;
use rustc_hash::FxHashMap;

bitflags! {
    /// What a word may be; several at once where only the sentence could tell.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Class: u64 {
        /// Subject pronouns.
        const HE = 1;
        const SHE = 1 << 1;
        const THEY = 1 << 2;
        const IT = 1 << 3;
        /// The first person.
        const FIRST = 1 << 4;
        const YOU = 1 << 5;
        /// Pronouns that are no subject.
        const OBJECT = 1 << 6;
        /// Relative pronouns.
        const WHO = 1 << 7;
        /// Opens a noun phrase: articles, possessives, quantities.
        const DET = 1 << 8;
        const PREP = 1 << 9;
        const CONJ = 1 << 10;
        /// Opens a clause within a sentence.
        const SUBORD = 1 << 11;
        const AUX = 1 << 12;
        const ADV = 1 << 13;
        /// Weekdays and months.
        const TIME = 1 << 14;
        /// Courtesy and office before a name.
        const TITLE = 1 << 15;
        const MASCULINE = 1 << 16;
        const FEMININE = 1 << 17;
        /// Lower-case parts of names.
        const PARTICLE = 1 << 18;
        /// Introduces a term or title rather than speech (`so-called`, `dubbed`).
        const TERM = 1 << 19;
        /// A noun that can hold words of somebody (`statement`).
        const SOURCE = 1 << 20;
        /// Sources that are not named (`official`).
        const ANONYMOUS = 1 << 21;
        /// A cue that is no verb and stands before the speaker (`selon`).
        const CUE = 1 << 22;
        /// A cue that is no verb and stands behind the speaker (`zufolge`).
        const POST_CUE = 1 << 23;
        /// May open a phrase of [`Lexicon::phrases`].
        const PHRASE = 1 << 24;
        /// A reporting verb, in any form.
        const VERB = 1 << 25;
        /// Forms of reporting verbs: present participle …
        const ING = 1 << 26;
        /// … base form or third person, which may as well be a noun (`report`, `claims`) …
        const PRESENT = 1 << 27;
        /// … and past.
        const PAST = 1 << 28;
        /// Groups of reporting verbs.
        const NEUTRAL = 1 << 29;
        const EVIDENTIAL = 1 << 30;
        const SPEECH_ACT = 1 << 31;
        const LOADED = 1 << 32;
        const NON_SPEECH = 1 << 33;
        /// Quantities: open a noun phrase, and are one alone (`the two write`).
        const QUANTITY = 1 << 34;
        /// Introduces the title of a work (`entitled`).
        const TITLED = 1 << 35;
        /// May open a phrase of [`Lexicon::verb_phrases`].
        const VERB_PHRASE = 1 << 36;
        /// A cue that is no verb, before its speaker and behind a quotation only (`“…”, so Lee`).
        const TAG_CUE = 1 << 37;
        /// Makes somebody else do what an infinitive behind it says (`leading aides to counter`).
        const CAUSE = 1 << 38;
        /// The past of a verb that is no part of a description.
        const FINITE = 1 << 39;
        /// First word of a letter’s first line (`Dear`).
        const SALUTATION = 1 << 40;
        /// Among the first words of a letter’s last line (`Yours`).
        const SIGN_OFF = 1 << 41;
        /// A preposition that goes on with a description (`a spokesman for the town`).
        const OF = 1 << 42;
        /// A small word that has lost its vowel and the word behind it in one (`l’avocat`, `s’agace`).
        const ELIDED = 1 << 43;
        /// May open a phrase of [`Lexicon::impersonal`].
        const IMPERSONAL = 1 << 44;
        /// A preposition that opens a sentence with whose view it is (`pour`).
        const VIEW = 1 << 45;
        /// A noun for people, or for a body that speaks as one (`keeper`, `council`, see [`Class::BODY`]).
        const HUMAN = 1 << 46;
        /// Stands for the quotation before it, first in a sentence that is but its tag (`Das sagte Lee`).
        const BACK = 1 << 47;
        /// A body that speaks as one (`council`).
        const BODY = 1 << 48;
        const PRONOUN = Self::HE.bits() | Self::SHE.bits() | Self::THEY.bits() | Self::IT.bits()
            | Self::FIRST.bits() | Self::YOU.bits();
    }
}

/// The words of a language.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Those short enough to be packed, and those that only a credit may hold or that are abbreviations.
    words: Table<Listed>,
    long_words: FxHashMap<&'static str, Class>,
    /// Cues of several words (`according to`), in lower case.
    phrases: Phrases,
    /// Reporting verbs of several words (`went on`), in lower case.
    verb_phrases: Phrases,
    /// Reporting verbs that name nobody, in lower case (`heißt es`).
    impersonal: Phrases,
    /// Bytes of the longest word.
    longest: usize,
    /// Small words lose their vowel before another one, or stand behind their verb: `l’avocat`, `dit-il`.
    joins: bool,
}

/// What the lists say of a word: its class, and two bits that no class has.
#[derive(Clone, Copy, Debug, Default)]
struct Listed(u64);

impl Listed {
    /// It may stand in the credit of a picture.
    const SIGNS: u64 = 1 << 63;
    const ABBREVIATION: u64 = 1 << 62;

    fn class(self) -> Class {
        Class::from_bits_truncate(self.0)
    }

    fn signs(self) -> bool {
        self.0 & Self::SIGNS != 0
    }
}

impl Lexicon {
    /// Reads a word list, and a table of reporting verbs (`lemma group forms`, tab-separated; may be empty).
    /// Lines that are not understood are left out; the tests see to it that there are none.
    /// `abbreviations`: those with a final full stop (left out here) that do not end a sentence; of fifteen bytes at
    /// most.
    pub fn new(words: &'static str, verbs: &'static str, abbreviations: &[&str]) -> Self {
        let mut lexicon = Lexicon::default();
        for line in words.lines() {
            let Some((name, list)) = line.split_once(": ") else {
                continue;
            };
            if name == "cue-phrase" {
                lexicon.add_phrases(list, Class::CUE, Class::PHRASE);
            } else if name == "verb-phrase" {
                let verb = Class::VERB | Class::PAST | Class::NEUTRAL;
                lexicon.add_phrases(list, verb, Class::VERB_PHRASE);
            } else if name == "impersonal" {
                lexicon.add_phrases(list, Class::IMPERSONAL, Class::IMPERSONAL);
            } else if let Some(class) = class(name) {
                list.split_whitespace().for_each(|w| lexicon.add(w, class));
            }
        }
        lexicon.joins = verbs.is_empty();
        for line in verbs.lines() {
            let mut fields = line.split('\t');
            let (Some(lemma), Some(group), Some(forms)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let Some(group) = verb_group(group) else {
                continue;
            };
            for form in forms.split(' ') {
                lexicon.add(form, Class::VERB | group | english_form(lemma, form));
            }
        }
        for word in credits::signs().filter_map(Packed::of) {
            lexicon.words.entry(word).0 |= Listed::SIGNS;
        }
        for word in abbreviations.iter().filter_map(|a| Packed::of(a)) {
            lexicon.words.entry(word).0 |= Listed::ABBREVIATION;
        }
        lexicon
    }

    fn add(&mut self, word: &'static str, class: Class) {
        self.longest = self.longest.max(word.len());
        match Packed::of(word) {
            Some(packed) => self.words.entry(packed).0 |= class.bits(),
            None => *self.long_words.entry(word).or_default() |= class,
        }
    }

    /// The class that the lists give to the very word.
    fn get(&self, word: &str) -> Option<Class> {
        let class = match Packed::of(word) {
            Some(packed) => self.words.get(packed).class(),
            None => self.long_words.get(word).copied().unwrap_or_default(),
        };
        (!class.is_empty()).then_some(class)
    }

    /// What a word may be that is all ASCII letters in lower case.
    #[inline]
    pub(super) fn small(&self, word: Packed) -> Word {
        let listed = self.words.get(word);
        Word {
            class: listed.class(),
            signs: listed.signs(),
            ..Word::NONE
        }
    }

    /// What a word may be that is ASCII and no small words joined; a first capital counts as lower case.
    pub(super) fn letters(&self, word: Packed) -> Word {
        let lower = self.small(word.in_lower_case());
        let class = self.words.get(word).class();
        let large = class.is_empty() && word.starts_large();
        Word {
            class: if large { lower.class } else { class },
            ..lower
        }
    }

    /// Whether `word` with a full stop is an abbreviation.
    pub(super) fn is_abbreviation(&self, word: Packed) -> bool {
        self.words.get(word).0 & Listed::ABBREVIATION != 0
    }

    /// Adds the phrases of `list`: those of one word as `alone`, the first words of others as `first`.
    fn add_phrases(&mut self, list: &'static str, alone: Class, first: Class) {
        for phrase in list.split('|') {
            let words: Vec<&str> = phrase.split_whitespace().collect();
            match words[..] {
                [] => {}
                [word] if alone != first => self.add(word, alone),
                [word, ..] => {
                    self.add(word, first);
                    let phrases = match first {
                        Class::VERB_PHRASE => &mut self.verb_phrases,
                        Class::IMPERSONAL => &mut self.impersonal,
                        _ => &mut self.phrases,
                    };
                    phrases.add(words);
                }
            }
        }
    }

    /// What `word` may be; capitals count as lower case.
    pub fn class(&self, word: &str) -> Class {
        match Packed::of(word) {
            Some(letters) if letters.are_letters() => self.letters(letters).class,
            packed => self.class_of_other(word, packed),
        }
    }

    /// The same of a word that holds something else than ASCII letters; `packed`: where it can be.
    pub(super) fn class_of_other(&self, word: &str, packed: Option<Packed>) -> Class {
        if let Some(packed) = packed.filter(|word| word.is_ascii() && !self.joins) {
            return self.letters(packed).class;
        }
        if let Some(class) = self.known(word) {
            return class;
        }
        let bytes = word.as_bytes();
        let small = bytes.first().is_some_and(u8::is_ascii_lowercase);
        if small && !bytes.iter().any(|b| matches!(b, b'-' | b'\'' | 0xE2)) {
            return Class::empty();
        }
        let joined = self.joins.then(|| self.joined(word)).flatten();
        let elided = || self.joins.then(|| self.elided(word)).flatten();
        joined
            .or_else(|| self.in_lower_case(word))
            .or_else(elided)
            .unwrap_or_default()
    }

    /// What the list says of `word` as it stands.
    fn known(&self, word: &str) -> Option<Class> {
        // Most words are in no list.
        (word.len() <= self.longest)
            .then(|| self.get(word))
            .flatten()
    }

    fn in_lower_case(&self, word: &str) -> Option<Class> {
        let bytes = word.as_bytes();
        let large = word.starts_with(|c: char| c.is_uppercase());
        let mut buffer = [0; 32];
        if word.is_ascii() && !large {
            return None;
        }
        if let Some(lower) = buffer.get_mut(..bytes.len()).filter(|_| word.is_ascii()) {
            lower.copy_from_slice(bytes);
            lower.make_ascii_lowercase();
            return self.known(std::str::from_utf8(lower).unwrap_or_default());
        }
        if large && word.len() <= self.longest || word.contains('’') {
            return self.known(&word.to_lowercase().replace('’', "'"));
        }
        None
    }

    /// `dit-il`, `a-t-elle`, `queixou-se`: a verb with its subject or object behind it.
    fn joined(&self, word: &str) -> Option<Class> {
        let (verb, subject) = word.rsplit_once('-')?;
        let verb = verb.strip_suffix("-t").unwrap_or(verb);
        let bare = verb.strip_prefix("s’").or_else(|| verb.strip_prefix("s'"));
        let known = self.known(bare.unwrap_or(verb));
        let behind = self.known(subject)?;
        let subject = behind & (Class::PRONOUN | Class::OBJECT);
        let parts = Class::VERB | Class::AUX | Class::PAST | Class::NEUTRAL;
        if subject.is_empty() || behind.contains(Class::DET) && !subject.contains(Class::OBJECT) {
            return None;
        }
        let subject = if subject.intersects(Class::PRONOUN) {
            subject & Class::PRONOUN
        } else {
            subject
        };
        match known {
            Some(verb) if verb.intersects(Class::VERB | Class::AUX) => {
                let object = subject.intersects(Class::OBJECT);
                Some(verb & parts | if object { Class::empty() } else { subject })
            }
            None => Some(subject | Class::ELIDED),
            _ => None,
        }
    }

    /// `l’avocat`, `d’une`, `qu’elle`, `s’est`: what the small word tells and what is behind the apostrophe.
    fn elided(&self, word: &str) -> Option<Class> {
        const LONGEST: usize = 10;
        let (at, mark) = word
            .char_indices()
            .find(|(_, c)| matches!(c, '’' | '\''))
            .filter(|(at, _)| *at <= LONGEST)?;
        let mut small = word[..at].to_lowercase();
        small.push('’');
        let small = self.known(&small)?;
        let rest = &word[at + mark.len_utf8()..];
        if rest.starts_with(char::is_uppercase) {
            // `L’Oréal`, `D’Annunzio`.
            let name = word.starts_with(char::is_uppercase);
            return Some(if name {
                Class::empty()
            } else {
                small | Class::ELIDED
            });
        }
        Some(match self.known(rest) {
            None => small | Class::ELIDED,
            Some(behind) => {
                behind
                    | small
                        & (Class::PRONOUN | Class::SUBORD | Class::WHO | Class::PREP | Class::OF)
            }
        })
    }

    /// Cues of several words.
    pub fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// Reporting verbs of several words.
    pub fn verb_phrases(&self) -> &Phrases {
        &self.verb_phrases
    }

    /// Reporting verbs that name nobody.
    pub fn impersonal(&self) -> &Phrases {
        &self.impersonal
    }
}

fn class(name: &str) -> Option<Class> {
    Some(match name {
        "he" => Class::HE,
        "she" => Class::SHE,
        "they" => Class::THEY,
        "it" => Class::IT,
        "first" => Class::FIRST,
        "you" => Class::YOU,
        "object" => Class::OBJECT,
        "him" => Class::OBJECT | Class::MASCULINE,
        "her" => Class::OBJECT | Class::FEMININE,
        "who" => Class::WHO,
        "masculine" => Class::MASCULINE,
        "feminine" => Class::FEMININE,
        "det" => Class::DET,
        "titled" => Class::TITLED | Class::TERM,
        "quantity" => Class::DET | Class::QUANTITY,
        "prep" => Class::PREP,
        "of" => Class::PREP | Class::OF,
        "view" => Class::PREP | Class::VIEW,
        "conj" => Class::CONJ,
        "subord" => Class::SUBORD,
        "aux" => Class::AUX,
        "adv" => Class::ADV,
        "time" => Class::TIME,
        "title" => Class::TITLE,
        "title-m" => Class::TITLE | Class::MASCULINE,
        "title-f" => Class::TITLE | Class::FEMININE,
        "name-particle" => Class::PARTICLE,
        "term" => Class::TERM,
        "source-noun" => Class::SOURCE,
        "anonymous" => Class::ANONYMOUS,
        "human" => Class::HUMAN,
        "cause" => Class::CAUSE,
        "salutation" => Class::SALUTATION,
        "sign-off" => Class::SIGN_OFF,
        "finite" => Class::FINITE,
        "cue" => Class::CUE,
        "tag-cue" => Class::TAG_CUE,
        "back" => Class::BACK,
        "body" => Class::HUMAN | Class::BODY,
        "post-cue" => Class::POST_CUE,
        "verb" => Class::VERB | Class::PAST | Class::NEUTRAL,
        "verb-loaded" => Class::VERB | Class::PAST | Class::LOADED,
        _ => return None,
    })
}

fn verb_group(name: &str) -> Option<Class> {
    Some(match name {
        "neutral" => Class::NEUTRAL,
        "evidential" => Class::EVIDENTIAL,
        "speech-act" => Class::SPEECH_ACT,
        "loaded" => Class::LOADED,
        "non-speech" => Class::NON_SPEECH,
        _ => return None,
    })
}

/// Which form of an English verb `form` is.
fn english_form(lemma: &str, form: &str) -> Class {
    if form == "read" {
        Class::PRESENT | Class::PAST
    } else if form.ends_with("ing") {
        Class::ING
    } else if form == lemma || form.ends_with('s') {
        Class::PRESENT
    } else {
        Class::PAST
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[test]
    fn words_are_found_in_any_case() {
        let lexicon = language::english().lexicon();
        assert!(lexicon.class("He").contains(Class::HE));
        assert!(lexicon.class("said").contains(Class::VERB | Class::PAST));
        assert!(
            lexicon
                .class("claims")
                .contains(Class::PRESENT | Class::LOADED)
        );
        assert_eq!(lexicon.class("teapot"), Class::empty());
        let cue = |text: &'static str| {
            let word = |n| text.split(' ').nth(n).unwrap_or_default().as_bytes();
            lexicon.phrases().longest(word)
        };
        assert_eq!(cue("According to Lee"), 2);
        assert_eq!(cue("According officials"), 0);
    }

    #[test]
    fn every_line_of_the_lists_is_understood() {
        let lists = [
            include_str!("data/en.words"),
            include_str!("data/de.words"),
            include_str!("data/fr.words"),
            include_str!("data/es.words"),
            include_str!("data/nl.words"),
            include_str!("data/it.words"),
            include_str!("data/pt.words"),
            include_str!("data/uk.words"),
            include_str!("data/ru.words"),
        ];
        for line in lists
            .iter()
            .flat_map(|l| l.lines())
            .filter(|l| !l.starts_with('#'))
        {
            let name = line.split_once(": ").map_or(line, |(name, _)| name);
            let known = matches!(name, "cue-phrase" | "verb-phrase" | "impersonal")
                || class(name).is_some();
            assert!(known, "{line}");
        }
        for line in include_str!("data/en.verbs.tsv").lines().skip(1) {
            let fields: Vec<_> = line.split('\t').collect();
            assert!(
                fields.len() == 3 && verb_group(fields[1]).is_some(),
                "{line}"
            );
        }
    }

    #[test]
    fn inverted_verbs_hold_their_subject() {
        let french = language::by_code("fr").expect("a pack").lexicon();
        assert!(french.class("dit-il").contains(Class::VERB | Class::HE));
        assert!(french.class("a-t-elle").contains(Class::SHE));
        assert_eq!(french.class("peut-être"), Class::empty());
    }
}
