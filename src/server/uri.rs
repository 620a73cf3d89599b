//! Addresses of documents, as clients write them.

use std::path::PathBuf;
use tower_lsp::lsp_types::Url;

/// The name a document goes by here: its address as `url` writes it, so that spellings of one address that
/// differ in what they escape are one document. What is no address is taken for a path, else kept as it is.
pub fn key(uri: &str) -> String {
    parse(uri).map_or_else(|| uri.to_string(), String::from)
}

/// An address, from one or from a plain path.
pub fn parse(uri: &str) -> Option<Url> {
    if uri.is_empty() {
        return None;
    }
    // One letter before the colon is a drive, not a scheme.
    let drive = uri.as_bytes().get(1) == Some(&b':') && uri.as_bytes()[0].is_ascii_alphabetic();
    match Url::parse(uri) {
        Ok(url) if !drive => Some(url),
        _ => Url::from_file_path(uri).ok(),
    }
}

/// The path that an address (or a plain path) names, if it is a file's.
pub fn path(uri: &str) -> Option<PathBuf> {
    let url = parse(uri)?;
    (url.scheme() == "file").then(|| url.to_file_path().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sloppy_addresses_are_one_document() {
        let same = ["file:///a b/é[x]|.md", "file:///a%20b/%C3%A9[x]|.md"];
        assert_eq!(key(same[0]), key(same[1]));
        assert_eq!(key("untitled:Untitled-1"), "untitled:Untitled-1");
        assert_eq!(key("no address"), "no address");
    }

    #[cfg(unix)]
    #[test]
    fn plain_paths_are_files() {
        assert_eq!(key("/a b.md"), "file:///a%20b.md");
        assert_eq!(path("/a b.md"), Some("/a b.md".into()));
        assert_eq!(path("file:///a%25%20b.md"), Some("/a% b.md".into()));
        assert_eq!(path("untitled:x"), None);
        assert_eq!(path(""), None);
    }
}
