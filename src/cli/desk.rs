//! The settings of a run: what the settings files say, with what the command line says over it.

use super::report::Report;
use crate::config::{Date, Loaded, Loader, Settings};
use crate::draft::{Analysis, Light, analyse_among, used_entries};
use crate::facts::Facts;
use crate::facts::images::Pictures;
use crate::facts::names::across::Elsewhere;
use crate::finding::{Finding, Severity};
use crate::markup::Format;
use crate::picture::{Cache, root_of};
use crate::{language, rules};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// What the command line says over the settings files.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Overrides {
    /// Format of the drafts; by the file's ending where not given
    #[arg(long, value_parser = super::format, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Language of the drafts (ISO 639-1)
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// This settings file and no other; else the copydesk.toml nearest above each draft
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Only these rules or families, whatever the settings say (`names,unattributed-quote`)
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub rules: Vec<String>,
}

/// Hands out the settings of each draft.
pub struct Desk {
    overrides: Overrides,
    loader: Loader,
    /// The settings file asked for.
    forced: Option<Arc<Loaded>>,
    /// What holds where there is no settings file.
    base: Arc<Settings>,
    /// What the files of pictures tell.
    pictures: Cache,
    /// Settings files whose problems were told.
    told: Mutex<HashSet<PathBuf>>,
}

impl Desk {
    /// The error is a sentence.
    pub fn new(overrides: &Overrides) -> Result<Self, String> {
        if let Some(code) = &overrides.language
            && language::by_code(code).is_none()
        {
            let known = crate::config::schema::languages().join(", ");
            return Err(format!(
                "there is no language {code:?} yet; there are {known}"
            ));
        }
        for asked in &overrides.rules {
            if !rules::all().any(|r| matches(r, asked)) {
                return Err(match rules::nearest(asked) {
                    Some(name) => format!("there is no rule {asked:?}; did you mean {name:?}?"),
                    None => format!("there is no rule {asked:?}; `copydesk rules` lists them"),
                });
            }
        }
        let forced = match &overrides.config {
            None => None,
            Some(path) => {
                let loaded = Loaded::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
                Some(Arc::new(loaded))
            }
        };
        let mut base = Settings {
            today: Some(Date::of(SystemTime::now())),
            ..Settings::default()
        };
        over(&mut base, overrides);
        Ok(Desk {
            overrides: overrides.clone(),
            loader: Loader::default(),
            forced,
            base: Arc::new(base),
            pictures: Cache::default(),
            told: Mutex::default(),
        })
    }

    /// The format asked for.
    pub fn format(&self) -> Option<Format> {
        self.overrides.format
    }

    /// The settings of the draft at `path`; of standard input without a name, those of the current folder.
    pub fn settings(&self, path: Option<&Path>) -> Arc<Settings> {
        let path = path.unwrap_or(Path::new("-"));
        let Some(loaded) = self.loaded(path) else {
            return self.base.clone();
        };
        let mut settings = loaded.for_draft(path);
        if self.overrides.language.is_some() || !self.overrides.rules.is_empty() {
            over(Arc::make_mut(&mut settings), &self.overrides);
        }
        settings
    }

    /// Whether anything could come of comparing drafts with each other.
    pub fn compares(&self) -> bool {
        let asked = &self.overrides.rules;
        let rule = rules::by_name("name-across-drafts");
        asked.is_empty() || rule.is_some_and(|r| asked.iter().any(|a| matches(r, a)))
    }

    /// The settings file of the draft at `path`, if it has entries of its own that let findings stand.
    pub fn with_entries(&self, path: &Path) -> Option<Arc<Loaded>> {
        let own = |file: &Arc<Loaded>| file.settings.ignores.iter().any(|i| i.place.is_some());
        self.loaded(path).filter(own)
    }

    /// The settings file of the draft at `path`; drafts are compared with those that the same one governs.
    pub fn group(&self, path: &Path) -> PathBuf {
        self.loaded(path)
            .map(|l| l.path.clone())
            .unwrap_or_default()
    }

