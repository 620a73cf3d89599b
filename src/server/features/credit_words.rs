//! What can be put into a credit line: its label, photographers and agencies.

use super::completion::{Line, Offer};
use super::target::touches;
use crate::draft::Analysis;
use crate::language::credits;
use crate::markup::BlockKind;
use crate::server::snapshot::Snapshot;
use std::collections::HashMap;
use std::sync::Arc;
use tower_lsp::lsp_types::CompletionItemKind;

/// How many lines below its picture a credit line may start.
const BELOW: usize = 3;
/// Longest value that is still one, in bytes.
const LONGEST: usize = 80;

/// What a credit line can go on with; `None` where none is being written.
pub fn offers(at: &Snapshot, line: &Line, others: &[Arc<Analysis>]) -> Option<Vec<Offer>> {
    if in_value(&line.text) {
        return Some(values(at, line.at, others));
    }
    let bare = line
        .text
        .trim_start_matches([' ', '\t', '*', '_', '>', '(', '|']);
    let begins = bare.chars().all(|c| c.is_alphabetic() || c == ' ') && bare.len() < 24;
    (begins && awaits_credit(at, line.at)).then(|| labels(at))
}

/// Whether the line goes on behind a credit's label.
fn in_value(line: &str) -> bool {
    // `Photo by `, `Courtesy of `
    let joined = [" by ", " of "].iter().find_map(|j| {
        let (label, value) = line.rsplit_once(j)?;
        let word = label.rsplit(|c: char| !c.is_alphabetic()).next()?;
        let known = credits::role(word).is_some() && !value.contains(':');
        known.then_some((label, value))
    });
    if let Some((label, value)) = joined {
        let words = label.split_whitespace().count();
        return words <= 3 && value.len() <= LONGEST;
    }
    let Some((label, value)) = line.rsplit_once([':', '©']) else {
        return false;
    };
    if value.len() > LONGEST || value.contains(['”', '"', '?', '!']) {
        return false;
    }
    let mark = &line[label.len()..line.len() - value.len()];
    let word = label.trim_end().rsplit(|c: char| !c.is_alphabetic()).next();
    mark == "©" || word.is_some_and(|w| credits::role(w).is_some())
}

/// Whether a picture stands shortly before byte `at`, or around it a caption.
fn awaits_credit(at: &Snapshot, byte: usize) -> bool {
    let facts = &at.analysis.facts;
    let caption = |(span, kind): &(crate::text::Span, BlockKind)| {
        *kind == BlockKind::Caption && touches(*span, byte)
    };
    if facts.blocks.iter().any(caption) {
        return true;
    }
    let line = |at_byte: usize| at.rope.byte_to_line(at_byte.min(at.rope.len_bytes()));
    let here = line(byte);
    let mut before = facts.images.iter().filter(|p| p.image.span.to() < byte);
    before.next_back().is_some_and(|p| {
        let own = p.credit.as_ref().is_none_or(|c| touches(c.span, byte));
        own && p.exempt.is_none() && here <= line(p.image.span.to()) + BELOW
    })
}

fn labels(at: &Snapshot) -> Vec<Offer> {
    let labels = credits::labels(at.analysis.language).iter();
    labels
        .map(|label| Offer {
            text: format!("{label}: "),
            kind: CompletionItemKind::KEYWORD,
            detail: "credit line".to_string(),
            about: None,
        })
        .collect()
}

/// What the file of the picture above byte `byte` says, or the one beside it.
fn told_by_file(at: &Snapshot, byte: usize) -> Option<String> {
    let before = at.analysis.facts.images.iter();
    let mut before = before.filter(|p| p.image.span.from() < byte);
    let file = at.pictures.get(&before.next_back()?.image.source)?;
    let listed = || Some(file.listed.as_ref()?.credit.clone());
    file.credit().or_else(listed)
}

