//! What the client says of itself, read leniently: whatever does not fit is as if it were not there.

use crate::text::Encoding;
use serde_json::Value;
use std::path::PathBuf;

/// What the client can do, as far as anything here depends on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Client {
    /// The unit of columns agreed on.
    pub encoding: Encoding,
    /// It asks for diagnostics.
    pub pulls: bool,
    pub related_information: bool,
    pub code_description: bool,
    /// It shows what may go as faded.
    pub faded: bool,
    /// Where the rules' pages are for this user, if it follows links.
    pub pages: Option<PathBuf>,
    pub diagnostic_refresh: bool,
    /// Edits with versions.
    pub document_changes: bool,
    /// Edits may create files.
    pub creates: bool,
    pub change_annotations: bool,
    pub snippet_edits: bool,
    /// Code actions, not commands only.
    pub action_literals: bool,
    pub action_preferred: bool,
    /// The edits of a code action may be asked for later.
    pub action_resolve: bool,
    pub apply_edit: bool,
    pub configuration: bool,
    pub watches: bool,
    pub watches_configuration: bool,
    pub folders: bool,
    pub progress: bool,
    pub markdown_hover: bool,
    pub completion_snippets: bool,
    pub hierarchical_symbols: bool,
    /// It asks what can be renamed before it asks for the rename.
    pub prepares_rename: bool,
    /// It opens documents when it is asked to.
    pub shows_documents: bool,
    pub inlay_refresh: bool,
    pub lens_refresh: bool,
    pub tokens_refresh: bool,
    /// Settings given at the start.
    pub options: Value,
}

impl Client {
    /// From the parameters of `initialize`.
    pub fn read(params: &Value) -> Self {
        let at = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let has = |path: &str| at(path).and_then(Value::as_bool).unwrap_or(false);
        let there = |path: &str| at(path).is_some_and(Value::is_object);
        let lists = |path: &str, item: &str| {
            let list = at(path).and_then(Value::as_array);
            list.is_some_and(|l| l.iter().any(|v| v == item))
        };
        let edit = |key: &str| format!("workspace/workspaceEdit/{key}");
        let action = |key: &str| format!("textDocument/codeAction/{key}");
        Client {
            encoding: named(params.pointer("/initializationOptions/positionEncoding"))
                .unwrap_or_else(|| encoding(at("general/positionEncodings"))),
            pulls: there("textDocument/diagnostic"),
            related_information: has("textDocument/publishDiagnostics/relatedInformation")
                || has("textDocument/diagnostic/relatedInformation"),
            code_description: has("textDocument/publishDiagnostics/codeDescriptionSupport")
                || has("textDocument/diagnostic/codeDescriptionSupport"),
            faded: ["publishDiagnostics", "diagnostic"].iter().any(|c| {
                let tags = at(&format!("textDocument/{c}/tagSupport/valueSet"));
                tags.and_then(Value::as_array)
                    .is_some_and(|l| l.contains(&Value::from(1)))
            }),
            // Some clients write the plural as the specification does, some the singular as its first draft did.
            diagnostic_refresh: has("workspace/diagnostics/refreshSupport")
                || has("workspace/diagnostic/refreshSupport"),
            document_changes: has(&edit("documentChanges")),
            creates: has(&edit("documentChanges")) && lists(&edit("resourceOperations"), "create"),
            change_annotations: has(&edit("documentChanges"))
                && there(&edit("changeAnnotationSupport")),
            snippet_edits: has(&edit("documentChanges")) && has(&edit("snippetEditSupport")),
            action_literals: there(&action("codeActionLiteralSupport")),
            action_preferred: has(&action("isPreferredSupport")),
            action_resolve: lists(&action("resolveSupport/properties"), "edit")
                && has(&action("dataSupport")),
            apply_edit: has("workspace/applyEdit"),
            configuration: has("workspace/configuration"),
            watches: has("workspace/didChangeWatchedFiles/dynamicRegistration"),
            watches_configuration: has("workspace/didChangeConfiguration/dynamicRegistration"),
            folders: has("workspace/workspaceFolders"),
            progress: has("window/workDoneProgress"),
            markdown_hover: lists("textDocument/hover/contentFormat", "markdown"),
            completion_snippets: has("textDocument/completion/completionItem/snippetSupport"),
            hierarchical_symbols: has(
                "textDocument/documentSymbol/hierarchicalDocumentSymbolSupport",
            ),
            shows_documents: has("window/showDocument/support"),
            prepares_rename: has("textDocument/rename/prepareSupport"),
            inlay_refresh: has("workspace/inlayHint/refreshSupport"),
            lens_refresh: has("workspace/codeLens/refreshSupport"),
            tokens_refresh: has("workspace/semanticTokens/refreshSupport"),
            pages: None,
            options: params
                .get("initializationOptions")
                .cloned()
                .unwrap_or_default(),
        }
    }
}

