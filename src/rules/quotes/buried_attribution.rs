//! `buried-attribution`: a speaker who is named only behind a long quotation.

use crate::facts::quotes::{Kind, Sieve};
use crate::finding::{Related, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "buried-attribution",
    family: Family::Quotes,
    summary: "A speaker named only behind several sentences or more than forty words.",
    severity: Some(Severity::Hint),
    why: "Readers want to know who speaks before they have read it all. Put the attribution before the quotation, or \
behind its first sentence.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "“We looked for them all night. Nobody slept. In the morning we found a feather,” ⟦the keeper⟧ said.\n",
            fixed: None,
        },
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper said. “Nobody slept. In the morning we found a feather.”\n",
            fixed: None,
        },
    ],
    check,
};

/// Words that a reader may be asked to wait for the speaker.
const WORDS: u8 = 40;
/// Sentences likewise.
const SENTENCES: u8 = 2;

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let mut before = None;
    for quote in &context.facts.quotes {
        let known = before == Some(quote.block);
        before = Some(quote.block);
        let long = quote.words > WORDS || quote.sentences > SENTENCES;
        // Only where the paragraph has not named its speaker before.
        if known || quote.kind != Kind::Full || quote.sieve != Sieve::Tag || !quote.opens || !long {
            continue;
        }
        let speaker = quote.speaker.as_ref().and_then(|s| s.span).or(quote.cue);
        if let Some(span) = speaker.filter(|s| s.start >= quote.span.end) {
            let message = "Readers learn only here who has been speaking: name the speaker behind the first sentence.";
            let said = Related::here(quote.span, "the quotation begins here");
            report.add(span, message.to_string(), vec![said], Vec::new());
        }
    }
}
