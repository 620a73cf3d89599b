//! The shape of a draft: what can be folded, and how a selection grows from a word to the whole draft.

use crate::facts::Tokens;
use crate::language;
use crate::server::snapshot::Snapshot;
use crate::text::{Source, Span};
use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind, Position, SelectionRange};

/// Longest paragraph that is cut into sentences for a selection, in bytes.
const LONGEST: usize = 100_000;

/// Sections, paragraphs of several lines, quotations over several lines, and comments.
pub fn folds(at: &Snapshot) -> Vec<FoldingRange> {
    let facts = &at.analysis.facts;
    let comments = facts
        .comments
        .iter()
        .map(|c| (c.span, Some(FoldingRangeKind::Comment)));
    let sections = sections(at)
        .into_iter()
        .map(|s| (s, Some(FoldingRangeKind::Region)));
    let blocks = facts.blocks.iter().map(|(span, _)| (*span, None));
    let quotes = facts.quotes.iter().map(|q| (q.span, None));
    let mut folds: Vec<FoldingRange> = Vec::new();
    for (span, kind) in sections.chain(comments).chain(blocks).chain(quotes) {
        let (start, end) = lines(at, span);
        if start < end {
            folds.push(FoldingRange {
                start_line: start,
                end_line: end,
                kind,
                ..FoldingRange::default()
            });
        }
    }
    // One a line: clients show no more, and the largest is what a reader wants to fold.
    folds.sort_by_key(|f| (f.start_line, std::cmp::Reverse(f.end_line)));
    folds.dedup_by_key(|f| f.start_line);
    folds
}

/// First and last line of a span; blank lines at its end are none of it.
fn lines(at: &Snapshot, span: Span) -> (u32, u32) {
    let rope = &at.rope;
    let first = rope.byte_to_line(span.from().min(rope.len_bytes()));
    let mut last = rope.byte_to_line(
        span.to()
            .saturating_sub(1)
            .clamp(span.from(), rope.len_bytes()),
    );
    while last > first && rope.line(last).chars().all(char::is_whitespace) {
        last -= 1;
    }
    (first as u32, last as u32)
}

/// Each heading with what stands under it.
fn sections(at: &Snapshot) -> Vec<Span> {
    let end = at.rope.len_bytes();
    let mut done: Vec<Span> = Vec::new();
    let mut open: Vec<(u8, Span)> = Vec::new();
    for heading in &at.analysis.facts.headings {
        while let Some((_, span)) = open.pop_if(|(level, _)| *level >= heading.level) {
            done.push(span.joined(Span::at(heading.span.from())));
        }
        open.push((heading.level, heading.span));
    }
    done.extend(open.into_iter().map(|(_, s)| s.joined(Span::at(end))));
    done
}

/// For each position: the word or name, the quoted words, the quotation, sentence, paragraph, section and draft.
pub fn selections(at: &Snapshot, positions: &[Position]) -> Vec<SelectionRange> {
    let sections = sections(at);
    let ranges = positions.iter().map(|p| {
        let byte = at.byte(*p);
        let mut spans = around(at, byte, &sections);
        spans.sort_by_key(|s| s.len());
        let mut chain: Option<SelectionRange> = None;
        // From the outside in; what crosses another is left out.
        let mut inner = Span::at(byte);
        let mut nested = Vec::new();
        for span in spans {
            if span.covers(inner) && span != inner {
                nested.push(span);
                inner = span;
            }
        }
        for span in nested.into_iter().rev() {
            chain = Some(SelectionRange {
                range: at.range(span),
                parent: chain.map(Box::new),
            });
        }
        chain.unwrap_or(SelectionRange {
            range: at.range(Span::at(byte)),
            parent: None,
        })
    });
    ranges.collect()
}

