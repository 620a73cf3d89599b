//! Completion and hover inside `copydesk.toml`, from the schema that editors' TOML plugins use as well.

use super::page::Page;
use crate::config::json_schema;
use crate::draft::Analysis;
use crate::rules;
use crate::server::snapshot::Snapshot;
use serde_json::Value;
use std::ops::Range;
use std::sync::Arc;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Hover, HoverContents,
    Position, TextEdit,
};

/// What a settings file can go on with at `position`. `drafts`: open ones, whose names a name book may want.
pub fn complete(at: &Snapshot, position: Position, drafts: &[Arc<Analysis>]) -> CompletionList {
    let byte = at.byte(position);
    let text = at.rope.to_string();
    let place = Place::of(&text, byte);
    let schema = json_schema();
    let mut items = Vec::new();
    let mut offer = |label: &str, new: String, kind, doc: &str| {
        let mut page = Page::new(at.client.markdown_hover);
        page.document(doc);
        items.push(CompletionItem {
            label: label.to_string(),
            kind: Some(kind),
            documentation: (!page.is_empty()).then(|| page.documentation()),
            filter_text: Some(new.trim_start_matches(['[', '"']).to_string()),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit {
                range: at.range(place.typed.clone().into()),
                new_text: new,
            })),
            ..CompletionItem::default()
        });
    };
    let doc_of = |schema: &Value| {
        schema["description"]
            .as_str()
            .unwrap_or_default()
            .to_string()
    };
    match &place.part {
        Part::Header { open } => {
            for (name, table) in tables(&schema) {
                let whole = header(name, table);
                offer(
                    &whole,
                    whole[*open..].to_string(),
                    CompletionItemKind::MODULE,
                    &doc_of(table),
                );
            }
        }
        Part::Key => {
            for (name, key) in keys(&schema, &place.table) {
                if is_table(key) {
                    continue;
                }
                offer(
                    name,
                    format!("{name} = "),
                    CompletionItemKind::PROPERTY,
                    &doc_of(key),
                );
            }
            if place.table.is_empty() || place.typed.is_empty() {
                for (name, table) in tables(&schema) {
                    let whole = header(name, table);
                    offer(
                        &whole,
                        whole.clone(),
                        CompletionItemKind::MODULE,
                        &doc_of(table),
                    );
                }
            }
        }
        Part::Value { key, quoted } => {
            let known = keys(&schema, &place.table).find(|(name, _)| *name == key);
            let words = known.map(|(_, s)| values(s)).unwrap_or_default();
            for word in words {
                let doc = rules::by_name(&word).map_or("", |r| r.summary);
                let plain = *quoted || matches!(&*word, "true" | "false");
                let new = if plain {
                    word.clone()
                } else {
                    format!("\"{word}\"")
                };
                offer(&word, new, CompletionItemKind::VALUE, doc);
            }
            if place.table == "names" && matches!(&**key, "name" | "variants") {
                for name in names(drafts) {
                    let new = toml::Value::String(name.to_string()).to_string();
                    let new = if *quoted { name.to_string() } else { new };
                    offer(name, new, CompletionItemKind::TEXT, "");
                }
            }
        }
        Part::Comment => {}
    }
    CompletionList {
        is_incomplete: false,
        items,
    }
}

