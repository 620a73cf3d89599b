//! Language packs: what the analyses must know of a language. Data files compiled in; knows nothing of drafts.

pub mod credits;
mod detect;
mod lexicon;
pub mod names;
pub mod nicknames;
mod packs;
mod phrases;
mod table;
mod words;

pub use detect::{PREFIX, detect, telling};
pub use lexicon::{Class, Lexicon};
pub use phrases::Phrases;
pub use words::{Lookup, Packed, Word};

use std::sync::LazyLock;

/// A language pack.
#[derive(Debug)]
pub struct Pack {
    /// ISO 639-1 code.
    pub code: &'static str,
    /// A comma that ends quoted words stands inside the marks (`“We won,” Lee said`).
    comma_inside: bool,
    /// What stands before and behind a speaker’s name in a tag.
    tag: (&'static str, &'static str),
    /// The same behind a question.
    ask: (&'static str, &'static str),
    /// Curly marks pair as “…”.
    curly_pairs: bool,
    /// Lines that start with a dash may be dialogue.
    dash_dialogue: bool,
    /// The plain reporting verb: past, third person, base form, participle.
    say: Option<[&'static str; 4]>,
    /// Built when first asked for.
    lexicon: LazyLock<Lexicon>,
}

/// The English pack.
pub fn english() -> &'static Pack {
    &packs::ENGLISH
}

/// The pack of a language code (`de`, `de-AT`).
pub fn by_code(code: &str) -> Option<&'static Pack> {
    let base = code.split(['-', '_']).next().unwrap_or(code);
    packs::ALL
        .into_iter()
        .find(|p| p.code.eq_ignore_ascii_case(base))
}

impl Pack {
    /// Whether a comma that ends quoted words stands inside the marks (`“We won,” Lee said`).
    pub fn comma_inside(&self) -> bool {
        self.comma_inside
    }

    /// What stands before and behind a speaker’s name in a tag: (``, ` said`), (`sagte `, ``).
    pub fn tag(&self) -> (&'static str, &'static str) {
        self.tag
    }

    /// The same behind a question: (``, ` asked`), (`fragte `, ``).
    pub fn asking_tag(&self) -> (&'static str, &'static str) {
        self.ask
    }

    /// Whether curly marks pair as “…”, so that ” never opens and “ never closes.
    pub fn curly_pairs(&self) -> bool {
        self.curly_pairs
    }

    /// Whether the language has articles.
    pub fn articles(&self) -> bool {
        !matches!(self.code, "uk" | "ru")
    }

    /// Whether a quotation may hold its tag within its marks: `« Le temps, a dit Lee, est beau. »`.
    pub fn inner_tags(&self) -> bool {
        !matches!(self.code, "en" | "de" | "nl")
    }

    /// Whether a tag’s verb stands before its subject, so that any verb may be one: `„…“, freute sich Lee`.
    pub fn inverts(&self) -> bool {
        self.code != "en"
    }

    /// Whether a verb needs no subject: `“…”, dijo.`
    pub fn drops_subjects(&self) -> bool {
        matches!(self.code, "es" | "it" | "pt" | "uk" | "ru")
    }

    /// Whether the verb stands second, and its subject behind it where something else opens the sentence:
    /// `In Kiel sagte Lee`.
    pub fn verb_second(&self) -> bool {
        matches!(self.code, "de" | "nl")
    }

    /// Whether nouns are written with a capital.
    pub fn capital_nouns(&self) -> bool {
        self.code == "de"
    }

    /// Whether single marks are as good as double ones for the draft’s first.
    pub fn single_marks(&self) -> bool {
        self.code == "nl"
    }

    /// Whether lines that start with a dash may be dialogue.
    pub fn dash_dialogue(&self) -> bool {
        self.dash_dialogue
    }

    /// The plain reporting verb in the form that `verb` (of class `class`) has.
    pub fn plain_verb(&self, class: Class, verb: &str) -> Option<&'static str> {
        let [past, third, base, participle] = self.say?;
        Some(if class.contains(Class::PAST) {
            past
        } else if class.contains(Class::ING) {
            participle
        } else if verb.ends_with('s') {
            third
        } else {
            base
        })
    }

    /// What the words of the language may be.
    pub fn lexicon(&'static self) -> &'static Lexicon {
        &self.lexicon
    }

    /// Whether a sentence may end with this abbreviation or initial (full stop included).
    pub fn may_end_sentence(&self, word: &str) -> bool {
        // `J.` is an initial and `Mr.` stands before a name; `U.S.`, `p.m.` and `Inc.` may be last words.
        let stops = word.matches('.').count();
        stops > 1 || ["Inc.", "Corp.", "Ltd.", "Co.", "Jr.", "Sr.", "etc.", "al."].contains(&word)
    }

    /// Whether `word` is one that starts a sentence rather than goes on with a name.
    pub fn starts_sentence(&self, word: &str) -> bool {
        const STARTS: &[&str] = &[
            "The", "He", "She", "It", "They", "We", "I", "You", "A", "An", "In", "On", "At", "But",
            "And", "This", "That", "These", "Those", "His", "Her", "Their", "Its", "If", "When",
            "While", "As", "For", "With", "After", "Before", "Since", "There", "Here", "What",
            "Who", "Why", "How", "So", "Now", "Then", "Some", "Many", "Most", "All", "One", "No",
            "Not", "Yet", "However", "Our", "My", "Your", "To", "From", "By",
        ];
        let opens = Class::DET | Class::PRONOUN | Class::PREP | Class::SUBORD;
        STARTS.contains(&word) || self.code != "en" && self.lexicon.class(word).intersects(opens)
    }
}
