//! Settings as a tree with the place of each key and value, whether they come from TOML or from an editor's JSON.

use super::Date;
use crate::text::Span;
use toml::de::{DeTable, DeValue};

/// A value and its bytes in the file (empty for JSON).
#[derive(Clone, Debug)]
pub struct Node {
    pub span: Span,
    pub data: Data,
}

#[derive(Clone, Debug)]
pub enum Data {
    Bool(bool),
    Text(String),
    Date(Date),
    List(Vec<Node>),
    Table(Vec<(Key, Node)>),
    /// A value of a kind that no setting has: a number, a time, a null; with its name.
    Other(&'static str),
}

/// A key and its bytes in the file.
#[derive(Clone, Debug)]
pub struct Key {
    pub name: String,
    pub span: Span,
}

impl Node {
    /// What a person calls this kind of value.
    pub fn kind(&self) -> &'static str {
        match self.data {
            Data::Bool(_) => "true or false",
            Data::Text(_) => "text",
            Data::Date(_) => "a date",
            Data::List(_) => "a list",
            Data::Table(_) => "a table",
            Data::Other(name) => name,
        }
    }

    pub fn table(table: &DeTable<'_>, span: Span) -> Self {
        let entries = table.iter().map(|(key, value)| {
            let name = key.get_ref().to_string();
            let place: Span = key.span().into();
            (
                Key { name, span: place },
                Node::toml(value.get_ref(), value.span().into()),
            )
        });
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by_key(|(key, _)| key.span);
        Node {
            span,
            data: Data::Table(entries),
        }
    }

    fn toml(value: &DeValue<'_>, span: Span) -> Self {
        let data = match value {
            DeValue::Boolean(b) => Data::Bool(*b),
            DeValue::String(s) => Data::Text(s.to_string()),
            DeValue::Datetime(at) => match (at.date, at.time) {
                (Some(d), None) => Data::Date(Date {
                    year: d.year,
                    month: d.month,
                    day: d.day,
                }),
                _ => Data::Other("a time"),
            },
            DeValue::Array(items) => {
                let items = items.iter();
                Data::List(
                    items
                        .map(|i| Node::toml(i.get_ref(), i.span().into()))
                        .collect(),
                )
            }
            DeValue::Table(table) => return Node::table(table, span),
            DeValue::Integer(_) | DeValue::Float(_) => Data::Other("a number"),
        };
        Node { span, data }
    }

    pub fn json(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        let span = Span::default();
        let data = match value {
            Value::Bool(b) => Data::Bool(*b),
            Value::String(s) => Data::Text(s.clone()),
            Value::Array(items) => Data::List(items.iter().map(Node::json).collect()),
            // Editors send null for what is not set.
            Value::Object(map) => Data::Table(
                map.iter()
                    .filter(|(_, v)| !v.is_null())
                    .map(|(name, v)| {
                        (
                            Key {
                                name: name.clone(),
                                span,
                            },
                            Node::json(v),
                        )
                    })
                    .collect(),
            ),
            Value::Number(_) => Data::Other("a number"),
            Value::Null => Data::Other("nothing"),
        };
        Node { span, data }
    }
}