/// What a key, a table or a rule of a settings file means.
pub fn hover(at: &Snapshot, position: Position) -> Option<Hover> {
    let byte = at.byte(position);
    let text = at.rope.to_string();
    let place = Place::of(&text, byte);
    let word = word_at(&text, byte);
    let schema = json_schema();
    let name = &text[word.clone()];
    let mut page = Page::new(at.client.markdown_hover);
    match &place.part {
        Part::Comment => return None,
        Part::Header { .. } => {
            let (_, table) = tables(&schema).find(|(n, _)| *n == name)?;
            page.strong(name)
                .say(": ")
                .document(table["description"].as_str()?);
        }
        Part::Value { .. } if rules::by_name(name).is_none() => return None,
        Part::Key | Part::Value { .. } => match rules::by_name(name) {
            Some(rule) => {
                page.strong(rule.name).say(": ").document(rule.summary);
                let level = rule.severity.map_or("off", |s| s.name());
                page.paragraph().say("Where nothing is said: ").say(level);
                page.paragraph().document(rule.why);
            }
            None => {
                let (_, key) = keys(&schema, &place.table).find(|(n, _)| *n == name)?;
                page.strong(name)
                    .say(": ")
                    .document(key["description"].as_str()?);
                let values = values(key);
                if !values.is_empty() {
                    page.paragraph().say("One of: ").quote(&values.join(", "));
                }
            }
        },
    }
    Some(Hover {
        contents: HoverContents::Markup(page.content()),
        range: Some(at.range(word.into())),
    })
}

/// Where in the file a cursor stands.
#[derive(Debug, PartialEq)]
struct Place {
    /// The table whose header stands above; empty at the top.
    table: String,
    part: Part,
    /// Bytes of the word before the cursor.
    typed: Range<usize>,
}

#[derive(Debug, PartialEq)]
enum Part {
    /// In `[…]`, with so many brackets written.
    Header {
        open: usize,
    },
    Key,
    /// Behind `key =`, within quotation marks or not.
    Value {
        key: String,
        quoted: bool,
    },
    Comment,
}

impl Place {
    /// Read line by line, so that a file that is being written is understood as far as it goes.
    fn of(text: &str, byte: usize) -> Self {
        let start = text[..byte].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let mut table = String::new();
        // A list may go on over lines.
        let mut list: Option<String> = None;
        for line in text[..start].lines() {
            let line = line.trim();
            if list.is_none() && line.starts_with('[') {
                table = line.trim_matches(['[', ']', ' ']).to_string();
            } else if let Some((key, value)) = line.split_once('=').filter(|_| list.is_none()) {
                let open = value.trim_start().starts_with('[') && !value.contains(']');
                list = open.then(|| bare(key));
            } else if line.contains(']') {
                list = None;
            }
        }
        let line = &text[start..byte];
        let quoted = line.matches('"').count() % 2 == 1;
        let trimmed = line.trim_start();
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let mut from = start + line.trim_end_matches(is_word).len();
        let part = if trimmed.starts_with('#') || (!quoted && line.contains('#')) {
            Part::Comment
        } else if let Some(key) = list {
            Part::Value { key, quoted }
        } else if let Some((key, _)) = line.split_once('=') {
            let key = bare(key);
            Part::Value { key, quoted }
        } else if trimmed.starts_with('[') {
            let open = trimmed.len() - trimmed.trim_start_matches('[').len();
            Part::Header { open }
        } else {
            Part::Key
        };
        if let (Part::Value { quoted: true, .. }, Some(mark)) = (&part, line.rfind('"')) {
            from = start + mark + 1;
        }
        Place {
            table,
            part,
            typed: from..byte,
        }
    }
}

fn bare(key: &str) -> String {
    key.trim().trim_matches(['"', '\'']).to_string()
}

fn word_at(text: &str, byte: usize) -> Range<usize> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let from = text[..byte].trim_end_matches(is_word).len();
    let rest = &text[byte..];
    from..byte + (rest.len() - rest.trim_start_matches(is_word).len())
}

fn is_table(schema: &Value) -> bool {
    schema["properties"].is_object() || schema["items"]["properties"].is_object()
}

fn tables(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let all = schema["properties"].as_object().into_iter().flatten();
    all.filter(|(_, s)| is_table(s))
}

fn header(name: &str, table: &Value) -> String {
    if table["type"] == "array" {
        format!("[[{name}]]")
    } else {
        format!("[{name}]")
    }
}

/// The keys of a table; of the top where it has no name.
fn keys<'s>(schema: &'s Value, table: &str) -> impl Iterator<Item = (&'s String, &'s Value)> {
    let here = if table.is_empty() {
        schema
    } else {
        &schema["properties"][table]
    };
    let keys = [&here["properties"], &here["items"]["properties"]];
    let keys = keys.into_iter().filter_map(Value::as_object);
    keys.flatten()
}

