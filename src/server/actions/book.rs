//! Entries for `copydesk.toml`: names of the name book, and findings that may stand.

use crate::config::Ignore;
use crate::finding::Finding;
use crate::rules::{self, Family};
use crate::server::snapshot::Snapshot;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

/// An entry to be added to the settings file of the draft at `uri`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "camelCase")]
pub enum Change {
    /// These words may stand.
    Ignore {
        uri: String,
        rule: String,
        text: String,
    },
    /// The spelling of the house, and one that is not.
    Name {
        uri: String,
        name: String,
        variant: Option<String>,
    },
    /// A spelling that somebody has checked.
    Checked { uri: String, name: String },
}

impl Change {
    /// The draft it is for.
    pub fn uri(&self) -> &str {
        match self {
            Change::Ignore { uri, .. } | Change::Name { uri, .. } | Change::Checked { uri, .. } => {
                uri
            }
        }
    }
}

/// What the name book can do about a finding, each with a title.
pub fn of_finding(at: &Snapshot, finding: &Finding) -> Vec<(String, Change)> {
    let is_name = rules::by_name(finding.rule).is_some_and(|r| r.family == Family::Names);
    if !is_name {
        return Vec::new();
    }
    let words = at.rope.byte_slice(finding.span.range()).to_string();
    let uri = at.url.to_string();
    let mut offers = Vec::new();
    for fix in &finding.fixes {
        let Some(edit) = fix.edits.iter().find(|e| e.span == finding.span) else {
            continue;
        };
        let (name, variant) = (edit.text.clone(), words.clone());
        if edit.placeholder.is_none() && !name.is_empty() && name != variant {
            let title = format!("Name book: always “{name}”, never “{variant}”");
            let change = Change::Name {
                uri: uri.clone(),
                name,
                variant: Some(variant),
            };
            if !offers.iter().any(|(t, _)| *t == title) {
                offers.push((title, change));
            }
        }
    }
    let title = format!("Name book: mark “{words}” as checked");
    offers.push((title, Change::Checked { uri, name: words }));
    offers
}

/// Names at a place of the draft, as entries of the name book.
pub fn of_names(at: &Snapshot, selected: Span) -> Vec<(String, Change)> {
    let touches = |s: Span| s.start <= selected.end && selected.start <= s.end;
    let names = at.analysis.facts.names.iter();
    let here = names.filter(|n| n.mentions.iter().any(|m| touches(m.span)));
    here.map(|n| {
        let name = n.name.to_string();
        let change = Change::Name {
            uri: at.url.to_string(),
            name: name.clone(),
            variant: None,
        };
        (format!("Name book: add “{name}”"), change)
    })
    .collect()
}

/// The text of a settings file with the entry added; `draft` is the draft's path from that file's folder. The error
/// is a sentence.
pub fn change_file(text: &str, change: &Change, draft: Option<&str>) -> Result<String, String> {
    let mut document: DocumentMut = text
        .parse()
        .map_err(|e: toml_edit::TomlError| format!("It is not TOML: {}.", e.message()))?;
    match change {
        Change::Ignore {
            rule, text: words, ..
        } => {
            let ignore = Ignore {
                rule: rule.clone(),
                text: Some(words.clone()),
                file: draft.map(str::to_string),
                ..Ignore::default()
            };
            let mut entry = Table::new();
            for (key, item) in [
                ("rule", Some(ignore.rule)),
                ("file", ignore.file),
                ("text", ignore.text),
            ] {
                if let Some(item) = item {
                    entry[key] = value(item);
                }
            }
            add(&mut document, "ignore", entry)?;
        }
        Change::Name { name, variant, .. } => {
            let found = edit_name(&mut document, name, &mut |entry| {
                let Some(variant) = variant else {
                    return Ok(());
                };
                let list = entry
                    .entry("variants")
                    .or_insert_with(|| value(Array::new()));
                let list = list.as_array_mut().ok_or("`variants` is no list.")?;
                if !list.iter().any(|v| v.as_str() == Some(variant)) {
                    list.push(variant.as_str());
                }
                Ok(())
            })?;
            if !found {
                let mut entry = Table::new();
                entry["name"] = value(name);
                if let Some(variant) = variant {
                    entry["variants"] = value(Array::from_iter([variant.as_str()]));
                }
                add(&mut document, "names", entry)?;
            }
        }
        Change::Checked { name, .. } => {
            let found = edit_name(&mut document, name, &mut |entry| {
                entry.insert("checked", value(true));
                Ok(())
            })?;
            if !found {
                let mut entry = Table::new();
                entry["name"] = value(name);
                entry["checked"] = value(true);
                add(&mut document, "names", entry)?;
            }
        }
    }
    Ok(document.to_string())
}