    fn loaded(&self, path: &Path) -> Option<Arc<Loaded>> {
        match &self.forced {
            Some(forced) => Some(forced.clone()),
            None => self.loader.for_draft(path),
        }
    }

    /// Facts and findings of a text that stands in the file at `path`, with what its pictures' files tell.
    pub fn analyse(
        &self,
        text: &str,
        format: Format,
        settings: &Settings,
        path: Option<&Path>,
        elsewhere: &[Elsewhere],
    ) -> Analysis {
        let look = |facts: &Facts| self.look(path, facts);
        analyse_among(text, format, settings, &look, elsewhere)
    }

    /// What the files of a draft's pictures tell.
    fn look(&self, path: Option<&Path>, facts: &Facts) -> Pictures {
        match path {
            Some(path) if !facts.images.is_empty() => {
                self.pictures.load_all(path, &root_of(path), &facts.images)
            }
            _ => Pictures::default(),
        }
    }

    /// The settings of a draft that stands nowhere: those of `--config`, or the defaults.
    pub fn anywhere(&self) -> Arc<Settings> {
        match &self.forced {
            Some(_) => self.settings(None),
            None => self.base.clone(),
        }
    }

    /// What is wrong with the settings files that came up since the last call, and what `more` finds wrong with any.
    pub fn problems(&self, more: &dyn Fn(&Loaded) -> Vec<Finding>) -> Vec<Report> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let forced = self.forced.iter().cloned();
        let all = forced.chain(self.loader.loaded());
        let reports = all.map(|file| {
            let mut findings = more(&file);
            if told.insert(file.path.clone()) {
                findings.extend(file.problems.iter().cloned());
            }
            findings.sort_by_key(|f| f.span);
            report(&file, findings)
        });
        reports
            .filter(|r| !r.analysis.findings.is_empty())
            .collect()
    }

    /// Which of the settings' entries that let findings stand a draft uses, in their order.
    pub fn used_entries(
        &self,
        text: &str,
        format: Format,
        settings: &Settings,
        path: Option<&Path>,
        analysis: &Analysis,
        elsewhere: &[Elsewhere],
    ) -> Vec<bool> {
        if settings.ignores.is_empty() {
            return Vec::new();
        }
        let light = Light {
            settings,
            pictures: &self.look(path, &analysis.facts),
            elsewhere,
        };
        used_entries(text, format, analysis.language, &analysis.facts, &light)
    }

    /// Whether every rule runs as the settings say, so that what finds nothing does nothing.
    pub fn runs_all(&self) -> bool {
        self.overrides.rules.is_empty()
            && self.overrides.language.is_none()
            && self.overrides.format.is_none()
    }
}

/// A settings file's problems, as a draft's findings.
fn report(file: &Loaded, findings: Vec<Finding>) -> Report {
    let here = std::env::current_dir().unwrap_or_default();
    let name = file.path.strip_prefix(here).unwrap_or(&file.path);
    Report {
        name: name.to_string_lossy().replace('\\', "/"),
        text: file.text.clone(),
        format: None,
        analysis: Analysis {
            findings,
            ..Analysis::default()
        },
        fixed: 0,
    }
}

/// Whether `asked` names the rule or its family.
fn matches(rule: &rules::Rule, asked: &str) -> bool {
    rule.name == asked || rule.family.name() == asked
}

/// Puts the command line's words over `settings`.
fn over(settings: &mut Settings, overrides: &Overrides) {
    if overrides.language.is_some() {
        settings.language.clone_from(&overrides.language);
    }
    if overrides.rules.is_empty() {
        return;
    }
    for rule in rules::all() {
        let set = settings.rules.get(rule.name).copied();
        let severity = if overrides.rules.iter().any(|asked| rule.name == asked) {
            // Asked for by its name: on, even if it is off by default.
            Some(set.flatten().or(rule.severity).unwrap_or(Severity::Warning))
        } else if overrides.rules.iter().any(|asked| matches(rule, asked)) {
            rule.severity_under(settings)
        } else {
            None
        };
        settings.rules.insert(rule.name.to_string(), severity);
    }
}
