//! Markup within a paragraph of AsciiDoc, and the attributes of pictures.

use crate::markup::lines::{Closers, Inline, Step, address, before, behind, ends, near, starts};
use crate::markup::{BlockKind, Image, ImageForm, ImagePlace, MarkKind};
use crate::text::Span;

/// The picture of a macro `image::path[alt, width, height, title="…"]`; the path starts `name` bytes in.
pub fn picture(chunk: &str, span: Span, name: usize) -> (Image, Option<Span>, Option<Span>) {
    let text = &chunk[span.range()];
    let bracket = text.find('[').unwrap_or(text.len());
    let path = Span::new(span.from() + name.min(bracket), span.from() + bracket);
    let mut image = Image {
        span,
        form: ImageForm::Asciidoc,
        source: chunk[path.range()].to_string(),
        source_span: Some(path),
        place: ImagePlace::Inline,
        ..Image::default()
    };
    let (mut alt, mut caption) = (None, None);
    let mut at = span.from() + bracket + 1;
    let mut position = 0;
    while at < span.to() {
        let rest = &chunk[at..span.to() - 1];
        let skip = rest.len() - rest.trim_start().len();
        let (from, rest) = (at + skip, &rest[skip..]);
        let key = rest
            .find(['=', ',', '"'])
            .filter(|&i| rest.as_bytes()[i] == b'=')
            .map_or(0, |i| i + 1);
        let value = &rest[key..];
        let (start, len, used) = match value.strip_prefix('"') {
            Some(inner) => {
                let len = inner.find('"').unwrap_or(inner.len());
                (from + key + 1, len, key + len + 2)
            }
            None => {
                let len = value.find(',').unwrap_or(value.len());
                (from + key, value[..len].trim_end().len(), key + len)
            }
        };
        let found = Span::new(start, start + len);
        let text = &chunk[found.range()];
        let name = rest[..key].trim_end_matches('=').trim();
        let both = (!found.is_empty()).then(|| (text.to_string(), found));
        match name {
            "" => {
                match position {
                    0 => alt = both.map(|b| b.1),
                    1 => image.width = text.parse().ok(),
                    2 => image.height = text.parse().ok(),
                    _ => {}
                }
                position += 1;
            }
            "alt" => alt = both.map(|b| b.1),
            "title" => caption = both.map(|b| b.1),
            "width" => image.width = text.parse().ok(),
            "height" => image.height = text.parse().ok(),
            "role" => image.classes = text.to_string(),
            "credit" | "attribution" | "copyright" | "photographer" => image.credit = both,
            _ => {}
        }
        let rest = &chunk[(from + used).min(span.to() - 1)..span.to() - 1];
        at = match rest.find(',') {
            Some(i) => (from + used).min(span.to() - 1) + i + 1,
            None => span.to(),
        };
    }
    (image, alt, caption)
}

#[derive(Default)]
pub struct Syntax {
    closers: Closers,
}

impl Inline for Syntax {
    fn may_start(byte: u8) -> bool {
        b"*_`+#\"'<[{\\hlifm".contains(&byte)
    }

    fn step(&mut self, text: &str, at: usize) -> Step {
        let rest = &text[at..];
        let (left, byte) = (before(text, at), rest.as_bytes()[0]);
        match byte {
            b'*' | b'_' | b'`' | b'+' | b'#' => self.pair(text, at),
            // Curved quotation marks: "`…`" and '`…`'.
            b'"' if rest.starts_with("\"`") => Step::Replace(2, "“"),
            b'\'' if rest.starts_with("'`") => Step::Replace(2, "‘"),
            b'\\' if rest[1..].starts_with(['*', '_', '`', '#', '+', '{', '<', '[']) => {
                Step::Drop(1)
            }
            b'<' if rest.starts_with("<<") => match near(rest, 200).find(">>") {
                Some(end) => {
                    let shown = rest[..end].find(',').map_or(end, |i| i + 1);
                    Step::Mark {
                        kind: MarkKind::Link,
                        open: shown,
                        end: at + end,
                        close: 2,
                    }
                }
                _ => Step::Text,
            },
            b'[' if rest.starts_with("[[") => match near(rest, 100).find("]]") {
                Some(end) => Step::Drop(end + 2),
                _ => Step::Text,
            },
            b'{' => match near(rest, 60).find('}') {
                Some(end) if end > 1 && !rest[..end].contains(' ') => Step::Verbatim {
                    open: 0,
                    end: at + end + 1,
                    close: 0,
                },
                _ => Step::Text,
            },
            b'h' | b'l' | b'm' | b'i' | b'f' if left.is_none_or(|c| !c.is_alphanumeric()) => {
                self.r#macro(text, at)
            }
            _ => Step::Text,
        }
    }
}

