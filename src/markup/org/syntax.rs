//! Markup within a paragraph of Org, and its pictures.

use crate::markup::lines::{Closers, Inline, Step, address, before, behind, ends, near, starts};
use crate::markup::{BlockKind, Image, ImageForm, ImagePlace, MarkKind, is_picture};
use crate::text::Span;

/// The picture `[[file:a.jpg]]` or `[[address][file:a.jpg]]` at byte `at`, with its length.
pub fn picture(text: &str, at: usize) -> Option<(usize, Image)> {
    let rest = near(text[at..].strip_prefix("[[")?, 2000);
    let close = rest.find("]]")?;
    let inside = &rest[..close];
    let (from, path, linked) = match inside.split_once("][") {
        Some((target, shown)) => (at + 2 + target.len() + 2, shown, true),
        None => (at + 2, inside, false),
    };
    let bare = path.strip_prefix("file:");
    let bare = bare
        .or_else(|| path.strip_prefix("attachment:"))
        .unwrap_or(path);
    let local = bare.len() < path.len() || path.starts_with(['.', '/']) || path.contains("://");
    if !local || !is_picture(bare) || bare.contains('\n') {
        return None;
    }
    let from = from + path.len() - bare.len();
    let len = close + 4;
    let image = Image {
        span: Span::new(at, at + len),
        form: ImageForm::Org,
        source: bare.to_string(),
        source_span: Some(Span::new(from, from + bare.len())),
        place: if linked {
            ImagePlace::Linked
        } else {
            ImagePlace::Inline
        },
        ..Image::default()
    };
    Some((len, image))
}

#[derive(Default)]
pub struct Syntax {
    closers: Closers,
}

impl Inline for Syntax {
    fn may_start(byte: u8) -> bool {
        b"*/_+=~[<{\\$@hmf".contains(&byte)
    }

    fn step(&mut self, text: &str, at: usize) -> Step {
        let rest = &text[at..];
        let byte = rest.as_bytes()[0];
        match byte {
            b'*' | b'/' | b'_' | b'+' | b'=' | b'~' => self.pair(text, at),
            b'[' if rest.starts_with("[[") => {
                if let Some((len, image)) = picture(text, at) {
                    return Step::Picture(len, Box::new(image), None, None);
                }
                let Some(end) = near(rest, 2000).find("]]") else {
                    return Step::Text;
                };
                let shown = rest[..end].find("][").map_or(2, |i| i + 2);
                Step::Mark {
                    kind: MarkKind::Link,
                    open: shown,
                    end: at + end,
                    close: 2,
                }
            }
            b'[' if rest.starts_with("[fn:") => {
                let Some(end) = near(rest, 4000).find(']') else {
                    return Step::Text;
                };
                match rest[4..end].find(':') {
                    Some(i) => {
                        let span = Span::new(at + 4 + i + 1, at + end);
                        Step::Apart(end + 1, BlockKind::Footnote, span)
                    }
                    None => Step::Drop(end + 1),
                }
            }
            b'<' if rest.starts_with("<<") => match near(rest, 100).find(">>") {
                Some(end) => Step::Drop(end + 2),
                None => Step::Text,
            },
            b'{' if rest.starts_with("{{{") => between(rest, at, "{{{", "}}}"),
            b'@' if rest.starts_with("@@") => match near(&rest[2..], 500).find("@@") {
                Some(end) => Step::Drop(end + 4),
                None => Step::Text,
            },
            b'$' if rest.starts_with("$$") => between(rest, at, "$$", "$$"),
            b'\\' if rest.starts_with("\\(") => between(rest, at, "\\(", "\\)"),
            b'\\' if rest.starts_with("\\[") => between(rest, at, "\\[", "\\]"),
            b'\\' if rest.starts_with("\\\\") => Step::Drop(2),
            b'h' | b'm' | b'f' if before(text, at).is_none_or(|c| !c.is_alphanumeric()) => {
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

/// What stands between two marks and is no prose.
fn between(rest: &str, at: usize, open: &str, close: &str) -> Step {
    match near(&rest[open.len()..], 1000).find(close) {
        Some(len) => Step::Verbatim {
            open: open.len(),
            end: at + open.len() + len,
            close: close.len(),
        },
        None => Step::Text,
    }
}

impl Syntax {
    fn pair(&mut self, text: &str, at: usize) -> Step {
        const PAIRS: [(&str, Option<MarkKind>); 6] = [
            ("*", Some(MarkKind::Strong)),
            ("/", Some(MarkKind::Emphasis)),
            ("_", Some(MarkKind::Emphasis)),
            ("+", Some(MarkKind::Emphasis)),
            ("=", None),
            ("~", None),
        ];
        let rest = &text[at..];
        let Some((mark, kind)) = PAIRS.into_iter().find(|(m, _)| rest.starts_with(m)) else {
            return Step::Text;
        };
        let from = at + 1;
        if !starts(before(text, at), behind(text, from))
            || behind(text, from) == Some(text[at..].chars().next().unwrap_or(' '))
        {
            return Step::Text;
        }
        let found = self.closers.find(text, from, mark, |i| {
            ends(before(text, i), behind(text, i + 1))
        });
        match (found, kind) {
            (Some(end), Some(kind)) if end > from => Step::Mark {
                kind,
                open: 1,
                end,
                close: 1,
            },
            (Some(end), None) if end > from => Step::Verbatim {
                open: 1,
                end,
                close: 1,
            },
            _ => Step::Text,
        }
    }
}
