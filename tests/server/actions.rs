//! Code actions: fixes, letting findings stand, the name book, in the forms that clients take.

use super::Editor;
use serde_json::{Value, json};
use std::path::Path;

const DRAFT: &str = "# The bridge\n\nThe harbour master, Marta Lindqvist, met the press on Monday. 😀 “The bridge will not open before the spring.”\n\nWork goes on.\n";

fn full() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "workspace": {"applyEdit": true, "workspaceEdit": {
            "documentChanges": true, "changeAnnotationSupport": {}, "snippetEditSupport": true}},
        "textDocument": {"diagnostic": {}, "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
            "isPreferredSupport": true, "dataSupport": true,
            "resolveSupport": {"properties": ["edit"]}}},
    })
}

fn start(capabilities: Value, folder: &Path) -> (Editor, String) {
    let mut editor = Editor::start();
    let root = format!("file://{}", folder.display());
    let folders = json!([{"uri": root, "name": "desk"}]);
    editor.initialize(json!({"capabilities": capabilities, "workspaceFolders": folders}));
    (editor, format!("{root}/bridge.md"))
}

fn pull(editor: &mut Editor, uri: &str) -> Vec<Value> {
    let report = editor.ask(
        "textDocument/diagnostic",
        json!({"textDocument": {"uri": uri}}),
    );
    report["items"].as_array().expect("a full report").clone()
}

fn offered(editor: &mut Editor, uri: &str, finding: &Value, only: Option<&str>) -> Vec<Value> {
    let mut context = json!({"diagnostics": [finding], "triggerKind": 1});
    if let Some(kind) = only {
        context["only"] = json!([kind]);
    }
    let params =
        json!({"textDocument": {"uri": uri}, "range": finding["range"], "context": context});
    let actions = editor.ask("textDocument/codeAction", params);
    actions.as_array().expect("a list").clone()
}

/// `text` after edits of ranges in UTF-16.
fn edited(text: &str, edits: &[Value]) -> String {
    let at = |p: &Value| {
        let line = p["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = p["character"].as_u64().unwrap() as usize;
        let mut chars = text[start..].chars();
        let mut at = start;
        while units > 0 {
            let c = chars.next().unwrap();
            units -= c.len_utf16();
            at += c.len_utf8();
        }
        at
    };
    let mut edits: Vec<_> = edits
        .iter()
        .map(|e| (at(&e["range"]["start"]), at(&e["range"]["end"]), e))
        .collect();
    edits.sort_by_key(|e| std::cmp::Reverse(e.0));
    let mut new = text.to_string();
    for (from, to, edit) in edits {
        new.replace_range(from..to, edit["newText"].as_str().expect("plain text"));
    }
    new
}

fn titled<'a>(actions: &'a [Value], part: &str) -> &'a Value {
    let found = actions
        .iter()
        .find(|a| a["title"].as_str().unwrap().contains(part));
    found.unwrap_or_else(|| panic!("no {part:?} in {actions:#?}"))
}

#[test]
fn of_a_large_selection_only_the_findings_that_are_named_are_meant() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, uri) = start(full(), folder.path());
    editor.open(&uri, "markdown", &format!("{DRAFT}\n![A pier](pier.jpg)\n"));
    let findings = pull(&mut editor, &uri);
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let mut codes = |named: &[&Value]| {
        let params = json!({"textDocument": {"uri": uri}, "range": whole, "context": {"diagnostics": named}});
        let actions = editor.ask("textDocument/codeAction", params);
        let titles = actions
            .as_array()
            .unwrap()
            .iter()
            .map(|a| a["title"].to_string());
        let titles = titles.collect::<String>();
        let about = |what: &str| titles.contains(what);
        (
            about("Explain unattributed-quote"),
            about("Explain missing-image-credit"),
            about("Marta Lindqvist"),
        )
    };
    assert_eq!(codes(&[]), (true, true, true));
    assert_eq!(codes(&[&findings[0], &findings[1]]), (true, true, false));
    assert_eq!(codes(&[&findings[0]]), (true, false, false));
    assert_eq!(codes(&[&findings[1]]), (false, true, false));
    // One that is no longer there, or another's: whatever is selected.
    let stale = json!({"range": whole, "message": "?", "code": "unattributed-quote"});
    assert_eq!(codes(&[&stale]), (true, true, true));
}