/// UTF-8 where the client has it, for it costs nothing; else what it names first; UTF-16 if it names nothing.
fn encoding(offered: Option<&Value>) -> Encoding {
    let names = offered.and_then(Value::as_array).into_iter().flatten();
    let known: Vec<Encoding> = names.filter_map(|name| named(Some(name))).collect();
    if known.contains(&Encoding::Utf8) {
        return Encoding::Utf8;
    }
    known.first().copied().unwrap_or(Encoding::Utf16)
}

/// The unit of that name. An option of this name at the start wins over the negotiation: Vim's ALE counts bytes
/// without saying so.
fn named(name: Option<&Value>) -> Option<Encoding> {
    match name?.as_str()? {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    }
}

/// The folders of the workspace; the older root fields where a client has no folders.
pub fn roots(params: &Value) -> Vec<PathBuf> {
    let folders = params.get("workspaceFolders").and_then(Value::as_array);
    let folders = folders.into_iter().flatten();
    let mut roots: Vec<PathBuf> = folders
        .filter_map(|f| super::uri::path(f.get("uri")?.as_str()?))
        .collect();
    for old in ["rootUri", "rootPath"] {
        if roots.is_empty() {
            let root = params.get(old).and_then(Value::as_str);
            roots.extend(root.and_then(super::uri::path));
        }
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn odd_values_do_no_harm() {
        let client = Client::read(&json!({
            "processId": -1, "rootUri": "", "rootPath": "/srv/desk", "trace": "compact",
            "workspaceFolders": [{"uri": 7}, {"name": "x"}],
            "capabilities": {"workspace": {"workspaceEdit": {
                "documentChanges": true, "resourceOperations": ["create", "teleport"]}},
                "textDocument": {"diagnostic": {}, "codeAction": "yes"}},
        }));
        assert!(client.pulls && client.document_changes && client.creates);
        assert!(!client.action_literals);
        assert_eq!(client.options, Value::Null);
        assert_eq!(Client::read(&Value::Null).encoding, Encoding::Utf16);
    }

    #[test]
    fn encodings_are_agreed_on() {
        let pick = |list: Value| encoding(Some(&list));
        assert_eq!(pick(json!(["utf-16", "utf-8"])), Encoding::Utf8);
        assert_eq!(pick(json!(["utf-32", "utf-16"])), Encoding::Utf32);
        assert_eq!(pick(json!(["utf-7"])), Encoding::Utf16);
        assert_eq!(pick(json!("utf-8")), Encoding::Utf16);
        let told = |unit: &str| {
            Client::read(&json!({
                "initializationOptions": {"positionEncoding": unit},
                "capabilities": {"general": {"positionEncodings": ["utf-16"]}},
            }))
        };
        assert_eq!(told("utf-8").encoding, Encoding::Utf8);
        assert_eq!(told("bytes").encoding, Encoding::Utf16);
    }
}
