//! Comments that let a finding stand.

use crate::finding::{Edit, Finding};
use crate::markup::BlockKind;
use crate::server::snapshot::Snapshot;
use crate::text::Span;

/// What opens and closes a comment in the formats that have one.
fn marks(format: &str) -> Option<(&'static str, &'static str)> {
    Some(match format {
        "markdown" | "html" => ("<!-- ", " -->"),
        "mdx" => ("{/* ", " */}"),
        "rst" => (".. ", ""),
        "asciidoc" => ("// ", ""),
        "org" => ("# ", ""),
        "latex" => ("% ", ""),
        _ => return None,
    })
}

/// Stands where the writer is to say why.
const REASON: &str = "why it may stand";

/// The comment that lets `finding` stand where it is, or its rule in the whole draft.
pub fn comment(at: &Snapshot, finding: &Finding, whole: bool) -> Option<Edit> {
    let (open, close) = marks(at.format.name())?;
    let word = if whole {
        "copydesk-ignore-file"
    } else {
        "copydesk-ignore"
    };
    // A client that takes snippets lets the writer say why at once.
    let reason = if at.client.snippet_edits {
        format!(": {REASON}")
    } else {
        String::new()
    };
    let line = format!("{open}{word} {}{reason}{close}\n", finding.rule);
    let here = if whole {
        first_block(at)?
    } else {
        block_of(at, finding.span)?
    };
    let start = at.rope.line_to_byte(at.rope.byte_to_line(here));
    // Within a block quotation the comment is quoted too, or it would end it.
    let before = at.rope.byte_slice(start..here).to_string();
    let prefix: String = before
        .chars()
        .take_while(|c| matches!(c, '>' | ' ' | '\t'))
        .collect();
    // In formats of paragraphs a comment line of this kind would run into the text behind it.
    let gap = if close.is_empty() { "\n" } else { "" };
    let mut edit = Edit::insert(start, format!("{prefix}{line}{gap}"));
    edit.placeholder = edit
        .text
        .find(REASON)
        .map(|i| Span::new(i, i + REASON.len()));
    Some(edit)
}

/// Where the outermost block or picture that holds `span` begins. What stands before the text proper (front matter)
/// has no comments of this kind.
fn block_of(at: &Snapshot, span: Span) -> Option<usize> {
    let facts = &at.analysis.facts;
    let behind = facts.blocks.partition_point(|(b, _)| b.start <= span.start);
    let blocks = facts.blocks[..behind].iter();
    let around = blocks
        .filter(|(b, _)| b.start <= span.start && span.start <= b.end)
        .min_by_key(|(b, _)| b.start);
    let pictures = facts.images.iter().map(|i| i.image.span);
    let picture = pictures.filter(|p| p.covers(span)).min_by_key(|p| p.start);
    let place = match (around, picture) {
        (Some((block, kind)), picture) => {
            if matches!(kind, BlockKind::Title | BlockKind::Standfirst) {
                return None;
            }
            picture.map_or(block.start, |p| p.start.min(block.start))
        }
        (None, Some(picture)) => picture.start,
        (None, None) => span.start,
    };
    Some(place as usize)
}

/// Where the first block of the text proper begins.
fn first_block(at: &Snapshot) -> Option<usize> {
    let mut blocks = at.analysis.facts.blocks.iter();
    let (block, _) = blocks.find(|(_, kind)| {
        !matches!(
            kind,
            BlockKind::Title | BlockKind::Standfirst | BlockKind::Alt | BlockKind::Caption
        )
    })?;
    Some(block.from())
}
