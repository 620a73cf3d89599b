//! What must hold for any draft whatever: used by the property tests and by the fuzz targets.

use copydesk::config::Settings;
use copydesk::draft::{Analysis, Draft, analyse};
use copydesk::finding::{apply, safe_edits};
use copydesk::markup::Format;
use copydesk::rules::FAULT;
use copydesk::text::{Encoding, Span, byte_of, position_of};
use std::sync::Arc;

/// Every span of facts, findings and fixes lies in `text`, on boundaries of characters, and no name is read twice.
///
/// # Panics
/// With the span that does not.
pub fn spans_lie_in_the_text(text: &str, analysis: &Analysis) {
    let check = |span: Span, what: &str| {
        assert!(
            text.get(span.range()).is_some(),
            "{what} {span:?} of {} bytes",
            text.len()
        );
    };
    let facts = &analysis.facts;
    assert!(facts.faults.is_empty(), "a fault in reading {text:?}");
    for q in &facts.quotes {
        check(q.span, "quotation");
        check(q.content, "content");
        assert!(q.span.covers(q.content), "{q:?}");
        q.cue.into_iter().for_each(|s| check(s, "cue"));
        let speaker = q.speaker.as_ref().and_then(|s| s.span);
        speaker.into_iter().for_each(|s| check(s, "speaker"));
    }
    let mut mentions = std::collections::HashSet::new();
    for mention in facts.names.iter().flat_map(|n| &n.mentions) {
        check(mention.span, "mention");
        assert!(mentions.insert(mention.span), "twice: {mention:?}");
    }
    for picture in &facts.images {
        check(picture.image.span, "picture");
        if let Some(credit) = &picture.credit {
            check(credit.span, "credit");
            check(credit.value, "value of a credit");
        }
    }
    facts.headings.iter().for_each(|h| check(h.span, "heading"));
    facts.blocks.iter().for_each(|b| check(b.0, "block"));
    facts.comments.iter().for_each(|c| check(c.span, "comment"));
    for finding in &analysis.findings {
        assert_ne!(finding.rule, FAULT, "in {text:?}");
        check(finding.span, finding.rule);
        for related in finding.related.iter().filter(|r| r.path.is_none()) {
            check(related.span, "related place");
        }
        for fix in &finding.fixes {
            for (i, edit) in fix.edits.iter().enumerate() {
                check(edit.span, &fix.title);
                if let Some(placeholder) = edit.placeholder {
                    assert!(edit.text.get(placeholder.range()).is_some(), "{fix:?}");
                }
                let ordered = i == 0 || fix.edits[i - 1].span.to() <= edit.span.from();
                assert!(ordered, "edits out of order: {fix:?}");
            }
        }
    }
}

/// A replacement of bytes; out of range or within a character counts as the nearest place before.
pub type Replacement = (usize, usize, String);

/// After each edit (but those of a burst, which are answered together) the draft says what the same text
/// opened fresh says, and so does the analysis without a rope.
///
/// # Panics
/// With the first difference.
pub fn incremental_equals_whole(
    text: &str,
    format: Format,
    settings: &Arc<Settings>,
    edits: impl IntoIterator<Item = (Replacement, bool)>,
) {
    let mut text = text.to_string();
    let mut draft = Draft::new(&text, format, settings.clone());
    draft.analyse();
    for (n, ((at, len, with), burst)) in edits.into_iter().enumerate() {
        // As an editor leaves time for it, or does not.
        if n % 5 != 4 {
            draft.prepare();
        }
        let from = floor(&text, at);
        let to = floor(&text, from.saturating_add(len)).max(from);
        text.replace_range(from..to, &with);
        draft.edit(Span::new(from, to), &with);
        if burst {
            continue;
        }
        assert_eq!(draft.rope().to_string(), text);
        let whole = analyse(&text, format, settings);
        spans_lie_in_the_text(&text, &whole);
        assert!(
            **draft.analyse() == whole,
            "after {from}..{to} became {with:?}, in {text:?}:\n{:#?}\nfresh: {whole:#?}",
            draft.analyse()
        );
    }
}

/// The last boundary of a character at or before byte `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Every boundary of a character has one position in each encoding, and that position is its own; positions
/// grow with the text.
///
/// # Panics
/// With the place where that fails.
pub fn positions_turn_back(text: &str) {
    let rope = ropey::Rope::from_str(text);
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let mut last = None;
        for at in (0..=text.len()).filter(|&i| text.is_char_boundary(i)) {
            let position = position_of(&rope, at, encoding);
            // Between the two characters of a CRLF there is no position of its own.
            let inside_line_end = text[..at].ends_with('\r') && text[at..].starts_with('\n');
            if !inside_line_end {
                let back = byte_of(&rope, position, encoding);
                assert_eq!(back, at, "{position:?} in {encoding:?} of {text:?}");
            }
            assert!(last <= Some(position), "{at} in {encoding:?} of {text:?}");
            last = Some(position);
        }
    }
}

/// Fix-all removes every finding that has a safe fix: at once, or, where fixes meet, within a few passes.
///
/// # Panics
/// With what is still to be fixed.
pub fn safe_fixes_settle(text: &str, format: Format, settings: &Settings) {
    let mut fixed = text.to_string();
    // Of marks without words between them each may hide the next.
    let marks = text.matches(['“', '”', '"']).count();
    for _ in 0..4 + marks {
        let (edits, fixes) = safe_edits(&analyse(&fixed, format, settings).findings);
        if fixes == 0 {
            return;
        }
        fixed = apply(&fixed, &edits);
    }
    let left = analyse(&fixed, format, settings).findings;
    panic!("still to be fixed in {fixed:?}, made from {text:?}: {left:#?}");
}
