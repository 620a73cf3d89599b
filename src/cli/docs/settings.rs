//! The reference of `copydesk.toml`, as Markdown, from the tables that drive its parser.

use crate::config::PRESETS;
use crate::config::schema::{self, Key, Kind};
use std::fmt::Write;

/// All settings with what they take, what they do and an example.
pub fn settings() -> String {
    let mut out = "# Settings\n\n\
        `copydesk.toml` stands beside the drafts or in a folder above them; the nearest one counts, and it is read \
        again when it changes. `copydesk init` writes one with every key as a comment. An editor's own settings under \
        `copydesk` have the same names and go over the file. A wrong key or value is flagged in the file at its place, \
        and everything else stays in force.\n\n"
        .to_string();
    table(&mut out, "At the top", schema::TOP);
    out += "## `[rules]`\n\nHow much each rule's findings matter: `\"off\"`, `\"hint\"`, `\"information\"`, \
            `\"warning\"` or `\"error\"`; `true` is the rule's default and `false` is off.\n\n\
            ```toml\n[rules]\nloaded-verb = \"off\"\n```\n\n[All rules with their defaults](rules.html)\n\n";
    table(&mut out, "`[[names]]`: the name book", schema::NAMES);
    table(
        &mut out,
        "`[credits]`: how pictures are credited",
        schema::CREDITS,
    );
    table(
        &mut out,
        "`[quotes]`: house style of quotations",
        schema::QUOTES,
    );
    table(
        &mut out,
        "`[[ignore]]`: findings that may stand",
        schema::IGNORE,
    );
    out += "## House styles\n\nEach is a settings file that is part of the program.\n\n";
    for (name, text) in PRESETS {
        let _ = writeln!(out, "### {name}\n\n```toml\n{}\n```\n", text.trim());
    }
    out
}

fn table<T>(out: &mut String, title: &str, keys: &[Key<T>]) {
    let _ = write!(
        out,
        "## {title}\n\n| Key | Takes | Does | Example |\n|---|---|---|---|\n"
    );
    for key in keys {
        let takes = match key.kind {
            Kind::Bool => "`true` or `false`".to_string(),
            Kind::Text => "text".to_string(),
            Kind::OneOf(_) => "a rule's name".to_string(),
            Kind::Language => format!("a language code: {}", schema::languages().join(", ")),
            Kind::Preset => format!("{}, or a file", schema::presets().join(", ")),
            Kind::Address => "a web address".to_string(),
            Kind::List => "a list of texts".to_string(),
            Kind::Date => "a date".to_string(),
        };
        let _ = writeln!(
            out,
            "| `{}` | {takes} | {} | `{}` |",
            key.name, key.doc, key.example
        );
    }
    out.push('\n');
}
