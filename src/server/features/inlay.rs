//! Inlay hints: who speaks, behind a quotation whose own paragraph names nobody.

use super::hover::{is_speech, sureness};
use super::target;
use crate::facts::Facts;
use crate::facts::quotes::{Attribution, Form, Quote, Sieve};
use crate::server::snapshot::Snapshot;
use crate::text::Span;
use tower_lsp::lsp_types::{
    InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintTooltip, Location, Range,
};

/// The hints within `range`.
pub fn hints(at: &Snapshot, range: Range) -> Vec<InlayHint> {
    let shown = at.span(range);
    let facts = &at.analysis.facts;
    let mut hints = Vec::new();
    // Once a paragraph and speaker is enough.
    let mut last: Option<(u32, &str)> = None;
    for quote in &facts.quotes {
        if quote.span.start > shown.end {
            break;
        }
        let Some(name) = untold(facts, quote) else {
            continue;
        };
        if last.replace((quote.block, name)) == Some((quote.block, name))
            || quote.span.end < shown.start
        {
            continue;
        }
        hints.push(hint(at, quote, name));
    }
    hints
}

/// The speaker, if the quotation's paragraph does not name them.
fn untold<'a>(facts: &'a Facts, quote: &'a Quote) -> Option<&'a str> {
    if !is_speech(quote) || quote.attribution == Attribution::None {
        return None;
    }
    let speaker = quote.speaker.as_ref()?;
    let &(block, _) = facts.blocks.get(quote.block as usize)?;
    let person = target::person(facts, quote);
    // Words for somebody unknown tell all there is, if they stand there.
    let told_by =
        |span: Span| block.covers(span) && (speaker.form != Form::Pronoun || person.is_none());
    let mentioned = person.is_some_and(|p| {
        let from = p.mentions.partition_point(|m| m.span.start < block.start);
        let first = p.mentions.get(from);
        first.is_some_and(|m| block.covers(m.span))
    });
    let told = mentioned || speaker.span.is_some_and(told_by);
    (!told).then_some(&*speaker.name)
}

fn hint(at: &Snapshot, quote: &Quote, name: &str) -> InlayHint {
    let guess = matches!(quote.sieve, Sieve::Neighbour | Sieve::Near);
    let mark = if guess { "?" } else { "" };
    let introduced = target::person(&at.analysis.facts, quote).and_then(target::introduction);
    let label = InlayHintLabelPart {
        value: format!("— {}{mark}", super::page::excerpt(name, 60)),
        location: introduced.map(|m| Location::new(at.url.clone(), at.range(m.span))),
        ..InlayHintLabelPart::default()
    };
    InlayHint {
        position: at.position(quote.span.to()),
        label: InlayHintLabel::LabelParts(vec![label]),
        kind: None,
        text_edits: None,
        tooltip: sureness(quote.sieve).map(|how| InlayHintTooltip::String(how.to_string())),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{draft, in_all_units};
    use super::*;
    use crate::markup::Format;

    fn shown(at: &Snapshot, range: Range) -> Vec<(usize, String)> {
        let text = |h: InlayHint| match h.label {
            InlayHintLabel::LabelParts(parts) => (at.byte(h.position), parts[0].value.clone()),
            InlayHintLabel::String(s) => (0, s),
        };
        hints(at, range).into_iter().map(text).collect()
    }

    fn all(at: &Snapshot) -> Range {
        at.range(Span::new(0, at.rope.len_bytes()))
    }

    const TEXT: &str = "😀 Mara Quint, the harbour master, spoke on Friday.\n\n“We lost two boats in one night,” she \
        said. “It was dark.”\n\n“We found one of them on Sunday,” Quint said.\n";

    #[test]
    fn pronouns_are_resolved_behind_the_quotation() {
        in_all_units(Format::Plain, TEXT, |at| {
            let want = TEXT.find(" she").unwrap();
            assert_eq!(shown(at, all(at)), [(want, "— Mara Quint".to_string())]);
        });
    }

    #[test]
    fn only_what_is_in_sight_is_hinted() {
        let at = draft(Format::Plain, TEXT);
        let last = TEXT.find("“We found").unwrap();
        assert_eq!(shown(&at, at.range(Span::new(last, TEXT.len()))), []);
        assert_eq!(shown(&draft(Format::Plain, ""), Range::default()), []);
    }
}
