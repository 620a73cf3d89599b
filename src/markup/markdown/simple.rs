//! Chunks that are one paragraph without any markup, as most of an article is: they are read without a parser.
//!
//! Only what is certain is taken: the parser gives the same for each of these chunks, which a property holds it to.

use crate::markup::{Block, BlockKind, Document, Prose};
use crate::text::{Span, line_end};
use smallvec::smallvec;

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
    let text = chunk.trim_end_matches(['\n', '\r']);
    let mut at = 0;
    while at < text.len() {
        let end = at + line_end(&text[at..]);
        if !is_plain(text[at..end].trim_end_matches(['\n', '\r'])) {
            return None;
        }
        at = end;
    }
    // The line's own end belongs to the paragraph.
    let end = at + line_end(&chunk[at..]);
    (at > 0).then(|| Document {
        blocks: smallvec![Block {
            kind: BlockKind::Paragraph,
            span: Span::new(0, end),
            prose: Prose::unwrapped(text, 0),
            marks: Vec::new(),
            group: None,
        }],
        ..Document::default()
    })
}

/// Whether a line is nothing but words. Lists, headings, rules, definitions and indented code begin otherwise.
fn is_plain(line: &str) -> bool {
    let begins = |c: char| c.is_alphabetic() || matches!(c, '“' | '„' | '«' | '‘' | '"' | '(');
    line.starts_with(begins)
        && !line.ends_with(char::is_whitespace)
        && line.bytes().all(|b| PLAIN[b as usize])
}
