//! Moving about: definition, references and highlights of names and quotations.

use super::target;
use crate::server::snapshot::Snapshot;
use tower_lsp::lsp_types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, Location, Position,
};

/// From a mention to where the draft introduces the name; from a quotation to the words that name its speaker.
pub fn definition(at: &Snapshot, position: Position) -> Option<GotoDefinitionResponse> {
    let byte = at.byte(position);
    let facts = &at.analysis.facts;
    let span = match target::named(facts, byte) {
        Some(named) => target::introduction(named.name)?.span,
        None => target::quote(facts, byte)?.speaker.as_ref()?.span?,
    };
    let place = Location::new(at.url.clone(), at.range(span));
    Some(GotoDefinitionResponse::Scalar(place))
}

/// All mentions of the name at hand, or of the speaker of the quotation.
pub fn references(
    at: &Snapshot,
    position: Position,
    with_declaration: bool,
) -> Option<Vec<Location>> {
    let byte = at.byte(position);
    let facts = &at.analysis.facts;
    let name = match target::named(facts, byte) {
        Some(named) => named.name,
        None => target::person(facts, target::quote(facts, byte)?)?,
    };
    let declared = target::introduction(name).map(|m| m.span);
    let mentions = name.mentions.iter().map(|m| m.span);
    let wanted = mentions.filter(|s| with_declaration || Some(*s) != declared);
    Some(
        wanted
            .map(|s| Location::new(at.url.clone(), at.range(s)))
            .collect(),
    )
}

/// All mentions of the name at hand; of a quotation, itself and the words that report it.
pub fn highlights(at: &Snapshot, position: Position) -> Option<Vec<DocumentHighlight>> {
    let byte = at.byte(position);
    let facts = &at.analysis.facts;
    let light = |span, kind| DocumentHighlight {
        range: at.range(span),
        kind: Some(kind),
    };
    if let Some(named) = target::named(facts, byte) {
        let declared = target::introduction(named.name).map(|m| m.span);
        let mentions = named.name.mentions.iter();
        let lit = mentions.map(|m| {
            let is_first = Some(m.span) == declared;
            light(
                m.span,
                if is_first {
                    DocumentHighlightKind::WRITE
                } else {
                    DocumentHighlightKind::READ
                },
            )
        });
        return Some(lit.collect());
    }
    let quote = target::quote(facts, byte)?;
    let speaker = quote.speaker.as_ref().and_then(|s| s.span);
    let spans = [Some(quote.span), quote.cue, speaker];
    let mut spans: Vec<_> = spans.into_iter().flatten().collect();
    spans.sort_unstable();
    spans.dedup();
    let lit = spans.into_iter();
    Some(lit.map(|s| light(s, DocumentHighlightKind::TEXT)).collect())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{draft, in_all_units, inside, words};
    use super::*;
    use crate::markup::Format;

    const TEXT: &str = "# Quint counts boats\n\n😀 Mara Quint spoke on Friday. Then she rested.\n\n“We lost two boats in \
        one night,” Quint said.\n";

    #[test]
    fn a_name_leads_to_its_introduction() {
        in_all_units(Format::Markdown, TEXT, |at| {
            for (word, nth) in [("Quint", 0), ("Quint", 2)] {
                let Some(GotoDefinitionResponse::Scalar(place)) =
                    definition(at, inside(at, word, nth))
                else {
                    panic!("{word} {nth}");
                };
                assert_eq!(words(at, place.range), "Mara Quint");
            }
        });
        let at = draft(Format::Markdown, TEXT);
        assert!(definition(&at, inside(&at, "rested", 0)).is_none());
    }

    #[test]
    fn a_quotation_leads_to_its_speaker() {
        let at = draft(Format::Markdown, TEXT);
        let Some(GotoDefinitionResponse::Scalar(place)) = definition(&at, inside(&at, "lost", 0))
        else {
            panic!("nowhere");
        };
        assert_eq!(words(&at, place.range), "Quint");
        let all = references(&at, inside(&at, "lost", 0), true).unwrap();
        assert!(all.len() >= 2, "{all:?}");
    }

    #[test]
    fn references_and_highlights_are_all_mentions() {
        let at = draft(Format::Markdown, TEXT);
        let place = inside(&at, "Quint said", 0);
        let all = references(&at, place, true).unwrap();
        let others = references(&at, place, false).unwrap();
        assert_eq!(all.len(), others.len() + 1);
        let lit = highlights(&at, place).unwrap();
        assert_eq!(lit.len(), all.len());
        let first = lit
            .iter()
            .find(|h| h.kind == Some(DocumentHighlightKind::WRITE))
            .unwrap();
        assert_eq!(words(&at, first.range), "Mara Quint");
        let lit = highlights(&at, inside(&at, "lost", 0)).unwrap();
        let lit: Vec<_> = lit.iter().map(|h| words(&at, h.range)).collect();
        assert_eq!(lit[0], "“We lost two boats in one night,”");
        assert!(highlights(&at, inside(&at, "rested", 0)).is_none());
    }
}
