//! Speech set off by dashes at the start of a line, as many languages print it: `—No lo sé —dijo Juan—. Mañana.`
//!
//! A dash stands between clauses too, so a line is dialogue only if a tag follows a later dash of it.

use super::outer::Outer;
use super::sieves::tag_inside;
use super::{Marked, Scan};
use crate::facts::Passage;
use crate::language::Class;
use crate::text::Span;

/// How many dashes of a line are looked at.
const MANY: usize = 12;

/// Adds the speech of a line that starts with a dash.
pub fn add(passage: &Passage<'_>, scan: &mut Scan) {
    let text = passage.text;
    if !passage.pack.dash_dialogue()
        || !text.trim_start().starts_with(['—', '–'])
        || !scan.marks.is_empty()
    {
        return;
    }
    let dashes: Vec<(usize, usize)> = text
        .match_indices(['—', '–'])
        .map(|(i, m)| (i, i + m.len()))
        .take(MANY)
        .collect();
    let mut speech = Some(dashes[0]);
    let mut found = Vec::new();
    for pair in dashes
        .windows(2)
        .chain([&[*dashes.last().unwrap_or(&(0, 0)), (text.len(), text.len())][..]])
    {
        let ((_, from), (to, _)) = (pair[0], pair[1]);
        let is_tag = is_tag(passage, from, to);
        if is_tag && found.is_empty() && speech.is_none() {
            return;
        }
        match speech {
            Some((start, content)) if is_tag => {
                found.push((start, content, pair[0].0));
                speech = None;
            }
            None if !is_tag => speech = Some(pair[0]),
            _ => {}
        }
    }
    if found.is_empty() {
        // `— Je ne sais pas, dit Lee.`
        if has_inner_tag(passage, dashes[0].1) {
            scan.marks
                .push(speech_of(text, dashes[0].0, dashes[0].1, text.len()));
        }
        return;
    }
    // What is said behind the last tag.
    if let Some((start, content)) =
        speech.filter(|(_, content)| !text[*content..].trim().is_empty())
    {
        found.push((start, content, text.len()));
    }
    for (start, content, end) in found {
        scan.marks.push(speech_of(text, start, content, end));
    }
}

fn speech_of(text: &str, start: usize, content: usize, end: usize) -> Marked {
    let end = text[..end].trim_end().len().max(content);
    Marked {
        span: Span::new(start, end),
        content: Span::new(content, end),
        nested: false,
        closed: true,
        single: false,
    }
}

/// Whether a tag stands between commas in the line behind byte `from`.
fn has_inner_tag(passage: &Passage<'_>, from: usize) -> bool {
    let tokens = passage.tokens;
    let outer = Outer::plain(passage, tokens.at(from)..tokens.list.len());
    passage.pack.inner_tags() && tag_inside(&outer).is_some()
}

/// Whether the words between two dashes start with a reporting verb.
fn is_tag(passage: &Passage<'_>, from: usize, to: usize) -> bool {
    let tokens = passage.tokens;
    let lexicon = passage.pack.lexicon();
    let first = tokens.at(from);
    let words = tokens.list[first..]
        .iter()
        .take_while(|t| t.span.to() <= to);
    let mut words = words.filter(|t| t.shape.is_word()).take(3);
    words.any(|t| {
        let word = &passage.text[t.span.range()];
        let lower = word.starts_with(char::is_lowercase);
        lower && lexicon.class(word).contains(Class::VERB)
    })
}