impl Syntax {
    fn pair(&mut self, text: &str, at: usize) -> Step {
        const PAIRS: [(&str, Option<MarkKind>); 8] = [
            ("**", Some(MarkKind::Strong)),
            ("__", Some(MarkKind::Emphasis)),
            ("``", None),
            ("*", Some(MarkKind::Strong)),
            ("_", Some(MarkKind::Emphasis)),
            ("`", None),
            ("+", None),
            ("#", Some(MarkKind::Emphasis)),
        ];
        let rest = &text[at..];
        // The second half of a curved quotation mark.
        if rest.starts_with("`\"") {
            return Step::Replace(2, "”");
        }
        if rest.starts_with("`'") {
            return Step::Replace(2, "’");
        }
        let Some((mark, kind)) = PAIRS.into_iter().find(|(m, _)| rest.starts_with(m)) else {
            return Step::Text;
        };
        let from = at + mark.len();
        if mark.len() == 1 && !starts(before(text, at), behind(text, from)) {
            return Step::Text;
        }
        let found = self.closers.find(text, from, mark, |i| {
            let after = i + mark.len();
            mark.len() == 2 || ends(before(text, i), behind(text, after))
        });
        match (found, kind) {
            (Some(end), _) if end == from => Step::Text,
            (Some(end), Some(kind)) => Step::Mark {
                kind,
                open: mark.len(),
                end,
                close: mark.len(),
            },
            (Some(end), None) => Step::Verbatim {
                open: mark.len(),
                end,
                close: mark.len(),
            },
            (None, _) => Step::Text,
        }
    }

    /// Links, pictures and footnotes.
    fn r#macro(&mut self, text: &str, at: usize) -> Step {
        let rest = &text[at..];
        if rest.starts_with("image:") && !rest.starts_with("image::") {
            let Some(bracket) = near(rest, 500)
                .find('[')
                .filter(|&i| !rest[..i].contains(' '))
            else {
                return Step::Text;
            };
            let Some(len) = near(&rest[bracket..], 2000).find(']') else {
                return Step::Text;
            };
            let span = Span::new(at, at + bracket + len + 1);
            let (image, alt, caption) = picture(text, span, "image:".len());
            return Step::Picture(span.len(), Box::new(image), alt, caption);
        }
        if let Some(inner) = rest.strip_prefix("footnote:") {
            let Some(bracket) = near(inner, 40).find('[') else {
                return Step::Text;
            };
            let from = at + "footnote:".len() + bracket + 1;
            let Some(len) = near(&text[from..], 4000).find(']') else {
                return Step::Text;
            };
            let span = Span::new(from, from + len);
            return Step::Apart(span.to() + 1 - at, BlockKind::Footnote, span);
        }
        let len = match rest.strip_prefix("link:") {
            Some(target) => target
                .find(|c: char| c.is_whitespace() || c == '[')
                .map(|i| i + 5),
            None => address(text, at),
        };
        let Some(len) = len else { return Step::Text };
        let shown = rest[len..].strip_prefix('[');
        match shown.and_then(|s| near(s, 2000).find(']')) {
            Some(0) => Step::Drop(len + 2),
            Some(end) => Step::Mark {
                kind: MarkKind::Link,
                open: len + 1,
                end: at + len + 1 + end,
                close: 1,
            },
            None if rest.starts_with("link:") => Step::Text,
            None => Step::Verbatim {
                open: 0,
                end: at + len,
                close: 0,
            },
        }
    }
}
