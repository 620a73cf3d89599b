//! `attribution-tense`: “says” in a draft that otherwise has “said”, or the other way round.

use crate::facts::quotes::{Kind, Quote, Sieve};
use crate::finding::{Edit, Fix, Related};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "attribution-tense",
    family: Family::Quotes,
    summary: "Attributions in two tenses.",
    severity: None,
    why: "News reports what people said; features may have them say it. One draft keeps to one tense. Off by default, \
since what somebody always says may stand in the present.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper said.\n\n“They were gone,” a warden ⟦says⟧.\n\n“We found a feather,” the keeper said.\n",
            fixed: Some(
                "“We looked for them all night,” the keeper said.\n\n“They were gone,” a warden said.\n\n“We found a feather,” the keeper said.\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper says.\n\n“They were gone,” a warden says.\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let cue = |q: &Quote| -> Option<(Span, bool)> {
        let span = q
            .cue
            .filter(|_| q.kind == Kind::Full && matches!(q.sieve, Sieve::Tag | Sieve::Cue))?;
        match &*context.source.slice(span) {
            "said" => Some((span, true)),
            "says" => Some((span, false)),
            _ => None,
        }
    };
    let mut cues: Vec<(Span, bool)> = context.facts.quotes.iter().filter_map(cue).collect();
    cues.dedup();
    let past = cues.iter().filter(|(_, past)| *past).count();
    // The rarer one is the slip; neither is where they are as many.
    let rarer = match past.cmp(&(cues.len() - past)) {
        std::cmp::Ordering::Greater => false,
        std::cmp::Ordering::Less => true,
        std::cmp::Ordering::Equal => return,
    };
    let first = cues.iter().find(|(_, past)| *past != rarer);
    for (span, _) in cues.iter().filter(|(_, past)| *past == rarer) {
        let (is, other) = if rarer {
            ("said", "says")
        } else {
            ("says", "said")
        };
        let fix = Fix {
            title: format!("Make it “{other}”"),
            safe: false,
            edits: vec![Edit::replace(*span, other)],
        };
        let message =
            format!("“{is}” stands among attributions with “{other}”: keep to one tense.");
        let related = first.map(|(span, _)| Related::here(*span, format!("“{other}” here")));
        report.add(*span, message, related.into_iter().collect(), vec![fix]);
    }
}
