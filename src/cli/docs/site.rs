//! The documentation as a small static site: the pages in `pages/`, every rule, every setting, and a search that
//! works without a server.

use super::{commands, page, settings, table};
use crate::rules;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use std::io;
use std::path::Path;

/// Address, title in the navigation, Markdown.
const PAGES: &[(&str, &str, &str)] = &[
    ("index.html", "What it is", include_str!("pages/index.md")),
    (
        "start.html",
        "Five minutes to start",
        include_str!("pages/start.md"),
    ),
    (
        "flagged.html",
        "Why flagged, how to silence",
        include_str!("pages/flagged.md"),
    ),
    (
        "archive.html",
        "An archive, on many machines",
        include_str!("pages/archive.md"),
    ),
    (
        "attribution.html",
        "How attribution is decided",
        include_str!("pages/attribution.md"),
    ),
    (
        "accuracy.html",
        "How accurate it is",
        include_str!("pages/accuracy.md"),
    ),
    (
        "speed.html",
        "How fast it is",
        include_str!("pages/speed.md"),
    ),
    (
        "limits.html",
        "What it cannot do",
        include_str!("pages/limits.md"),
    ),
    (
        "extend.html",
        "Adding to it",
        include_str!("pages/extend.md"),
    ),
];

/// Pictures that the pages show; `tests/editors/pictures` takes them.
const PICTURES: &[(&str, &[u8])] = &[
    ("cli.svg", include_bytes!("pictures/cli.svg")),
    ("neovim.svg", include_bytes!("pictures/neovim.svg")),
    ("helix.svg", include_bytes!("pictures/helix.svg")),
    ("emacs.svg", include_bytes!("pictures/emacs.svg")),
    (
        "vscode.png",
        include_bytes!("../../../editors/vscode/media/findings.png"),
    ),
];

/// Writes the site into `folder`, which is made if it is not there.
pub fn write(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut all: Vec<(String, String, String)> = PAGES
        .iter()
        .map(|(address, title, text)| (address.to_string(), title.to_string(), text.to_string()))
        .collect();
    let rules_page = format!(
        "# Rules\n\n{}",
        table(|r| Some(format!("rule-{}.html", r.name)))
    );
    all.push(("rules.html".to_string(), "Rules".to_string(), rules_page));
    all.push((
        "commands.html".to_string(),
        "Commands".to_string(),
        commands(),
    ));
    all.push((
        "settings.html".to_string(),
        "Settings".to_string(),
        settings(),
    ));
    let menu = menu(&all);
    for rule in rules::all() {
        let address = format!("rule-{}.html", rule.name);
        all.push((address, rule.name.to_string(), page(rule)));
    }
    let mut index = Vec::new();
    for (address, title, markdown) in &all {
        let (body, text) = render(markdown);
        std::fs::write(folder.join(address), shell(title, &menu, &body))?;
        index.push((address, title, text.to_lowercase()));
    }
    let index = serde_json::to_string(&index)?;
    std::fs::write(folder.join("pages.js"), format!("const pages = {index};\n"))?;
    for (name, bytes) in PICTURES {
        std::fs::write(folder.join(name), bytes)?;
    }
    std::fs::write(folder.join("site.js"), include_str!("site.js"))?;
    std::fs::write(folder.join("site.css"), include_str!("site.css"))
}

fn menu(pages: &[(String, String, String)]) -> String {
    let items = pages
        .iter()
        .map(|(address, title, _)| format!("<li><a href=\"{address}\">{title}</a></li>\n"));
    items.collect()
}

/// A page's HTML and its words.
fn render(markdown: &str) -> (String, String) {
    let mut events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::ENABLE_TABLES).collect();
    let mut words = String::new();
    let mut heading = None;
    for i in 0..events.len() {
        match &events[i] {
            Event::Text(text) | Event::Code(text) => {
                words += text;
                words.push(' ');
            }
            Event::Start(Tag::Heading { .. }) => heading = Some((i, words.len())),
            Event::End(TagEnd::Heading(_)) => {
                // Headings get an address, so that others can link to them.
                if let Some((at, from)) = heading.take()
                    && let Event::Start(Tag::Heading { id, .. }) = &mut events[at]
                {
                    *id = Some(slug(&words[from..]).into());
                }
            }
            _ => (),
        }
    }
    // A wide table scrolls by itself on a phone, not the whole page.
    let wrapped = events.into_iter().flat_map(|event| match event {
        Event::Start(Tag::Table(_)) => [
            Some(Event::Html("<div class=\"wide\">".into())),
            Some(event),
        ],
        Event::End(TagEnd::Table) => [Some(event), Some(Event::Html("</div>\n".into()))],
        event => [Some(event), None],
    });
    let mut out = String::new();
    html::push_html(&mut out, wrapped.flatten());
    (out, words)
}

fn slug(heading: &str) -> String {
    let words = heading
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

fn shell(title: &str, menu: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · copydesk</title>\n<link rel=\"stylesheet\" href=\"site.css\">\n</head>\n<body>\n\
         <nav>\n<input id=\"search\" type=\"search\" placeholder=\"Search\" aria-label=\"Search the documentation\">\n\
         <ul id=\"found\"></ul>\n<ul>\n{menu}</ul>\n</nav>\n<main>\n{body}</main>\n\
         <script src=\"pages.js\"></script>\n<script src=\"site.js\"></script>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_of_the_site_leads_somewhere() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path()).unwrap();
        let mut links = 0;
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|e| e != "html") {
                continue;
            }
            let page = std::fs::read_to_string(&path).unwrap();
            let targets = page.split('"').zip(page.split('"').skip(1));
            let targets =
                targets.filter(|(before, _)| before.ends_with("href=") || before.ends_with("src="));
            for (_, target) in targets.filter(|(_, t)| !t.starts_with("https:")) {
                let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
                let to = std::fs::read(if file.is_empty() {
                    path.clone()
                } else {
                    folder.path().join(file)
                });
                let to = to.unwrap_or_else(|_| panic!("{}: {target}", path.display()));
                let to = String::from_utf8_lossy(&to);
                assert!(
                    anchor.is_empty() || to.contains(&format!("id=\"{anchor}\"")),
                    "{target}"
                );
                links += 1;
            }
        }
        assert!(links > 200, "{links}");
    }

    #[test]
    fn every_rule_and_every_key_has_its_place() {
        let reference = settings();
        for rule in rules::all() {
            assert!(table(|_| None).contains(rule.name));
        }
        for name in [
            "language",
            "preset",
            "in-quotes",
            "exempt",
            "lead-in",
            "until",
        ] {
            assert!(reference.contains(&format!("| `{name}` |")), "{name}");
        }
    }
}
