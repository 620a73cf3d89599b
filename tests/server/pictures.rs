//! Pictures' files: their paths follow when they are moved.

use super::Editor;
use serde_json::json;

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
