//! Document symbols: headings as a tree, and under them the quotations, people and pictures of their sections.

use super::hover::{is_speech, text};
use super::page::excerpt;
use super::target;
use crate::facts::names::Kind;
use crate::server::snapshot::{Snapshot, range};
use crate::text::{Lines, Span};
use tower_lsp::lsp_types::{
    DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind,
};

/// Longest name of a symbol, in characters.
const LONGEST: usize = 60;

pub fn document_symbols(at: &Snapshot) -> DocumentSymbolResponse {
    let tree = nest(outline(at), at.rope.len_bytes());
    let lines = &mut at.lines();
    if at.client.hierarchical_symbols {
        let tree = tree.into_iter().map(|n| n.symbol(lines));
        return DocumentSymbolResponse::Nested(tree.collect());
    }
    let mut flat = Vec::new();
    for node in tree {
        node.flatten(at, lines, None, &mut flat);
    }
    DocumentSymbolResponse::Flat(flat)
}

/// An entry of the outline.
struct Entry {
    /// Level of a heading; `None` for what stands under one.
    level: Option<u8>,
    span: Span,
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
}

/// An entry with what stands under it.
struct Node {
    entry: Entry,
    /// The entry and everything under it, in bytes.
    whole: Span,
    children: Vec<Node>,
}

/// All entries in source order.
fn outline(at: &Snapshot) -> Vec<Entry> {
    let facts = &at.analysis.facts;
    let mut entries = Vec::new();
    let alone = facts.credits.iter().filter(|c| c.alone);
    let mut alone: Vec<Span> = alone.map(|c| c.span).collect();
    alone.sort_unstable();
    let credit = |span: Span| {
        let from = alone.partition_point(|c| c.start < span.start);
        let mut within = alone[from..].iter().take_while(|c| c.start <= span.end);
        within.any(|c| span.covers(*c))
    };
    for heading in facts.headings.iter().filter(|h| !credit(h.span)) {
        entries.push(Entry {
            level: Some(heading.level),
            span: heading.span,
            name: excerpt(&heading.text, LONGEST),
            detail: None,
            kind: SymbolKind::NAMESPACE,
        });
    }
    for quote in facts.quotes.iter().filter(|q| is_speech(q)) {
        let speaker = quote.speaker.as_ref();
        let named = quote.attribution != crate::facts::quotes::Attribution::None;
        entries.push(Entry {
            level: None,
            span: quote.span,
            name: excerpt(&text(at, quote.span), LONGEST),
            detail: speaker.filter(|_| named).map(|s| s.name.to_string()),
            kind: SymbolKind::STRING,
        });
    }
    for name in facts.names.iter().filter(|n| n.kind == Kind::Person) {
        if let Some(first) = target::introduction(name) {
            entries.push(Entry {
                level: None,
                span: first.span,
                name: excerpt(&name.name, LONGEST),
                detail: Some(super::hover::count(name.mentions.len(), "mention")),
                kind: SymbolKind::CLASS,
            });
        }
    }
    for picture in &facts.images {
        let shown = [&picture.image.source, &picture.image.alt];
        let name = shown.into_iter().find(|s| !s.trim().is_empty());
        entries.push(Entry {
            level: None,
            span: picture.image.span,
            name: excerpt(name.map_or("picture", |n| n), LONGEST),
            detail: match (&picture.credit, picture.exempt) {
                (Some(credit), _) => Some(excerpt(&credit.text, LONGEST)),
                (None, Some(_)) => None,
                (None, None) => Some("no credit".to_string()),
            },
            kind: SymbolKind::FILE,
        });
    }
    for entry in &mut entries {
        // Clients refuse symbols without a name.
        if entry.name.is_empty() {
            entry.name = "…".to_string();
        }
    }
    entries.sort_by_key(|e| (e.span.start, e.level.is_none()));
    entries
}

/// Puts each entry under the heading it follows; a heading's part ends where the next of its level or above begins.
fn nest(entries: Vec<Entry>, end: usize) -> Vec<Node> {
    let mut roots = Vec::new();
    let mut open: Vec<Node> = Vec::new();
    for entry in entries {
        if let Some(level) = entry.level {
            close(&mut open, &mut roots, |l| l >= level, entry.span.from());
        }
        let node = Node {
            whole: entry.span,
            children: Vec::new(),
            entry,
        };
        if node.entry.level.is_some() {
            open.push(node);
        } else {
            open.last_mut()
                .map_or(&mut roots, |n| &mut n.children)
                .push(node);
        }
    }
    close(&mut open, &mut roots, |_| true, end);
    roots
}

