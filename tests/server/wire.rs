//! What arrives on the wire, well formed or not, and how a session ends.

use super::Editor;
use serde_json::{Value, json};

#[test]
fn exit_ends_it_with_the_right_code_while_input_stays_open() {
    let mut editor = Editor::with(json!({}));
    editor.shut_down();
    let late = editor.call("textDocument/hover", json!({}));
    assert_eq!(editor.answer(late)["error"]["code"], -32600);
    editor.exit();
    assert_eq!(editor.code(), Some(0));

    let mut rude = Editor::with(json!({}));
    rude.exit();
    assert_eq!(rude.code(), Some(1));

    let mut early = Editor::start();
    early.exit();
    assert_eq!(early.code(), Some(1));
}

#[test]
fn the_end_of_input_is_the_end() {
    let mut editor = Editor::with(json!({}));
    editor.to = None;
    assert_eq!(editor.code(), Some(1));

    let mut orderly = Editor::with(json!({}));
    orderly.shut_down();
    orderly.to = None;
    assert_eq!(orderly.code(), Some(0));
}

#[test]
fn a_client_that_closes_its_ear_is_the_end() {
    let mut editor = Editor::with(json!({}));
    editor.from = None;
    editor.call("textDocument/hover", json!({}));
    assert_eq!(editor.code(), Some(1));
}

#[test]
fn malformed_messages_are_answered_and_survived() {
    let mut editor = Editor::with(json!({}));
    let code = |editor: &mut Editor| editor.until(|m| m["id"].is_null() && m["error"].is_object());
    editor.body("{\"jsonrpc\":");
    assert_eq!(code(&mut editor)["error"]["code"], -32700);
    editor.body("[]");
    assert_eq!(code(&mut editor)["error"]["code"], -32600);
    editor.body("");
    assert_eq!(code(&mut editor)["error"]["code"], -32700);
    // Not UTF-8, and half a surrogate pair: the request is answered all the same.
    editor.bytes(b"content-type: text/plain\r\nX: y\r\ncontent-length: 50\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":\"\xff\",\"method\":\"\\ud83dxxxxxx\"}");
    let odd = editor.until(|m| m["id"] == "\u{fffd}");
    assert_eq!(odd["error"]["code"], -32601);
    // Unknown notifications, with and without `$/`, are passed over; unknown requests are refused.
    editor.tell("$/later", json!({}));
    editor.tell("unheard/of", Value::Null);
    let unknown = editor.call("unheard/of", json!({}));
    assert_eq!(editor.answer(unknown)["error"]["code"], -32601);
    let wrong = editor.call("textDocument/codeAction", json!({"textDocument": 7}));
    assert_eq!(editor.answer(wrong)["error"]["code"], -32602);
    editor.shut_down();
    editor.exit();
    assert_eq!(editor.code(), Some(0));
}

#[test]
fn requests_before_and_beside_initialize_are_refused() {
    let mut editor = Editor::start();
    let early = editor.call("textDocument/hover", json!({}));
    assert_eq!(editor.answer(early)["error"]["code"], -32002);
    editor.initialize(json!({"capabilities": {}}));
    let twice = editor.call("initialize", json!({"capabilities": {}}));
    assert_eq!(editor.answer(twice)["error"]["code"], -32600);
}

#[test]
fn much_unread_output_does_not_stop_it_from_reading() {
    let mut editor = Editor::with(json!({}));
    let filler = "x".repeat(2000);
    let calls: Vec<i64> = (0..2000)
        .map(|_| editor.call("unheard/of", json!({"filler": filler})))
        .collect();
    for id in calls {
        assert_eq!(editor.answer(id)["error"]["code"], -32601);
    }
}

#[test]
fn addresses_that_are_written_oddly_are_drafts_and_answered_as_they_were_written() {
    let mut editor = Editor::with(json!({}));
    let text = "The press came.\n\n“The bridge will not open before the spring.”\n";
    for uri in [
        "file:///desk/a b.md",
        "file:///desk/[x].md",
        "file:///desk/é.md",
        "file:///desk/100%.md",
        "file:///desk/%zz.md",
        "file:///desk/a|b.md",
        "untitled:Untitled 1",
        "/desk/plain.md",
        "vscode-vfs://github/desk/a.md",
    ] {
        editor.open(uri, "markdown", text);
        let told = editor.until(|m| m["method"] == "textDocument/publishDiagnostics");
        assert_eq!(told["params"]["uri"], uri);
        assert_eq!(
            told["params"]["diagnostics"][0]["code"], "unattributed-quote",
            "{uri}"
        );
        // A change without a version, as some send it.
        let change =
            json!({"textDocument": {"uri": uri}, "contentChanges": [{"text": "Nothing.\n"}]});
        editor.tell("textDocument/didChange", change);
        let told = editor.until(|m| m["method"] == "textDocument/publishDiagnostics");
        assert_eq!(told["params"]["uri"], uri);
        assert_eq!(told["params"]["diagnostics"], json!([]), "{uri}");
    }
}

#[test]
fn a_client_that_never_answers_holds_up_nothing() {
    let refresh = json!({"refreshSupport": true});
    let workspace = json!({"diagnostics": refresh, "inlayHint": refresh, "codeLens": refresh, "semanticTokens": refresh,
        "configuration": true});
    let mut editor =
        Editor::with(json!({"textDocument": {"diagnostic": {}}, "workspace": workspace}));
    let uri = "file:///desk/a.md";
    editor.open(
        uri,
        "markdown",
        "“The bridge will not open before the spring.”\n",
    );
    for round in 0..20 {
        let severity = if round % 2 == 0 { "off" } else { "error" };
        let settings = json!({"copydesk": {"rules": {"unattributed-quote": severity}}});
        editor.tell(
            "workspace/didChangeConfiguration",
            json!({"settings": settings}),
        );
        let about = json!({"textDocument": {"uri": uri}});
        editor.ask("textDocument/diagnostic", about);
    }
    editor.shut_down();
    editor.exit();
    assert_eq!(editor.code(), Some(0));
}
