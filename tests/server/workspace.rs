//! Diagnostics of all drafts under a settings file.

use super::Editor;
use serde_json::{Value, json};
use std::path::Path;

const FLAGGED: &str =
    "Marta Lindqvist met the press.\n\n“The bridge will not open before the spring.”\n";

fn start(folder: &Path) -> (Editor, String) {
    for (name, text) in [
        ("copydesk.toml", "language = \"en\"\n"),
        ("news/a.txt", FLAGGED),
        ("news/b.md", "Nothing to see.\n"),
        ("news/c.md", FLAGGED),
        ("news/d.rs", FLAGGED),
    ] {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let root = format!("file://{}", folder.display());
    let mut editor = Editor::start();
    let capabilities = json!({"textDocument": {"diagnostic": {}}});
    let folders = json!([{"uri": root, "name": "desk"}]);
    editor.initialize(json!({"capabilities": capabilities, "workspaceFolders": folders}));
    (editor, root)
}

/// Address, kind and number of findings of each report.
fn summary(reports: &Value) -> Vec<(String, String, usize)> {
    let one = |r: &Value| {
        let text = |key: &str| r[key].as_str().unwrap().to_string();
        let count = r["items"].as_array().map_or(0, Vec::len);
        let name = text("uri").rsplit('/').next().unwrap().to_string();
        (name, text("kind"), count)
    };
    let mut all: Vec<_> = reports.as_array().unwrap().iter().map(one).collect();
    all.sort();
    all
}

fn is(name: &str, kind: &str, count: usize) -> (String, String, usize) {
    (name.into(), kind.into(), count)
}

fn known(reports: &Value) -> Vec<Value> {
    let reports = reports.as_array().unwrap().iter();
    reports
        .map(|r| json!({"uri": r["uri"], "value": r["resultId"]}))
        .collect()
}

#[test]
fn drafts_are_reported_open_or_not_and_again_only_when_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, root) = start(folder.path());
    let open = format!("{root}/news/c.md");
    editor.open(&open, "markdown", "Not flagged any more.\n");
    let first = editor.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    assert_eq!(
        summary(&first["items"]),
        [
            is("a.txt", "full", 1),
            is("b.md", "full", 0),
            is("c.md", "full", 0)
        ]
    );

    // Nothing new: the answer waits.
    let previous = known(&first["items"]);
    let call = editor.call(
        "workspace/diagnostic",
        json!({"previousResultIds": previous}),
    );
    let about = json!({"textDocument": {"uri": open}});
    editor.ask("textDocument/diagnostic", about);
    assert!(!editor.seen.iter().any(|m| m["id"] == call));

    std::fs::write(folder.path().join("news/b.md"), FLAGGED).unwrap();
    std::fs::remove_file(folder.path().join("news/a.txt")).unwrap();
    let changed = json!({"changes": [{"uri": format!("{root}/news/b.md"), "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", changed);
    let answer = editor.answer(call);
    assert_eq!(
        summary(&answer["result"]["items"]),
        [
            is("a.txt", "full", 0),
            is("b.md", "full", 1),
            is("c.md", "unchanged", 0)
        ]
    );
}

#[test]
fn settings_files_are_reported_where_something_is_wrong_with_them() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, root) = start(folder.path());
    let entry =
        |file: &str| format!("[[ignore]]\nrule = \"unattributed-quote\"\nfile = \"{file}\"\n");
    let across =
        |file: &str| format!("[[ignore]]\nrule = \"name-across-drafts\"\nfile = \"{file}\"\n");
    for (name, text) in [
        ("news/x.txt", "They met Anna Quellmar.\n"),
        ("news/y.txt", "They met Anna Quelmar.\n"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let text = [
        &entry("news/a.txt"),
        &entry("news/b.md"),
        &entry("news/c.md"),
        &across("news/x.txt"),
        &across("news/a.txt"),
        "colour = 1\n",
    ]
    .concat();
    std::fs::write(folder.path().join("copydesk.toml"), text).unwrap();
    let changed = json!({"changes": [{"uri": format!("{root}/copydesk.toml"), "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", changed);
    // What is open and not saved counts, not the file.
    editor.open(
        &format!("{root}/news/c.md"),
        "markdown",
        "Not flagged any more.\n",
    );
    let first = editor.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    let report = |answer: &Value| {
        let mut reports = answer["items"].as_array().unwrap().iter();
        let own = reports.find(|r| r["uri"].as_str().unwrap().ends_with("copydesk.toml"));
        let items = own
            .and_then(|r| r["items"].as_array().cloned())
            .unwrap_or_default();
        let line = |i: &Value| {
            (
                i["code"].as_str().unwrap().to_string(),
                i["range"]["start"]["line"].as_u64().unwrap(),
            )
        };
        items.iter().map(line).collect::<Vec<_>>()
    };
    let unused = |line| ("unused-suppression".to_string(), line);
    assert_eq!(
        report(&first),
        [
            unused(3),
            unused(6),
            unused(12),
            ("settings".to_string(), 15)
        ]
    );

    // Mended: the report is emptied.
    std::fs::write(folder.path().join("copydesk.toml"), entry("news/a.txt")).unwrap();
    let changed = json!({"changes": [{"uri": format!("{root}/copydesk.toml"), "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", changed);
    let previous = known(&first["items"]);
    let second = editor.ask(
        "workspace/diagnostic",
        json!({"previousResultIds": previous}),
    );
    let own = summary(&second["items"])
        .into_iter()
        .find(|r| r.0 == "copydesk.toml");
    assert_eq!(own, Some(is("copydesk.toml", "full", 0)));
}

#[test]
fn what_a_picture_s_file_tells_reaches_drafts_that_are_not_open() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, root) = start(folder.path());
    let draft = "![A pier](pier.jpg)\n*Photo: Lee Brandt/Harrow News*\n";
    std::fs::write(folder.path().join("news/b.md"), draft).unwrap();
    let codes = |answer: &Value| {
        let mut reports = answer["items"].as_array().unwrap().iter();
        let own = reports
            .find(|r| r["uri"].as_str().unwrap().ends_with("b.md"))
            .unwrap();
        let items = own["items"].as_array().unwrap().iter();
        items
            .map(|i| i["code"].as_str().unwrap().to_string())
            .collect::<Vec<_>>()
    };
    let first = editor.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    assert_eq!(codes(&first), [""; 0]);
    let sidecar = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
        <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator><rdf:Seq>\
        <rdf:li>Mona Quist</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>";
    std::fs::write(folder.path().join("news/pier.jpg"), b"\xff\xd8\xff\xd9").unwrap();
    std::fs::write(folder.path().join("news/pier.jpg.xmp"), sidecar).unwrap();
    let changed = json!({"changes": [{"uri": format!("{root}/news/pier.jpg"), "type": 1}]});
    editor.tell("workspace/didChangeWatchedFiles", changed);
    let second = editor.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    assert_eq!(codes(&second), ["credit-conflict"]);
}

#[test]
fn parts_and_progress_go_to_clients_that_want_them() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, _) = start(folder.path());
    let tokens = json!({"previousResultIds": [], "partialResultToken": "p", "workDoneToken": 7});
    let rest = editor.ask("workspace/diagnostic", tokens);
    assert_eq!(rest, json!({"items": []}));
    let progress = |token: Value| {
        let said = editor
            .seen
            .iter()
            .filter(move |m| m["method"] == "$/progress");
        let said = said.filter(move |m| m["params"]["token"] == token);
        said.map(|m| m["params"]["value"].clone())
            .collect::<Vec<_>>()
    };
    let parts = progress(json!("p"));
    assert_eq!(summary(&parts[0]["items"]).len(), 3);
    let work = progress(json!(7));
    assert_eq!(work.first().unwrap()["kind"], "begin");
    assert_eq!(work.first().unwrap()["cancellable"], true);
    // The end comes behind the answer or before it.
    let ended = work.last().unwrap()["kind"] == "end"
        || editor.next().unwrap()["params"]["value"]["kind"] == "end";
    assert!(ended);
}

#[test]
fn a_waiting_answer_can_be_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, _) = start(folder.path());
    let first = editor.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    let previous = known(&first["items"]);
    let call = editor.call(
        "workspace/diagnostic",
        json!({"previousResultIds": previous}),
    );
    editor.tell("$/cancelRequest", json!({"id": call}));
    assert_eq!(editor.answer(call)["error"]["code"], -32800);
    editor.shut_down();
    editor.exit();
    assert_eq!(editor.code(), Some(0));
}

/// A request for diagnostics and what cancels it arrive together.
fn cancelled(editor: &mut Editor, token: &str, cancel: Value) -> Value {
    let params = json!({"previousResultIds": [], "workDoneToken": token});
    let scan =
        json!({"jsonrpc": "2.0", "id": "scan", "method": "workspace/diagnostic", "params": params});
    editor.seen.clear();
    editor.send_together(&[scan, cancel]);
    let answer = editor.until(|m| m["id"] == "scan");
    // It says that it has ended, once, before the answer or behind it.
    let ended = |m: &Value| m["method"] == "$/progress" && m["params"]["value"]["kind"] == "end";
    if !editor.seen.iter().any(ended) {
        editor.until(ended);
    }
    answer
}

#[test]
fn a_scan_can_be_cancelled_by_its_progress_and_as_a_request() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, _) = start(folder.path());
    for (token, method, params) in [
        ("a", "window/workDoneProgress/cancel", json!({"token": "a"})),
        ("b", "$/cancelRequest", json!({"id": "scan"})),
    ] {
        let cancel = json!({"jsonrpc": "2.0", "method": method, "params": params});
        let answer = cancelled(&mut editor, token, cancel);
        assert_eq!(answer["error"]["code"], -32800, "{method}");
    }
    // What is for another scan stops nothing, and the next scan is whole.
    let other = json!({"jsonrpc": "2.0", "method": "window/workDoneProgress/cancel", "params": {"token": "a"}});
    let answer = cancelled(&mut editor, "c", other);
    assert_eq!(answer["result"]["items"].as_array().unwrap().len(), 3);
}

#[test]
fn without_a_settings_file_only_open_drafts_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let (mut editor, root) = start(folder.path());
    std::fs::remove_file(folder.path().join("copydesk.toml")).unwrap();
    editor.open(&format!("{root}/news/a.txt"), "plaintext", FLAGGED);
    let answer = editor.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    assert_eq!(summary(&answer["items"]), [is("a.txt", "full", 1)]);
}
