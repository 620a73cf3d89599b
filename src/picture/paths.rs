//! From a path in a draft to a file of the workspace, and to no other.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// Folders that site generators serve pictures from: Hugo's `static` and `assets`, others' `public` and `src`, Jekyll's
/// and Eleventy's root.
const SERVED: &[&str] = &[
    "", "static", "public", "assets", "content", "src", "docs", "images", "media", "_static",
    "site",
];

/// The folder a draft's pictures must lie in: the nearest one above it that holds a `copydesk.toml` or a repository,
/// else its own.
pub fn root_of(draft: &Path) -> PathBuf {
    let folder = draft.parent().unwrap_or(Path::new("."));
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let marked = folder
        .ancestors()
        .find(|f| f.join("copydesk.toml").is_file() || f.join(".git").exists());
    marked.unwrap_or(&folder).to_path_buf()
}

/// The regular file that `source` means in a draft at `draft`, if it lies in `root` when all links are followed.
pub fn locate(draft: &Path, root: &Path, source: &str) -> Option<PathBuf> {
    let path = plain_path(source)?;
    let root = fs::canonicalize(root).ok()?;
    let relative = path.trim_start_matches('/');
    let served = SERVED.iter().map(|s| root.join(s).join(relative));
    let beside = draft.parent().map(|f| f.join(relative));
    let beside = beside.filter(|_| !path.starts_with('/'));
    beside.into_iter().chain(served).find_map(|candidate| {
        let real = fs::canonicalize(candidate).ok()?;
        let inside = real.starts_with(&root) && real != root;
        (inside && fs::metadata(&real).ok()?.is_file()).then_some(real)
    })
}

/// The path that an address of a picture is, without query, fragment and a template's prefix; nothing for what is no
/// path of this machine: addresses with a scheme or host, network shares, drives, devices.
fn plain_path(source: &str) -> Option<String> {
    let mut source = source.trim();
    // `{{ site.baseurl }}/a.jpg`: the prefix of a site is its root. `{{ "/a.jpg" | url }}`: a path in quotes.
    if let Some(rest) = source.strip_prefix("{{") {
        let (inside, behind) = rest.split_once("}}")?;
        let quoted = || inside.split(['"', '\'']).nth(1);
        source = match behind.trim() {
            "" => quoted()?.trim(),
            behind => behind,
        };
    }
    if source.is_empty() || source.len() > 4096 || source.starts_with("//") || source.contains('\\')
    {
        return None;
    }
    let path = source.split(['?', '#']).next()?;
    let path = percent_decoded(path)?;
    // A colon before the first slash is a scheme or a drive; elsewhere in a part it may be a stream.
    if path.is_empty() || path.contains([':', '\\', '\0', '{', '<']) || path.starts_with("//") {
        return None;
    }
    let ordinary = |c: Component<'_>| !matches!(c, Component::Prefix(_));
    Path::new(&path).components().all(ordinary).then_some(path)
}

fn percent_decoded(path: &str) -> Option<String> {
    if !path.contains('%') {
        return Some(path.to_string());
    }
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let value = hex.and_then(|h| u8::from_str_radix(std::str::from_utf8(h).ok()?, 16).ok());
        out.push(value.unwrap_or(bytes[at]));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("work");
        fs::create_dir_all(root.join("posts/img")).unwrap();
        fs::create_dir_all(root.join("static/pics")).unwrap();
        fs::write(dir.path().join("secret.jpg"), "x").unwrap();
        fs::write(root.join("posts/img/a b.jpg"), "x").unwrap();
        fs::write(root.join("static/pics/c.jpg"), "x").unwrap();
        dir
    }

    #[test]
    fn pictures_are_found_beside_the_draft_and_where_sites_serve_them() {
        let dir = workspace();
        let root = dir.path().join("work");
        let draft = root.join("posts/draft.md");
        let real = fs::canonicalize(&root).unwrap();
        let at = |s: &str| locate(&draft, &root, s);
        assert_eq!(
            at("img/a%20b.jpg?w=3"),
            Some(real.join("posts/img/a b.jpg"))
        );
        assert_eq!(at("/pics/c.jpg"), Some(real.join("static/pics/c.jpg")));
        assert_eq!(
            at("{{site.baseurl}}/pics/c.jpg"),
            Some(real.join("static/pics/c.jpg"))
        );
        assert_eq!(
            at("{{ '/pics/c.jpg' | relative_url }}"),
            Some(real.join("static/pics/c.jpg"))
        );
        assert_eq!(
            at("../static/pics/c.jpg"),
            Some(real.join("static/pics/c.jpg"))
        );
    }

    #[test]
    fn nothing_outside_the_workspace_is_found() {
        let dir = workspace();
        let root = dir.path().join("work");
        let draft = root.join("posts/draft.md");
        let outside = dir.path().join("secret.jpg");
        for source in [
            "../../secret.jpg",
            "%2e%2e/%2e%2e/secret.jpg",
            outside.to_str().unwrap(),
            "file:///etc/hostname",
            "http://localhost/a.jpg",
            "//host/share/a.jpg",
            "\\\\host\\share\\a.jpg",
            "C:/a.jpg",
            "{{ '../../secret.jpg' | url }}",
            "{{ page.image }}",
            "file:a.jpg",
            "ftp://host/a.jpg",
            "\\\\?\\C:\\a.jpg",
            "\\\\.\\pipe\\a.jpg",
            "img/a b.jpg:stream",
            "/proc/self/environ",
            "img/../../../secret.jpg",
            "static/../../secret.jpg",
            "/dev/zero",
            "/etc/hostname",
            "img",
            "",
            ".",
            "a\0b",
        ] {
            assert_eq!(locate(&draft, &root, source), None, "{source}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_workspace_are_not_followed() {
        let dir = workspace();
        let root = dir.path().join("work");
        std::os::unix::fs::symlink(dir.path().join("secret.jpg"), root.join("posts/link.jpg"))
            .unwrap();
        std::os::unix::fs::symlink("/dev/zero", root.join("posts/zero.jpg")).unwrap();
        let draft = root.join("posts/draft.md");
        assert_eq!(locate(&draft, &root, "link.jpg"), None);
        assert_eq!(locate(&draft, &root, "zero.jpg"), None);
        // A pipe would wait for a writer for ever.
        let pipe = root.join("posts/pipe.jpg");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        assert_eq!(locate(&draft, &root, "pipe.jpg"), None);
        assert_eq!(crate::picture::read(&pipe), None);
    }
}