/// Who was credited before, the most often first; then people of the draft are none of them, but agencies are.
fn values(at: &Snapshot, byte: usize, others: &[Arc<Analysis>]) -> Vec<Offer> {
    let mut used: HashMap<&str, (usize, bool)> = HashMap::new();
    let own = std::iter::once((true, &at.analysis));
    for (is_own, analysis) in own.chain(others.iter().map(|o| (false, o))) {
        let pictures = analysis
            .facts
            .images
            .iter()
            .filter_map(|p| p.credit.as_ref());
        for credit in analysis.facts.credits.iter().chain(pictures) {
            if credit.placeholder || is_own && touches(credit.span, byte) {
                continue;
            }
            let whole = credit.value_text().trim();
            let parts = whole.split('/').map(str::trim);
            for value in std::iter::once(whole)
                .chain(parts)
                .filter(|v| !v.is_empty())
            {
                let (count, here) = used.entry(value).or_default();
                *count += 1;
                *here |= is_own;
            }
        }
    }
    let mut used: Vec<_> = used.into_iter().collect();
    used.sort_by(|(a, x), (b, y)| (y.1, y.0, a).cmp(&(x.1, x.0, b)));
    let told = told_by_file(at, byte).map(|credit| Offer {
        text: credit,
        kind: CompletionItemKind::VALUE,
        detail: "the picture’s file says so".to_string(),
        about: None,
    });
    let mut offers: Vec<Offer> = told.into_iter().collect();
    let known = offers.first().map(|o| o.text.clone());
    let used_before = used
        .iter()
        .filter(|(value, _)| known.as_deref() != Some(*value))
        .map(|(value, (_, here))| Offer {
            text: value.to_string(),
            kind: CompletionItemKind::VALUE,
            detail: if *here {
                "credited in this draft".to_string()
            } else {
                "credited in another draft".to_string()
            },
            about: None,
        });
    offers.extend(used_before);
    for agency in credits::AGENCIES {
        if !used.iter().any(|(value, _)| value == agency) {
            offers.push(Offer {
                text: agency.to_string(),
                kind: CompletionItemKind::MODULE,
                detail: "agency".to_string(),
                about: None,
            });
        }
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::super::completion::complete;
    use super::super::fixture::draft;
    use crate::markup::Format;

    fn offered(text: &str) -> Vec<String> {
        let at = draft(Format::Markdown, text);
        let list = complete(&at, at.position(text.len()), &[], &[]);
        list.items.into_iter().map(|i| i.label).collect()
    }

    const PICTURES: &str =
        "![A boat](a.jpg)\n\n*Photo: Nora Vell/Reuters*\n\nText.\n\n![A pier](b.jpg)\n\n";

    #[test]
    fn labels_are_offered_below_pictures() {
        assert_eq!(offered(&format!("{PICTURES}*Ph"))[0], "Photo: ");
        assert_eq!(
            offered(&format!("{PICTURES}Text.\n\nMore.\n\nPh")),
            Vec::<String>::new()
        );
    }

    #[test]
    fn the_credit_of_the_file_comes_first() {
        use crate::facts::images::PictureFile;
        let text = format!("{PICTURES}*Photo by M");
        let mut at = draft(Format::Markdown, &text);
        let file = PictureFile {
            creator: Some("Mara Quint".into()),
            ..PictureFile::default()
        };
        at.pictures = [("b.jpg".to_string(), file.into())].into_iter().collect();
        let list = complete(&at, at.position(text.len()), &[], &[]);
        assert_eq!(list.items[0].label, "Mara Quint");
        assert_eq!(offered(&format!("{PICTURES}*Photo by No"))[0], "Nora Vell");
        let prose = "He went by the side of Get";
        assert!(!offered(prose).contains(&"Getty Images".to_string()));
    }

    #[test]
    fn photographers_and_agencies_are_offered_behind_labels() {
        assert_eq!(
            offered(&format!("{PICTURES}*Photo: No"))[..2],
            ["Nora Vell", "Nora Vell/Reuters"]
        );
        assert_eq!(
            offered(&format!("{PICTURES}*Photo: Lars Odum/Reu"))[0],
            "Reuters"
        );
        assert!(
            offered(&format!("{PICTURES}*Photo: Lars Odum/Get"))
                .contains(&"Getty Images".to_string())
        );
        assert!(!offered("He said this: Get").contains(&"Getty Images".to_string()));
    }
}
