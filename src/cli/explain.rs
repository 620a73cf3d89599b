//! `copydesk explain`, `copydesk rules` and `copydesk schema`: what the registry knows, for people and programs.

use super::docs;
use super::{Outcome, complain};
use crate::config;
use crate::rules;
use serde_json::json;
use std::io::{self, Write};

/// Print the documentation of a rule
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// Its name
    #[arg(value_name = "RULE")]
    rule: String,
}

/// List the rules
#[derive(Debug, clap::Args)]
pub struct Rules {
    /// How to write them
    #[arg(
        long,
        short,
        value_enum,
        default_value = "human",
        value_name = "FORMAT"
    )]
    output: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Human,
    Json,
    Markdown,
}

/// Print the JSON schema of copydesk.toml
#[derive(Debug, clap::Args)]
pub struct Schema {
    /// The settings of an editor instead, by their full names
    #[arg(long)]
    editor: bool,
}

pub fn explain(args: &Explain) -> io::Result<Outcome> {
    if let Some(rule) = rules::by_name(&args.rule) {
        write!(io::stdout(), "{}", docs::page(rule))?;
        return Ok(Outcome::Clean);
    }
    let name = &args.rule;
    complain(&match rules::nearest(name) {
        Some(right) => format!("there is no rule {name:?}; did you mean {right:?}?"),
        None => format!("there is no rule {name:?}; `copydesk rules` lists them"),
    });
    Ok(Outcome::Failed)
}

pub fn rules(args: &Rules) -> io::Result<Outcome> {
    let mut out = io::stdout().lock();
    match args.output {
        Form::Markdown => write!(out, "{}", docs::table(|_| None))?,
        Form::Json => {
            let all = rules::all().map(|r| {
                json!({
                    "name": r.name,
                    "family": r.family.name(),
                    "default": r.level(),
                    "summary": r.summary,
                })
            });
            writeln!(out, "{:#}", json!(all.collect::<Vec<_>>()))?;
        }
        Form::Human => {
            let width = rules::all().map(|r| r.name.len()).max().unwrap_or(0);
            let mut family = None;
            for rule in rules::all() {
                if family != Some(rule.family) {
                    let gap = if family.is_some() { "\n" } else { "" };
                    writeln!(out, "{gap}{}", rule.family.name())?;
                    family = Some(rule.family);
                }
                let level = rule.level();
                let summary = rule.summary.trim_end_matches('.');
                writeln!(out, "  {:width$}  {level:11}  {summary}", rule.name)?;
            }
            writeln!(out, "\n`copydesk explain RULE` says why, with examples.")?;
        }
    }
    Ok(Outcome::Clean)
}

pub fn schema(args: &Schema) -> io::Result<Outcome> {
    let schema = if args.editor {
        config::editor_properties()
    } else {
        config::json_schema()
    };
    writeln!(io::stdout(), "{schema:#}")?;
    Ok(Outcome::Clean)
}
