//! Suppressions that do nothing are findings, each with a fix; in drafts and in `copydesk.toml`.

use super::Editor;
use serde_json::{Value, json};

fn start(capabilities: Value) -> Editor {
    Editor::with(json!({
        "textDocument": {
            "publishDiagnostics": {"tagSupport": {"valueSet": [1, 2]}},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        },
        "workspace": capabilities,
    }))
}

/// The draft after the first fix of the finding.
fn fixed(editor: &mut Editor, uri: &str, text: &str, finding: &Value) -> String {
    let context = json!({"diagnostics": [finding], "only": ["quickfix"]});
    let params =
        json!({"textDocument": {"uri": uri}, "range": finding["range"], "context": context});
    let actions = editor.ask("textDocument/codeAction", params);
    let edits = actions[0]["edit"]["changes"][uri].as_array().unwrap();
    assert_eq!(edits.len(), 1, "{actions}");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    // The texts here are ASCII before what is changed.
    let at = |p: &Value| {
        let line = p["line"].as_u64().unwrap() as usize;
        let before: usize = lines[..line].iter().map(|l| l.len()).sum();
        before + p["character"].as_u64().unwrap() as usize
    };
    let range = &edits[0]["range"];
    let mut new = text.to_string();
    new.replace_range(
        at(&range["start"])..at(&range["end"]),
        edits[0]["newText"].as_str().unwrap(),
    );
    new
}

#[test]
fn comments_that_do_nothing_can_go() {
    let text = "# The fair\n\n\
        <!-- copydesk-ignore mising-image-credit: ours -->\n\nIt opened on Monday.\n\n\
        <!-- copydesk-ignore missing-image-credit: ours -->\n\nIt closed on Friday.\n\n\
        <!-- copydesk-ignore missing-image-credit until 2001-03-31: asked for -->\n\nIt rained.\n\n\
        <!-- copydesk-ignore: why not -->\n\nIt was dry.\n";
    let mut editor = start(json!({}));
    let uri = "file:///drafts/fair.md";
    editor.open(uri, "markdown", text);
    let findings = editor.pushed(1);
    let codes: Vec<_> = findings
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        codes,
        [
            "unknown-suppression",
            "unused-suppression",
            "expired-suppression",
            "unknown-suppression"
        ]
    );
    let right = fixed(&mut editor, uri, text, &findings[0]);
    assert!(right.contains("<!-- copydesk-ignore missing-image-credit: ours -->\n\nIt opened"));
    assert_eq!(findings[1]["tags"], json!([1]));
    for (n, gone) in [
        (1, "\n<!-- copydesk-ignore missing-image-credit: ours -->"),
        (
            2,
            "\n<!-- copydesk-ignore missing-image-credit until 2001-03-31: asked for -->",
        ),
    ] {
        let new = fixed(&mut editor, uri, text, &findings[n]);
        assert_eq!(new, text.replace(gone, ""));
    }
    let names_none = findings[3]["message"].as_str().unwrap();
    assert!(names_none.contains("names no rule"), "{names_none}");
}

#[test]
fn a_writer_is_asked_why_where_the_client_takes_snippets() {
    let edits = json!({"workspaceEdit": {"documentChanges": true, "snippetEditSupport": true}});
    let mut editor = start(edits);
    let uri = "file:///drafts/a.md";
    let text = "Marta Lindqvist met the press.\n\n“The bridge will not open before the spring.”\n";
    editor.open(uri, "markdown", text);
    let findings = editor.pushed(1);
    let context = json!({"diagnostics": [findings[0]], "only": ["quickfix.copydesk.ignore"]});
    let params =
        json!({"textDocument": {"uri": uri}, "range": findings[0]["range"], "context": context});
    let actions = editor.ask("textDocument/codeAction", params);
    let edit = &actions[0]["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(
        edit["snippet"]["value"],
        "<!-- copydesk-ignore unattributed-quote: ${1:why it may stand} -->\n"
    );
}

#[test]
fn entries_that_do_nothing_can_go() {
    let folder = tempfile::tempdir().unwrap();
    let flagged =
        "Marta Lindqvist met the press.\n\n“The bridge will not open before the spring.”\n";
    std::fs::write(folder.path().join("a.txt"), flagged).unwrap();
    let entry = |text: &str| {
        format!(
            "[[ignore]]\nrule = \"unattributed-quote\"\nfile = \"a.txt\"\ntext = \"{text}\"\n\n"
        )
    };
    let used = entry("“The bridge will not open before the spring.”");
    let unused = entry("Another.");
    let text = format!("{unused}{used}");
    let settings = folder.path().join("copydesk.toml");
    std::fs::write(&settings, &text).unwrap();
    let uri = format!("file://{}", settings.display());
    let mut editor = start(json!({}));
    editor.open(&uri, "toml", &text);
    let mut found = json!([]);
    while found == json!([]) {
        found = editor.pushed(1);
    }
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found[0]["code"], "unused-suppression");
    assert_eq!(found[0]["range"]["start"]["line"], 0);
    assert_eq!(found[0]["tags"], json!([1]));
    assert_eq!(fixed(&mut editor, &uri, &text, &found[0]), used);

    // Taken out: nothing is left to say. The draft mended and saved: the other entry is not needed either.
    let change = |version: i64, text: &str| {
        let document = json!({"uri": uri, "version": version});
        json!({"textDocument": document, "contentChanges": [{"text": text}]})
    };
    editor.tell("textDocument/didChange", change(2, &used));
    assert_eq!(editor.pushed(2), json!([]));
    std::fs::write(folder.path().join("a.txt"), "Nothing.\n").unwrap();
    editor.tell(
        "textDocument/didSave",
        json!({"textDocument": {"uri": uri}}),
    );
    let found = editor.pushed(2);
    assert_eq!(found[0]["code"], "unused-suppression");

    // One whose day has passed says so, and can go too.
    let over = "[[ignore]]\nrule = \"mixed-marks\"\nuntil = 2001-03-31\n";
    editor.tell("textDocument/didChange", change(3, over));
    let found = editor.pushed(3);
    assert!(found[0]["message"].as_str().unwrap().contains("2001-03-31"));
    assert_eq!(fixed(&mut editor, &uri, over, &found[0]), "");
}
