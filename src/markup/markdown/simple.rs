//! Chunks that are one paragraph without any markup, as most of an article is: they are read without a parser.
//!
//! Only what is certain is taken: the parser gives the same for each of these chunks, which a property holds it to.

use crate::markup::{Block, BlockKind, Document, Prose, ProseBuilder};
use crate::text::Span;

/// Bytes that never mean anything within a line. Others may, and are left to the parser.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut i = 0;
    while i < b' ' as usize {
        plain[i] = false;
        i += 1;
    }
    plain[0x7f] = false;
    let special = b"\\`*_[]<>&~$|{}^";
    let mut i = 0;
    while i < special.len() {
        plain[special[i] as usize] = false;
        i += 1;
    }
    plain
};

/// The chunk's document, if it is one paragraph without markup.
pub fn paragraph(chunk: &str) -> Option<Document<'_>> {
    let bytes = chunk.as_bytes();
    let text = chunk.trim_end_matches(['\n', '\r']);
    let mut prose = ProseBuilder::default();
    let mut at = 0;
    loop {
        let rest = &bytes[at..text.len()];
        let len = rest.iter().position(|&b| !PLAIN[b as usize]);
        let end = at + len.unwrap_or(rest.len());
        let line = &chunk[at..end];
        let first = line.chars().next()?;
        // Lists, headings, rules, definitions and indented code begin otherwise.
        let begins = first.is_alphabetic() || matches!(first, '“' | '„' | '«' | '‘' | '"' | '(');
        if !begins || line.ends_with(char::is_whitespace) {
            return None;
        }
        let last = end == text.len();
        let prose = if last && at == 0 {
            Prose::verbatim(line, 0)
        } else {
            prose.push(line, Span::new(at, end));
            if !last {
                let next = line_end(&bytes[end..])?;
                prose.push(" ", Span::new(end, end + next));
                at = end + next;
                continue;
            }
            prose.take()
        };
        // The line's own end belongs to the paragraph.
        let next = line_end(&bytes[end..]).unwrap_or(0);
        return Some(Document {
            blocks: vec![Block {
                kind: BlockKind::Paragraph,
                span: Span::new(0, end + next),
                prose,
                marks: Vec::new(),
                group: None,
            }],
            ..Document::default()
        });
    }
}

/// Bytes of the line end that `rest` begins with.
fn line_end(rest: &[u8]) -> Option<usize> {
    match rest {
        [b'\r', b'\n', ..] => Some(2),
        [b'\r' | b'\n', ..] => Some(1),
        _ => None,
    }
}
