//! Making safe fixes: in memory, as a diff, and in files without ever leaving half of one.

use crate::draft::Analysis;
use crate::finding::{apply, safe_edits};
use std::io::{self, Write};
use std::path::Path;

/// A fix may uncover another; no draft needs more rounds than this.
const ROUNDS: usize = 10;

/// A text with its safe fixes made.
pub struct Fixed {
    pub text: String,
    /// Of the fixed text.
    pub analysis: Analysis,
    /// How many fixes were made.
    pub count: usize,
}

/// Makes the safe fixes of `text` until there are none left.
pub fn fix(text: &str, analyse: &dyn Fn(&str) -> Analysis) -> Fixed {
    let mut text = text.to_string();
    let mut count = 0;
    for _ in 0..ROUNDS {
        let analysis = analyse(&text);
        let (edits, fixes) = safe_edits(&analysis.findings);
        if fixes == 0 {
            return Fixed {
                text,
                analysis,
                count,
            };
        }
        text = apply(&text, &edits);
        count += fixes;
    }
    let analysis = analyse(&text);
    Fixed {
        text,
        analysis,
        count,
    }
}

/// What changed, as a unified diff of the file `name`.
pub fn diff(name: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let diff = similar::TextDiff::configure()
        .algorithm(similar::Algorithm::Patience)
        .timeout(std::time::Duration::from_secs(2))
        .diff_lines(old, new);
    let (a, b) = (format!("a/{name}"), format!("b/{name}"));
    diff.unified_diff().header(&a, &b).to_string()
}

/// Replaces the text of the file at `path`: written beside it, with its permissions, then renamed over it, so that
/// a crash leaves the old or the new text. A symbolic link stays one.
pub fn write(path: &Path, bom: bool, text: &str) -> io::Result<()> {
    let path = path.canonicalize()?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new()
        .prefix(".copydesk-")
        .tempfile_in(folder)?;
    if bom {
        beside.write_all("\u{feff}".as_bytes())?;
    }
    beside.write_all(text.as_bytes())?;
    let permissions = std::fs::metadata(&path)?.permissions();
    beside.as_file().set_permissions(permissions)?;
    beside.as_file().sync_all()?;
    beside.persist(&path)?;
    Ok(())
}