fn close(open: &mut Vec<Node>, roots: &mut Vec<Node>, ends: impl Fn(u8) -> bool, end: usize) {
    while open
        .last()
        .is_some_and(|n| n.entry.level.is_some_and(&ends))
    {
        let Some(mut node) = open.pop() else { return };
        node.whole = node.whole.joined(Span::at(end));
        // A front matter's title may hold what stands within its own span.
        let parent = open.last_mut().map_or(&mut *roots, |n| &mut n.children);
        parent.push(node);
    }
}

impl Node {
    #[allow(deprecated)]
    fn symbol(self, lines: &mut Lines<'_>) -> DocumentSymbol {
        let selection_range = range(lines, self.entry.span);
        let children = self.children.into_iter().map(|n| n.symbol(lines));
        let children: Vec<_> = children.collect();
        DocumentSymbol {
            name: self.entry.name,
            detail: self.entry.detail,
            kind: self.entry.kind,
            tags: None,
            deprecated: None,
            range: range(lines, self.whole),
            selection_range,
            children: (!children.is_empty()).then_some(children),
        }
    }

    #[allow(deprecated)]
    fn flatten(
        self,
        at: &Snapshot,
        lines: &mut Lines<'_>,
        under: Option<&str>,
        flat: &mut Vec<SymbolInformation>,
    ) {
        flat.push(SymbolInformation {
            name: self.entry.name.clone(),
            kind: self.entry.kind,
            tags: None,
            deprecated: None,
            location: Location::new(at.url.clone(), range(lines, self.whole)),
            container_name: under.map(str::to_string),
        });
        for child in self.children {
            child.flatten(at, lines, Some(&self.entry.name), flat);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{able, draft, with, words};
    use super::*;
    use crate::config::Settings;
    use crate::markup::Format;
    use crate::server::client::Client;

    const TEXT: &str = "# Boats lost\n\nMara Quint spoke on Friday.\n\n## The night\n\n“We lost two boats in one \
        night,” Quint said.\n\n![A boat](boat.jpg)\n\n# Weather\n\nRain.\n";

    fn tree(at: &Snapshot) -> Vec<DocumentSymbol> {
        match document_symbols(at) {
            DocumentSymbolResponse::Nested(tree) => tree,
            DocumentSymbolResponse::Flat(_) => panic!("a tree was wanted"),
        }
    }

    /// Ranges nest, as clients demand.
    fn check(at: &Snapshot, symbols: &[DocumentSymbol], within: Span) {
        for s in symbols {
            let (whole, own) = (at.span(s.range), at.span(s.selection_range));
            assert!(within.covers(whole) && whole.covers(own), "{}", s.name);
            assert!(!s.name.is_empty());
            check(at, s.children.as_deref().unwrap_or_default(), whole);
        }
    }

    #[test]
    fn everything_stands_under_its_heading() {
        let at = draft(Format::Markdown, TEXT);
        let tree = tree(&at);
        check(&at, &tree, Span::new(0, TEXT.len()));
        let names = |list: &[DocumentSymbol]| -> Vec<String> {
            list.iter().map(|s| s.name.clone()).collect()
        };
        assert_eq!(names(&tree), ["Boats lost", "Weather"]);
        let first = tree[0].children.as_deref().unwrap();
        assert_eq!(names(first), ["Mara Quint", "The night"]);
        let second = first[1].children.as_deref().unwrap();
        assert_eq!(names(second)[0], "“We lost two boats in one night,”");
        assert_eq!(second[0].detail.as_deref(), Some("Mara Quint"));
        assert!(words(&at, first[1].range).starts_with("## The night"));
        assert!(words(&at, first[1].range).ends_with("boat.jpg)\n\n"));
    }

    #[test]
    fn clients_without_trees_are_given_a_list() {
        let client = Client {
            hierarchical_symbols: false,
            ..able()
        };
        let at = with(client, Format::Markdown, TEXT, Settings::default());
        let DocumentSymbolResponse::Flat(list) = document_symbols(&at) else {
            panic!("a list was wanted");
        };
        let quote = list.iter().find(|s| s.kind == SymbolKind::STRING).unwrap();
        assert_eq!(quote.container_name.as_deref(), Some("The night"));
    }

    #[test]
    fn levels_that_skip_and_drafts_without_headings_do_no_harm() {
        for text in [
            "",
            "### C\n\n# A\n\n###### F\n\n## B\n",
            "Mara Quint spoke.\n",
            "#\n\n##\n",
        ] {
            let at = draft(Format::Markdown, text);
            check(&at, &tree(&at), Span::new(0, text.len()));
        }
    }
}
