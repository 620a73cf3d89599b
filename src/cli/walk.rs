//! Which files to check: those named, and the drafts of folders, in a stable order.

use crate::markup::Format;
use globset::GlobBuilder;
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};

/// Which files of a folder count.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice {
    /// Also hidden files.
    pub hidden: bool,
    /// Also what `.gitignore` and its like leave out.
    pub ignored: bool,
}

/// A file to check, or a name and why nothing can be checked there.
pub type Found = Result<PathBuf, (String, String)>;

/// The files that `paths` stand for, walked as they are asked for. A file that is named is checked whatever its
/// ending; of a folder only the files with the ending of a format. A name that is no file but a pattern
/// (`news/**/*.md`) stands for what it matches, for shells that leave patterns alone.
pub fn files(paths: &[PathBuf], choice: Choice) -> impl Iterator<Item = Found> + '_ {
    paths.iter().flat_map(move |path| under(path, choice))
}

fn under<'a>(path: &'a Path, choice: Choice) -> Box<dyn Iterator<Item = Found> + 'a> {
    if path.is_dir() {
        let mut drafts = walk(path, choice).filter(is_draft).peekable();
        if drafts.peek().is_none() {
            let why = "holds no drafts".to_string();
            return Box::new(std::iter::once(Err((path.display().to_string(), why))));
        }
        return Box::new(drafts);
    }
    let name = path.to_string_lossy();
    if name.contains(['*', '?', '[']) && !path.exists() {
        return match matching(&name, choice) {
            Ok(files) => Box::new(files),
            Err(why) => Box::new(std::iter::once(Err((name.into_owned(), why)))),
        };
    }
    Box::new(std::iter::once(Ok(path.to_path_buf())))
}

fn is_draft(found: &Found) -> bool {
    let Ok(path) = found else { return true };
    let ending = path.extension().and_then(|e| e.to_str());
    ending.and_then(Format::from_extension).is_some()
}

/// The files below the current folder that a pattern matches.
fn matching(pattern: &str, choice: Choice) -> Result<impl Iterator<Item = Found> + use<>, String> {
    let glob = GlobBuilder::new(pattern.strip_prefix("./").unwrap_or(pattern))
        .literal_separator(true)
        .build()
        .map_err(|e| e.kind().to_string())?
        .compile_matcher();
    let files = walk(Path::new("."), choice);
    let mut files = files
        .filter(move |f| f.as_ref().is_ok_and(|path| glob.is_match(path)))
        .peekable();
    match files.peek() {
        None => Err("no file matches this pattern".to_string()),
        Some(_) => Ok(files),
    }
}

fn walk(folder: &Path, choice: Choice) -> impl Iterator<Item = Found> + use<> {
    let files = WalkBuilder::new(folder)
        .standard_filters(!choice.ignored)
        .hidden(!choice.hidden)
        // A folder of drafts need not be a repository for its ignore file to count.
        .require_git(false)
        .filter_entry(|e| e.file_name() != ".git")
        .sort_by_file_name(|a, b| a.cmp(b))
        .build();
    let root = folder.canonicalize();
    files.filter_map(move |entry| match entry {
        Err(e) => Some(Err((String::new(), e.to_string()))),
        Ok(entry) => is_inside(&entry, root.as_deref().ok()?).then(|| Ok(tidy(entry.into_path()))),
    })
}

/// Whether it is a regular file of the folder: no pipe or device, which may never end, and no link that leads out,
/// through which others' files would be read and mended. Whoever wants these checked can name them.
fn is_inside(entry: &ignore::DirEntry, root: &Path) -> bool {
    match entry.file_type() {
        Some(kind) if kind.is_symlink() => entry
            .path()
            .canonicalize()
            .is_ok_and(|real| real.is_file() && real.starts_with(root)),
        kind => kind.is_some_and(|k| k.is_file()),
    }
}

/// Without the `./` that a walk of the current folder puts in front.
fn tidy(path: PathBuf) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_path_buf(),
        _ => path,
    }
}
