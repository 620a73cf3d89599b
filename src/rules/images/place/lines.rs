//! Formats that are written line by line: Markdown, reStructuredText, AsciiDoc, Org, LaTeX, plain text.

use super::surroundings::{
    following, is_cut, line_around, line_break, lines_around, margin, preceding,
};
use super::{Wording, insert, into_caption, printed_caption};
use crate::facts::images::Picture;
use crate::finding::Edit;
use crate::markup::ImagePlace;
use crate::text::{Source, Span};

pub fn markdown(source: &dyn Source, picture: &Picture, wording: Wording) -> Edit {
    let image = picture.image.span;
    // A caption behind the picture takes the credit in.
    if let Some((span, text)) = printed_caption(picture)
        && span.start >= image.end
        && is_closed(source, span.to())
    {
        return into_caption(span.to(), text, wording);
    }
    next_line(source, picture, "*", wording, "*")
}

/// Whether emphasis or the line ends at `at`, and no link goes on.
fn is_closed(source: &dyn Source, at: usize) -> bool {
    let next = source.slice(Span::new(at, (at + 1).min(source.len())));
    at == source.len() || next.starts_with(['*', '_', '\n', '\r', '<'])
}

/// On a line of its own behind the picture's, indented as that is; within a table, on the same line.
pub fn next_line(
    source: &dyn Source,
    picture: &Picture,
    before: &str,
    wording: Wording,
    after: &str,
) -> Edit {
    let image = picture.image.span;
    let (_, end, line) = lines_around(source, image);
    if line.trim_start().starts_with('|') {
        return insert(image.to(), &format!(" {before}"), wording, after);
    }
    let indent = indent(&line);
    let before = format!("{}{indent}{before}", line_break(source, end));
    insert(end, &before, wording, after)
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

/// In brackets behind a picture that stands in running text.
pub fn in_brackets(at: usize, wording: Wording) -> Edit {
    insert(at, " (", wording, ")")
}

/// At the end of the line that a caption ends on, behind what closes its emphasis.
fn at_line_end(source: &dyn Source, (span, text): (Span, &str), wording: Wording) -> Edit {
    let (start, end) = line_around(source, span);
    if is_cut((start, end), span) {
        return into_caption(span.to(), text, wording);
    }
    let line = source.slice(Span::new(start, end));
    into_caption(end - (line.len() - line.trim_end().len()), text, wording)
}

/// In the caption of a figure; an `image` becomes one.
pub fn rst(source: &dyn Source, picture: &Picture, wording: Wording) -> Vec<Edit> {
    let image = picture.image.span;
    if let Some(caption) = printed_caption(picture)
        && !image.covers(caption.0)
    {
        return vec![at_line_end(source, caption, wording)];
    }
    let (start, end, lines) = lines_around(source, image);
    let line_break = line_break(source, end);
    let first = lines.get(..image.from() - start).unwrap_or_default();
    let column: String = first.chars().map(|_| ' ').collect();
    let head = source.slice(image).into_owned();
    let named = head.strip_prefix("..").map(str::trim_start);
    let name = named.and_then(|n| n.split_once("::")).map(|(n, _)| n);
    let mut edits = Vec::new();
    match name {
        Some("figure") => {}
        Some(name @ ("image" | "thumbnail")) => {
            let at = image.from() + head.find(name).unwrap_or(0);
            edits.push(Edit::replace(Span::new(at, at + name.len()), "figure"));
        }
        // `.. |name| image::` stands for a picture within lines.
        _ => {
            let before = format!("{line_break}{line_break}{column}");
            return vec![insert(end, &before, wording, "")];
        }
    }
    let before = format!("{line_break}{line_break}{column}   ");
    edits.push(insert(end, &before, wording, ""));
    edits
}

/// In the title above a block's picture.
pub fn asciidoc(source: &dyn Source, picture: &Picture, wording: Wording) -> Edit {
    let image = picture.image.span;
    if picture.image.place != ImagePlace::Block {
        return in_brackets(image.to(), wording);
    }
    match printed_caption(picture) {
        // `title="…"`
        Some((span, text)) if image.covers(span) => {
            let closed = source.slice(Span::new(span.to(), (span.to() + 1).min(source.len())));
            let bad: &[char] = if closed == "\"" {
                &['"']
            } else {
                &['"', ',', ']']
            };
            let wording = Wording {
                text: wording.text.replace(bad, "’"),
                placeholder: None,
            };
            into_caption(span.to(), text, wording)
        }
        Some(caption) => at_line_end(source, caption, wording),
        None => line_above(source, picture, ".", wording),
    }
}

/// In the `#+CAPTION:` above a picture that stands alone.
pub fn org(source: &dyn Source, picture: &Picture, wording: Wording) -> Edit {
    if let Some(caption) = printed_caption(picture) {
        return at_line_end(source, caption, wording);
    }
    let image = picture.image.span;
    let (_, _, line) = lines_around(source, image);
    if line.trim() != source.slice(image) {
        return in_brackets(image.to(), wording);
    }
    line_above(source, picture, "#+CAPTION: ", wording)
}

fn line_above(source: &dyn Source, picture: &Picture, before: &str, wording: Wording) -> Edit {
    let (start, end, line) = lines_around(source, picture.image.span);
    let before = format!("{}{before}", margin(&line));
    insert(start, &before, wording, line_break(source, end))
}

/// In the `\caption` of the figure around; without one, in emphasis on a line below.
pub fn latex(source: &dyn Source, picture: &Picture, wording: Wording) -> Edit {
    let image = picture.image.span;
    if let Some((span, text)) = printed_caption(picture) {
        return into_caption(argument_end(source, span), text, wording);
    }
    if let Some(end) = picture.image.figure_end {
        let at = end.from();
        let (start, line_end, line) = lines_around(source, Span::at(at));
        let indent = margin(&line);
        if start + indent.len() == at {
            let line_break = line_break(source, line_end);
            let after = format!("}}{line_break}");
            return insert(start, &format!("{indent}\\caption{{"), wording, &after);
        }
        return insert(at, "\\caption{", wording, "}");
    }
    let (_, end, line) = lines_around(source, image);
    if line.trim() != source.slice(image) {
        return in_brackets(image.to(), wording);
    }
    let before = format!(" \\\\{}\\emph{{", line_break(source, end));
    insert(end, &before, wording, "}")
}

/// The end of the argument of `\caption` that `span` stands in.
fn argument_end(source: &dyn Source, span: Span) -> usize {
    let before = preceding(source, span.from());
    let Some(command) = before.rfind("\\caption") else {
        return span.to();
    };
    let open = |text: &str| {
        let count = |c| text.matches(c).count();
        count('{').saturating_sub(count('}'))
    };
    let inside = source.slice(span);
    // What the text itself opened and did not close was closed behind it.
    let mut depth = (open(&before[command..]) + open(&inside)).saturating_sub(1);
    let rest = following(source, span.to());
    for (i, c) in rest.char_indices() {
        match c {
            '}' if depth == 0 => return span.to() + i,
            '}' => depth -= 1,
            _ => return span.to(),
        }
    }
    span.to()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_line_stays_in_its_container() {
        assert_eq!(indent("  - ![](a.jpg)"), "    ");
        assert_eq!(indent("> ![](a.jpg)"), "> ");
        assert_eq!(indent("10. ![](a.jpg)"), "    ");
        assert_eq!(indent("![](a.jpg)"), "");
        assert_eq!(indent("**b** ![](a.jpg)"), "");
    }
}
