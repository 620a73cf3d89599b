//! The JSON schema of `copydesk.toml`, and the settings that editors offer, made from the same tables as the parser.

use super::schema::{self, CREDITS, IGNORE, Key, Kind, NAMES, QUOTES, TOP};
use crate::rules::{self, Rule};
use serde_json::{Map, Value, json};

/// The schema of `copydesk.toml` (draft 7, which TOML editors understand).
pub fn json_schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "copydesk.toml",
        "description": "Settings of copydesk, a copy desk in the editor.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties(),
    })
}

/// The settings of an editor by their full name (`copydesk.language`), as VS Code's manifest takes them.
pub fn editor_properties() -> Value {
    let named = properties().into_iter();
    let named = named.map(|(name, schema)| (format!("copydesk.{name}"), schema));
    Value::Object(named.collect())
}

fn properties() -> Map<String, Value> {
    let mut all = fields(TOP);
    all.insert("rules".to_string(), rules());
    all.insert(
        "names".to_string(),
        list(NAMES, "The name book: spellings the house has decided on."),
    );
    all.insert(
        "credits".to_string(),
        table(CREDITS, "How pictures are credited."),
    );
    all.insert(
        "quotes".to_string(),
        table(QUOTES, "House style of quotations."),
    );
    let ignore = "Findings that somebody has looked at and let stand.";
    all.insert("ignore".to_string(), list(IGNORE, ignore));
    all
}

fn rules() -> Value {
    let rules = rules::all().map(|r| (r.name.to_string(), level(r)));
    json!({
        "type": "object",
        "description": "How much each rule's findings matter; `off` turns a rule off.",
        "additionalProperties": false,
        "properties": rules.collect::<Map<_, _>>(),
    })
}

fn level(rule: &Rule) -> Value {
    json!({
        "description": rule.summary,
        "default": rule.severity.map_or("off", |s| s.name()),
        "enum": schema::LEVELS,
    })
}

fn table<T>(keys: &[Key<T>], doc: &str) -> Value {
    json!({
        "type": "object",
        "description": doc,
        "additionalProperties": false,
        "properties": fields(keys),
    })
}

fn list<T>(keys: &[Key<T>], doc: &str) -> Value {
    let required = keys.iter().filter(|k| k.required).map(|k| k.name);
    json!({
        "type": "array",
        "description": doc,
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": required.collect::<Vec<_>>(),
            "properties": fields(keys),
        },
    })
}

fn fields<T>(keys: &[Key<T>]) -> Map<String, Value> {
    let fields = keys.iter().map(|key| {
        let mut schema = match key.kind {
            Kind::Bool => json!({"type": "boolean"}),
            Kind::Text => json!({"type": "string"}),
            Kind::OneOf(words) => json!({"enum": words()}),
            Kind::Language => json!({"type": "string", "examples": schema::languages()}),
            Kind::Address => json!({"type": "string", "pattern": "^https?://"}),
            Kind::Preset => {
                json!({"anyOf": [{"enum": schema::presets()}, {"type": "string", "pattern": "\\.toml$"}]})
            }
            Kind::List => json!({"type": "array", "items": {"type": "string"}}),
            // TOML's own dates are no JSON, so editors see them as they like.
            Kind::Date => json!({}),
        };
        schema["description"] = Value::from(key.doc);
        (key.name.to_string(), schema)
    });
    fields.collect()
}
