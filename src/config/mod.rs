//! `copydesk.toml`: a value and its problems, each with its range.
//!
//! One definition of every key ([`schema`]) drives the parser, the JSON schema and the documentation. A preset is a
//! settings file that is compiled in; an editor's settings go over a file's, key by key.

mod date;
mod entry;
mod json_schema;
mod load;
mod node;
mod parse;
mod presets;
pub mod schema;
mod unused;

pub use date::Date;
pub use entry::remove_entry;
pub use json_schema::{editor_properties, json_schema};
pub use load::{FILE_NAME, Loaded, Loader, find};
pub use parse::{SETTINGS_RULE, overlay, parse};
pub use presets::PRESETS;
pub use unused::{note_used, own_entries, unused_entries};

use crate::finding::Severity;
use crate::text::Span;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a newsroom has decided. The default is what the desk does without a settings file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The house style it starts from: a preset's name or a file's.
    pub style: Option<String>,
    /// Language code of the drafts; detected where not given.
    pub language: Option<String>,
    /// Severity by rule; `None` turns the rule off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// The name book.
    pub names: Vec<NameEntry>,
    pub credits: Credits,
    pub quotes: Quotes,
    /// Findings that somebody has looked at and let stand.
    pub ignores: Vec<Ignore>,
    /// Address of the folder that the rules' pages were published in.
    pub docs: Option<String>,
    /// The day that suppressions with an end are measured against; without it none has ended.
    pub today: Option<Date>,
}

/// A name with the spelling the house has decided on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameEntry {
    pub canonical: String,
    pub variants: Vec<String>,
    /// The form for all mentions but the first.
    pub second: Option<String>,
    /// Phrases in which another form is right (`chicken Kiev`).
    pub exceptions: Vec<String>,
    /// Fixed by fix-all.
    pub auto: bool,
    /// Also within quotations.
    pub in_quotes: bool,
    /// Spelling checked (CQ): never a finding.
    pub checked: bool,
}

/// How pictures are credited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credits {
    /// `Photo: {name}/{agency}`; the format of domain.md where not given.
    pub format: Option<String>,
    /// Names, classes or paths (globs) of pictures that need no credit.
    pub exempt: Vec<String>,
    /// The same of pictures that are photographs whatever their names say.
    pub photographs: Vec<String>,
    /// The same of graphics, which are only hinted at.
    pub graphics: Vec<String>,
    /// Alternative text may hold the credit.
    pub alt: bool,
    /// Pictures live elsewhere: a draft with neither picture nor credit line is flagged once.
    pub expected: bool,
}

/// House style of quotations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    /// The sentence before a quotation may name its speaker.
    pub lead_in: bool,
    /// Commas and full stops stand inside the marks only where they belong to the words quoted.
    pub british: bool,
    /// Straight marks become the language's own as they are typed.
    pub curl: bool,
}

/// An entry that lets findings stand.
#[derive(Clone, Debug, Default)]
pub struct Ignore {
    pub rule: String,
    /// The flagged words; any where not given.
    pub text: Option<String>,
    /// Glob over the draft's path from the settings file's folder; every draft where not given.
    pub file: Option<String>,
    pub reason: Option<String>,
    /// The last day it holds.
    pub until: Option<Date>,
    /// Where it stands in its settings file; `None` for one of a preset or of an editor's settings.
    pub place: Option<Span>,
}

/// Entries that say the same are the same, wherever they stand.
impl PartialEq for Ignore {
    fn eq(&self, other: &Self) -> bool {
        fn said(i: &Ignore) -> (&str, [&Option<String>; 3], Option<Date>) {
            (&i.rule, [&i.text, &i.file, &i.reason], i.until)
        }
        said(self) == said(other)
    }
}

impl Settings {
    /// What holds for the draft at `path` (from the settings file's folder, with forward slashes).
    pub fn for_draft(&self, path: &str) -> Settings {
        let mut settings = self.clone();
        settings.ignores.retain(|i| i.holds_for(path));
        settings
    }
}

impl Ignore {
    fn holds_for(&self, path: &str) -> bool {
        let Some(pattern) = &self.file else {
            return true;
        };
        let glob = globset::GlobBuilder::new(pattern)
            .literal_separator(true)
            .build();
        glob.is_ok_and(|g| g.compile_matcher().is_match(path))
    }

    /// Whether it lets a finding of `rule` stand on `words`.
    pub fn lets_stand<'a>(&self, rule: &str, words: impl FnOnce() -> Cow<'a, str>) -> bool {
        self.rule == rule && self.text.as_ref().is_none_or(|t| *t == *words())
    }

    /// The entry as it is written in a settings file, to be put at its end.
    pub fn entry(&self) -> String {
        let mut out = "[[ignore]]\n".to_string();
        let mut line = |key: &str, value: &Option<String>| {
            if let Some(value) = value {
                let value = toml::Value::String(value.clone());
                out += &format!("{key} = {value}\n");
            }
        };
        line("rule", &Some(self.rule.clone()));
        line("file", &self.file);
        line("text", &self.text);
        line("reason", &self.reason);
        if let Some(date) = self.until {
            out += &format!("until = {date}\n");
        }
        out
    }
}
