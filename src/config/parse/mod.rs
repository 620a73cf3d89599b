//! Text or JSON to settings. What is wrong is told with its place and skipped; everything else stays in force.

#[cfg(test)]
mod tests;

use super::node::{self, Data, Node};
use super::schema::{self, Key, Kind, Value};
use super::{Date, Ignore, NameEntry, PRESETS, Settings, remove_entry};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::text::{Span, nearest};

/// The name that findings in a settings file go by; it is no rule of drafts.
pub const SETTINGS_RULE: &str = "settings";

/// Gives the text of a settings file that another names as its preset; the error is a sentence.
pub type Read<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// Presets that name presets: more are taken for a circle.
const DEPTH: usize = 5;

/// Reads a settings file. `today` ends what has an end.
pub fn parse(text: &str, today: Option<Date>, read: Read<'_>) -> (Settings, Vec<Finding>) {
    parse_at(text, today, read, 0)
}

fn parse_at(
    text: &str,
    today: Option<Date>,
    read: Read<'_>,
    depth: usize,
) -> (Settings, Vec<Finding>) {
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    let mut reader = Reader {
        settings: Settings {
            today,
            ..Settings::default()
        },
        problems: Vec::new(),
        text,
        read,
        depth,
    };
    for error in errors {
        let span = error.span().map_or(Span::at(0), Into::into);
        let message = format!("This is not TOML: {}.", error.message());
        reader.problem(clamp(text, span), Severity::Error, message, None);
    }
    let span = Span::new(0, text.len());
    reader.all(&Node::table(table.get_ref(), span));
    let Reader {
        settings,
        mut problems,
        ..
    } = reader;
    problems.sort_by_key(|p| p.span);
    (settings, problems)
}

/// Puts an editor's settings (the object under `copydesk`) over `settings`; the answer is a sentence a problem.
pub fn overlay(settings: &mut Settings, json: &serde_json::Value) -> Vec<String> {
    let mut reader = Reader {
        settings: std::mem::take(settings),
        problems: Vec::new(),
        text: "",
        read: &|_| Err("an editor's settings name no file".to_string()),
        depth: 0,
    };
    reader.all(&Node::json(json));
    *settings = reader.settings;
    reader.problems.into_iter().map(|p| p.message).collect()
}

/// Within the text, on character boundaries: the parser's errors may point behind the end.
fn clamp(text: &str, span: Span) -> Span {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.from());
    Span::new(start, floor(span.to()).max(start))
}

struct Reader<'a> {
    settings: Settings,
    problems: Vec<Finding>,
    /// The file; empty for an editor's settings.
    text: &'a str,
    read: Read<'a>,
    depth: usize,
}