#[test]
fn a_quick_fix_is_linked_preferred_and_versioned() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, uri) = start(full(), folder.path());
    editor.open(&uri, "markdown", DRAFT);
    let findings = pull(&mut editor, &uri);
    let finding = &findings[0];
    assert_eq!(finding["code"], "unattributed-quote");
    // After the emoji, in UTF-16.
    assert_eq!(
        finding["range"]["start"],
        json!({"line": 2, "character": 65})
    );
    let actions = offered(&mut editor, &uri, finding, Some("quickfix"));
    let first = &actions[0];
    assert_eq!(first["kind"], "quickfix");
    assert_eq!(first["isPreferred"], true);
    assert_eq!(first["diagnostics"], json!([finding]));
    let changes = &first["edit"]["documentChanges"][0];
    assert_eq!(changes["textDocument"], json!({"uri": uri, "version": 1}));
    assert!(offered(&mut editor, &uri, finding, Some("refactor")).is_empty());
}

#[test]
fn clients_without_versions_get_plain_changes_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let literals = json!({"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}});
    let capabilities = json!({"textDocument": {"diagnostic": {}, "codeAction": literals}});
    let (mut editor, uri) = start(capabilities, folder.path());
    editor.open(&uri, "markdown", DRAFT);
    let findings = pull(&mut editor, &uri);
    let actions = offered(&mut editor, &uri, &findings[0], None);
    let edits = actions[0]["edit"]["changes"][&uri].as_array().unwrap();
    let new = edited(DRAFT, edits);
    assert!(new.contains(" said."), "{new}");
    let document = json!({"uri": uri, "version": 2});
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": document, "contentChanges": [{"text": new}]}),
    );
    assert_eq!(pull(&mut editor, &uri), Vec::<Value>::new());
}

#[test]
fn clients_that_know_commands_only_get_those() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, uri) = start(json!({"workspace": {"applyEdit": true}}), folder.path());
    editor.open(&uri, "markdown", DRAFT);
    let findings = editor.pushed(1);
    let actions = offered(&mut editor, &uri, &findings[0], None);
    assert_eq!(actions[0]["command"], "copydesk.apply");
    let run = json!({"command": actions[0]["command"], "arguments": actions[0]["arguments"]});
    let call = editor.call("workspace/executeCommand", run.clone());
    let asked = editor.until(|m| m["method"] == "workspace/applyEdit");
    let edits = asked["params"]["edit"]["changes"][&uri].as_array().unwrap();
    assert!(edited(DRAFT, edits).contains(" said."));
    editor.send(json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": true}}));
    assert_eq!(editor.answer(call)["result"], true);
    // Offered for a text that is no longer there.
    let document = json!({"uri": uri, "version": 2});
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": document, "contentChanges": [{"text": "Gone."}]}),
    );
    let late = editor.call("workspace/executeCommand", run);
    assert_eq!(editor.answer(late)["error"]["code"], -32801);
    let forged = json!({"command": "copydesk.apply", "arguments": [{"uri": uri, "version": 2, "what": "fix", "rule": "x", "span": [0, 9], "fix": 7}]});
    let forged = editor.call("workspace/executeCommand", forged);
    assert!(editor.answer(forged)["error"].is_object());
}

#[test]
fn what_is_resolved_comes_from_the_draft_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, uri) = start(full(), folder.path());
    let text = "Ana said “yes\". Ben said “no\". ”Cy” left.\n";
    editor.open(&uri, "markdown", text);
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let context = json!({"diagnostics": [], "only": ["source.fixAll.copydesk"]});
    let params = json!({"textDocument": {"uri": uri}, "range": whole, "context": context});
    let offered = editor.ask("textDocument/codeAction", params);
    let action = offered[0].clone();
    assert!(action.get("edit").is_none() && action["data"].is_object());
    let resolved = editor.ask("codeAction/resolve", action.clone());
    let change = &resolved["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": uri, "version": 1}));
    let new = edited(text, change["edits"].as_array().unwrap());
    assert!(new.starts_with("Ana said “yes”. Ben said “no”."), "{new}");

    // Whatever else the client hands back, no other edit comes of it.
    let mut resolve = |change: &dyn Fn(&mut Value)| {
        let mut tampered = action.clone();
        change(&mut tampered);
        let id = editor.call("codeAction/resolve", tampered);
        editor.answer(id)
    };
    let same = resolve(&|a| a["edit"] = json!({"changes": {"file:///etc/passwd": []}}));
    assert_eq!(same["result"]["edit"], resolved["edit"]);
    let other = resolve(&|a| a["data"]["uri"] = json!("file:///etc/passwd"));
    assert!(other["error"].is_object());
    let rule = resolve(&|a| {
        a["data"] = json!({"uri": uri, "version": 1, "what": "rule", "rule": "no-such"});
    });
    assert_eq!(rule["error"]["code"], -32801);
    let fix = json!({"uri": uri, "version": 1, "what": "fix", "rule": "mixed-marks", "span": [0, 4_000_000_000u32], "fix": 0});
    assert_eq!(
        resolve(&|a| a["data"] = fix.clone())["error"]["code"],
        -32801
    );
    let nonsense = resolve(&|a| a["data"] = json!([1, {"a": null}]));
    assert!(nonsense["result"].get("edit").is_none());

    // For a text that is no longer there nothing is worked out.
    let document = json!({"uri": uri, "version": 2});
    let changes = json!([{"text": format!("New. {text}")}]);
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": document, "contentChanges": changes}),
    );
    let late = editor.call("codeAction/resolve", action);
    assert_eq!(editor.answer(late)["error"]["code"], -32801);
}

