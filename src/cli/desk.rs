//! The settings of a run: what the settings files say, with what the command line says over it.

use super::report::Report;
use crate::config::Settings;
use crate::finding::Severity;
use crate::markup::Format;
use crate::rules;
use std::path::Path;
use std::sync::Arc;

/// What the command line says over the settings files.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Overrides {
    /// Format of the drafts; by the file's ending where not given
    #[arg(long, value_parser = super::format, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Language of the drafts (ISO 639-1)
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Only these rules or families, whatever the settings say (`names,unattributed-quote`)
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub rules: Vec<String>,
}

/// Hands out the settings of each draft.
pub struct Desk {
    /// The format asked for.
    pub format: Option<Format>,
    base: Arc<Settings>,
}

impl Desk {
    /// The error is a sentence.
    pub fn new(overrides: &Overrides) -> Result<Self, String> {
        let mut base = Settings::default();
        over(&mut base, overrides)?;
        Ok(Desk {
            format: overrides.format,
            base: Arc::new(base),
        })
    }

    /// The settings of the draft at `path`.
    pub fn settings(&self, _path: Option<&Path>) -> Arc<Settings> {
        self.base.clone()
    }

    /// What is wrong with the settings files that came up since the last call.
    pub fn problems(&self) -> Vec<Report> {
        Vec::new()
    }
}

/// Puts the command line's words over `settings`.
fn over(settings: &mut Settings, overrides: &Overrides) -> Result<(), String> {
    if overrides.language.is_some() {
        settings.language.clone_from(&overrides.language);
    }
    if overrides.rules.is_empty() {
        return Ok(());
    }
    for asked in &overrides.rules {
        let known = |r: &&rules::Rule| r.name == asked || r.family.name() == asked;
        if !rules::all().any(|r| known(&r)) {
            return Err(match rules::nearest(asked) {
                Some(name) => format!("there is no rule {asked:?}; did you mean {name:?}?"),
                None => format!("there is no rule {asked:?}; `copydesk rules` lists them"),
            });
        }
    }
    for rule in rules::all() {
        let named = |asked: &String| rule.name == asked;
        let family = |asked: &String| rule.family.name() == asked;
        let set = settings.rules.get(rule.name).copied();
        let severity = if overrides.rules.iter().any(named) {
            // Asked for by its name: on, even if it is off by default.
            Some(set.flatten().or(rule.severity).unwrap_or(Severity::Warning))
        } else if overrides.rules.iter().any(family) {
            set.unwrap_or(rule.severity)
        } else {
            None
        };
        settings.rules.insert(rule.name.to_string(), severity);
    }
    Ok(())
}
