//! `acronym-case`: NATO and Nato.

use super::spelling;
use crate::facts::names::Slip;
use crate::finding::Severity;
use crate::markup::Format;
use crate::rules::{Example, Family, Rule};

pub static RULE: Rule = Rule {
    name: "acronym-case",
    family: Family::Names,
    summary: "An acronym is written in two ways.",
    severity: Some(Severity::Information),
    why: "Whether an acronym is written NATO or Nato, US or U.S., is a matter of house style; both in one draft are not. \
          Set the house's form in the name book, or choose a preset.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "The ministers of ECOWAS met on Sunday. A spokeswoman for ⟦Ecowas⟧ said they would meet again.\n",
            fixed: Some(
                "The ministers of ECOWAS met on Sunday. A spokeswoman for ECOWAS said they would meet again.\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "The ministers of ECOWAS met on Sunday. A spokeswoman for ECOWAS said they would meet again.\n",
            fixed: None,
        },
    ],
    check: |context, report| {
        spelling::check(context, report, Slip::Acronym, |wrong, right| {
            format!("“{wrong}” is written “{right}” elsewhere in this draft: use one form")
        });
    },
};