/// Adds a table to the list `key`, in whichever form the file has it.
fn add(document: &mut DocumentMut, key: &str, mut entry: Table) -> Result<(), String> {
    let list = document
        .entry(key)
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    match list {
        Item::ArrayOfTables(tables) => {
            if tables.is_empty() {
                entry.decor_mut().set_prefix("\n");
            }
            tables.push(entry);
        }
        Item::Value(Value::Array(array)) => array.push(entry.into_inline_table()),
        _ => return Err(format!("`{key}` is no list of tables.")),
    }
    Ok(())
}

/// Has `edit` change the entry of the name book for `name`; whether there is one.
fn edit_name(
    document: &mut DocumentMut,
    name: &str,
    edit: &mut dyn FnMut(&mut dyn toml_edit::TableLike) -> Result<(), String>,
) -> Result<bool, String> {
    let is_it = |t: &dyn toml_edit::TableLike| t.get("name").and_then(Item::as_str) == Some(name);
    match document.get_mut("names") {
        Some(Item::ArrayOfTables(tables)) => {
            if let Some(table) = tables.iter_mut().find(|t| is_it(&**t)) {
                edit(table)?;
                return Ok(true);
            }
        }
        Some(Item::Value(Value::Array(array))) => {
            let mut tables = array.iter_mut().filter_map(Value::as_inline_table_mut);
            if let Some(table) = tables.find(|t| is_it(&**t)) {
                edit(table)?;
                return Ok(true);
            }
        }
        _ => {}
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str, variant: Option<&str>) -> Change {
        Change::Name {
            uri: String::new(),
            name: name.into(),
            variant: variant.map(Into::into),
        }
    }

    #[test]
    fn entries_are_added_and_the_rest_stays() {
        let old = "# House style\nlanguage = \"en\" # ours\n";
        let new = change_file(old, &name("Kyiv", Some("Kiev")), None).unwrap();
        assert!(new.starts_with(old));
        assert!(new.ends_with("\n[[names]]\nname = \"Kyiv\"\nvariants = [\"Kiev\"]\n"));
        let more = change_file(&new, &name("Kyiv", Some("Kyïv")), None).unwrap();
        assert!(more.ends_with("variants = [\"Kiev\", \"Kyïv\"]\n"));
        assert_eq!(
            change_file(&more, &name("Kyiv", Some("Kiev")), None).unwrap(),
            more
        );
        let checked = Change::Checked {
            uri: String::new(),
            name: "Kyiv".into(),
        };
        assert!(
            change_file(&new, &checked, None)
                .unwrap()
                .ends_with("checked = true\n")
        );
        let ignore = Change::Ignore {
            uri: String::new(),
            rule: "unattributed-quote".into(),
            text: "“a\"\n".into(),
        };
        let ignored = change_file("", &ignore, Some("news/a.md")).unwrap();
        let (settings, problems) = crate::config::parse(&ignored, None, &|_| Err(String::new()));
        assert_eq!(settings.ignores[0].text.as_deref(), Some("“a\"\n"));
        assert_eq!(settings.ignores[0].file.as_deref(), Some("news/a.md"));
        assert!(problems.is_empty());
    }

    #[test]
    fn files_in_other_forms_are_kept_or_refused() {
        let inline = "names = [{ name = \"Kyiv\" }]\n";
        let new = change_file(inline, &name("Kyiv", Some("Kiev")), None).unwrap();
        assert!(new.contains("variants = [\"Kiev\"]"), "{new}");
        let other = change_file(inline, &name("Odesa", None), None).unwrap();
        assert!(other.contains("{ name = \"Odesa\" }"), "{other}");
        assert!(change_file("names = 3", &name("Odesa", None), None).is_err());
        assert!(change_file("names = ", &name("Odesa", None), None).is_err());
    }
}
