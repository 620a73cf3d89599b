//! Workspace symbols: people, headings and pictures of all drafts that are known.

use super::target;
use crate::facts::names::Kind;
use crate::facts::names::across::Roster;
use crate::server::snapshot::Snapshot;
use crate::text::{Position, Span, Spot};
use std::path::Path;
use std::sync::Arc;
use tower_lsp::lsp_types::{Location, Range, SymbolInformation, SymbolKind, Url};

/// Most symbols in an answer: clients ask again as the query grows.
const MOST: usize = 256;

/// `listed`: whom drafts name that may not be open. What matches the letters of `query` in their order, whatever the case.
pub fn symbols(
    drafts: &[Snapshot],
    listed: &[(Arc<Path>, Arc<Roster>)],
    query: &str,
) -> Vec<SymbolInformation> {
    let query: Vec<char> = query
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut found = Vec::new();
    for at in drafts {
        let facts = &at.analysis.facts;
        let file = at
            .url
            .path_segments()
            .and_then(|mut s| s.next_back())
            .unwrap_or_default();
        let mut add = |name: &str, kind: SymbolKind, span: Span| {
            if found.len() < MOST && matches(name, &query) {
                found.push(symbol(at, name, kind, span, file));
            }
        };
        for name in facts
            .names
            .iter()
            .filter(|n| matches!(n.kind, Kind::Person | Kind::Organisation))
        {
            let kind = if name.kind == Kind::Person {
                SymbolKind::CLASS
            } else {
                SymbolKind::MODULE
            };
            if let Some(first) = target::introduction(name) {
                add(&name.name, kind, first.span);
            }
        }
        for heading in &facts.headings {
            add(&heading.text, SymbolKind::NAMESPACE, heading.span);
        }
        for picture in &facts.images {
            add(&picture.image.source, SymbolKind::FILE, picture.image.span);
        }
    }
    let Some(client) = drafts.first().map(|d| d.client.clone()) else {
        return found;
    };
    for (path, roster) in listed {
        let Ok(url) = Url::from_file_path(path) else {
            continue;
        };
        // An open one is told above.
        if drafts.iter().any(|d| d.url == url) {
            continue;
        }
        let file = path.file_name().map(|f| f.to_string_lossy());
        for name in roster.list() {
            let kind = match name.kind {
                Kind::Person => SymbolKind::CLASS,
                Kind::Organisation => SymbolKind::MODULE,
                _ => continue,
            };
            if found.len() < MOST && matches(&name.name, &query) {
                let at = |spot: Spot| convert(spot.position(client.encoding));
                let range = Range::new(at(name.start), at(name.end));
                let place = Location::new(url.clone(), range);
                found.push(placed(
                    &name.name,
                    kind,
                    place,
                    &file.clone().unwrap_or_default(),
                ));
            }
        }
    }
    found
}

fn convert(position: Position) -> tower_lsp::lsp_types::Position {
    tower_lsp::lsp_types::Position::new(position.line, position.column)
}

fn matches(name: &str, query: &[char]) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    !name.is_empty() && query.iter().all(|q| letters.any(|l| l == *q))
}

fn symbol(
    at: &Snapshot,
    name: &str,
    kind: SymbolKind,
    span: Span,
    file: &str,
) -> SymbolInformation {
    placed(
        name,
        kind,
        Location::new(at.url.clone(), at.range(span)),
        file,
    )
}

#[allow(deprecated)]
fn placed(name: &str, kind: SymbolKind, location: Location, file: &str) -> SymbolInformation {
    SymbolInformation {
        name: super::page::excerpt(name, 80),
        kind,
        tags: None,
        deprecated: None,
        location,
        container_name: (!file.is_empty()).then(|| file.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{draft, words};
    use super::*;
    use crate::markup::Format;

    #[test]
    fn people_headings_and_pictures_are_found_by_their_letters() {
        let at = draft(
            Format::Markdown,
            "# Boats lost\n\nMara Quint spoke on Friday.\n\n![A boat](boat.jpg)\n",
        );
        let find = |query: &str| -> Vec<String> {
            let found = symbols(std::slice::from_ref(&at), &[], query);
            found
                .into_iter()
                .map(|s| words(&at, s.location.range))
                .collect()
        };
        assert_eq!(find("mqu"), ["Mara Quint"]);
        assert!(find("boat").iter().any(|w| w.contains("boat.jpg")));
        assert!(find("boat").iter().any(|w| w.contains("Boats lost")));
        assert!(find("").len() >= 3);
        assert!(find("zzz").is_empty());
    }
}
