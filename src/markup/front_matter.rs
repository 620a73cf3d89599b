//! Front matter: the block of YAML, TOML or JSON at the start of a draft.

use super::{Block, BlockKind, Document, Image, ImageForm, Prose};
use crate::text::Span;

/// The line that ends front matter which starts with `line`, if it does.
pub fn closing(line: &str) -> Option<&'static str> {
    match line {
        "---" => Some("---"),
        "+++" => Some("+++"),
        "{" => Some("}"),
        _ => None,
    }
}

/// Whether `line` ends front matter whose end is `end`.
pub fn closes(end: &str, line: &str) -> bool {
    line == end || (end == "---" && line == "...")
}

/// The front matter that `chunk` is; nothing if it is none or has no end.
pub fn parse(chunk: &str) -> Option<Document<'_>> {
    let mut lines = chunk.split_inclusive('\n');
    let first = lines.next()?;
    let end = closing(first.trim_end())?;
    let mut document = Document::default();
    let mut at = first.len();
    for line in lines {
        let text = line.trim_end();
        if closes(end, text) {
            return Some(document);
        }
        if let Some((key, value)) = text.split_once([':', '=']) {
            let value = value.trim().trim_matches(['"', '\'']);
            let from = at + line.rfind(value).unwrap_or(0);
            let span = Span::new(from, from + value.len());
            entry(
                &mut document,
                key.trim().trim_matches('"'),
                value,
                span,
                Span::new(at, at + text.len()),
            );
        }
        at += line.len();
    }
    None
}

fn entry<'a>(document: &mut Document<'a>, key: &str, value: &'a str, span: Span, line: Span) {
    if value.is_empty() {
        return;
    }
    let kind = match key {
        "title" | "headline" => BlockKind::Title,
        "description" | "summary" | "subtitle" | "excerpt" | "standfirst" => BlockKind::Standfirst,
        "image" | "cover" | "hero" | "featured_image" | "thumbnail" | "banner" | "og_image" => {
            document.images.push(Image {
                span: line,
                form: ImageForm::FrontMatter,
                source: value.to_string(),
                source_span: Some(span),
                ..Image::default()
            });
            return;
        }
        _ => return,
    };
    document.blocks.push(Block {
        kind,
        span: line,
        prose: Prose::verbatim(value, span.from()),
        marks: Vec::new(),
        group: None,
    });
}
