//! Pictures' files: their paths follow when they are moved.

use super::Editor;
use serde_json::json;

/// A JPEG that says of itself what `xmp` says.
fn jpeg(xmp: &str) -> Vec<u8> {
    let xmp = format!(
        "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF \
         xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description \
         xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\" {xmp}/></rdf:RDF></x:xmpmeta>"
    );
    let length = (xmp.len() as u16 + 2).to_be_bytes();
    [
        b"\xff\xd8\xff\xe1".as_slice(),
        &length,
        xmp.as_bytes(),
        b"\xff\xd9",
    ]
    .concat()
}

#[test]
fn what_a_file_tells_reaches_the_open_draft() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("b.jpg");
    let made = "Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\"";
    std::fs::write(&picture, jpeg(made)).unwrap();
    let root = format!("file://{}", folder.path().display());
    let mut editor = Editor::start();
    editor.initialize(json!({"rootUri": root, "capabilities": {}}));
    let uri = format!("{root}/a.md");
    editor.open(
        &uri,
        "markdown",
        "![A bridge](b.jpg)\n\n*Photo: Nora Vell/Reuters*\n",
    );
    // First what the text alone tells, then what the file adds, of the same version.
    let has = |found: &serde_json::Value| {
        let mut found = found.as_array().unwrap().iter();
        found.any(|f| f["code"] == "undisclosed-ai-image")
    };
    while !has(&editor.pushed(1)) {}
    // The file has changed: nothing is left of it.
    std::fs::write(&picture, jpeg("")).unwrap();
    let changes = json!({"changes": [{"uri": format!("{root}/b.jpg"), "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", changes.clone());
    while has(&editor.pushed(1)) {}
    // What it told of one picture is not told of another that is put in its place.
    std::fs::write(&picture, jpeg(made)).unwrap();
    editor.tell("workspace/didChangeWatchedFiles", changes);
    while !has(&editor.pushed(1)) {}
    let name = json!({"start": {"line": 0, "character": 12}, "end": {"line": 0, "character": 13}});
    let document = json!({"uri": uri, "version": 2});
    let change =
        json!({"textDocument": document, "contentChanges": [{"range": name, "text": "c"}]});
    editor.tell("textDocument/didChange", change);
    assert!(!has(&editor.pushed(2)));
}

#[test]
fn paths_in_open_drafts_follow_moved_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    std::fs::create_dir_all(root.join("news/img")).unwrap();
    std::fs::write(root.join("news/img/b.jpg"), "x").unwrap();
    let address = |name: &str| format!("file://{}/{name}", root.display());
    let mut editor = Editor::start();
    let edits = json!({"workspaceEdit": {"documentChanges": true}});
    let params = json!({"rootUri": address(""), "capabilities": {"workspace": edits}});
    let server = editor.initialize(params);
    let filters = &server["capabilities"]["workspace"]["fileOperations"]["willRename"]["filters"];
    assert!(
        filters[0]["pattern"]["glob"]
            .as_str()
            .unwrap()
            .contains("jpg")
    );
    let uri = address("news/a.md");
    editor.open(
        &uri,
        "markdown",
        "![A bridge](img/b.jpg)\n\n![Another](c.jpg)\n",
    );
    let mut moved = |old: &str, new: &str| {
        let files = json!([{"oldUri": address(old), "newUri": address(new)}]);
        let edit = editor.ask("workspace/willRenameFiles", json!({"files": files}));
        edit["documentChanges"][0]["edits"][0]["newText"].clone()
    };
    assert_eq!(
        moved("news/img/b.jpg", "news/img/bridge.jpg"),
        "img/bridge.jpg"
    );
    assert_eq!(moved("news/img", "pictures"), "../pictures/b.jpg");
    assert!(moved("news/img/other.jpg", "news/x.jpg").is_null());
    assert!(moved("news/img/b.jpg", "news/img/a b.jpg").is_null());
}
