//! Where a credit is written: the next line, the caption, an attribute or a key, as the picture's form has it.

use super::wording::{self, Wording};
use crate::facts::images::Picture;
use crate::finding::{Edit, Fix};
use crate::markup::ImageForm;
use crate::rules::Context;
use crate::text::{Source, Span};

/// The fix that gives `picture` a credit, with the photographer's name where the file tells it.
pub fn add_credit(context: &Context<'_>, picture: &Picture) -> Fix {
    let file = context.pictures.get(&picture.image.source);
    let line = || wording::line(context.settings, context.pack.code, file);
    let edit = match picture.image.form {
        ImageForm::FrontMatter => front_matter(context, picture, wording::value(file)),
        ImageForm::Markdown | ImageForm::WikiEmbed => markdown(context, picture, line()),
        _ => next_line(context, picture, "", line(), ""),
    };
    let text = edit
        .text
        .trim_matches(['\n', '\r', ' ', '*', '>', '_'])
        .to_string();
    let title = match edit.placeholder {
        Some(_) => format!("Add a credit: {text}"),
        None => format!("Add the credit from the file: {text}"),
    };
    Fix {
        title,
        safe: false,
        edits: vec![edit],
    }
}

fn insert(at: usize, before: &str, wording: Wording, after: &str) -> Edit {
    Edit {
        span: Span::at(at),
        text: format!("{before}{}{after}", wording.text),
        placeholder: wording.placeholder.map(|p| p.shifted(before.len())),
    }
}

fn markdown(context: &Context<'_>, picture: &Picture, wording: Wording) -> Edit {
    let image = picture.image.span;
    // A caption behind the picture takes the credit in.
    if let Some((span, text)) = &picture.caption
        && span.start >= image.end
        && is_closed(context.source, span.to())
    {
        return into_caption(span.to(), text, wording);
    }
    next_line(context, picture, "*", wording, "*")
}

/// Whether emphasis or the line ends at `at`, and no link goes on.
fn is_closed(source: &dyn Source, at: usize) -> bool {
    let next = source.slice(Span::new(at, (at + 1).min(source.len())));
    at == source.len() || next.starts_with(['*', '_', '\n', '\r', '<'])
}

/// At the end of a caption, as a sentence of its own.
fn into_caption(at: usize, caption: &str, wording: Wording) -> Edit {
    let ended = caption.ends_with(['.', '!', '?', '…', '”', '"', '»']);
    insert(at, if ended { " " } else { ". " }, wording, "")
}

/// On a line of its own behind the picture's, indented as that is; within a table, on the same line.
fn next_line(
    context: &Context<'_>,
    picture: &Picture,
    before: &str,
    wording: Wording,
    after: &str,
) -> Edit {
    let image = picture.image.span;
    let (start, end) = line_around(context.source, image);
    let line = context.source.slice(Span::new(start, end));
    if line.trim_start().starts_with('|') {
        return insert(image.to(), &format!(" {before}"), wording, after);
    }
    let indent = indent(&line);
    insert(
        end,
        &format!("{}{indent}{before}", line_break(context.source, end)),
        wording,
        after,
    )
}

/// What the next line must start with to stay in the same list item or block quote.
fn indent(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    loop {
        let marker = rest.trim_start_matches([' ', '\t']);
        out.push_str(&rest[..rest.len() - marker.len()]);
        if let Some(after) = marker.strip_prefix('>') {
            out.push('>');
            rest = after;
            continue;
        }
        let digits = marker.len()
            - marker
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        let bullet = match marker.as_bytes().get(digits) {
            Some(b'-' | b'*' | b'+') if digits == 0 => 1,
            Some(b'.' | b')') if digits > 0 => digits + 1,
            _ => return out,
        };
        let after = &marker[bullet..];
        if !after.starts_with([' ', '\t']) {
            return out;
        }
        out.extend(std::iter::repeat_n(' ', bullet));
        rest = after;
    }
}

/// A key of its own below the picture's.
fn front_matter(context: &Context<'_>, picture: &Picture, wording: Wording) -> Edit {
    let (start, end) = line_around(context.source, picture.image.span);
    let line = context.source.slice(Span::new(start, end));
    let key = line.trim_start();
    let indent = &line[..line.len() - key.len()];
    let line_break = line_break(context.source, end);
    let plain = wording.text.replace(['"', '\\'], "’");
    let quoted = Wording {
        text: plain,
        ..wording
    };
    let toml = match (key.find('='), key.find(':')) {
        (Some(equals), Some(colon)) => equals < colon,
        (equals, _) => equals.is_some(),
    };
    if key.starts_with('"') {
        // JSON: on the same level, before the picture's own key, so that no comma is missing.
        let after = format!("\",{line_break}{indent}");
        return insert(start + indent.len(), "\"image_credit\": \"", quoted, &after);
    }
    let (open, close) = match (toml, plain_yaml(&quoted.text)) {
        (true, _) => (" = \"", "\""),
        (false, true) => (": ", ""),
        (false, false) => (": \"", "\""),
    };
    insert(
        end,
        &format!("{line_break}{indent}image_credit{open}"),
        quoted,
        close,
    )
}

/// Whether YAML reads the text as it stands.
fn plain_yaml(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.contains([
            ':', '#', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '%', '@', '`',
        ])
}

/// The line break used at `end`, or a line feed.
fn line_break(source: &dyn Source, end: usize) -> &'static str {
    if source
        .slice(Span::new(end, (end + 2).min(source.len())))
        .starts_with("\r\n")
    {
        "\r\n"
    } else {
        "\n"
    }
}

/// First byte of the line that `span` starts in, and the end (without its line break) of the one it ends in.
pub fn line_around(source: &dyn Source, span: Span) -> (usize, usize) {
    const STEP: usize = 256;
    let len = source.len();
    let mut start = span.from();
    'back: while start > 0 {
        let mut from = start.saturating_sub(STEP);
        // A slice must start on a character.
        while from > 0 && source.slice(Span::new(from, start)).is_empty() {
            from -= 1;
        }
        let piece = source.slice(Span::new(from, start));
        if let Some(i) = piece.rfind(['\n', '\r']) {
            start = from + i + 1;
            break 'back;
        }
        start = from;
    }
    let mut end = span.to();
    while end < len {
        let mut to = (end + STEP).min(len);
        while to < len && source.slice(Span::new(end, to)).is_empty() {
            to += 1;
        }
        let piece = source.slice(Span::new(end, to));
        if let Some(i) = piece.find(['\n', '\r']) {
            return (start, end + i);
        }
        if piece.is_empty() {
            break;
        }
        end = to;
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_across_wide_characters() {
        let text = format!("é\n{}![](a.jpg){}\r\nz", "😀".repeat(200), "é".repeat(301));
        let at = text.find('!').unwrap();
        let (start, end) = line_around(&text.as_str(), Span::new(at, at + 10));
        assert_eq!((start, end), (3, text.find('\r').unwrap()));
    }

    #[test]
    fn the_next_line_stays_in_its_container() {
        assert_eq!(indent("  - ![](a.jpg)"), "    ");
        assert_eq!(indent("> ![](a.jpg)"), "> ");
        assert_eq!(indent("10. ![](a.jpg)"), "    ");
        assert_eq!(indent("![](a.jpg)"), "");
        assert_eq!(indent("**b** ![](a.jpg)"), "");
    }
}
