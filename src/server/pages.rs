//! The rules' pages, for whoever follows the link of a finding. A newsroom may publish them and say where; else they
//! are files in the user's folder for caches, so that the link leads somewhere without a network.

use super::client::Client;
use crate::rules::{self, Rule};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use tower_lsp::lsp_types::Url;

/// Where the pages of this version are kept; `None` where the user has no such folder.
pub fn folder() -> Option<PathBuf> {
    let caches = caches(|name| std::env::var_os(name).filter(|v| !v.is_empty()))?;
    let folder = caches.join("copydesk").join(env!("CARGO_PKG_VERSION"));
    folder.is_absolute().then_some(folder)
}

fn caches(var: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if cfg!(windows) {
        return var("LOCALAPPDATA").map(PathBuf::from);
    }
    if let Some(folder) = var("XDG_CACHE_HOME").map(PathBuf::from)
        && folder.is_absolute()
    {
        return Some(folder);
    }
    let own = if cfg!(target_os = "macos") {
        "Library/Caches"
    } else {
        ".cache"
    };
    Some(PathBuf::from(var("HOME")?).join(own))
}

/// The address of a rule's page: below `docs`, which a settings file gives, else in the user's folder.
pub fn address(client: &Client, docs: Option<&str>, rule: &str) -> Option<String> {
    rules::by_name(rule)?;
    // Some editors run commands that an address names: only what a browser opens is taken from a settings file.
    let web = |d: &&str| d.starts_with("https://") || d.starts_with("http://");
    if let Some(docs) = docs.filter(web) {
        let docs = docs.trim_end_matches('/');
        return Some(format!("{docs}/rule-{rule}.html"));
    }
    let folder = Url::from_directory_path(client.pages.as_ref()?).ok()?;
    Some(format!("{folder}{rule}.md"))
}

/// Writes the page of `rule` unless it is there; its address.
pub fn write(folder: &Path, rule: &Rule) -> Option<Url> {
    let path = folder.join(format!("{}.md", rule.name));
    let page = rules::page(rule);
    if std::fs::read_to_string(&path).is_ok_and(|old| old == page) {
        return Url::from_file_path(path).ok();
    }
    std::fs::create_dir_all(folder).ok()?;
    // Whole or not at all: another server may be writing the same.
    let mut beside = tempfile::NamedTempFile::new_in(folder).ok()?;
    std::io::Write::write_all(&mut beside, page.as_bytes()).ok()?;
    beside.persist(&path).ok()?;
    Url::from_file_path(path).ok()
}

/// Writes them all on a thread: nothing waits for them.
pub fn write_all(folder: PathBuf) {
    let work = move || {
        for rule in rules::all() {
            if write(&folder, rule).is_none() {
                return;
            }
        }
    };
    let _ = std::thread::Builder::new().name("pages".into()).spawn(work);
}

/// Whether a file is one of ours: it shows mistakes, and is no draft.
pub fn is_own(path: &Path) -> bool {
    let below = |folder: &Path| path.starts_with(folder);
    let sheet = || {
        let folder = path
            .parent()
            .filter(|f| f.starts_with(std::env::temp_dir()));
        let name = folder.and_then(Path::file_name);
        name.is_some_and(|n| n.to_string_lossy().starts_with("copydesk-"))
    };
    folder().is_some_and(|f| below(&f)) || sheet()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_written_whole_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("a b/1");
        let rule = rules::by_name("unattributed-quote").unwrap();
        let url = write(&below, rule).unwrap();
        assert!(url.as_str().ends_with("/a%20b/1/unattributed-quote.md"));
        let path = url.to_file_path().unwrap();
        let page = std::fs::read_to_string(&path).unwrap();
        assert!(page.starts_with("# unattributed-quote\n") && page.contains("## Flagged"));
        let written = std::fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(write(&below, rule), Some(url));
        assert_eq!(
            std::fs::metadata(&path).unwrap().modified().unwrap(),
            written
        );
        std::fs::write(&path, "spoilt").unwrap();
        write(&below, rule).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), page);
    }

    #[test]
    fn the_newsroom_s_address_goes_before_the_user_s_folder() {
        let client = Client {
            pages: Some("/home/x y/.cache".into()),
            ..Client::default()
        };
        let of = |docs, rule| address(&client, docs, rule);
        let is = |s: &str| Some(s.to_string());
        assert_eq!(
            of(Some("https://a.example/d"), "mixed-marks"),
            is("https://a.example/d/rule-mixed-marks.html")
        );
        if cfg!(unix) {
            let own = is("file:///home/x%20y/.cache/mixed-marks.md");
            assert_eq!(of(None, "mixed-marks"), own);
            assert_eq!(of(Some("command:evil"), "mixed-marks"), own);
        }
        assert_eq!(of(None, "settings"), None);
        assert_eq!(address(&Client::default(), None, "mixed-marks"), None);
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn caches_are_where_the_system_keeps_them() {
        let with = |set: &'static [(&str, &str)]| {
            caches(|name| {
                let found = set.iter().find(|(n, _)| *n == name);
                found.map(|(_, v)| v.into())
            })
        };
        assert_eq!(
            with(&[("XDG_CACHE_HOME", "/c"), ("HOME", "/h")]),
            Some("/c".into())
        );
        assert_eq!(
            with(&[("XDG_CACHE_HOME", "c"), ("HOME", "/h")]),
            Some("/h/.cache".into())
        );
        assert_eq!(with(&[]), None);
    }
}
