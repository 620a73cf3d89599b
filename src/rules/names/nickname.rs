//! `nickname`: Joe and Joseph.

use super::spelling;
use crate::facts::names::Slip;
use crate::finding::Severity;
use crate::markup::Format;
use crate::rules::{Example, Family, Rule};

pub static RULE: Rule = Rule {
    name: "nickname",
    family: Family::Names,
    summary: "A person goes by a given name and by its short form.",
    severity: Some(Severity::Hint),
    why: "Use the name that the person goes by, and the same one throughout: a reader may take Joseph Marsh and Joe \
          Marsh for two people.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "Joseph Marsh was elected on Sunday. The town knows ⟦Joe⟧ Marsh well.\n",
            fixed: Some("Joseph Marsh was elected on Sunday. The town knows Joseph Marsh well.\n"),
        },
        Example {
            format: Format::Plain,
            text: "Joseph Marsh was elected on Sunday. His father, Henry Marsh, held the seat before.\n",
            fixed: None,
        },
    ],
    check: |context, report| {
        spelling::check(context, report, Slip::Nickname, |wrong, right| {
            format!(
                "“{wrong}” is “{right}” elsewhere in this draft, with the same surname: use the name the person goes by"
            )
        });
    },
};
