//! Requests that clients make at each pause in the typing, and whose answers are long: they are answered at once,
//! from the draft as it is, and written straight to JSON. tower-lsp would build each answer as a tree of values first.

use super::commands::SOURCES;
use super::desk::Desk;
use super::features::{inlay, links, semantic, shape, sheet, sources, symbols};
use super::hub::lock;
use super::snapshot::Snapshot;
use super::{actions, uri};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use tower_lsp::jsonrpc::{Error, Id, Result};
use tower_lsp::lsp_types::{CodeActionContext, Position, Range};

/// What such requests say.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked<'a> {
    #[serde(borrow)]
    text_document: Document<'a>,
    range: Option<Range>,
    #[serde(default)]
    positions: Vec<Position>,
    #[serde(borrow)]
    context: Option<&'a RawValue>,
    #[serde(borrow)]
    previous_result_id: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    uri: Cow<'a, str>,
}

impl Asked<'_> {
    fn range(&self) -> Result<Range> {
        let missing = || Error::invalid_params("the range is missing");
        self.range.ok_or_else(missing)
    }
}

struct Question<'a> {
    desk: &'a Desk,
    id: &'a Id,
    params: &'a str,
}

impl Question<'_> {
    /// Puts it to the draft; `null` if that is not open.
    fn put<T: Serialize>(
        &self,
        ask: impl FnOnce(&Snapshot, &Asked<'_>) -> Result<T>,
    ) -> Result<()> {
        let asked: Asked<'_> = serde_json::from_str(self.params).map_err(invalid)?;
        let url = uri::parse(&asked.text_document.uri);
        let at = url.and_then(|u| self.desk.snapshot(&u));
        let answer = at.as_ref().map(|at| ask(at, &asked)).transpose()?;
        self.desk.hub.answer(self.id, &answer);
        Ok(())
    }
}

impl Question<'_> {
    /// The same for a question that looks at files, of a draft that shows pictures.
    fn put_to_disk<T: Serialize + 'static>(&self, ask: fn(&Snapshot) -> T) -> Result<()> {
        let asked: Asked<'_> = serde_json::from_str(self.params).map_err(invalid)?;
        look(self.desk, self.id, &asked.text_document.uri, ask);
        Ok(())
    }
}

fn look<T: Serialize + 'static>(desk: &Desk, id: &Id, address: &str, ask: fn(&Snapshot) -> T) {
    match uri::parse(address).and_then(|u| desk.snapshot(&u)) {
        Some(at) if !at.analysis.facts.images.is_empty() => {
            desk.disk.answer(&desk.hub, id, move || ask(&at));
        }
        at => desk.hub.answer(id, &at.as_ref().map(ask)),
    }
}

fn invalid(error: serde_json::Error) -> Error {
    Error::invalid_params(error.to_string())
}

/// Answers the request, if it is one of these; whether it was.
pub fn request(desk: &Desk, id: &Id, method: &str, params: &str) -> bool {
    let q = Question { desk, id, params };
    let done = match method {
        "textDocument/codeAction" => q.put(|at, p| {
            let context = p.context.map_or("null", RawValue::get);
            let context: CodeActionContext = serde_json::from_str(context).map_err(invalid)?;
            Ok(actions::code_actions(at, p.range()?, &context))
        }),
        "textDocument/documentSymbol" => q.put(|at, _| Ok(symbols::document_symbols(at))),
        "textDocument/semanticTokens/full" => q.put(|at, _| {
            let tokens = semantic::tokens(at, None);
            Ok(lock(&desk.tokens).whole(at.url.as_str(), tokens))
        }),
        "textDocument/semanticTokens/full/delta" => q.put(|at, p| {
            let previous = p.previous_result_id.as_deref().unwrap_or_default();
            let tokens = semantic::tokens(at, None);
            Ok(lock(&desk.tokens).change(at.url.as_str(), previous, tokens))
        }),
        "textDocument/semanticTokens/range" => q.put(|at, p| {
            let part = at.span(p.range()?);
            Ok(semantic::part(at, part))
        }),
        "textDocument/foldingRange" => q.put(|at, _| Ok(shape::folds(at))),
        "textDocument/selectionRange" => q.put(|at, p| Ok(shape::selections(at, &p.positions))),
        "textDocument/inlayHint" => q.put(|at, p| Ok(inlay::hints(at, p.range()?))),
        "textDocument/codeLens" => q.put(|at, _| Ok(sheet::lenses(at))),
        "textDocument/documentLink" => q.put_to_disk(links::links),
        "workspace/executeCommand" => match of_sources(params) {
            Some(address) => {
                look(desk, id, &address, sources::sources);
                Ok(())
            }
            None => return false,
        },
        _ => return false,
    };
    if let Err(error) = done {
        desk.hub.refuse(id.clone(), error);
    }
    true
}

/// The draft that the command for sources is given for, if it is that command.
fn of_sources(params: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Run<'a> {
        #[serde(borrow)]
        command: Cow<'a, str>,
        #[serde(default)]
        arguments: Vec<serde_json::Value>,
    }
    let run: Run<'_> = serde_json::from_str(params).ok()?;
    let first = run.arguments.first().and_then(|a| a.as_str());
    (run.command == SOURCES).then(|| first.unwrap_or_default().to_string())
}
