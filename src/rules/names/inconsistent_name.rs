//! `inconsistent-name`: one name, two spellings.

use super::spelling;
use crate::facts::names::Slip;
use crate::finding::Severity;
use crate::markup::Format;
use crate::rules::{Example, Family, Rule};

pub static RULE: Rule = Rule {
    name: "inconsistent-name",
    family: Family::Names,
    summary: "A name is spelled in two ways.",
    severity: Some(Severity::Warning),
    why: "A misspelt name is the mistake that readers, and the person, forgive least. A draft that spells one name in two \
          ways has at least one of them wrong; which one, only a source can say. Check it, then use one spelling \
          throughout, or set the house's spelling in the name book.\n\n\
          Flagged are spellings so close that they are hardly two people: a slip of the keyboard, another \
          transliteration, a hyphen or accent more or less. Not flagged are people introduced with different given \
          names, plurals, a place and its people, and words that dictionaries know. Where both spellings recur or \
          neither is established, the finding is for information only.\n\n\
          Days, months and roles that are misspelt so that they look like names (Febuary, Senetor) are flagged too, in \
          English.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "Anna Lindqvist opened the fair. Lindqvist thanked the volunteers.\n\nOn Sunday ⟦Lindquist⟧ left for Oslo.\n",
            fixed: Some(
                "Anna Lindqvist opened the fair. Lindqvist thanked the volunteers.\n\nOn Sunday Lindqvist left for Oslo.\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "The visit of Park Sang-hoon was short. Aides to ⟦Park Sang Hoon⟧ said why.\n",
            fixed: Some(
                "The visit of Park Sang-hoon was short. Aides to Park Sang-hoon said why.\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "The case of Eric Marlow shook the town. His daughter, Erica Marlow, spoke on Sunday.\n",
            fixed: None,
        },
        Example {
            format: Format::Plain,
            text: "Anna Lindqvist opened the fair on ⟦Wenesday⟧ and closed it on Friday.\n",
            fixed: Some("Anna Lindqvist opened the fair on Wednesday and closed it on Friday.\n"),
        },
    ],
    check: |context, report| {
        spelling::check(context, report, Slip::Spelling, |wrong, right| {
            format!(
                "“{wrong}” is spelled “{right}” elsewhere in this draft: check which is right, and use one spelling"
            )
        });
        spelling::check(context, report, Slip::Word, |wrong, right| {
            format!(
                "“{wrong}” looks like “{right}” misspelt: correct it, or mark the name as checked"
            )
        });
    },
};
