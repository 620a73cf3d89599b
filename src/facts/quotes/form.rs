//! Texts whose form tells who speaks: interviews with labelled lines, letters.

use super::{Form, Letter, Said};
use crate::facts::Passage;
use crate::language::Class;
use crate::markup::MarkKind;
use crate::text::Span;

/// Bytes that a label has at most.
const LABEL: usize = 40;
/// Words that the first or last line of a letter has at most.
const LINE: usize = 8;

/// A line of an interview by a single letter: `Q: `, `A. `.
pub fn is_question_or_answer(text: &str) -> bool {
    let text = text.trim_start();
    let rest = text.trim_start_matches(|c: char| c.is_uppercase());
    text.len() == rest.len() + text.chars().next().map_or(0, char::len_utf8)
        && text.len() > rest.len()
        && rest.starts_with([':', '.'])
        && rest[1..].starts_with(' ')
}

/// The speaker label that a paragraph starts with: in bold (`**Lorne** We counted`), or in capitals with a colon.
pub fn label(passage: &Passage) -> Option<Said> {
    let text = passage.text;
    let start = text.len() - text.trim_start().len();
    let bold = passage.block.marks.first();
    let bold = bold.filter(|m| m.kind == MarkKind::Strong && m.span.from() == start);
    let span = match bold {
        Some(mark) => {
            let label = text[mark.span.range()].trim_end();
            let bare = label.trim_end_matches(':');
            let behind = text[mark.span.to()..].trim_start();
            let colon = bare.len() < label.len() || behind.starts_with(':');
            // A question in bold is no label.
            let short = bare.split_whitespace().count() <= 4 && !bare.ends_with(['?', '!', '.']);
            (short && (colon || !behind.is_empty()))
                .then(|| Span::new(start, start + bare.len()))?
        }
        None => {
            let mut near = text[start..].bytes().take(LABEL + 1);
            let colon = near.position(|b| b == b':').filter(|c| *c >= 2)?;
            let label = &text[start..start + colon];
            let letters = label.chars().filter(|c| c.is_alphabetic()).count();
            let large = label
                .chars()
                .all(|c| c.is_uppercase() || !c.is_alphabetic());
            (large && letters >= 2).then(|| Span::new(start, start + colon))?
        }
    };
    let name = text[span.range()].starts_with(|c: char| c.is_uppercase());
    let source = passage.source(span);
    (name && span.len() <= LABEL).then(|| Said {
        span: source,
        named: source,
        form: Form::Name,
        text: text[span.range()].into(),
    })
}

/// Whether the paragraph begins (`Dear editor,`) or ends (`Yours faithfully, Ada Lorne`) a letter.
pub fn letter(passage: &Passage) -> Option<Letter> {
    let tokens = &passage.tokens.list;
    let few = tokens.len() <= 2 * LINE && !tokens.is_empty();
    let words = tokens.iter().filter(|t| t.shape.is_word());
    if !few || words.clone().count() > LINE {
        return None;
    }
    let lexicon = passage.pack.lexicon();
    let mut first = words
        .take(3)
        .map(|t| lexicon.class(&passage.text[t.span.range()]));
    let ends = passage.text.trim_end();
    if first.clone().next()?.contains(Class::SALUTATION)
        && ends.ends_with([',', ':', '!', '—', '–', '-'])
    {
        return Some(Letter::Opens);
    }
    first
        .any(|c| c.contains(Class::SIGN_OFF))
        .then_some(Letter::Closes)
}
