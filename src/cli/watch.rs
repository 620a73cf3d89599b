//! `--watch`: runs again whenever a draft or a settings file has changed.
//!
//! Files are looked at twice a second rather than watched: that works on every file system, network drives included.

use super::Outcome;
use super::walk::{self, Choice};
use crate::config;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const PAUSE: Duration = Duration::from_millis(500);

/// Time of change and size of each file.
type Sight = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// Runs `run` now and after each change, until the process is ended or the output is closed.
pub fn watch(
    paths: &[PathBuf],
    choice: Choice,
    run: impl Fn() -> io::Result<Outcome>,
) -> io::Result<Outcome> {
    loop {
        let seen = look(paths, choice);
        if io::stdout().is_terminal() {
            // To the top of a clean screen; what was there can be scrolled back to.
            write!(io::stdout(), "\x1b[2J\x1b[H")?;
        }
        run()?;
        io::stdout().flush()?;
        while look(paths, choice) == seen {
            std::thread::sleep(PAUSE);
        }
    }
}

fn look(paths: &[PathBuf], choice: Choice) -> Sight {
    let mut sight = Sight::new();
    for path in walk::files(paths, choice).flatten() {
        let folder = path.parent().unwrap_or(Path::new(""));
        let settings = folder.join(config::FILE_NAME);
        // The folder's own settings file may come and go; one further up is found once.
        if !sight.contains_key(&settings) {
            if let Some(found) = config::find(folder) {
                let mark = mark(&found);
                sight.insert(found, mark);
            }
            let mark = mark(&settings);
            sight.insert(settings, mark);
        }
        let mark = mark(&path);
        sight.insert(path, mark);
    }
    sight
}

fn mark(path: &Path) -> Option<(SystemTime, u64)> {
    let meta = std::fs::metadata(path).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}