impl Reader<'_> {
    fn problem(&mut self, span: Span, severity: Severity, message: String, right: Option<String>) {
        let fixes = right.map(|right| Fix {
            title: format!("Change to “{right}”"),
            safe: false,
            edits: vec![Edit::replace(span, right)],
        });
        self.problems.push(Finding {
            rule: SETTINGS_RULE,
            severity,
            span,
            message,
            related: Vec::new(),
            fixes: fixes.into_iter().collect(),
        });
    }

    fn warn(&mut self, span: Span, message: String) {
        self.problem(span, Severity::Warning, message, None);
    }

    fn all(&mut self, node: &Node) {
        let Data::Table(entries) = &node.data else {
            let message = format!("Settings are a table, not {}.", node.kind());
            return self.warn(node.span, message);
        };
        self.preset(entries);
        for (key, value) in entries {
            match key.name.as_str() {
                "rules" => self.rules(value),
                "names" => self.names(value),
                "ignore" => self.ignores(value),
                "credits" => {
                    let mut credits = self.settings.credits.clone();
                    self.table(value, "credits", schema::CREDITS, &mut credits);
                    self.settings.credits = credits;
                }
                "quotes" => {
                    let mut quotes = self.settings.quotes.clone();
                    self.table(value, "quotes", schema::QUOTES, &mut quotes);
                    self.settings.quotes = quotes;
                }
                name => match schema::TOP.iter().find(|k| k.name == name) {
                    Some(known) => {
                        if let Some(value) = self.value(value, known.name, known.kind) {
                            (known.set)(&mut self.settings, value);
                        }
                    }
                    None => self.unknown(key, "setting", &schema::top_names()),
                },
            }
        }
    }

    /// What the house style says, before what this file says.
    fn preset(&mut self, entries: &[(node::Key, Node)]) {
        let asked = entries.iter().find(|(key, _)| key.name == "preset");
        let Some((_, node)) = asked else { return };
        let Data::Text(name) = &node.data else {
            return; // Told when the keys are read.
        };
        let text = match PRESETS.iter().find(|(n, _)| n == name) {
            Some((_, text)) => text.to_string(),
            None if name.ends_with(".toml") && self.depth < DEPTH => match (self.read)(name) {
                Ok(text) => text,
                Err(why) => return self.warn(node.span, format!("`{name}`: {why}.")),
            },
            None => return,
        };
        let (preset, problems) = parse_at(&text, self.settings.today, self.read, self.depth + 1);
        if !problems.is_empty() {
            let n = problems.len();
            let message = format!(
                "`{name}` has {n} problems; the first: {}",
                problems[0].message
            );
            self.warn(node.span, message);
        }
        self.settings = preset;
        self.settings.style = Some(name.clone());
    }

    fn rules(&mut self, node: &Node) {
        let Data::Table(entries) = &node.data else {
            let message = format!(
                "`rules` is a table of rules and severities, not {}.",
                node.kind()
            );
            return self.warn(node.span, message);
        };
        for (key, value) in entries {
            let Some(rule) = crate::rules::by_name(&key.name) else {
                self.unknown(key, "rule", &schema::rule_names());
                continue;
            };
            let severity = match &value.data {
                Data::Bool(false) => None,
                Data::Bool(true) => Some(rule.severity.unwrap_or(Severity::Warning)),
                Data::Text(word) if word == "off" => None,
                Data::Text(word) if Severity::from_name(word).is_some() => {
                    Severity::from_name(word)
                }
                _ => {
                    self.one_of(value, &format!("rules.{}", key.name), schema::LEVELS);
                    continue;
                }
            };
            self.settings.rules.insert(rule.name.to_string(), severity);
        }
    }

    fn names(&mut self, node: &Node) {
        for entry in self.entries(node, "names") {
            let mut name = NameEntry::default();
            if self.table(entry, "names", schema::NAMES, &mut name) {
                // The later entry wins: a house's own over its preset's.
                let same = |old: &NameEntry| {
                    old.canonical == name.canonical || name.variants.contains(&old.canonical)
                };
                self.settings.names.retain(|old| !same(old));
                self.settings.names.push(name);
            }
        }
    }

    fn ignores(&mut self, node: &Node) {
        for entry in self.entries(node, "ignore") {
            let mut ignore = Ignore::default();
            if !self.table(entry, "ignore", schema::IGNORE, &mut ignore) {
                continue;
            }
            let over = match (ignore.until, self.settings.today) {
                (Some(until), Some(today)) => until < today,
                _ => false,
            };
            if over {
                let until = ignore.until.map(|d| d.to_string()).unwrap_or_default();
                let message = format!(
                    "This entry held until {until}, so its findings are shown again: remove it or set a later date."
                );
                self.problems.push(Finding {
                    rule: SETTINGS_RULE,
                    severity: Severity::Warning,
                    span: entry.span,
                    message,
                    related: Vec::new(),
                    fixes: vec![remove_entry(self.text, entry.span)],
                });
            } else {
                ignore.place = (self.depth == 0 && !self.text.is_empty()).then_some(entry.span);
                self.settings.ignores.push(ignore);
            }
        }
    }

    fn entries<'n>(&mut self, node: &'n Node, name: &str) -> Vec<&'n Node> {
        match &node.data {
            Data::List(items) => items.iter().collect(),
            _ => {
                let message = format!("`{name}` is a list: write `[[{name}]]` above each entry.");
                self.warn(node.span, message);
                Vec::new()
            }
        }
    }

    /// Fills `target` from a table; false if the entry is of no use.
    fn table<T>(&mut self, node: &Node, name: &str, keys: &[Key<T>], target: &mut T) -> bool {
        let Data::Table(entries) = &node.data else {
            let message = format!("`{name}` takes a table, not {}.", node.kind());
            self.warn(node.span, message);
            return false;
        };
        let mut seen = Vec::new();
        for (key, value) in entries {
            let Some(known) = keys.iter().find(|k| k.name == key.name) else {
                let names: Vec<&str> = keys.iter().map(|k| k.name).collect();
                self.unknown(key, &format!("key of `{name}`"), &names);
                continue;
            };
            let full = format!("{name}.{}", known.name);
            if let Some(value) = self.value(value, &full, known.kind) {
                (known.set)(target, value);
                seen.push(known.name);
            }
        }
        let missing = keys.iter().find(|k| k.required && !seen.contains(&k.name));
        if let Some(key) = missing {
            let given = entries.iter().any(|(k, _)| k.name == key.name);
            if !given {
                let message = format!(
                    "This entry of `{name}` has no `{}`, so it does nothing.",
                    key.name
                );
                self.warn(node.span, message);
            }
        }
        missing.is_none()
    }

    fn value(&mut self, node: &Node, name: &str, kind: Kind) -> Option<Value> {
        let wanted = match (kind, &node.data) {
            (Kind::Bool, Data::Bool(b)) => return Some(Value::Bool(*b)),
            (Kind::Text, Data::Text(text)) => return Some(Value::Text(text.clone())),
            (Kind::OneOf(words), _) => {
                let words = words();
                match &node.data {
                    Data::Text(t) if words.contains(&t.as_str()) => {
                        return Some(Value::Text(t.clone()));
                    }
                    _ => self.one_of(node, name, &words),
                }
                return None;
            }
            (Kind::Language, Data::Text(code)) => {
                if crate::language::by_code(code).is_some() {
                    return Some(Value::Text(code.clone()));
                }
                self.one_of(node, name, &schema::languages());
                return None;
            }
            (Kind::Preset, Data::Text(preset)) => {
                let words = schema::presets();
                if preset.ends_with(".toml") || words.contains(&preset.as_str()) {
                    return Some(Value::Text(preset.clone()));
                }
                self.one_of(node, name, &words);
                return None;
            }
            (Kind::Address, Data::Text(address))
                if ["https://", "http://"]
                    .iter()
                    .any(|s| address.starts_with(s)) =>
            {
                return Some(Value::Text(address.clone()));
            }
            (Kind::Address, _) => "an address like \"https://desk.example.org/\"",
            (Kind::Date, Data::Date(date)) => return Some(Value::Date(*date)),
            (Kind::Date, Data::Text(text)) => match Date::parse(text) {
                Some(date) => return Some(Value::Date(date)),
                None => "a date like 2026-12-31",
            },
            // One text is a list of one.
            (Kind::List, Data::Text(text)) => return Some(Value::List(vec![text.clone()])),
            (Kind::List, Data::List(items)) => {
                let mut list = Vec::new();
                for item in items {
                    match &item.data {
                        Data::Text(text) => list.push(text.clone()),
                        _ => {
                            let message =
                                format!("`{name}` is a list of texts; this is {}.", item.kind());
                            self.warn(item.span, message);
                        }
                    }
                }
                return Some(Value::List(list));
            }
            (Kind::Bool, _) => "true or false",
            (Kind::Text | Kind::Language | Kind::Preset, _) => "text in quotation marks",
            (Kind::Date, _) => "a date like 2026-12-31",
            (Kind::List, _) => "a list of texts",
        };
        let message = format!("`{name}` takes {wanted}, not {}.", node.kind());
        self.warn(node.span, message);
        None
    }

    fn one_of(&mut self, node: &Node, name: &str, words: &[&'static str]) {
        let Data::Text(given) = &node.data else {
            let list = listed(words);
            let message = format!("`{name}` takes one of {list}, not {}.", node.kind());
            return self.warn(node.span, message);
        };
        let right = nearest(given, words.iter().copied());
        let message = match right {
            Some(right) => format!("`{name}` cannot be `{given}`; did you mean `{right}`?"),
            None => format!(
                "`{name}` cannot be `{given}`; it takes one of {}.",
                listed(words)
            ),
        };
        let right = right.map(|r| format!("\"{r}\""));
        self.problem(node.span, Severity::Warning, message, right);
    }

    fn unknown(&mut self, key: &node::Key, what: &str, names: &[&'static str]) {
        let right = nearest(&key.name, names.iter().copied());
        let message = match right {
            Some(right) => format!("There is no {what} `{}`; did you mean `{right}`?", key.name),
            None => format!(
                "There is no {what} `{}`; there are {}.",
                key.name,
                listed(names)
            ),
        };
        self.problem(
            key.span,
            Severity::Warning,
            message,
            right.map(str::to_string),
        );
    }
}

fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|w| format!("`{w}`")).collect();
    quoted.join(", ")
}

/// The problem of a settings file that cannot be read.
pub(super) fn unreadable(why: &str) -> Finding {
    Finding {
        rule: SETTINGS_RULE,
        severity: Severity::Error,
        span: Span::at(0),
        message: format!("The settings file {why}; the defaults are in force."),
        related: Vec::new(),
        fixes: Vec::new(),
    }
}
