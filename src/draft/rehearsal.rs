//! A small draft typed in once while nobody waits, so that the first key in a real one finds code and tables in memory.

use super::Draft;
use crate::markup::Format;
use crate::text::Span;

/// What most drafts have: people, quotations, a picture with its credit.
const TEXT: &str = "# A bridge\n\nMara Lind opened the bridge. It had been shut for years.\n\n“It is late,” Lind said. \
    She left with Jonas Okoye.\n\n![The bridge](bridge.jpg)\n*Photo: Jonas Okoye*\n\n“We waited,” said Okoye.\n";

/// Typed in one after the other, each behind the words before it.
const TYPED: [(&str, &str); 4] = [
    ("shut for ", "m"),
    ("Lind ", "W"),
    ("late,” Lind", "t"),
    ("We ", "a"),
];

/// Types in the small draft as an editor would have it typed in.
pub fn rehearse() {
    let mut draft = Draft::new(TEXT, Format::Markdown, std::sync::Arc::default());
    draft.findings();
    for (behind, letter) in TYPED {
        draft.prepare();
        let text = draft.rope().to_string();
        if let Some(at) = text.find(behind) {
            draft.edit(Span::at(at + behind.len()), letter);
            draft.findings();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_that_is_typed_in_is_there() {
        assert!(TYPED.iter().all(|(behind, _)| TEXT.contains(behind)));
    }
}
