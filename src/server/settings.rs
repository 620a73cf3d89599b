//! The settings that hold for each draft: the nearest `copydesk.toml` upward, and what the editor says over it.

use crate::config::{Date, FILE_NAME, Loaded, Settings, find, overlay};
use crate::files::{Stamp, stamp};
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// How often, at most, the files are looked at for clients that do not watch them (or not all of them: a settings
/// file may lie above every folder of the workspace).
const LOOK: Duration = Duration::from_secs(2);

/// What the editor says: for every draft, then for those below a folder.
pub type Said = Vec<(Option<PathBuf>, Value)>;

/// Puts what the editor says of the draft at `path` over its settings.
pub fn over(mut settings: Arc<Settings>, said: &Said, path: &Path) -> Arc<Settings> {
    let holds = |folder: &Option<PathBuf>| folder.as_ref().is_none_or(|f| path.starts_with(f));
    for (_, value) in said.iter().filter(|(folder, _)| holds(folder)) {
        overlay(Arc::make_mut(&mut settings), value);
    }
    settings
}

/// Tells the time.
#[derive(Clone, Copy, Debug)]
pub struct Clock(pub fn() -> SystemTime);

impl Clock {
    fn day(self) -> Date {
        Date::of((self.0)())
    }
}

impl Default for Clock {
    fn default() -> Self {
        Clock(SystemTime::now)
    }
}

#[derive(Debug, Default)]
pub struct Book {
    pub clock: Clock,
    /// The day that settings were read on: what holds until a day may no longer hold on the next.
    day: Option<Date>,
    editor: Said,
    /// By folder of drafts.
    folders: HashMap<PathBuf, Option<Arc<Loaded>>>,
    /// Every place where a settings file was looked for.
    stamps: HashMap<PathBuf, Option<Stamp>>,
    looked: Option<Instant>,
    /// What is wrong with files that are not open, by file: told once.
    told: HashMap<PathBuf, String>,
    untold: Vec<String>,
}

/// The text of a settings file that is open in the editor.
pub type OpenText<'a> = &'a dyn Fn(&Path) -> Option<String>;

impl Book {
    /// Takes what the editor says; `None` stands for every draft, a folder for those below it. Answers problems as
    /// sentences.
    pub fn say(&mut self, editor: Said) -> Vec<String> {
        let spoken = editor.into_iter().map(|(p, v)| (p, spoken(v)));
        self.editor = spoken.filter(|(_, v)| !v.is_null()).collect();
        let mut problems: Vec<String> = Vec::new();
        for (_, value) in &self.editor {
            for problem in overlay(&mut Settings::default(), value) {
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
        }
        problems
    }

    pub fn said(&self) -> Said {
        self.editor.clone()
    }

    /// What holds for the draft at `path`.
    pub fn for_draft(&mut self, path: &Path, open: OpenText<'_>) -> Arc<Settings> {
        let file = self.file_for(path, open);
        let today = self.today();
        let settings = file.map_or_else(|| unwritten(today), |f| f.for_draft(path));
        over(settings, &self.editor, path)
    }

    /// The settings file of the draft at `path`.
    pub fn file_for(&mut self, path: &Path, open: OpenText<'_>) -> Option<Arc<Loaded>> {
        let folder = path.parent().unwrap_or(Path::new("/"));
        if let Some(known) = self.folders.get(folder) {
            return known.clone();
        }
        for candidate in folder.ancestors() {
            let candidate = candidate.join(FILE_NAME);
            let now = stamp(&candidate);
            self.stamps.insert(candidate, now);
        }
        // One that is open and was never saved counts as well.
        let unsaved = || {
            let mut candidates = folder.ancestors().map(|f| f.join(FILE_NAME));
            candidates.find(|c| c.is_file() || open(c).is_some())
        };
        let file = find(folder).or_else(unsaved);
        let loaded = file.and_then(|file| match open(&file) {
            Some(text) => Some(Arc::new(Loaded::on(&file, text, self.today()))),
            None => self.read(&file),
        });
        self.folders.insert(folder.to_path_buf(), loaded.clone());
        loaded
    }

    /// Reads a file that is not open; what is wrong with it has to be told, for nobody sees it there.
    fn read(&mut self, file: &Path) -> Option<Arc<Loaded>> {
        let loaded = Loaded::read_on(file, self.today());
        let problem = match &loaded {
            Err(why) => why.clone(),
            Ok(loaded) => match &loaded.problems[..] {
                [] => String::new(),
                [only] => only.message.clone(),
                [first, rest @ ..] => format!("{} ({} more)", first.message, rest.len()),
            },
        };
        let before = self.told.insert(file.to_path_buf(), problem.clone());
        if !problem.is_empty() && before.as_ref() != Some(&problem) {
            self.untold.push(format!("{}: {problem}", file.display()));
        }
        loaded.ok().map(Arc::new)
    }

    /// What is wrong with settings files and has not been told yet, as sentences.
    pub fn untold(&mut self) -> Vec<String> {
        std::mem::take(&mut self.untold)
    }

    /// Forgets what was read: it is read again when asked for.
    pub fn forget(&mut self) {
        self.folders.clear();
        self.stamps.clear();
        self.day = None;
    }

    /// The day that settings are read on.
    fn today(&mut self) -> Date {
        let clock = self.clock;
        *self.day.get_or_insert_with(|| clock.day())
    }

    /// Whether that day has passed.
    pub fn day_is_over(&self) -> bool {
        self.day.is_some_and(|day| day != self.clock.day())
    }

    /// Has [`Book::has_changed`] look the next time it is asked.
    pub fn look_again(&mut self) {
        self.looked = None;
    }

    /// Whether a settings file has come, gone or changed since it was read, or the day has; looks every few seconds at
    /// most.
    pub fn has_changed(&mut self) -> bool {
        if self.looked.is_some_and(|l| l.elapsed() < LOOK) {
            return false;
        }
        self.looked = Some(Instant::now());
        self.day_is_over() || self.stamps.iter().any(|(path, was)| stamp(path) != *was)
    }
}

/// What holds where there is no settings file.
fn unwritten(today: Date) -> Arc<Settings> {
    Arc::new(Settings {
        today: Some(today),
        ..Settings::default()
    })
}

/// What an editor's settings really say: editors also send keys that nobody set, as null or empty, and keys that
/// are for their own plugin.
fn spoken(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let own = ["server", "trace"];
            let kept = map.into_iter().filter(|(k, _)| !own.contains(&k.as_str()));
            let kept = kept.map(|(k, v)| (k, spoken(v)));
            let kept: serde_json::Map<_, _> = kept.filter(|(_, v)| !v.is_null()).collect();
            if kept.is_empty() {
                Value::Null
            } else {
                Value::Object(kept)
            }
        }
        Value::String(s) if s.is_empty() => Value::Null,
        Value::Array(items) if items.is_empty() => Value::Null,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn files_are_found_upward_and_the_editor_goes_over_them() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("a/b");
        std::fs::create_dir_all(&below).unwrap();
        let draft = below.join("x.md");
        let file = folder.path().join("a").join(FILE_NAME);
        let none = |_: &Path| None;
        let mut book = Book::default();
        let today = Date::of(SystemTime::now());
        assert_eq!(book.for_draft(&draft, &none), unwritten(today));
        std::fs::write(&file, "[quotes]\nlead-in = true\n").unwrap();
        assert!(book.has_changed() && !book.has_changed());
        book.forget();
        let settings = book.for_draft(&draft, &none);
        assert!(settings.quotes.lead_in && !settings.credits.alt);

