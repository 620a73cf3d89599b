//! Sessions as clients of different abilities hold them.

use super::Editor;
use serde_json::json;

#[test]
fn what_was_said_is_noted_without_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut editor = Editor::run(&["lsp", "--log", log.to_str().unwrap()]);
    editor.initialize(json!({"capabilities": {}, "trace": "messages"}));
    editor.open(URI, "markdown", "A secret.\n");
    editor.pushed(1);
    let traced = |m: &serde_json::Value| m["method"] == "$/logTrace";
    assert!(editor.seen.iter().any(traced));
    editor.tell("$/setTrace", json!({"value": "off"}));
    editor.shut_down();
    let last = editor.seen.iter().rfind(|m| traced(m)).unwrap();
    let last = last["params"]["message"].as_str().unwrap();
    assert!(last.starts_with("Received $/setTrace, "), "{last}");
    editor.exit();
    editor.code();
    let noted = std::fs::read_to_string(log).unwrap();
    assert!(noted.contains("-> textDocument/didOpen, "), "{noted}");
    assert!(noted.contains("<- textDocument/publishDiagnostics, "));
    assert!(!noted.contains("secret") && !noted.contains("ferry"));
}

#[test]
fn words_are_noted_where_somebody_asks_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut editor = Editor::run(&["lsp", "--log", log.to_str().unwrap(), "--log-text"]);
    editor.initialize(json!({"capabilities": {}}));
    editor.open(URI, "markdown", "A secret.\n");
    editor.pushed(1);
    editor.shut_down();
    editor.exit();
    editor.code();
    let noted = std::fs::read_to_string(log).unwrap();
    assert!(
        noted.contains("A secret.") && noted.contains("ferry"),
        "{noted}"
    );
}

const URI: &str = "file:///drafts/ferry.md";

#[test]
fn the_unit_of_columns_is_agreed_on() {
    for (offered, agreed) in [
        (json!(["utf-16"]), "utf-16"),
        (json!(["utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-32", "utf-16"]), "utf-32"),
        (json!(null), "utf-16"),
    ] {
        let mut editor = Editor::start();
        let general = json!({"positionEncodings": offered});
        let result = editor.initialize(json!({"capabilities": {"general": general}}));
        assert_eq!(result["capabilities"]["positionEncoding"], agreed);
    }
}

#[test]
fn clients_that_cannot_ask_are_told_with_versions() {
    let mut editor = Editor::with(json!({}));
    editor.open(URI, "markdown", "Nothing to see.\n");
    assert_eq!(editor.pushed(1), json!([]));
    let at = json!({"line": 0, "character": 0});
    let change = json!({"range": {"start": at, "end": at}, "text": "x"});
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": URI, "version": 2}, "contentChanges": [change]}),
    );
    assert_eq!(editor.pushed(2), json!([]));
    editor.tell(
        "textDocument/didClose",
        json!({"textDocument": {"uri": URI}}),
    );
    let last = editor.until(|m| m["method"] == "textDocument/publishDiagnostics");
    assert_eq!(last["params"], json!({"uri": URI, "diagnostics": []}));
}

#[test]
fn clients_that_ask_are_answered_and_not_told() {
    let mut editor = Editor::start();
    let params = json!({"capabilities": {"textDocument": {"diagnostic": {}}}});
    let result = editor.initialize(params);
    // Names are compared with other drafts, so a change of one may be felt in another.
    assert_eq!(
        result["capabilities"]["diagnosticProvider"]["interFileDependencies"],
        true
    );
    editor.open(URI, "markdown", "Nothing to see.\n");
    let about = json!({"textDocument": {"uri": URI}});
    let full = editor.ask("textDocument/diagnostic", about.clone());
    assert_eq!(full["kind"], "full");
    let again = json!({"textDocument": {"uri": URI}, "previousResultId": full["resultId"]});
    let same = editor.ask("textDocument/diagnostic", again);
    assert_eq!(
        same,
        json!({"kind": "unchanged", "resultId": full["resultId"]})
    );
    let pushed = |m: &serde_json::Value| m["method"] == "textDocument/publishDiagnostics";
    assert!(!editor.seen.iter().any(pushed));
}

#[test]
fn findings_lead_to_what_they_refer_to() {
    let text = "Marta Lindqvist met the press. Marta Lindqwist left.\n\n“It is late”, she said, \"and dark.”\n";
    let uri = "file:///desk/a.txt";
    let told = |related: bool| {
        let capabilities =
            json!({"textDocument": {"publishDiagnostics": {"relatedInformation": related}}});
        let mut editor = Editor::with(capabilities);
        editor.open(uri, "plaintext", text);
        editor.pushed(1)
    };
    let found = told(true);
    let name = found
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["code"] == "inconsistent-name");
    let place = &name.expect("two spellings")["relatedInformation"][0];
    let range = json!({"start": {"line": 0, "character": 6}, "end": {"line": 0, "character": 15}});
    assert_eq!(place["location"], json!({"uri": uri, "range": range}));
    assert!(place["message"].as_str().unwrap().contains("Lindqvist"));
    let plain = told(false);
    assert!(
        plain
            .as_array()
            .unwrap()
            .iter()
            .all(|f| f.get("relatedInformation").is_none())
    );
}
