//! Document links: the path of a picture opens its file.

use super::files;
use crate::server::snapshot::Snapshot;
use tower_lsp::lsp_types::DocumentLink;

/// A link on each path that names a file of the workspace; editors find whole addresses themselves.
pub fn links(at: &Snapshot) -> Vec<DocumentLink> {
    let pictures = at.analysis.facts.images.iter();
    let links = pictures.filter_map(|p| {
        let span = p.image.source_span.filter(|s| !s.is_empty())?;
        Some(DocumentLink {
            range: at.range(span),
            target: Some(files::address(at, &p.image.source)?),
            tooltip: Some("Open the picture".to_string()),
            data: None,
        })
    });
    links.collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{able, with, words};
    use super::*;
    use crate::config::Settings;
    use crate::markup::Format;
    use tower_lsp::lsp_types::Url;

    #[test]
    fn only_files_of_the_workspace_are_linked() {
        let outer = tempfile::tempdir().unwrap();
        let desk = outer.path().join("desk");
        std::fs::create_dir_all(desk.join("static/img")).unwrap();
        for file in ["secret.jpg", "desk/a b.jpg", "desk/static/img/c.png"] {
            std::fs::write(outer.path().join(file), "x").unwrap();
        }
        let text = "![A](<a b.jpg>)\n\n![A](a%20b.jpg?x=1)\n\n![S](../secret.jpg)\n\n![C](/img/c.png)\n\n\
            ![N](none.jpg)\n\n![W](https://example.org/w.jpg)\n\n![D](img)\n";
        let mut at = with(able(), Format::Markdown, text, Settings::default());
        at.roots = vec![desk.clone()];
        at.url = Url::from_file_path(desk.join("draft.md")).unwrap();
        let found: Vec<_> = links(&at).iter().map(|l| words(&at, l.range)).collect();
        assert_eq!(found, ["a b.jpg", "a%20b.jpg?x=1", "/img/c.png"]);
        at.url = Url::parse("untitled:Untitled-1").unwrap();
        assert!(links(&at).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_workspace_are_not_followed() {
        let outer = tempfile::tempdir().unwrap();
        let desk = outer.path().join("desk");
        std::fs::create_dir(&desk).unwrap();
        std::fs::write(outer.path().join("secret.jpg"), "x").unwrap();
        std::os::unix::fs::symlink(outer.path().join("secret.jpg"), desk.join("a.jpg")).unwrap();
        let mut at = with(
            able(),
            Format::Markdown,
            "![A](a.jpg)\n",
            Settings::default(),
        );
        at.url = Url::from_file_path(desk.join("draft.md")).unwrap();
        assert!(links(&at).is_empty());
    }
}
