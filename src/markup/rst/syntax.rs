//! Markup within a paragraph of reStructuredText.

use crate::markup::MarkKind;
use crate::markup::lines::{self, Closers, Inline, Step, address, before, behind, near};

#[derive(Default)]
pub struct Syntax {
    closers: Closers,
}

impl Inline for Syntax {
    fn may_start(byte: u8) -> bool {
        b"*`|[_\\:hmf".contains(&byte)
    }

    fn step(&mut self, text: &str, at: usize) -> Step {
        let rest = &text[at..];
        let left = before(text, at);
        match rest.as_bytes()[0] {
            b'\\' => Step::Drop(1 + usize::from(rest[1..].starts_with(' '))),
            b'*' if rest.starts_with("**") => self.pair(text, at, "**", Some(MarkKind::Strong)),
            b'*' => self.pair(text, at, "*", Some(MarkKind::Emphasis)),
            b'`' if rest.starts_with("``") => self.pair(text, at, "``", None),
            b'`' => reference(text, at),
            b':' if left.is_none_or(|c| !c.is_alphanumeric()) => role(text, at),
            b'|' => self.pair(text, at, "|", None),
            b'[' => match near(rest, 60).find("]_") {
                Some(end) if !rest[..end].contains(' ') => Step::Drop(end + 2),
                _ => Step::Text,
            },
            b'_' if left.is_some_and(char::is_alphanumeric) => {
                // `name_` and `name__` are links.
                let len = rest.len() - rest.trim_start_matches('_').len();
                match behind(text, at + len) {
                    Some(c) if c.is_alphanumeric() => Step::Text,
                    _ => Step::Drop(len),
                }
            }
            b'h' | b'm' | b'f' if left.is_none_or(|c| !c.is_alphanumeric()) => {
                match address(text, at) {
                    Some(len) => Step::Verbatim {
                        open: 0,
                        end: at + len,
                        close: 0,
                    },
                    None => Step::Text,
                }
            }
            _ => Step::Text,
        }
    }
}

impl Syntax {
    fn pair(&mut self, text: &str, at: usize, mark: &'static str, kind: Option<MarkKind>) -> Step {
        let from = at + mark.len();
        if !lines::starts(before(text, at), behind(text, from)) {
            return Step::Text;
        }
        let found = self.closers.find(text, from, mark, |i| {
            lines::ends(before(text, i), behind(text, i + mark.len()))
        });
        let (open, close) = (mark.len(), mark.len());
        match (found, kind) {
            (Some(end), Some(kind)) if end > from => Step::Mark {
                kind,
                open,
                end,
                close,
            },
            (Some(end), None) if end > from => Step::Verbatim { open, end, close },
            _ => Step::Text,
        }
    }
}

/// `` `text <target>`_ `` or `` `title` ``.
fn reference(text: &str, at: usize) -> Step {
    let inside = near(&text[at + 1..], 1000);
    let Some(end) = inside.find('`').filter(|&e| e > 0) else {
        return Step::Text;
    };
    let tail = &text[at + 1 + end + 1..];
    let underscores = tail.len() - tail.trim_start_matches('_').len();
    let shown = match inside[..end].rfind('<') {
        Some(i) if inside[..end].ends_with('>') && i > 0 => inside[..i].trim_end().len(),
        _ => end,
    };
    Step::Mark {
        kind: if underscores > 0 {
            MarkKind::Link
        } else {
            MarkKind::Emphasis
        },
        open: 1,
        end: at + 1 + shown,
        close: end - shown + 1 + underscores,
    }
}

/// `` :name:`text` ``.
fn role(text: &str, at: usize) -> Step {
    let rest = near(&text[at..], 60);
    let Some(tick) = rest
        .find(":`")
        .filter(|&i| i > 0 && !rest[..i].contains(' '))
    else {
        return Step::Text;
    };
    let name = &rest[1..tick];
    let from = at + tick + 2;
    let inside = near(&text[from..], 1000);
    let Some(len) = inside.find('`') else {
        return Step::Text;
    };
    let code = [
        "code", "math", "literal", "kbd", "file", "command", "raw-html",
    ];
    if code.contains(&name) {
        return Step::Verbatim {
            open: tick + 2,
            end: from + len,
            close: 1,
        };
    }
    let shown = match inside[..len].rfind('<') {
        Some(i) if inside[..len].ends_with('>') && i > 0 => inside[..i].trim_end().len(),
        _ => len,
    };
    Step::Mark {
        kind: match name {
            "strong" => MarkKind::Strong,
            "emphasis" | "title" | "title-reference" => MarkKind::Emphasis,
            _ => MarkKind::Link,
        },
        open: tick + 2,
        end: from + shown,
        close: len - shown + 1,
    }
}
