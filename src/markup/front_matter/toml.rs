//! TOML to values with source bytes.

use super::{DEEPEST, Entry, Value};
use crate::text::Span;
use std::ops::Range;
use toml_edit::{Document, Item, TableLike, Value as Toml};

/// The entries of the root table; nothing if the text is no TOML. `at`: the text's first source byte.
pub fn parse(text: &str, at: usize) -> Option<Vec<Entry>> {
    let document = Document::parse(text).ok()?;
    let reader = Reader { text, at };
    Some(reader.table(document.as_table(), 0))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn table(&self, table: &dyn TableLike, depth: usize) -> Vec<Entry> {
        if depth >= DEEPEST {
            return Vec::new();
        }
        let mut out = Vec::new();
        for (name, item) in table.iter() {
            let key = table.key(name).and_then(|k| k.span());
            let value = match item {
                Item::None => continue,
                Item::Value(value) => self.value(value, depth + 1),
                Item::Table(table) => Value::Map(self.table(table, depth + 1)),
                Item::ArrayOfTables(tables) => {
                    let maps = tables.iter().map(|t| Value::Map(self.table(t, depth + 1)));
                    Value::List(maps.collect())
                }
            };
            let whole = match (key, item.span()) {
                (Some(k), Some(v)) => k.start.min(v.start)..v.end.max(k.end),
                (Some(span), None) | (None, Some(span)) => span,
                (None, None) => continue,
            };
            out.push(Entry {
                key: name.to_string(),
                span: self.span(whole),
                value,
            });
        }
        out
    }

    fn value(&self, value: &Toml, depth: usize) -> Value {
        if depth >= DEEPEST {
            return Value::List(Vec::new());
        }
        match value {
            Toml::Array(list) => {
                Value::List(list.iter().map(|v| self.value(v, depth + 1)).collect())
            }
            Toml::InlineTable(table) => Value::Map(self.table(table, depth + 1)),
            other => {
                let span = other.span().unwrap_or(0..0);
                let source = self.text.get(span.clone()).unwrap_or_default();
                let quotes = ["\"\"\"", "'''", "\"", "'"];
                let quote = quotes
                    .iter()
                    .find(|q| source.len() >= 2 * q.len() && source.starts_with(**q));
                let quote = quote.map_or(0, |q| q.len());
                let text = match other.as_str() {
                    Some(text) => text.to_string(),
                    None => source.to_string(),
                };
                Value::Scalar(text, self.span(span.start + quote..span.end - quote))
            }
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.at + range.start, self.at + range.end)
    }
}
