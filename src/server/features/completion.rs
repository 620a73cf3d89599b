//! Completion: names of the draft, of the name book and of the other open drafts; in credit lines their labels,
//! photographers and agencies.

use super::credit_words;
use super::hover;
use super::page::Page;
use super::target::touches;
use crate::draft::Analysis;
use crate::facts::names::across::Roster;
use crate::facts::names::{Kind, Name};
use crate::language::names::fold;
use crate::server::snapshot::Snapshot;
use crate::text::{Source, Span};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Position, TextEdit,
};

/// Most items in an answer; more are asked for again as the word grows.
const MOST: usize = 200;
/// How much of the line before the cursor matters, in bytes.
const BEFORE: usize = 200;
/// Letters of a word in lower case before it is taken for a name: most words are none.
const LOWER: usize = 3;

/// What can be put in.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub text: String,
    pub kind: CompletionItemKind,
    pub detail: String,
    /// The name of the draft that can be told more of.
    pub about: Option<String>,
}

/// The line before the cursor.
pub struct Line {
    /// Byte of the cursor.
    pub at: usize,
    pub text: String,
}

/// What can be put in at `position`. `others`: drafts beside this one.
/// `listed`: whom other drafts of the folder name, open or not.
pub fn complete(
    at: &Snapshot,
    position: Position,
    others: &[Arc<Analysis>],
    listed: &[(Arc<Path>, Arc<Roster>)],
) -> CompletionList {
    if at.is_settings {
        return super::settings_file::complete(at, position, others);
    }
    let line = Line::before(at, at.byte(position));
    let word = line.word();
    let few = word.chars().count() < LOWER;
    let lower = word.chars().next().is_some_and(|c| !c.is_uppercase());
    let offers = match credit_words::offers(at, &line, others) {
        Some(offers) => offers,
        None if few && lower => Vec::new(),
        None => names(at, &line, others, listed),
    };
    let mut items = Vec::new();
    for offer in offers {
        if let Some(from) = line.replaced(&offer.text) {
            items.push(item(at, &line, from, offer, items.len()));
        }
        if items.len() == MOST {
            break;
        }
    }
    CompletionList {
        is_incomplete: few || items.len() == MOST,
        items,
    }
}

/// More on an item: what a hover on the name says.
pub fn resolve(
    mut item: CompletionItem,
    find: impl FnOnce(&str) -> Option<Snapshot>,
) -> CompletionItem {
    let data = item.data.as_ref();
    let text = |key: &str| data.and_then(|d| d.get(key)).and_then(Value::as_str);
    if let (Some(address), Some(wanted)) = (text("uri"), text("name"))
        && let Some(at) = find(address)
    {
        let mut names = at.analysis.facts.names.iter();
        if let Some(name) = names.find(|n| *n.name == *wanted) {
            let mut page = Page::new(at.client.markdown_hover);
            hover::about(&at, name, &mut page);
            item.documentation = Some(page.documentation());
        }
    }
    item
}

impl Line {
    fn before(at: &Snapshot, byte: usize) -> Self {
        let rope = &at.rope;
        let start = rope.line_to_byte(rope.byte_to_line(byte));
        let from = start.max(byte.saturating_sub(BEFORE));
        // Onto a character boundary.
        let from = rope.char_to_byte(rope.byte_to_char(from));
        let text = Source::slice(rope, Span::new(from, byte)).into_owned();
        Line { at: byte, text }
    }

    /// The word being typed.
    fn word(&self) -> &str {
        let joins = |c: char| c.is_alphanumeric() || matches!(c, '’' | '\'' | '-' | '‑');
        let start = self.text.trim_end_matches(joins).len();
        self.text[start..].trim_start_matches(|c: char| !c.is_alphanumeric())
    }

