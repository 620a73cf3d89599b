//! `unattributed-quote`: a sentence of speech that nobody is said to have spoken.

use super::likely::Likely;
use super::tag;
use crate::config::Settings;
use crate::facts::quotes::{Attribution, Kind, Quote, Sieve};
use crate::finding::{Related, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "unattributed-quote",
    family: Family::Quotes,
    summary: "A quotation without words that say who spoke.",
    severity: Some(Severity::Warning),
    why: "Readers must know who is speaking, and so must the desk: a quotation without a speaker cannot be checked. \
Attribution stands in the same sentence as the quotation, behind its first sentence or before it; naming somebody \
in a sentence nearby leaves it open who spoke. Terms, titles, mottos and words woven into a sentence need none.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "The keeper counted the birds at noon and found two missing.\n\n⟦“We looked for them all night.”⟧\n",
            fixed: Some(
                "The keeper counted the birds at noon and found two missing.\n\n“We looked for them all night,” TK said.\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper said. “They were gone.”\n",
            fixed: None,
        },
        Example {
            format: Format::Plain,
            text: "The so-called “night watch” met in the “Blue Boar” and was, its members say, “not amused.”\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    #[cfg(test)]
    crate::fault::planted(
        &context
            .source
            .slice(crate::text::Span::new(0, context.source.len())),
        "a rule",
    );
    let mut likely = None;
    for quote in &context.facts.quotes {
        if quote.kind != Kind::Full || quote.runs_on || !quote.closed {
            continue;
        }
        if let Some(span) = to_come(context, quote) {
            let message =
                "Who said this is still to come: put the speaker in the place of the note.";
            report.add(
                span,
                message.to_string(),
                vec![Related::here(quote.span, "the quotation")],
                tag::replacements(
                    likely.get_or_insert_with(|| Likely::of(context)),
                    quote,
                    span,
                ),
            );
        } else if is_open(context.settings, quote) {
            // The sentence before reports what somebody says: many houses let it stand for both.
            let (severity, message) = if quote.sieve == Sieve::Near && quote.cue.is_some() {
                let message = "Only the sentence before tells who speaks: name the speaker in the same sentence.";
                (Severity::Information, message)
            } else {
                let message =
                    "Nobody is said to have spoken this: name the speaker in the same sentence.";
                (Severity::Error, message)
            };
            let likely = likely.get_or_insert_with(|| Likely::of(context));
            report.add_as(
                severity,
                quote.span,
                message.to_string(),
                tag::speaker(context, likely, quote).into_iter().collect(),
                tag::fixes(context, likely, quote),
            );
        }
    }
}

/// Whether the draft leaves open who said it: nobody is named, or only a sentence before it names somebody and the
/// house does not take that.
pub fn is_open(settings: &Settings, quote: &Quote) -> bool {
    match quote.attribution {
        Attribution::None => true,
        Attribution::LeadIn => !settings.quotes.lead_in,
        _ => false,
    }
}

/// The speaker’s place, where a note stands there.
fn to_come(context: &Context<'_>, quote: &Quote) -> Option<crate::text::Span> {
    let speaker = quote.speaker.as_ref()?;
    let span = speaker.span?;
    let person = speaker
        .person
        .and_then(|p| context.whole.names.get(p as usize));
    let name = person.map_or(&speaker.name, |p| &p.name).as_bytes();
    // Mostly the text need not be looked at.
    if !name.iter().any(|b| matches!(b, b'K' | b'k')) {
        return None;
    }
    let mut pairs = name.windows(tag::PLACEHOLDER.len());
    if !pairs.any(|p| p.eq_ignore_ascii_case(tag::PLACEHOLDER.as_bytes())) {
        return None;
    }
    let words = context.source.slice(span);
    let is_note =
        words.starts_with(tag::PLACEHOLDER) && words.bytes().all(|b| matches!(b, b'T' | b'K'));
    is_note.then_some(span)
}
