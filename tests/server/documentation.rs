//! From a finding to its rule's page, in any client, without a network.

use super::Editor;
use serde_json::{Value, json};

const DRAFT: &str =
    "Marta Lindqvist met the press.\n\n“The bridge will not open before the spring.”\n";

fn start(capabilities: Value, settings: &str) -> (Editor, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("copydesk.toml"), settings).unwrap();
    let uri = format!("file://{}/a.md", folder.path().display());
    let mut editor = Editor::with(capabilities);
    editor.open(&uri, "markdown", DRAFT);
    (editor, uri, folder)
}

fn able() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": {"codeDescriptionSupport": true},
            "hover": {"contentFormat": ["markdown"]},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        },
        "window": {"showDocument": {"support": true}},
    })
}

/// The text of a file that the server names, which it may still be writing.
fn written(address: &str) -> String {
    let path = address.strip_prefix("file://").expect("a file");
    for _ in 0..1000 {
        if let Ok(text) = std::fs::read_to_string(path) {
            return text;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("{path} is not there");
}

#[test]
fn a_finding_links_to_a_page_on_this_computer() {
    let (mut editor, uri, _folder) = start(able(), "");
    let findings = editor.pushed(1);
    let page = findings[0]["codeDescription"]["href"].as_str().unwrap();
    let text = written(page);
    assert!(
        text.starts_with("# unattributed-quote\n")
            && text.contains("## Fixed") | text.contains("Fixed:")
    );
    let at = json!({"textDocument": {"uri": uri}, "position": {"line": 2, "character": 4}});
    let hover = editor.ask("textDocument/hover", at);
    let shown = hover["contents"]["value"].as_str().unwrap();
    assert!(
        shown.contains(&format!("[Examples and settings](<{page}>)")),
        "{shown}"
    );

    // Shown, it is no draft with mistakes.
    editor.open(
        page,
        "markdown",
        &format!("{text}\n“The bridge will not open.”\n"),
    );
    let own = editor.until(|m| m["params"]["uri"] == page);
    assert_eq!(own["params"]["diagnostics"], json!([]));
}

#[test]
fn a_newsroom_s_own_pages_go_before_it() {
    let (mut editor, _uri, _folder) = start(able(), "docs = \"https://desk.example.org/style\"\n");
    let findings = editor.pushed(1);
    assert_eq!(
        findings[0]["codeDescription"]["href"],
        "https://desk.example.org/style/rule-unattributed-quote.html"
    );
    let (mut editor, _uri, _folder) =
        start(json!({}), "docs = \"https://desk.example.org/style\"\n");
    assert!(editor.pushed(1)[0].get("codeDescription").is_none());
}

#[test]
fn an_action_shows_the_page() {
    let (mut editor, uri, _folder) = start(able(), "");
    let findings = editor.pushed(1);
    let ask = |trigger: u32| {
        let context = json!({"diagnostics": [findings[0]], "triggerKind": trigger});
        json!({"textDocument": {"uri": uri}, "range": findings[0]["range"], "context": context})
    };
    let explains = |actions: &Value| {
        let actions = actions.as_array().unwrap().iter();
        let mut found = actions.filter(|a| a["kind"] == "quickfix.copydesk.explain");
        found.next().cloned()
    };
    let unasked = editor.ask("textDocument/codeAction", ask(2));
    assert!(explains(&unasked).is_none());
    let action = explains(&editor.ask("textDocument/codeAction", ask(1))).unwrap();
    assert_eq!(action["title"], "Explain unattributed-quote");
    assert_eq!(action["diagnostics"], json!([findings[0]]));
    let command = action["command"].clone();
    let call = editor.call("workspace/executeCommand", command.clone());
    let asked = editor.until(|m| m["method"] == "window/showDocument");
    let text = written(asked["params"]["uri"].as_str().unwrap());
    editor.send(json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"success": true}}));
    assert_eq!(editor.answer(call)["result"], text);

    // A client that opens nothing is told in a message.
    let (mut simple, ..) = start(json!({}), "");
    assert_eq!(simple.ask("workspace/executeCommand", command), text);
    let told = simple
        .seen
        .iter()
        .rfind(|m| m["method"] == "window/showMessage");
    let told = told.unwrap()["params"]["message"].as_str().unwrap();
    assert!(told.starts_with("unattributed-quote: "), "{told}");
    let slip = json!({"command": "copydesk.explain", "arguments": ["mixed-mark"]});
    let slip = simple.call("workspace/executeCommand", slip);
    let answer = simple.answer(slip);
    assert!(
        answer["error"]["message"]
            .as_str()
            .unwrap()
            .contains("mixed-marks")
    );
}
