//! Texts whose form tells who speaks: interviews with labelled lines, letters.

use super::{Form, Letter, Question, Said};
use crate::facts::{Passage, Shape};
use crate::language::Class;
use crate::markup::{BlockKind, MarkKind};
use crate::text::Span;

/// Bytes that a label has at most.
const LABEL: usize = 40;
/// Words that the first or last line of a letter has at most.
const LINE: usize = 8;

/// A line of an interview by a single letter: `Q: `, `A: `.
pub fn is_question_or_answer(text: &str) -> bool {
    letter_label(text).is_some_and(|(_, mark)| mark == ':')
}

/// The single letter that labels a line, and the mark behind it: `Q: `, `A. `.
fn letter_label(text: &str) -> Option<(char, char)> {
    let text = text.trim_start();
    // Mostly this tells already.
    if let [b'A'..=b'z', second, ..] = text.as_bytes()
        && !matches!(second, b':' | b'.')
    {
        return None;
    }
    let mut chars = text.chars();
    let letter = chars.next().filter(|c| c.is_uppercase())?;
    let mark = chars.next().filter(|c| matches!(c, ':' | '.'))?;
    // `J. Lee said`: an initial.
    let is_label = mark == ':' || matches!(letter, 'Q' | 'A');
    (chars.next() == Some(' ') && is_label).then_some((letter, mark))
}

/// Whether the paragraph is nothing but a question to somebody: `Why did you leave?`
pub fn question(passage: &Passage) -> Option<Question> {
    let text = passage.text.trim();
    if !text.ends_with('?')
        || passage.tokens.list.len() > 120
        || passage.block.kind != BlockKind::Paragraph
    {
        return None;
    }
    let lexicon = passage.pack.lexicon();
    let mut words = passage.tokens.list.iter().enumerate();
    let asks = words.any(|(i, t)| {
        let word = &passage.text[t.span.range()];
        let class = lexicon.class(word);
        // `Warum gehen Sie?`
        let polite = i > 0
            && t.shape == Shape::Capital
            && class.intersects(Class::SHE | Class::THEY)
            && !passage.tokens.sentences.contains(&(i as u32));
        class.contains(Class::YOU) || polite || matches!(word, "your" | "Your")
    });
    let start = passage.text.len() - passage.text.trim_start().len();
    let bold = passage.block.marks.first().is_some_and(|m| {
        matches!(m.kind, MarkKind::Strong | MarkKind::Emphasis)
            && m.span.from() <= start
            && m.span.to() >= start + text.len()
    });
    asks.then_some(if bold {
        Question::Bold
    } else {
        Question::Plain
    })
}

/// The speaker label that a paragraph starts with: in bold (`**Lorne** We counted`), or in capitals with a colon.
pub fn label(passage: &Passage) -> Option<Said> {
    let text = passage.text;
    let start = text.len() - text.trim_start().len();
    let bold = passage.block.marks.first();
    let bold = bold.filter(|m| m.kind == MarkKind::Strong && m.span.from() == start);
    // A label in capitals has no small letter: mostly the first two tell.
    if bold.is_none()
        && text
            .as_bytes()
            .get(start + 1)
            .is_some_and(u8::is_ascii_lowercase)
    {
        return None;
    }
    let span = match (bold, letter_label(text)) {
        (Some(mark), _) => {
            let label = text[mark.span.range()].trim_end();
            let bare = label.trim_end_matches(':');
            let behind = text[mark.span.to()..].trim_start();
            let colon = bare.len() < label.len() || behind.starts_with(':');
            // A question in bold is no label.
            let short = bare.split_whitespace().count() <= 4 && !bare.ends_with(['?', '!', '.']);
            (short && (colon || !behind.is_empty()))
                .then(|| Span::new(start, start + bare.len()))?
        }
        (None, Some((letter, _))) => Span::new(start, start + letter.len_utf8()),
        (None, None) => {
            let near = &text.as_bytes()[start..text.len().min(start + LABEL + 1)];
            let colon = memchr::memchr(b':', near).filter(|c| *c >= 2)?;
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