    /// Where the words start that `offer` would replace; `None` if what was typed does not lead to it.
    fn replaced(&self, offer: &str) -> Option<usize> {
        let word = self.word();
        let head = &self.text[..self.text.len() - word.len()];
        let words: Vec<&str> = offer.split(' ').collect();
        let typed = fold(word);
        let mut best = None;
        for (k, next) in words.iter().enumerate() {
            if !fold(next).starts_with(&*typed) {
                continue;
            }
            // The words before it stand there already, as far as they do.
            let mut from = head.len();
            let mut kept = k;
            while kept > 0 {
                let before = head[..from].trim_end_matches(' ');
                let wanted = words[kept - 1];
                let Some(rest) = before.strip_suffix(wanted) else {
                    break;
                };
                if rest.chars().next_back().is_some_and(char::is_alphanumeric)
                    || before.len() == from
                {
                    break;
                }
                from = rest.len();
                kept -= 1;
            }
            if kept == 0 && (best.is_none() || from < head.len()) {
                best = Some(from);
            } else if best.is_none() && !word.is_empty() {
                best = Some(head.len());
            }
        }
        best
    }
}

fn item(at: &Snapshot, line: &Line, from: usize, offer: Offer, rank: usize) -> CompletionItem {
    let start = line.at - (line.text.len() - from);
    let typed = &line.text[from..];
    let lower = |s: &str| s.to_lowercase();
    // Clients show only what starts with the typed words, letter by letter.
    let filter = if lower(&offer.text).starts_with(&lower(typed)) {
        None
    } else {
        Some(format!("{typed} {}", offer.text))
    };
    let data = offer
        .about
        .as_ref()
        .map(|name| json!({"uri": at.url.as_str(), "name": name}));
    CompletionItem {
        kind: Some(offer.kind),
        detail: Some(offer.detail),
        sort_text: Some(format!("{rank:04}")),
        filter_text: filter,
        text_edit: Some(CompletionTextEdit::Edit(TextEdit {
            range: at.range(Span::new(start, line.at)),
            new_text: offer.text.clone(),
        })),
        label: offer.text,
        data,
        ..CompletionItem::default()
    }
}

/// Names that what was typed leads to, the most mentioned first.
fn names(
    at: &Snapshot,
    line: &Line,
    others: &[Arc<Analysis>],
    listed: &[(Arc<Path>, Arc<Roster>)],
) -> Vec<Offer> {
    let byte = line.at;
    let mut offers = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    // Of thousands of names few fit: only for these anything is written.
    let mut add = |text, kind, detail: &dyn Fn() -> String, about: Option<&str>| {
        if offers.len() < MOST && seen.insert(text) && line.replaced(text).is_some() {
            offers.push(Offer {
                text: text.to_string(),
                kind: item_kind(kind),
                detail: format!("{}{}", kind_word(kind), detail()),
                about: about.map(str::to_string),
            });
        }
    };
    let mut own: Vec<(usize, &Name, Vec<&str>)> = Vec::new();
    for name in &at.analysis.facts.names {
        // What is being typed is no mention yet.
        let elsewhere = name.mentions.iter().filter(|m| !touches(m.span, byte));
        let mut count = 0;
        // Of hundreds of mentions the forms are few.
        let mut forms: Vec<&str> = Vec::new();
        for mention in elsewhere {
            count += 1;
            if !forms.contains(&&*mention.text) {
                forms.push(&mention.text);
            }
        }
        if count > 0 {
            own.push((count, name, forms));
        }
    }
    own.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    for (count, name, mut forms) in own {
        // The surname alone, even if the draft has not used it.
        if name.kind == Kind::Person
            && forms.contains(&&*name.name)
            && let Some((_, surname)) = name.name.rsplit_once(' ')
        {
            forms.push(surname);
        }
        forms.sort_by_key(|f| std::cmp::Reverse(f.len()));
        let detail = || hover::count(count, "mention");
        for form in forms {
            add(form, name.kind, &detail, Some(&name.name));
        }
    }
    for entry in &at.settings.names {
        for form in [Some(&entry.canonical), entry.second.as_ref()] {
            let form = form.filter(|f| f.chars().any(char::is_uppercase));
            if let Some(form) = form {
                add(form, Kind::Unknown, &|| "name book".to_string(), None);
            }
        }
    }
    for name in others.iter().flat_map(|o| &o.facts.names) {
        let detail = || "another draft".to_string();
        add(&name.name, name.kind, &detail, None);
    }
    let own = at.url.to_file_path().unwrap_or_default();
    for (path, roster) in listed.iter().filter(|(path, _)| **path != *own) {
        let file = || {
            let file = path.file_name().map(|f| f.to_string_lossy().into_owned());
            file.unwrap_or_default()
        };
        for name in roster.list() {
            add(&name.name, name.kind, &file, None);
        }
    }
    offers
}

