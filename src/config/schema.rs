//! Every key of the settings: its kind, what it does, and how it is set. The parser, the JSON schema and the
//! documentation are made from these tables.

use super::{Credits, Date, Ignore, NameEntry, PRESETS, Quotes, Settings};
use crate::rules;

/// A value of the right kind.
#[derive(Clone, Debug)]
pub enum Value {
    Bool(bool),
    Text(String),
    List(Vec<String>),
    Date(Date),
}

impl Value {
    fn bool(self) -> bool {
        matches!(self, Value::Bool(true))
    }

    fn text(self) -> String {
        match self {
            Value::Text(text) => text,
            _ => String::new(),
        }
    }

    fn list(self) -> Vec<String> {
        match self {
            Value::List(list) => list,
            _ => Vec::new(),
        }
    }

    fn date(self) -> Option<Date> {
        match self {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }
}

/// What a key takes.
#[derive(Clone, Copy)]
pub enum Kind {
    Bool,
    Text,
    /// One of these words.
    OneOf(fn() -> Vec<&'static str>),
    /// A language code with a pack, with or without a region.
    Language,
    /// A house style, or the path of a settings file.
    Preset,
    /// The address of a web page.
    Address,
    /// A list of texts.
    List,
    Date,
}

/// A key of a table that fills a `T`.
pub struct Key<T: 'static> {
    pub name: &'static str,
    pub kind: Kind,
    /// What it does: one or two sentences of Markdown.
    pub doc: &'static str,
    /// A value to show, as it is written in TOML.
    pub example: &'static str,
    /// A table entry without it is of no use.
    pub required: bool,
    pub(super) set: fn(&mut T, Value),
}

/// The keys outside any table. `preset` is read before all others.
pub const TOP: &[Key<Settings>] = &[
    Key {
        name: "language",
        kind: Kind::Language,
        doc: "Language of the drafts. English where nothing is said.",
        example: "\"en\"",
        required: false,
        set: |s, v| s.language = Some(v.text()),
    },
    Key {
        name: "preset",
        kind: Kind::Preset,
        doc: "House style to start from, or the path of a settings file (`house/style.toml`, from this file's folder). What \
              this file says goes over it.",
        example: "\"guardian\"",
        required: false,
        set: |_, _| {},
    },
    Key {
        name: "docs",
        kind: Kind::Address,
        doc: "Address of the folder that the pages of `copydesk docs` were published in. Findings link to their rule's \
              page there; without it, to a page on this computer.",
        example: "\"https://desk.example.org/copydesk/\"",
        required: false,
        set: |s, v| s.docs = Some(v.text()),
    },
];

/// `[credits]`.
pub const CREDITS: &[Key<Credits>] = &[
    Key {
        name: "format",
        kind: Kind::Text,
        doc: "How a credit line reads; `{name}` and `{agency}` stand for the photographer and the agency.",
        example: "\"Photograph: {name}/{agency}\"",
        required: false,
        set: |c, v| c.format = Some(v.text()),
    },
    Key {
        name: "exempt",
        kind: Kind::List,
        doc: "Pictures that need no credit: words of their files' names or classes, or ends of their paths with `*` for anything.",
        example: "[\"logo\", \"charts/**\"]",
        required: false,
        set: |c, v| c.exempt = v.list(),
    },
    Key {
        name: "photographs",
        kind: Kind::List,
        doc: "Pictures that are photographs whatever their names, classes and sizes say; written as for `exempt`, which goes \
              over it.",
        example: "[\"banner\", \"assets/photos/**\"]",
        required: false,
        set: |c, v| c.photographs = v.list(),
    },
    Key {
        name: "graphics",
        kind: Kind::List,
        doc: "Pictures that are graphics (charts, screenshots, drawings), whose missing credits are only hinted at; written as \
              for `exempt`.",
        example: "[\"*.png\", \"cartoon\"]",
        required: false,
        set: |c, v| c.graphics = v.list(),
    },
    Key {
        name: "alt",
        kind: Kind::Bool,
        doc: "Whether alternative text may hold the credit.",
        example: "false",
        required: false,
        set: |c, v| c.alt = v.bool(),
    },
    Key {
        name: "expected",
        kind: Kind::Bool,
        doc: "Pictures are put in elsewhere: a draft with neither a picture nor a credit line is flagged once.",
        example: "false",
        required: false,
        set: |c, v| c.expected = v.bool(),
    },
];

/// `[quotes]`.
pub const QUOTES: &[Key<Quotes>] = &[
    Key {
        name: "lead-in",
        kind: Kind::Bool,
        doc: "Whether the sentence before a quotation may name its speaker.",
        example: "true",
        required: false,
        set: |q, v| q.lead_in = v.bool(),
    },
    Key {
        name: "british",
        kind: Kind::Bool,
        doc: "Whether commas and full stops stand inside quotation marks only where they belong to the words quoted (`quote-punctuation`).",
        example: "true",
        required: false,
        set: |q, v| q.british = v.bool(),
    },
    Key {
        name: "curl",
        kind: Kind::Bool,
        doc: "Whether straight quotation marks become the language's own as they are typed, in editors that format on type.",
        example: "true",
        required: false,
        set: |q, v| q.curl = v.bool(),
    },
];

/// `[[names]]`, the name book.
pub const NAMES: &[Key<NameEntry>] = &[
    Key {
        name: "name",
        kind: Kind::Text,
        doc: "The spelling of the house.",
        example: "\"Kyiv\"",
        required: true,
        set: |n, v| n.canonical = v.text(),
    },
    Key {
        name: "variants",
        kind: Kind::List,
        doc: "Spellings that are flagged.",
        example: "[\"Kiev\"]",
        required: false,
        set: |n, v| n.variants = v.list(),
    },
    Key {
        name: "second",
        kind: Kind::Text,
        doc: "The form for later references; `name` is for the first.",
        example: "\"Rutte\"",
        required: false,
        set: |n, v| n.second = Some(v.text()),
    },
    Key {
        name: "exceptions",
        kind: Kind::List,
        doc: "Phrases in which a variant is right.",
        example: "[\"chicken Kiev\"]",
        required: false,
        set: |n, v| n.exceptions = v.list(),
    },
    Key {
        name: "auto",
        kind: Kind::Bool,
        doc: "Whether `--fix` and fix-all put the spelling of the house in.",
        example: "true",
        required: false,
        set: |n, v| n.auto = v.bool(),
    },
    Key {
        name: "in-quotes",
        kind: Kind::Bool,
        doc: "Whether variants are flagged within quotations too.",
        example: "false",
        required: false,
        set: |n, v| n.in_quotes = v.bool(),
    },
    Key {
        name: "checked",
        kind: Kind::Bool,
        doc: "The spelling was checked (CQ): it is never flagged.",
        example: "true",
        required: false,
        set: |n, v| n.checked = v.bool(),
    },
];

/// `[[ignore]]`: findings that somebody has looked at and let stand.
pub const IGNORE: &[Key<Ignore>] = &[
    Key {
        name: "rule",
        kind: Kind::OneOf(rule_names),
        doc: "The rule.",
        example: "\"unattributed-quote\"",
        required: true,
        set: |i, v| i.rule = v.text(),
    },
    Key {
        name: "file",
        kind: Kind::Text,
        doc: "Drafts it holds for: a path from this file's folder, `*` and `**` allowed. All where not given.",
        example: "\"archive/**\"",
        required: false,
        set: |i, v| i.file = Some(v.text()),
    },
    Key {
        name: "text",
        kind: Kind::Text,
        doc: "The flagged words. Any where not given.",
        example: "\"“We shall overcome.”\"",
        required: false,
        set: |i, v| i.text = Some(v.text()),
    },
    Key {
        name: "reason",
        kind: Kind::Text,
        doc: "Why it may stand.",
        example: "\"The chant of the crowd\"",
        required: false,
        set: |i, v| i.reason = Some(v.text()),
    },
    Key {
        name: "until",
        kind: Kind::Date,
        doc: "The last day it holds; after it the finding comes back.",
        example: "2026-12-31",
        required: false,
        set: |i, v| i.until = v.date(),
    },
];

/// What a rule can be set to, beside `true` (its default) and `false` (off).
pub const LEVELS: &[&str] = &["off", "hint", "information", "warning", "error"];

/// All names at the top of the file: keys and tables.
pub fn top_names() -> Vec<&'static str> {
    let keys = TOP.iter().map(|k| k.name);
    keys.chain(["rules", "names", "credits", "quotes", "ignore"])
        .collect()
}

/// Names of all rules.
pub fn rule_names() -> Vec<&'static str> {
    rules::all().map(|r| r.name).collect()
}

/// Codes of the languages there are packs for.
pub fn languages() -> Vec<&'static str> {
    let codes = ["en", "de", "fr", "es", "nl", "it", "pt", "uk", "ru"];
    let known = codes.into_iter();
    known
        .filter(|c| crate::language::by_code(c).is_some())
        .collect()
}

/// Names of the house styles.
pub fn presets() -> Vec<&'static str> {
    PRESETS.iter().map(|p| p.0).collect()
}
