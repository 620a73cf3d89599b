//! `unbalanced-quote`: a quotation that is opened and not closed, or closed and not opened.

use super::continued_marks;
use crate::finding::{Edit, Fix, Related, Severity};
use crate::language::Class;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;
use rustc_hash::FxHashSet;

pub static RULE: Rule = Rule {
    name: "unbalanced-quote",
    family: Family::Quotes,
    summary: "A quotation mark without its partner.",
    severity: Some(Severity::Error),
    why: "Where the closing mark is missing, the reporter’s words become the speaker’s. A quotation that runs on over \
paragraphs is opened again in each and closed only in the last: that is no mistake and not flagged.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "⟦“⟧We looked for them all night, the keeper said.\n",
            fixed: Some("“We looked for them all night,” the keeper said.\n"),
        },
        Example {
            format: Format::Plain,
            text: "It rained at noon. We looked for them all night,⟦”⟧ the keeper said.\n",
            fixed: Some("It rained at noon. “We looked for them all night,” the keeper said.\n"),
        },
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper said. “They were gone.\n\n“In the morning we found a feather.”\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let quotes = &context.facts.quotes;
    // Left open here and closed in the next paragraph: `continued-marks`.
    let mut elsewhere = FxHashSet::default();
    for quote in quotes.iter().filter(|q| !q.closed && !q.runs_on) {
        if let Some((_, close)) = continued_marks::unopened(context, quote) {
            elsewhere.insert(close);
            continue;
        }
        let mark = Span::new(quote.span.from(), quote.content.from());
        let content = context.source.slice(quote.content);
        let closing = closing(&context.source.slice(mark));
        let at = quote.content.from() + end_of_speech(context, &content);
        let fixes = vec![
            fix("Close the quotation", Edit::insert(at, closing)),
            fix("Take the mark out", Edit::replace(mark, "")),
        ];
        // Whole sentences before another opener: perhaps paragraphs that were run together.
        let speech = content.trim_end();
        let joined = !quote.ends
            && speech.ends_with(['.', '!', '?'])
            && end_of_speech(context, speech) == speech.len();
        let severity = if joined {
            Severity::Information
        } else {
            Severity::Error
        };
        let message = "This quotation is opened and never closed.";
        let end = last_word(context, Span::new(quote.content.from(), at));
        let related = end.map(|word| Related::here(word, "seems to end here"));
        let related = related.into_iter().collect();
        report.add_as(severity, mark, message.to_string(), related, fixes);
    }
    let strays = context.facts.strays.iter();
    for stray in strays.filter(|s| !elsewhere.contains(&s.span)) {
        let mark = stray.span;
        let opening = opening(&context.source.slice(mark));
        let fixes = vec![
            fix(
                "Open the quotation",
                Edit::insert(stray.sentence.from(), opening),
            ),
            fix("Take the mark out", Edit::replace(mark, "")),
        ];
        let message = "This mark closes a quotation that is never opened.";
        let start = first_word(context, Span::new(stray.sentence.from(), mark.from()));
        let related = start.map(|word| Related::here(word, "seems to begin here"));
        let related = related.into_iter().collect();
        report.add(mark, message.to_string(), related, fixes);
    }
}

fn first_word(context: &Context<'_>, span: Span) -> Option<Span> {
    let text = context.source.slice(span);
    let word = text.split_whitespace().next()?;
    let from = span.from() + text.find(word)?;
    Some(Span::new(from, from + word.len()))
}

fn last_word(context: &Context<'_>, span: Span) -> Option<Span> {
    let text = context.source.slice(span);
    let word = text.split_whitespace().next_back()?;
    let from = span.from() + text.rfind(word)?;
    Some(Span::new(from, from + word.len()))
}

fn fix(title: &str, edit: Edit) -> Fix {
    Fix {
        title: title.to_string(),
        safe: false,
        edits: vec![edit],
    }
}

fn closing(open: &str) -> &'static str {
    match open.chars().next() {
        Some('"') => "\"",
        Some('«') => "»",
        Some('»') => "«",
        Some('‹') => "›",
        Some('›') => "‹",
        Some('„') => "“",
        Some('「') => "」",
        Some('『') => "』",
        _ => "”",
    }
}

fn opening(close: &str) -> &'static str {
    match close.chars().next() {
        Some('"') => "\"",
        Some('»') => "«",
        Some('«') => "»",
        Some('›') => "‹",
        Some('‹') => "›",
        Some('」') => "「",
        Some('』') => "『",
        _ => "“",
    }
}

/// Where the speech in `content` ends and a tag begins: behind the comma before `Lee said`; else its end.
fn end_of_speech(context: &Context<'_>, content: &str) -> usize {
    let lexicon = context.pack.lexicon();
    for (at, mark) in content.match_indices([',', '?', '!']) {
        let mut words = content[at + mark.len()..].split_whitespace().take(5);
        let tag = words.any(|w| {
            let word = w.trim_end_matches(|c: char| !c.is_alphanumeric());
            let class = lexicon.class(word);
            class.contains(Class::VERB)
                && class.contains(Class::PAST)
                && class.intersects(Class::NEUTRAL)
        });
        if tag {
            return at + mark.len();
        }
    }
    content.trim_end().len()
}