fn item_kind(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::Person => CompletionItemKind::CLASS,
        Kind::Place => CompletionItemKind::CONSTANT,
        Kind::Organisation => CompletionItemKind::MODULE,
        Kind::Unknown => CompletionItemKind::TEXT,
    }
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person, ",
        Kind::Place => "place, ",
        Kind::Organisation => "organisation, ",
        Kind::Unknown => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{draft, in_all_units, with, words};
    use super::*;
    use crate::config::{NameEntry, Settings};
    use crate::markup::Format;
    use crate::server::client::Client;

    /// What is offered at the end, each with the words it would replace.
    fn offered(at: &Snapshot) -> Vec<(String, String)> {
        let end = at.position(at.rope.len_bytes());
        let list = complete(at, end, &[], &[]);
        let items = list.items.into_iter().map(|i| match i.text_edit {
            Some(CompletionTextEdit::Edit(e)) => (words(at, e.range), e.new_text),
            _ => panic!("an edit was wanted"),
        });
        items.collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_string(), b.to_string())
    }

    const TEXT: &str = "😀 Mara Quint spoke with Lars Gül-Odum on Friday. Quint left.\n\nThen ";

    #[test]
    fn names_complete_what_was_typed_of_them() {
        for (typed, want) in [
            ("Qui", vec![pair("Qui", "Mara Quint"), pair("Qui", "Quint")]),
            (
                "Mara Q",
                vec![pair("Mara Q", "Mara Quint"), pair("Q", "Quint")],
            ),
            ("Ma", vec![pair("Ma", "Mara Quint")]),
            (
                "Gul",
                vec![pair("Gul", "Lars Gül-Odum"), pair("Gul", "Gül-Odum")],
            ),
            ("qu", vec![]),
            ("qui", vec![pair("qui", "Mara Quint"), pair("qui", "Quint")]),
            ("Xyz", vec![]),
        ] {
            in_all_units(Format::Plain, &format!("{TEXT}{typed}"), |at| {
                assert_eq!(offered(at), want, "{typed}");
            });
        }
    }

    #[test]
    fn what_is_being_typed_is_not_offered() {
        let at = draft(Format::Plain, "Then Nora Vell");
        assert_eq!(offered(&at), []);
    }

    #[test]
    fn the_name_book_and_other_drafts_help() {
        let settings = Settings {
            names: vec![NameEntry {
                canonical: "Kyiv".into(),
                ..NameEntry::default()
            }],
            ..Settings::default()
        };
        let at = with(Client::default(), Format::Plain, "It was in Ky", settings);
        assert_eq!(offered(&at), [pair("Ky", "Kyiv")]);
        let other = draft(Format::Plain, TEXT).analysis;
        let at = draft(Format::Plain, "Then Qui");
        let list = complete(&at, Position::new(0, 8), &[other], &[]);
        assert_eq!(list.items[0].label, "Mara Quint");
    }

    #[test]
    fn items_tell_more_when_asked() {
        let at = draft(Format::Plain, &format!("{TEXT}Qui"));
        let list = complete(&at, at.position(at.rope.len_bytes()), &[], &[]);
        let item = list.items.into_iter().next().unwrap();
        assert!(item.documentation.is_none());
        let found = resolve(item.clone(), |uri| {
            assert_eq!(uri, "file:///desk/draft.md");
            Some(at.clone())
        });
        let Some(tower_lsp::lsp_types::Documentation::MarkupContent(text)) = found.documentation
        else {
            panic!("nothing more");
        };
        assert!(
            text.value.contains("First reference: Mara Quint"),
            "{}",
            text.value
        );
        assert_eq!(resolve(item.clone(), |_| None), item);
    }
}
