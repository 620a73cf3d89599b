//! Settings: the file upward, the editor's over it, re-read when they change.

use super::Editor;
use serde_json::{Value, json};
use std::collections::HashMap;

const DRAFT: &str =
    "Marta Lindqvist met the press.\n\n“The bridge will not open before the spring.”\n";

fn findings(editor: &mut Editor, uri: &str) -> usize {
    let about = json!({"textDocument": {"uri": uri}});
    let report = editor.ask("textDocument/diagnostic", about);
    report["items"].as_array().expect("a full report").len()
}

fn off() -> Value {
    json!({"rules": {"unattributed-quote": "off", "orphan-quote": "off"}})
}

#[test]
fn the_file_upward_holds_and_its_problems_are_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("news")).unwrap();
    let file = folder.path().join("copydesk.toml");
    let rules = "[rules]\nunattributed-quote = \"off\"\norphan-quote = \"off\"\n";
    std::fs::write(&file, rules).unwrap();
    let watches = json!({"didChangeWatchedFiles": {"dynamicRegistration": true}, "diagnostics": {"refreshSupport": true}});
    let capabilities = json!({"textDocument": {"diagnostic": {}}, "workspace": watches});
    let mut editor = Editor::with(capabilities);
    let registered = editor.until(|m| m["method"] == "client/registerCapability");
    let watchers = &registered["params"]["registrations"][0]["registerOptions"]["watchers"];
    assert_eq!(watchers[0]["globPattern"], "**/copydesk.toml");
    let uri = format!("file://{}/news/a.txt", folder.path().display());
    editor.open(&uri, "plaintext", DRAFT);
    assert_eq!(findings(&mut editor, &uri), 0);

    std::fs::write(&file, "").unwrap();
    let settings = format!("file://{}", file.display());
    let changed = json!({"changes": [{"uri": settings, "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", changed);
    editor.until(|m| m["method"] == "workspace/diagnostic/refresh");
    assert_eq!(findings(&mut editor, &uri), 1);

    // What is wrong with a file that nobody has open is told.
    std::fs::write(&file, "lnaguage = 1\n").unwrap();
    let changed = json!({"changes": [{"uri": settings, "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", changed);
    let told = editor.until(|m| m["method"] == "window/showMessage");
    let told = told["params"]["message"].as_str().unwrap();
    assert!(
        told.contains("copydesk.toml: ") && told.contains("lnaguage"),
        "{told}"
    );

    // Open and not saved: what is typed counts, until it is closed.
    editor.open(&settings, "toml", &format!("{rules}lnaguage = \"en\"\n"));
    assert_eq!(findings(&mut editor, &uri), 0);
    assert_eq!(findings(&mut editor, &settings), 1);
    let closed = json!({"textDocument": {"uri": settings}});
    editor.tell("textDocument/didClose", closed);
    assert_eq!(findings(&mut editor, &uri), 1);
}

#[test]
fn other_files_of_its_language_are_no_drafts() {
    let mut editor = Editor::with(json!({"textDocument": {"diagnostic": {}}}));
    for (name, count) in [("notes.toml", 0), ("notes.txt", 1)] {
        let uri = format!("file:///desk/{name}");
        editor.open(&uri, "toml", DRAFT);
        assert_eq!(findings(&mut editor, &uri), count);
    }
}

#[test]
fn the_editor_is_asked_once_and_on_change() {
    let asks =
        json!({"configuration": true, "didChangeConfiguration": {"dynamicRegistration": true}});
    let mut editor = Editor::with(json!({"textDocument": {"diagnostic": {}}, "workspace": asks}));
    let answer = |editor: &mut Editor, settings: Value| {
        let asked = editor.until(|m| m["method"] == "workspace/configuration");
        assert_eq!(asked["params"]["items"], json!([{"section": "copydesk"}]));
        editor.send(json!({"jsonrpc": "2.0", "id": asked["id"], "result": [settings]}));
    };
    answer(&mut editor, off());
    let uri = "untitled:Untitled-1";
    editor.open(uri, "plaintext", DRAFT);
    assert_eq!(findings(&mut editor, uri), 0);
    editor.tell(
        "workspace/didChangeConfiguration",
        json!({"settings": null}),
    );
    answer(
        &mut editor,
        json!({"language": "", "rules": {}, "server": {"path": ""}}),
    );
    assert_eq!(findings(&mut editor, uri), 1);
    let asked = |m: &&Value| m["method"] == "workspace/configuration";
    assert_eq!(editor.seen.iter().filter(asked).count(), 0);
}

/// What VS Code sends when nobody has set anything, as it was recorded.
const NOTHING_SET: &str = r#"{"server": {"path": ""}, "trace": {"server": "off"}, "credits": {}, "ignore": [],
    "language": "", "names": [], "preset": null, "docs": "", "quotes": {}, "rules": {}}"#;

#[test]
fn only_what_somebody_has_set_goes_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = "[quotes]\nlead-in = true\n[rules]\norphan-quote = \"off\"\n";
    std::fs::write(folder.path().join("copydesk.toml"), file).unwrap();
    let uri = format!("file://{}/a.txt", folder.path().display());
    let draft =
        "Marta Lindqvist said so on Monday.\n\n“The bridge will not open before the spring.”\n";
    let pulls = json!({"textDocument": {"diagnostic": {}}});
    let nothing: Value = serde_json::from_str(NOTHING_SET).unwrap();
    let mut editor = Editor::start();
    editor.initialize(json!({"capabilities": pulls, "initializationOptions": nothing}));
    editor.open(&uri, "plaintext", draft);
    assert_eq!(findings(&mut editor, &uri), 0);
    let said = |editor: &mut Editor, change: Value| {
        let mut settings = nothing.clone();
        settings["quotes"] = change;
        let settings = json!({"settings": {"copydesk": settings}});
        editor.tell("workspace/didChangeConfiguration", settings);
        findings(editor, &uri)
    };
    assert_eq!(said(&mut editor, json!({"curl": true})), 0);
    assert_eq!(said(&mut editor, json!({"lead-in": false})), 1);
    assert_eq!(said(&mut editor, json!({"lead-in": null})), 0);
    let told = |m: &Value| m["method"] == "window/showMessage";
    assert!(!editor.seen.iter().any(told));
}

#[test]
fn each_message_finds_what_those_before_it_have_changed() {
    let pulls = json!({"textDocument": {"diagnostic": {}}});
    let mut editor = Editor::with(pulls);
    let uri = "untitled:Untitled-1";
    editor.open(uri, "plaintext", DRAFT);
    let mut all = Vec::new();
    for id in 100..160 {
        let settings = if id % 2 == 0 { off() } else { json!({}) };
        let settings = json!({"settings": {"copydesk": settings}});
        all.push(json!({"jsonrpc": "2.0", "method": "workspace/didChangeConfiguration", "params": settings}));
        let end = json!({"line": 2, "character": 999});
        let typed = json!({"range": {"start": end, "end": end}, "text": if id % 3 == 0 { " It said so." } else { "" }});
        let document = json!({"uri": uri, "version": id});
        all.push(json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": document, "contentChanges": [typed]}}));
        let range = json!({"start": {"line": 0, "character": 0}, "end": end});
        let context = json!({"diagnostics": [], "only": ["quickfix.copydesk.ignore"]});
        all.push(
            json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/codeAction", "params":
            {"textDocument": {"uri": uri}, "range": range, "context": context}}),
        );
    }
    editor.send_together(&all);
    for id in 100..160 {
        let answer = editor.answer(id);
        let offered = answer["result"].as_array().unwrap().len();
        assert_eq!(offered > 0, id % 2 == 1, "{id}: {answer}");
    }
}

#[test]
fn settings_that_are_sent_unasked_hold_too() {
    let mut editor = Editor::start();
    let pulls = json!({"textDocument": {"diagnostic": {}}});
    editor.initialize(json!({"capabilities": pulls, "initializationOptions": off()}));
    editor.open("file:///a.txt", "plaintext", DRAFT);
    assert_eq!(findings(&mut editor, "file:///a.txt"), 0);
    let settings = json!({"copydesk": {"rules": {"nonsense": 1}}});
    editor.tell(
        "workspace/didChangeConfiguration",
        json!({"settings": settings}),
    );
    assert_eq!(findings(&mut editor, "file:///a.txt"), 1);
    let told = |m: &Value| m["method"] == "window/showMessage";
    assert!(editor.seen.iter().any(told));
}

#[test]
fn clients_that_are_not_told_of_a_change_get_it_when_they_ask() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copydesk.toml");
    std::fs::write(&file, "").unwrap();
    // It pulls, and takes no refresh.
    let mut editor = Editor::with(json!({"textDocument": {"diagnostic": {}}}));
    let uri = format!("file://{}/a.txt", folder.path().display());
    editor.open(&uri, "plaintext", DRAFT);
    let pull = |editor: &mut Editor, previous: &Value| {
        let about = json!({"textDocument": {"uri": uri}, "previousResultId": previous});
        editor.ask("textDocument/diagnostic", about)
    };
    let first = pull(&mut editor, &Value::Null);
    let previous = first["resultId"].clone();
    assert_eq!(first["items"].as_array().unwrap().len(), 1);
    assert_eq!(pull(&mut editor, &previous)["kind"], "unchanged");

    let rules = "[rules]\nunattributed-quote = \"off\"\norphan-quote = \"off\"\n";
    std::fs::write(&file, rules).unwrap();
    let changed = json!({"changes": [{"uri": format!("file://{}", file.display()), "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", changed);
    let second = pull(&mut editor, &previous);
    assert_eq!(
        (&second["kind"], &second["items"]),
        (&json!("full"), &json!([]))
    );
    assert_ne!(second["resultId"], previous);
    // Back again, by the editor's own settings: nor is it taken for the first.
    let settings = json!({"copydesk": {"rules": {"unattributed-quote": "warning"}}});
    editor.tell(
        "workspace/didChangeConfiguration",
        json!({"settings": settings}),
    );
    let third = pull(&mut editor, &second["resultId"]);
    assert_eq!(third["items"].as_array().unwrap().len(), 1);
    let refresh = |m: &Value| m["method"].as_str().is_some_and(|m| m.ends_with("refresh"));
    assert!(!editor.seen.iter().any(refresh));
}

#[test]
fn a_draft_that_is_opened_again_is_not_taken_for_what_it_was() {
    let mut editor = Editor::with(json!({"textDocument": {"diagnostic": {}}}));
    let document = json!({"uri": "file:///desk/a", "version": 2});
    let mut previous = Value::Null;
    // What was reported under each name.
    let mut reports: HashMap<Value, Value> = HashMap::new();
    let longer = format!("{DRAFT}\n![A pier](pier.jpg)\n");
    for (text, count) in [(DRAFT, 1), (&longer, 2), ("Nothing.\n", 0), (DRAFT, 1)] {
        editor.open("file:///desk/a", "markdown", text);
        for edit in 0..3 {
            let about = json!({"textDocument": document, "previousResultId": previous});
            let report = editor.ask("textDocument/diagnostic", about);
            // Without findings it stays what it was.
            if edit == 0 || count > 0 {
                assert_eq!(report["kind"], "full");
                assert_eq!(report["items"].as_array().unwrap().len(), count);
                previous = report["resultId"].clone();
                assert_eq!(
                    reports.insert(previous.clone(), report["items"].clone()),
                    None
                );
            }
            let start = json!({"line": 0, "character": 0});
            let line = json!({"range": {"start": start, "end": start}, "text": "It rained.\n\n"});
            editor.tell(
                "textDocument/didChange",
                json!({"textDocument": document, "contentChanges": [line]}),
            );
        }
        editor.tell("textDocument/didClose", json!({"textDocument": document}));
    }
}

#[test]
fn a_question_between_a_change_of_settings_and_the_pause_does_not_swallow_the_news() {
    let refresh = json!({"diagnostics": {"refreshSupport": true}});
    let mut editor =
        Editor::with(json!({"textDocument": {"diagnostic": {}}, "workspace": refresh}));
    let uri = "file:///desk/a.txt";
    editor.open(uri, "plaintext", DRAFT);
    assert_eq!(findings(&mut editor, uri), 1);
    let settings = json!({"settings": {"copydesk": off()}});
    let place = json!({"textDocument": {"uri": uri}, "position": {"line": 2, "character": 3}});
    editor.send_together(&[
        json!({"jsonrpc": "2.0", "method": "workspace/didChangeConfiguration", "params": settings}),
        json!({"jsonrpc": "2.0", "id": 77, "method": "textDocument/hover", "params": place}),
    ]);
    assert_eq!(findings(&mut editor, uri), 0);
    let refresh = |m: &Value| m["method"] == "workspace/diagnostic/refresh";
    assert!(editor.seen.iter().any(refresh));
}