fn around(at: &Snapshot, byte: usize, sections: &[Span]) -> Vec<Span> {
    let facts = &at.analysis.facts;
    let on = |span: &Span| super::target::touches(*span, byte);
    let mut spans = vec![Span::new(0, at.rope.len_bytes())];
    spans.extend(sections.iter().filter(|s| on(s)));
    for quote in facts.quotes.iter().filter(|q| on(&q.span)) {
        spans.push(quote.span);
        spans.extend(Some(quote.content).filter(on));
    }
    let mentions = facts.names.iter().flat_map(|n| &n.mentions);
    spans.extend(mentions.map(|m| m.span).filter(on));
    let blocks = facts.blocks.iter().map(|(span, _)| *span).filter(on);
    for block in blocks {
        let text = Source::slice(&at.rope, block);
        spans.push(Span::new(
            block.from(),
            block.from() + text.trim_end().len(),
        ));
        if block.len() <= LONGEST {
            within_block(at, block, byte, &mut spans);
        }
    }
    // A sentence that begins or ends within the quotation goes no further than the quoted words.
    if let Some(quoted) = super::target::quote(facts, byte)
        .map(|q| q.content)
        .filter(on)
    {
        for span in &mut spans {
            if span.overlaps(quoted) && !span.covers(quoted) && !quoted.covers(*span) {
                span.start = span.start.max(quoted.start);
                span.end = span.end.min(quoted.end);
            }
        }
    }
    spans
}

/// The sentence and the word of a block that stand at byte `at`.
fn within_block(at: &Snapshot, block: Span, byte: usize, spans: &mut Vec<Span>) {
    let text = Source::slice(&at.rope, block);
    let pack = language::by_code(at.analysis.language).unwrap_or(language::english());
    let tokens = Tokens::of(&text, pack);
    let place = |from: Span, to: Span| from.joined(to).shifted(block.from());
    for i in 0..tokens.sentences.len() {
        let sentence = &tokens.list[tokens.sentence(i)];
        if let (Some(first), Some(last)) = (sentence.first(), sentence.last()) {
            spans.extend(
                Some(place(first.span, last.span)).filter(|s| super::target::touches(*s, byte)),
            );
        }
    }
    let near = tokens.at(byte.saturating_sub(block.from()));
    for token in &tokens.list[near.saturating_sub(1)..tokens.list.len().min(near + 1)] {
        let span = place(token.span, token.span);
        if token.shape.is_word() && super::target::touches(span, byte) {
            spans.push(span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{draft, in_all_units, inside, words};
    use super::*;
    use crate::markup::Format;

    const TEXT: &str = "# One\n\n😀 Mara Quint spoke. “We lost two boats. It was dark,” Quint said. Rain\nfell.\n\n## Two\n\n\
        More.\n\n\n# Three\n\nEnd.\n";

    #[test]
    fn a_selection_grows_from_word_to_draft() {
        in_all_units(Format::Markdown, TEXT, |at| {
            let range = selections(at, &[inside(at, "boats", 0)]).remove(0);
            let mut grown = Vec::new();
            let mut next = Some(&range);
            while let Some(s) = next {
                grown.push(words(at, s.range));
                next = s.parent.as_deref();
            }
            assert_eq!(grown[0], "boats");
            for (small, large) in grown.iter().zip(&grown[1..]) {
                assert!(
                    large.contains(small) && small.len() < large.len(),
                    "{small:?} {large:?}"
                );
            }
            for wanted in [
                "We lost two boats. It was dark,",
                "“We lost two boats. It was dark,”",
                TEXT,
            ] {
                assert!(grown.iter().any(|g| g == wanted), "{wanted:?} {grown:?}");
            }
            assert!(
                grown
                    .iter()
                    .any(|g| g.starts_with("😀") && g.ends_with("fell.")),
                "{grown:?}"
            );
            assert!(
                grown
                    .iter()
                    .any(|g| g.starts_with("# One") && g.ends_with("More.\n\n\n")),
                "{grown:?}"
            );
        });
    }

    #[test]
    fn sections_and_paragraphs_fold_without_blank_lines() {
        let at = draft(Format::Markdown, TEXT);
        let found: Vec<_> = folds(&at)
            .iter()
            .map(|f| (f.start_line, f.end_line))
            .collect();
        assert_eq!(found, [(0, 7), (2, 3), (5, 7), (10, 12)]);
        assert!(folds(&draft(Format::Markdown, "")).is_empty());
        assert_eq!(
            selections(&draft(Format::Plain, ""), &[Position::new(4, 4)]).len(),
            1
        );
    }
}
