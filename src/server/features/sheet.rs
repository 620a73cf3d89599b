//! The quote sheet for fact-checkers, and the code lens at the top of a draft that counts and opens it.

use super::hover::{count, is_speech};
use super::page::{Page, excerpt};
use super::sources::{Quotation, sources};
use crate::facts::quotes::{Kind, Quote};
use crate::rules::quotes::is_open;
use crate::server::commands::QUOTE_SHEET;
use crate::server::desk::Desk;
use crate::server::snapshot::Snapshot;
use serde_json::Value;
use std::sync::OnceLock;
use tempfile::TempDir;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CodeLens, Command, MessageType, Range, ShowDocumentParams, ShowMessageParams, Url,
    notification, request,
};

/// One line on the draft's quotations; `None` where nobody is quoted.
pub fn summary(at: &Snapshot) -> Option<String> {
    let quotes = at.analysis.facts.quotes.iter();
    let quotes: Vec<&Quote> = quotes.filter(|q| is_speech(q)).collect();
    if quotes.is_empty() {
        return None;
    }
    let (open, attributed): (Vec<&Quote>, Vec<&Quote>) =
        quotes.iter().partition(|q| is_open(&at.settings, q));
    let speakers = attributed.iter().filter_map(|q| q.speaker.as_ref());
    let mut sources: Vec<&str> = speakers.map(|s| &*s.name).collect();
    sources.sort_unstable();
    sources.dedup();
    let open = open.iter().filter(|q| q.kind == Kind::Full).count();
    Some(format!(
        "{}, {}, {open} unattributed",
        count(quotes.len(), "quotation"),
        count(sources.len(), "source"),
    ))
}

/// The lens at the top.
pub fn lenses(at: &Snapshot) -> Vec<CodeLens> {
    let lens = summary(at).map(|title| CodeLens {
        range: Range::default(),
        command: Some(Command {
            title,
            command: QUOTE_SHEET.to_string(),
            arguments: Some(vec![at.url.as_str().into()]),
        }),
        data: None,
    });
    lens.into_iter().collect()
}

/// Who is said to have spoken.
enum Who<'a> {
    Is(&'a str),
    /// Somebody whom the draft does not name.
    Unnamed,
    Nobody,
}

/// Who said what, where: a table in Markdown for the fact-checker.
pub fn sheet(at: &Snapshot) -> String {
    let found = sources(at);
    let mut rows: Vec<(Who, &Quotation)> = Vec::new();
    rows.extend(found.unattributed.iter().map(|q| (Who::Nobody, q)));
    rows.extend(found.unnamed.iter().map(|q| (Who::Unnamed, q)));
    for person in &found.people {
        rows.extend(person.quotes.iter().map(|q| (Who::Is(&person.name), q)));
    }
    rows.sort_by_key(|(_, q)| (q.range.start.line, q.range.start.character));
    let mut page = Page::new(true);
    let name = at.url.path_segments().and_then(|mut s| s.next_back());
    page.say("# Quotations of ")
        .quote(name.unwrap_or("the draft"));
    page.paragraph();
    page.say(&summary(at).unwrap_or_else(|| "Nobody is quoted in this draft".to_string()));
    page.say(".");
    if rows.is_empty() {
        return page.content().value + "\n";
    }
    page.paragraph();
    page.document("| Line | Who | What |\n|---:|---|---|\n");
    for (who, quotation) in rows {
        page.say(&format!("| {} | ", quotation.range.start.line + 1));
        match who {
            Who::Is(name) => page.quote(name),
            Who::Unnamed => page.document("*not named*"),
            Who::Nobody => page.document("**nobody is named**"),
        };
        page.say(" | ").quote(&quotation.text).say(" |\n");
    }
    page.content().value + "\n"
}

/// The same in a few lines, for clients that can only show a message.
pub fn message(at: &Snapshot) -> String {
    let Some(mut lines) = summary(at) else {
        return "Nobody is quoted in this draft.".to_string();
    };
    let found = sources(at);
    for person in found.people.iter().take(20) {
        lines += &format!(
            "\n{}: {}",
            excerpt(&person.name, 60),
            count(person.quotes.len(), "quotation")
        );
    }
    for quotation in found.unattributed.iter().take(20) {
        let line = quotation.range.start.line + 1;
        lines += &format!(
            "\nline {line}, nobody is named: {}",
            excerpt(&quotation.text, 60)
        );
    }
    lines
}

/// A folder for sheets that clients open; it goes with the server.
#[derive(Debug, Default)]
pub struct Folder(OnceLock<Option<TempDir>>);

impl Folder {
    /// Writes the sheet of a draft, over the one before.
    fn write(&self, at: &Snapshot, text: &str) -> Option<Url> {
        let make = || tempfile::Builder::new().prefix("copydesk-").tempdir().ok();
        let folder = self.0.get_or_init(make).as_ref()?;
        let draft = at.url.path_segments().and_then(|mut s| s.next_back());
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let stem: String = draft
            .unwrap_or_default()
            .chars()
            .take(60)
            .map(|c| if plain(c) { c } else { '-' })
            .collect();
        let path = folder.path().join(format!("quotes-of-{stem}.md"));
        std::fs::write(&path, text).ok()?;
        Url::from_file_path(path).ok()
    }
}

/// Has the client open the sheet, or show the short of it where it cannot.
pub async fn show(desk: &Desk, at: &Snapshot) -> Result<Value> {
    let text = sheet(at);
    let file = at
        .client
        .shows_documents
        .then(|| desk.sheets.write(at, &text))
        .flatten();
    open(desk, file, || message(at)).await;
    Ok(Value::from(text))
}

/// Has the client open a file, or shows `message` where it does not.
pub async fn open(desk: &Desk, file: Option<Url>, message: impl FnOnce() -> String) {
    let shown = match file {
        Some(uri) => {
            let asked = desk.hub.ask::<request::ShowDocument>(ShowDocumentParams {
                uri,
                external: None,
                take_focus: Some(true),
                selection: None,
            });
            asked.await.is_ok_and(|a| a.success)
        }
        None => false,
    };
    if !shown {
        let (typ, message) = (MessageType::INFO, message());
        let hub = &desk.hub;
        hub.notify::<notification::ShowMessage>(ShowMessageParams { typ, message });
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::draft;
    use super::super::sources::tests::TEXT;
    use super::*;
    use crate::markup::Format;

    #[test]
    fn the_lens_counts_and_the_sheet_lists() {
        let at = draft(Format::Markdown, TEXT);
        let lens = &lenses(&at)[0];
        let title = &lens.command.as_ref().unwrap().title;
        assert_eq!(title, "3 quotations, 2 sources, 1 unattributed");
        let sheet = sheet(&at);
        assert!(
            sheet.contains("| 5 | Mara Quint | We lost two boats \\| in one night, |\n"),
            "{sheet}"
        );
        assert!(
            sheet.contains("| 1 | **nobody is named** | Nobody will"),
            "{sheet}"
        );
        assert!(message(&at).contains("Lars Odum: 1 quotation\n"));
        let empty = draft(Format::Markdown, "Rain.\n");
        assert!(lenses(&empty).is_empty());
        assert!(super::sheet(&empty).contains("Nobody is quoted"));
    }
}
