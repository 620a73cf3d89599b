//! The command line and the server say the same of every sample draft: rule, severity, words and message.

use crate::cli::{copydesk, feed, printed};
use crate::server::Editor;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The language identifier that editors send for a file's ending.
fn language(ending: &str) -> Option<&'static str> {
    Some(match ending {
        "md" => "markdown",
        "txt" => "plaintext",
        "html" => "html",
        "rst" => "restructuredtext",
        "adoc" => "asciidoc",
        "org" => "org",
        "tex" => "latex",
        "mdx" => "mdx",
        _ => return None,
    })
}

/// Line and column in bytes of byte `at`.
fn position(text: &str, at: usize) -> Value {
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    json!({"line": before.matches('\n').count(), "character": at - start})
}

#[test]
fn command_line_and_server_agree_on_every_sample_draft() {
    let drafts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let mut editor = Editor::with(json!({"general": {"positionEncodings": ["utf-8"]}}));
    let mut compared = 0;
    for entry in fs::read_dir(drafts).expect("sample drafts") {
        let path = entry.expect("an entry").path();
        let ending = path
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default();
        let Some(language) = language(ending) else {
            continue;
        };
        let text = fs::read_to_string(&path).expect("a draft");
        let name = path.to_str().expect("a name");
        let output = printed(&feed(copydesk(&["check", "-o", "json", name]), b""));
        let report: Value = serde_json::from_str(&output).expect("JSON");
        let findings = report["files"][0]["findings"].as_array().expect("findings");
        let severities = ["error", "warning", "information", "hint"];
        let told: Vec<Value> = findings
            .iter()
            .map(|f| {
                let at = |i: usize| f["range"][i].as_u64().expect("a byte") as usize;
                let severity = severities
                    .iter()
                    .position(|s| f["severity"] == *s)
                    .expect("a severity");
                json!([
                    f["rule"],
                    severity + 1,
                    f["message"],
                    position(&text, at(0)),
                    position(&text, at(1)),
                ])
            })
            .collect();
        editor.open(&format!("file://{name}"), language, &text);
        let pushed = editor.until(|m| {
            m["method"] == "textDocument/publishDiagnostics"
                && m["params"]["uri"]
                    .as_str()
                    .is_some_and(|u| name.ends_with(u.rsplit('/').next().unwrap_or("?")))
        });
        let pushed = pushed["params"]["diagnostics"]
            .as_array()
            .expect("diagnostics")
            .clone();
        let said: Vec<Value> = pushed
            .iter()
            .map(|d| {
                json!([
                    d["code"],
                    d["severity"],
                    d["message"],
                    d["range"]["start"],
                    d["range"]["end"]
                ])
            })
            .collect();
        assert_eq!(told, said, "{name}");
        compared += told.len();
    }
    assert!(compared > 0, "no sample draft has findings");
}