/// What a key can be set to, where the schema says.
fn values(schema: &Value) -> Vec<String> {
    if schema["type"] == "boolean" {
        return vec!["true".to_string(), "false".to_string()];
    }
    let any = schema["anyOf"].as_array().into_iter().flatten();
    let lists = std::iter::once(schema).chain(any);
    let lists = lists.flat_map(|s| [&s["enum"], &s["examples"]]);
    let words = lists.filter_map(Value::as_array).flatten();
    words
        .filter_map(Value::as_str)
        .map(str::to_string)
        .collect()
}

/// Names of the open drafts.
fn names(drafts: &[Arc<Analysis>]) -> Vec<&str> {
    let names = drafts.iter().flat_map(|d| &d.facts.names);
    let mut names: Vec<&str> = names.map(|n| &*n.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{draft, words};
    use super::*;
    use crate::markup::Format;

    /// What is offered at `|`, as it would be put in.
    fn offered(text: &str) -> Vec<String> {
        let byte = text.find('|').unwrap();
        let at = draft(Format::Plain, &text.replace('|', ""));
        let other = draft(Format::Plain, "Mara Quint spoke on Friday.").analysis;
        let list = complete(&at, at.position(byte), &[other]);
        let items = list.items.into_iter().map(|i| match i.text_edit {
            Some(CompletionTextEdit::Edit(e)) => {
                format!("{}>{}", words(&at, e.range), e.new_text)
            }
            _ => panic!("an edit was wanted"),
        });
        items.collect()
    }

    #[test]
    fn keys_tables_and_values_are_offered() {
        let has = |text: &str, wanted: &str| {
            let found = offered(text);
            assert!(found.iter().any(|o| o == wanted), "{text:?}: {found:?}");
        };
        has("lang|", "lang>language = ");
        has("|", ">[[names]]");
        has("[[na|", "na>names]]");
        has("[r|\n", "r>rules]");
        has("[rules]\nun|", "un>unattributed-quote = ");
        has("[rules]\nunattributed-quote = |", ">\"off\"");
        has("[rules]\nunattributed-quote = \"of|\"", "of>off");
        has("[[names]]\nname = \"x\"\nau|", "au>auto = ");
        has("[[names]]\nauto = |", ">true");
        has("[[names]]\nname = \"Ma|", "Ma>Mara Quint");
        has("[[names]]\nvariants = [\n  \"a\",\n  |", ">\"Mara Quint\"");
        has("[[ignore]]\nrule = \"|\"", ">missing-image-credit");
        has("preset = |", ">\"guardian\"");
        assert_eq!(offered("# a|"), Vec::<String>::new());
        assert_eq!(offered("[nonsense]\nx = |"), Vec::<String>::new());
    }

    #[test]
    fn keys_and_rules_are_explained() {
        let explain = |text: &str| {
            let byte = text.find('|').unwrap();
            let at = draft(Format::Plain, &text.replace('|', ""));
            let hover = hover(&at, at.position(byte))?;
            let HoverContents::Markup(content) = hover.contents else {
                panic!("not the content of today");
            };
            Some((words(&at, hover.range?), content.value))
        };
        let (lit, text) = explain("lan|guage = \"en\"").unwrap();
        assert!(
            lit == "language" && text.starts_with("**language**: "),
            "{text}"
        );
        let (lit, text) = explain("[rules]\nunattributed|-quote = \"off\"").unwrap();
        assert!(
            lit == "unattributed-quote" && text.contains("Where nothing is said: warning"),
            "{text}"
        );
        assert!(explain("[[na|mes]]").is_some());
        assert!(explain("[[ignore]]\nrule = \"mixed|\"").is_none());
        assert!(explain("é = \"|\"").is_none() && explain("|").is_none());
    }
}
