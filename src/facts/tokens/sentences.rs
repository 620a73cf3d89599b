//! Where sentences begin.

use super::{Shape, Token};
use crate::language::Pack;

/// Whether a sentence may end with the token `word` of that shape, which is no ASCII mark; `plain`: it holds no mark.
pub(super) fn may_stop(word: &str, shape: Shape, plain: bool) -> bool {
    match shape {
        Shape::Mark => matches!(word, "…" | "。" | "！" | "？"),
        Shape::Number => false,
        // An abbreviation that ends the sentence keeps its full stop: `in the U.S. He left`.
        _ => !plain && word.ends_with('.'),
    }
}

/// Marks that may close behind the end of a sentence.
fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | '»' | '›' | ')' | ']' | '“')
}

/// Marks that may stand before the first word of a sentence.
fn opens(c: char) -> bool {
    matches!(
        c,
        '“' | '"' | '‘' | '\'' | '«' | '„' | '(' | '[' | '—' | '–' | '-'
    )
}

/// Finds the sentences of `text` that the tokens `list` are; `stops`: those that may end one, as [`may_stop`] has it.
pub(super) fn find(text: &str, list: &[Token], stops: &[u32], pack: &Pack, starts: &mut Vec<u32>) {
    if list.is_empty() {
        return;
    }
    starts.push(0);
    let first_char = |i: usize| {
        list.get(i)
            .and_then(|t: &Token| text[t.span.range()].chars().next())
    };
    let mut behind = 0;
    for &stop in stops {
        let i = stop as usize;
        if i < behind {
            continue;
        }
        let token = list[i];
        let strong = token.shape == Shape::Mark;
        behind = i + 1;
        let mut next = behind;
        while next < list.len()
            && !list[next].spaced
            && first_char(next).is_some_and(|c| closes(c) || matches!(c, '.' | '!' | '?' | '…'))
        {
            next += 1;
        }
        // Marks in a row end a sentence together or not at all: each would be followed to the same place again.
        if strong {
            behind = next;
        }
        if !list.get(next).is_some_and(|t| t.spaced) {
            continue;
        }
        let opens = |i: usize| first_char(i).is_some_and(opens);
        let mut head = next;
        while opens(head) {
            head += 1;
        }
        let starts_like_one = list
            .get(head)
            .is_some_and(|t| t.shape != Shape::Lower && t.shape != Shape::Mark);
        let ends = if strong {
            starts_like_one || list.get(head).is_none() || opens(next)
        } else {
            starts_like_one
                && pack.may_end_sentence(&text[token.span.range()])
                && pack.starts_sentence(&text[list[head].span.range()])
        };
        if ends {
            starts.push(next as u32);
            behind = next;
        }
    }
}
