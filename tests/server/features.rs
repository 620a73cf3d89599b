//! Reading aids over the wire: what a client announces decides what it is given.

use super::Editor;
use serde_json::{Value, json};

const URI: &str = "file:///drafts/harbour.md";

const TEXT: &str = "# Boats lost\n\n😀 Mara Quint, the harbour master, spoke on Friday. Quint’s crew rested.\n\n\
    “We lost two boats in one night,” she said.\n\n“Ask Mara Quint,” said Lars Odum.\n";

fn able() -> Value {
    json!({
        "textDocument": {
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "rename": {"prepareSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
        },
        "workspace": {"workspaceEdit": {"documentChanges": true,
            "changeAnnotationSupport": {"groupsOnLabel": true}}},
        "window": {"showDocument": {"support": true}},
    })
}

/// Line and UTF-16 column behind the first character of the `nth` (from 0) `words`.
fn inside(words: &str, nth: usize) -> Value {
    let (at, _) = TEXT
        .match_indices(words)
        .nth(nth)
        .expect("the words are there");
    let at = at + words.chars().next().map_or(0, char::len_utf8);
    let before = &TEXT[..at];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    json!({"line": line, "character": before[start..].encode_utf16().count()})
}

fn about(position: &Value) -> Value {
    json!({"textDocument": {"uri": URI}, "position": position})
}

fn text_of(range: &Value) -> String {
    let byte = |p: &Value| {
        let number = |key: &str| p[key].as_u64().unwrap() as usize;
        let line = TEXT.split('\n').nth(number("line")).unwrap();
        let before: usize = TEXT
            .split('\n')
            .take(number("line"))
            .map(|l| l.len() + 1)
            .sum();
        let units: Vec<u16> = line.encode_utf16().take(number("character")).collect();
        before + String::from_utf16(&units).unwrap().len()
    };
    TEXT[byte(&range["start"])..byte(&range["end"])].to_string()
}

#[test]
fn people_are_shown_followed_and_renamed() {
    let mut editor = Editor::with(able());
    editor.open(URI, "markdown", TEXT);
    let hover = editor.ask("textDocument/hover", about(&inside("lost two", 0)));
    assert_eq!(hover["contents"]["kind"], "markdown");
    let shown = hover["contents"]["value"].as_str().unwrap();
    assert!(shown.starts_with("Said by **Mara Quint**"), "{shown}");
    let place = editor.ask("textDocument/definition", about(&inside("Quint’s", 0)));
    assert_eq!(text_of(&place["range"]), "Mara Quint");
    let mut references = about(&inside("Quint’s", 0));
    references["context"] = json!({"includeDeclaration": true});
    assert_eq!(
        editor
            .ask("textDocument/references", references)
            .as_array()
            .unwrap()
            .len(),
        3
    );
    let lit = editor.ask(
        "textDocument/documentHighlight",
        about(&inside("Quint’s", 0)),
    );
    assert_eq!(lit.as_array().unwrap().len(), 3);

    let prepared = editor.ask("textDocument/prepareRename", about(&inside("Quint’s", 0)));
    assert_eq!(prepared["placeholder"], "Quint");
    let mut rename = about(&inside("Quint’s", 0));
    rename["newName"] = json!("Quindt");
    let edit = editor.ask("textDocument/rename", rename.clone());
    let edits = edit["documentChanges"][0]["edits"].as_array().unwrap();
    let asked: Vec<_> = edits
        .iter()
        .filter(|e| e["annotationId"].is_string())
        .collect();
    assert_eq!((edits.len(), asked.len()), (3, 1));
    let annotation = &edit["changeAnnotations"][asked[0]["annotationId"].as_str().unwrap()];
    assert_eq!(annotation["needsConfirmation"], true);
    rename["newName"] = json!("  ");
    let id = editor.call("textDocument/rename", rename);
    assert_eq!(editor.answer(id)["error"]["code"], -32602);
}

#[test]
fn clients_that_can_little_are_given_little() {
    let mut editor = Editor::with(json!({}));
    editor.open(URI, "markdown", TEXT);
    let hover = editor.ask("textDocument/hover", about(&inside("lost two", 0)));
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(!hover["contents"]["value"].as_str().unwrap().contains('*'));
    let symbols = editor.ask(
        "textDocument/documentSymbol",
        json!({"textDocument": {"uri": URI}}),
    );
    assert!(
        symbols
            .as_array()
            .unwrap()
            .iter()
            .all(|s| s["location"]["range"].is_object())
    );
    let mut rename = about(&inside("Quint’s", 0));
    rename["newName"] = json!("Quindt");
    let edit = editor.ask("textDocument/rename", rename);
    assert_eq!(edit["changes"][URI].as_array().unwrap().len(), 2);
}

#[test]
fn the_draft_is_outlined_coloured_folded_and_hinted() {
    let mut editor = Editor::with(able());
    editor.open(URI, "markdown", TEXT);
    let draft = json!({"textDocument": {"uri": URI}});
    let symbols = editor.ask("textDocument/documentSymbol", draft.clone());
    assert_eq!(symbols[0]["name"], "Boats lost");
    assert!(symbols[0]["children"].as_array().unwrap().len() >= 3);
    let mut all = draft.clone();
    all["range"] =
        json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = editor.ask("textDocument/inlayHint", all.clone());
    assert_eq!(hints[0]["label"][0]["value"], "— Mara Quint");
    let tokens = editor.ask("textDocument/semanticTokens/full", draft.clone());
    let count = tokens["data"].as_array().unwrap().len();
    assert!(count > 0 && count.is_multiple_of(5));
    let mut delta = draft.clone();
    delta["previousResultId"] = tokens["resultId"].clone();
    let same = editor.ask("textDocument/semanticTokens/full/delta", delta);
    assert_eq!(same["edits"], json!([]));
    let part = editor.ask("textDocument/semanticTokens/range", all);
    assert_eq!(part["data"], tokens["data"]);
    let folds = editor.ask("textDocument/foldingRange", draft.clone());
    assert_eq!(folds[0]["startLine"], 0);
    let mut selection = draft.clone();
    selection["positions"] = json!([inside("boats in", 0), inside("crew", 0)]);
    let ranges = editor.ask("textDocument/selectionRange", selection);
    assert_eq!(text_of(&ranges[0]["range"]), "boats");
    assert_eq!(text_of(&ranges[1]["range"]), "crew");
    let found = editor.ask("workspace/symbol", json!({"query": "odum"}));
    assert_eq!(found[0]["name"], "Lars Odum");
}

#[test]
fn names_are_completed_and_explained() {
    let mut editor = Editor::with(able());
    let text = format!("{TEXT}\nThen Qui");
    editor.open(URI, "markdown", &text);
    let end = json!({"line": 8, "character": 8});
    let list = editor.ask("textDocument/completion", about(&end));
    let item = list["items"][0].clone();
    assert_eq!(item["textEdit"]["newText"], "Mara Quint");
    assert_eq!(
        item["textEdit"]["range"]["start"],
        json!({"line": 8, "character": 5})
    );
    let more = editor.ask("completionItem/resolve", item);
    let shown = more["documentation"]["value"].as_str().unwrap();
    assert!(shown.contains("First reference: Mara Quint"), "{shown}");
}

#[test]
fn the_quote_sheet_opens_in_any_client() {
    let mut editor = Editor::with(able());
    editor.open(URI, "markdown", TEXT);
    let lenses = editor.ask(
        "textDocument/codeLens",
        json!({"textDocument": {"uri": URI}}),
    );
    let command = &lenses[0]["command"];
    assert_eq!(command["title"], "2 quotations, 2 sources, 0 unattributed");
    let id = editor.call("workspace/executeCommand", command.clone());
    let asked = editor.until(|m| m["method"] == "window/showDocument");
    let address = asked["params"]["uri"].as_str().unwrap();
    let path = address.strip_prefix("file://").unwrap();
    let sheet = std::fs::read_to_string(path).unwrap();
    assert!(
        sheet.contains("| Mara Quint | We lost two boats in one night, |"),
        "{sheet}"
    );
    editor.send(json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"success": true}}));
    assert!(
        editor.answer(id)["result"]
            .as_str()
            .unwrap()
            .contains("Lars Odum")
    );

    let mut simple = Editor::with(json!({}));
    simple.open(URI, "markdown", TEXT);
    simple.ask("workspace/executeCommand", command.clone());
    let shown = simple
        .seen
        .iter()
        .find(|m| m["method"] == "window/showMessage")
        .unwrap();
    let message = shown["params"]["message"].as_str().unwrap();
    assert!(message.contains("Mara Quint: 1 quotation"), "{message}");
}

