//! What ships for editors and is made from the rule registry. A test that finds it out of date writes it anew, but in
//! CI (`CI` is set) fails.

use copydesk::config::editor_properties;
use serde_json::{Map, Value};
use std::ops::Range;
use std::path::Path;

/// The section of the VS Code extension's settings that is made here.
const SECTION: &str = "\"title\": \"Rules and House Style\"";

#[test]
fn vs_code_offers_the_settings_there_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/package.json");
    let manifest = std::fs::read_to_string(&path).unwrap();
    let (place, properties) = properties(&manifest);
    let wanted = for_vs_code(editor_properties());
    if properties == wanted {
        return;
    }
    assert!(
        std::env::var("CI").is_err(),
        "the settings in {} are not the registry's: run this test and commit what it writes",
        path.display()
    );
    let text = serde_json::to_string_pretty(&wanted).unwrap();
    let text = text.replace('\n', "\n        ");
    let manifest = [&manifest[..place.start], &text, &manifest[place.end..]].concat();
    std::fs::write(&path, manifest).unwrap();
}

#[test]
fn the_sample_draft_is_the_same_in_every_plugin() {
    let read = |path: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("editors")
            .join(path);
        std::fs::read_to_string(&path).unwrap()
    };
    assert_eq!(
        read("neovim/sample/ferry.md"),
        read("vscode/walkthrough/ferry.md")
    );
}

/// Where the section's properties stand in the manifest, and what they are.
fn properties(manifest: &str) -> (Range<usize>, Value) {
    let key = "\"properties\": ";
    let section = manifest.find(SECTION).expect("the section is there");
    let start = section + manifest[section..].find(key).unwrap() + key.len();
    let mut values = serde_json::Deserializer::from_str(&manifest[start..]).into_iter();
    let value = values.next().unwrap().unwrap();
    (start..start + values.byte_offset(), value)
}

/// Descriptions are Markdown, for which VS Code has a key of its own.
fn for_vs_code(schema: Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(key, value)| match key.as_str() {
                "description" if value.is_string() => ("markdownDescription".to_string(), value),
                _ => (key, for_vs_code(value)),
            });
            let mut fields = fields.collect::<Map<_, _>>();
            // Only with a type does the settings page show a list to choose from.
            if fields.get("enum").is_some_and(Value::is_array) {
                fields.insert("type".to_string(), "string".into());
            }
            Value::Object(fields)
        }
        Value::Array(items) => Value::Array(items.into_iter().map(for_vs_code).collect()),
        other => other,
    }
}
