//! `given-name`: one surname, two given names that are nearly the same.

use super::spelling;
use crate::facts::names::Slip;
use crate::finding::Severity;
use crate::markup::Format;
use crate::rules::{Example, Family, Rule};

pub static RULE: Rule = Rule {
    name: "given-name",
    family: Family::Names,
    summary: "A surname stands with two given names that are nearly the same.",
    severity: Some(Severity::Warning),
    why: "Jon and John, Marc and Mark, Sara and Sarah: the given name is where a name goes wrong most easily, because \
          both spellings are right for somebody. Two people of one family are left alone if their given names differ \
          by more than a letter or two, belong to a woman and a man, or both recur.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "Mark Ellwood won the seat. Supporters cheered when ⟦Marc⟧ Ellwood came to the door.\n",
            fixed: Some(
                "Mark Ellwood won the seat. Supporters cheered when Mark Ellwood came to the door.\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "Paul Ellwood won the seat. His wife, Paula Ellwood, stood beside him.\n",
            fixed: None,
        },
    ],
    check: |context, report| {
        spelling::check(context, report, Slip::Given, |wrong, right| {
            format!(
                "“{wrong}” is “{right}” elsewhere in this draft, with the same surname: check the given name"
            )
        });
    },
};