#[test]
fn sources_are_answered_for_side_views() {
    let mut editor = Editor::with(able());
    editor.open(URI, "markdown", TEXT);
    let ask = |uri: &str| json!({"command": "copydesk.sources", "arguments": [uri]});
    let found = editor.ask("workspace/executeCommand", ask(URI));
    assert_eq!(found["people"][0]["name"], "Mara Quint");
    assert_eq!(text_of(&found["people"][0]["range"]), "Mara Quint");
    assert_eq!(found["people"][0]["quotes"][0]["attribution"], "explicit");
    assert_eq!(found["unattributed"], json!([]));
    assert_eq!(
        editor.ask("workspace/executeCommand", ask("file:///none.md")),
        Value::Null
    );
}

#[test]
fn settings_files_are_completed_and_explained() {
    let mut editor = Editor::with(able());
    let uri = "file:///drafts/copydesk.toml";
    editor.open(uri, "toml", "[rules]\nunattributed-quote = ");
    let at = |line: u32, character: u32| json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}});
    let list = editor.ask("textDocument/completion", at(1, 21));
    let offered = list["items"].as_array().unwrap();
    assert!(
        offered
            .iter()
            .any(|i| i["textEdit"]["newText"] == "\"hint\""),
        "{list}"
    );
    let hover = editor.ask("textDocument/hover", at(1, 4));
    assert!(
        hover["contents"]["value"]
            .as_str()
            .unwrap()
            .starts_with("**unattributed-quote**")
    );
}

#[test]
fn marks_are_curled_as_they_are_typed_only_where_that_is_wanted() {
    for (settings, curled) in [
        (json!({}), false),
        (json!({"quotes": {"curl": true}}), true),
    ] {
        let mut editor = Editor::start();
        editor.initialize(json!({"capabilities": {}, "initializationOptions": settings}));
        editor.open(URI, "markdown", "He said \"");
        let options = json!({"tabSize": 4, "insertSpaces": true});
        let mut typed = about(&json!({"line": 0, "character": 9}));
        typed["ch"] = json!("\"");
        typed["options"] = options;
        let edits = editor.ask("textDocument/onTypeFormatting", typed);
        if curled {
            assert_eq!(edits[0]["newText"], "“");
        } else {
            assert_eq!(edits, Value::Null);
        }
    }
}