#[test]
fn a_finding_may_stand_by_a_comment() {
    let folder = tempfile::tempdir().unwrap();
    let mut capabilities = full();
    capabilities["workspace"]["workspaceEdit"]["snippetEditSupport"] = json!(false);
    let (mut editor, uri) = start(capabilities, folder.path());
    editor.open(&uri, "markdown", DRAFT);
    let findings = pull(&mut editor, &uri);
    let actions = offered(
        &mut editor,
        &uri,
        &findings[0],
        Some("quickfix.copydesk.ignore"),
    );
    assert_eq!(actions.len(), 3);
    for (version, title) in [(2, "stand here"), (3, "in this draft")] {
        let edit = &titled(&actions, title)["edit"]["documentChanges"][0]["edits"];
        let new = edited(DRAFT, edit.as_array().unwrap());
        assert_ne!(new, DRAFT);
        let document = json!({"uri": uri, "version": version});
        editor.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [{"text": new}]}),
        );
        assert_eq!(pull(&mut editor, &uri), Vec::<Value>::new(), "{new}");
    }
}

#[test]
fn a_finding_may_stand_by_the_settings_file() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, uri) = start(full(), folder.path());
    editor.open(&uri, "plaintext", DRAFT);
    let findings = pull(&mut editor, &uri);
    let actions = offered(&mut editor, &uri, &findings[0], None);
    let command = &titled(&actions, "copydesk.toml")["command"];
    let run = json!({"command": command["command"], "arguments": command["arguments"]});
    assert_eq!(editor.ask("workspace/executeCommand", run), true);
    assert_eq!(pull(&mut editor, &uri), Vec::<Value>::new());
    let written = std::fs::read_to_string(folder.path().join("copydesk.toml")).unwrap();
    assert!(written.contains("file = \"bridge.md\""), "{written}");

    // With the file open, the client makes the change, and what it has unsaved counts.
    let settings = format!("file://{}/copydesk.toml", folder.path().display());
    editor.open(&settings, "toml", "");
    let findings = pull(&mut editor, &uri);
    assert_eq!(findings.len(), 1);
    let run = json!({"command": command["command"], "arguments": command["arguments"]});
    let call = editor.call("workspace/executeCommand", run);
    let asked = editor.until(|m| m["method"] == "workspace/applyEdit");
    let change = &asked["params"]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], settings);
    editor.send(json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": true}}));
    editor.answer(call);
    let text = &change["edits"][0]["newText"];
    let document = json!({"uri": settings, "version": 2});
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": document, "contentChanges": [{"text": text}]}),
    );
    assert_eq!(pull(&mut editor, &uri), Vec::<Value>::new());
}

#[test]
fn a_draft_without_a_place_has_no_settings_file() {
    let mut editor = Editor::with(full());
    let uri = "untitled:Untitled-1";
    editor.open(uri, "plaintext", DRAFT);
    let change = json!({"entry": "checked", "uri": uri, "name": "Lindqvist"});
    let run = json!({"command": "copydesk.settings", "arguments": [change]});
    let call = editor.call("workspace/executeCommand", run);
    let answer = editor.answer(call);
    let why = answer["error"]["message"].as_str().unwrap_or_default();
    assert!(why.contains("Save the draft first"), "{answer}");
}
