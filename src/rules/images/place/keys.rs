//! Front matter: a key beside the picture's own, as YAML, TOML or JSON write it.

use super::surroundings::{line_break, lines_around, margin, preceding};
use super::{Wording, insert};
use crate::facts::images::Picture;
use crate::finding::Edit;
use crate::text::{Source, Span};

/// None for a list in brackets, which has no place for keys.
pub fn add(source: &dyn Source, picture: &Picture, wording: Wording) -> Option<Edit> {
    let path = picture.image.source_span?;
    let (start, end, line) = lines_around(source, path);
    let before = line.get(..path.from() - start)?;
    let quote = source.slice(Span::new(path.to(), (path.to() + 1).min(source.len())));
    let quoted = matches!(&*quote, "\"" | "'");
    let behind = path.to() + usize::from(quoted);
    let head = source.slice(Span::new(0, source.len().min(3)));
    if head.starts_with('{') {
        // `"image": "a.jpg"`, also over several lines.
        let opened = preceding(source, path.from());
        let opened = opened.trim_end_matches(['"', '\'']).trim_end();
        if !opened.ends_with(':') {
            return None;
        }
        let key = key_beside(opened);
        return Some(insert(behind, &format!(", \"{key}\": \""), wording, "\""));
    }
    let toml = &*head == "+++";
    let opened = before.trim_end_matches(['"', '\'']).trim_end();
    let key = key_beside(opened);
    let (open, close) = match (toml, plain_yaml(&wording.text)) {
        (true, _) => (format!("{key} = \""), "\""),
        (false, true) => (format!("{key}: "), ""),
        (false, false) => (format!("{key}: \""), "\""),
    };
    if opened.contains('{') {
        // `cover = { image = "a.jpg" }`
        let (open, close) = match toml {
            true => (open, close),
            false => (format!("{key}: \""), "\""),
        };
        return Some(insert(behind, &format!(", {open}"), wording, close));
    }
    let item = opened.trim_start().strip_prefix('-');
    let line_break = line_break(source, end);
    if opened.ends_with([':', '=']) {
        // `- src: a.jpg` is an item; its keys stand below each other.
        let mut indent = margin(before).to_string();
        if let Some(item) = item {
            indent.push(' ');
            indent.push_str(margin(item));
        }
        return Some(insert(
            end,
            &format!("{line_break}{indent}{open}"),
            wording,
            close,
        ));
    }
    if toml || item.is_none_or(|i| !i.trim().is_empty()) {
        // `images: [a.jpg]` on a line of its own is still a key with its value.
        let single = opened.contains('[') && line.trim_end().ends_with(']');
        let before = format!("{line_break}{}{open}", margin(before));
        return single.then(|| insert(end, &before, wording, close));
    }
    // An item that is a path: the key is for the list, and stands above it.
    let above = preceding(source, start);
    let mut at = start;
    for line in above.split_inclusive('\n').rev() {
        at -= line.len();
        let text = line.trim();
        if !text.is_empty() && !text.starts_with(['-', '#']) {
            let open = format!("{}{open}", margin(line));
            return Some(insert(at, &open, wording, &format!("{close}{line_break}")));
        }
    }
    None
}

/// The name of the key for the credit beside a picture's key, which `opened` ends with.
fn key_beside(opened: &str) -> &'static str {
    let key = opened.trim_end_matches([':', '=', ' ', '"', '\'', '[']);
    let key = key
        .rsplit(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
        .next();
    match key {
        Some("src" | "url" | "path" | "file" | "filename" | "href" | "relative") => "credit",
        _ => "image_credit",
    }
}

/// Whether YAML reads the text as it stands.
fn plain_yaml(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.contains([
            ':', '#', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '%', '@', '`',
        ])
}
