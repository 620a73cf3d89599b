//! Block quotes, which are quoted as a whole, and the line that names whom they quote.

use super::kind::Words;
use super::noun::{self, Form};
use super::outer::Outer;
use super::read::{said, within_single};
use super::sieves::Sieve;
use super::{Kind, Local, LocalQuote, Marked, Said};
use crate::facts::{Passage, Shape};
use crate::language::Class;
use crate::text::Span;

/// A paragraph of a block quote: all of it is said by somebody, whom its last line may name behind a dash.
pub(super) fn block_quote(passage: &Passage) -> Local {
    let text = passage.text;
    let tokens = passage.tokens;
    let outer = Outer::plain(passage, 0..tokens.list.len());
    if let Some(label) = block_label(passage, &outer).or_else(|| citation_line(passage, &outer)) {
        return Local {
            label: Some(label),
            ..Local::default()
        };
    }
    let dash = (1..outer.items.len())
        .rev()
        .find(|&i| matches!(outer.word(i), "—" | "–" | "―"));
    let name = dash.and_then(|d| {
        let phrase = noun::starting_at(&outer, d + 1, outer.items.len())?;
        // `— Ada Lorne (@lorne) May 3` closes an embedded post.
        let ends = phrase.to == outer.items.len() || matches!(outer.word(phrase.to), "," | "(");
        (phrase.form == Form::Name && ends && outer.items.len() - d < 15).then_some((d, phrase))
    });
    let end = name.map_or(text.len(), |(d, _)| outer.items[d].span.from());
    let content = Span::new(
        text.len() - text.trim_start().len(),
        text[..end].trim_end().len().max(1).min(text.len()),
    );
    if content.is_empty() || !text.is_char_boundary(content.to()) {
        return Local::default();
    }
    let words = Words::of(passage, content, 0..tokens.list.len());
    let speaker = name.map(|(_, phrase)| said(passage, &outer, phrase));
    let quote = LocalQuote {
        kind: if words.count >= 3 {
            Kind::Full
        } else {
            Kind::Exempt
        },
        sieve: if speaker.is_some() {
            Sieve::Label
        } else {
            Sieve::None
        },
        speaker,
        whole: true,
        opens: true,
        ends: true,
        starts: true,
        words: words.count as u8,
        in_single: false,
        ..within_single(
            passage,
            Marked {
                span: content,
                content,
                nested: false,
                closed: true,
                single: false,
            },
        )
    };
    Local {
        quotes: vec![quote],
        block_quote: Some(passage.block.group.unwrap_or(0)),
        ..Local::default()
    }
}

/// The name that stands behind a dash in a block of its own (`— Ada Lee, keeper`).
pub(super) fn block_label(passage: &Passage, outer: &Outer) -> Option<Said> {
    let dash = matches!(outer.word(0), "-" | "—" | "–" | "―" | "~");
    let phrase = dash
        .then(|| noun::starting_at(outer, 1, outer.items.len()))
        .flatten()?;
    let rest = phrase.to..outer.items.len();
    let bare = rest.len() < 15 && !rest.clone().any(|i| is_verb(outer, i));
    let ends = rest.is_empty() || outer.is_mark(phrase.to);
    (phrase.form == Form::Name && bare && ends).then(|| said(passage, outer, phrase))
}

/// A verb or auxiliary in lower case: `may`, but not `May`.
fn is_verb(outer: &Outer, i: usize) -> bool {
    outer.is(i, Class::AUX | Class::PAST) && outer.items[i].shape == Shape::Lower
}

/// The name that the last line of a block quote begins with, without a dash: `Ada Lee, The Long Night (2012)`.
fn citation_line(passage: &Passage, outer: &Outer) -> Option<Said> {
    passage.block.group?;
    let end = outer.items.len();
    let phrase = noun::starting_at(outer, 0, end).filter(|p| p.form == Form::Name)?;
    let several = phrase.to > 1 && end < 16;
    let ends = phrase.to == end || matches!(outer.word(phrase.to), "," | "(" | ":");
    let sentence = passage.text.trim_end().ends_with(['.', '!', '?', '…', ':']);
    let verb = (0..end).any(|i| is_verb(outer, i));
    (several && ends && !sentence && !verb).then(|| said(passage, outer, phrase))
}
