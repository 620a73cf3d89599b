//! What stands at a place of the draft.

use crate::facts::Facts;
use crate::facts::names::{Mention, Name};
use crate::facts::quotes::Quote;
use crate::text::Span;

/// A name, and its mention or the other words (`he`) that stand for it.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    pub name: &'a Name,
    pub span: Span,
    /// `None` for words that only stand for the name.
    pub mention: Option<&'a Mention>,
}

/// Whether a cursor at byte `at` is on `span`: right behind it counts.
pub fn touches(span: Span, at: usize) -> bool {
    span.from() <= at && at <= span.to()
}

/// The name that is mentioned at byte `at`.
pub fn mention(facts: &Facts, at: usize) -> Option<Named<'_>> {
    let all = facts.names.iter().flat_map(|name| {
        let mentions = name.mentions.iter();
        mentions.map(move |m| Named {
            name,
            span: m.span,
            mention: Some(m),
        })
    });
    // Where two touch, the one that the cursor is before.
    all.filter(|n| touches(n.span, at))
        .max_by_key(|n| (n.span.to() > at, n.span.start))
}

/// The name that is mentioned at byte `at`, or that the words there stand for as the speaker of a quotation.
pub fn named(facts: &Facts, at: usize) -> Option<Named<'_>> {
    mention(facts, at).or_else(|| {
        facts.quotes.iter().find_map(|quote| {
            let speaker = quote.speaker.as_ref()?;
            let span = speaker.span.filter(|s| touches(*s, at))?;
            let name = person(facts, quote)?;
            Some(Named {
                name,
                span,
                mention: None,
            })
        })
    })
}

/// The innermost quotation around byte `at`.
pub fn quote(facts: &Facts, at: usize) -> Option<&Quote> {
    let around = facts.quotes.iter().filter(|q| touches(q.span, at));
    around.min_by_key(|q| q.span.len())
}

/// Who said it, if the draft names them.
pub fn person<'a>(facts: &'a Facts, quote: &Quote) -> Option<&'a Name> {
    let person = quote.speaker.as_ref()?.person?;
    facts.names.get(person as usize)
}

pub use crate::facts::names::across::introduction;