        let said = json!({"server": {"path": "x"}, "language": "", "credits": {"alt": true, "format": null}});
        assert!(book.say(vec![(None, said)]).is_empty());
        let over = book.for_draft(&draft, &none);
        assert!(over.quotes.lead_in && over.credits.alt);
        let elsewhere = Some(folder.path().join("c"));
        book.say(vec![(elsewhere, json!({"credits": {"alt": true}}))]);
        assert!(!book.for_draft(&draft, &none).credits.alt);
        assert_eq!(book.say(vec![(None, json!({"nonsense": 1}))]).len(), 1);

        book.say(vec![]);
        let unsaved = |p: &Path| (p == file).then(|| "[credits]\nalt = true".to_string());
        book.forget();
        let settings = book.for_draft(&draft, &unsaved);
        assert!(settings.credits.alt && !settings.quotes.lead_in);
    }

    thread_local! {
        /// Days since 1970 on the clock of the test.
        static DAY: std::cell::Cell<u64> = const { std::cell::Cell::new(20_000) };
    }

    #[test]
    fn what_holds_until_a_day_no_longer_holds_on_the_next() {
        use crate::markup::Format;
        use crate::server::desk::{State, Text};
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("ruled")).unwrap();
        // Day 20000 is 2024-10-04.
        let entry = "[[ignore]]\nrule = \"unattributed-quote\"\nuntil = 2024-10-04\n";
        std::fs::write(root.join("ruled").join(FILE_NAME), entry).unwrap();
        let mut state = State::default();
        state.book.clock = Clock(|| {
            let days = DAY.with(std::cell::Cell::get);
            SystemTime::UNIX_EPOCH + Duration::from_secs(days * 86_400)
        });
        let plain = "The press came.\n\n“The bridge will not open before the spring.”\n";
        let marked = plain.replace(
            '“',
            "<!-- copydesk-ignore unattributed-quote until 2024-10-04: asked -->\n\n“",
        );
        let drafts = [
            (format!("file://{}/ruled/a.md", root.display()), plain),
            (format!("file://{}/b.md", root.display()), &*marked),
        ];
        for (uri, text) in &drafts {
            state.add(uri, Some(1), Format::Markdown, text);
        }
        let rules = |state: &mut State, uri: &str| {
            let Text::Draft(draft) = &mut state.open(uri).unwrap().text else {
                panic!("a draft was opened");
            };
            draft
                .findings()
                .list
                .iter()
                .map(|f| f.rule)
                .collect::<Vec<_>>()
        };
        assert!(!state.settle_settings());
        for (uri, _) in &drafts {
            assert_eq!(rules(&mut state, uri), [""; 0]);
        }
        DAY.with(|day| day.set(20_001));
        state.book.look_again();
        assert!(state.settle_settings());
        assert_eq!(rules(&mut state, &drafts[0].0), ["unattributed-quote"]);
        assert_eq!(
            rules(&mut state, &drafts[1].0),
            ["expired-suppression", "unattributed-quote"]
        );
        assert!(!state.settle_settings());
    }
}
