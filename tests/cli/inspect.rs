//! `copydesk inspect`.

use super::{copydesk, feed, printed, said};
use serde_json::Value;

fn objects(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|l| serde_json::from_str(l).expect("a JSON object a line"))
        .collect()
}

#[test]
fn answers_stand_in_order_and_a_bad_line_stops_nothing() {
    let mut input = String::new();
    for i in 0..300 {
        let text = "A line of a draft.\n".repeat(300 - i);
        input += &serde_json::json!({"id": i, "text": text, "format": "plain"}).to_string();
        input.push('\n');
    }
    input +=
        "{\"id\": 300, \"text\": 5}\n\n{\"id\": 301, \"text\": \"\", \"format\": \"vellum\"}\n";
    input += "{\"id\": 302, \"text\": \"# Head\", \"format\": \"markdown\"}";
    let output = feed(copydesk(&["inspect", "--jsonl"]), input.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let answers = objects(&printed(&output));
    assert_eq!(answers.len(), 303);
    for (i, answer) in answers.iter().enumerate().filter(|(i, _)| *i != 300) {
        assert_eq!(answer["id"], i);
    }
    assert_eq!(answers[300]["line"], 301);
    assert!(answers[301]["error"].as_str().unwrap().contains("vellum"));
    assert_eq!(answers[302]["format"], "markdown");
    for key in ["quotes", "names", "images", "findings"] {
        assert!(answers[302][key].is_array(), "{key}");
    }
}

#[test]
fn a_file_that_cannot_be_read_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("a.md");
    std::fs::write(&draft, "\u{feff}# Head\n").unwrap();
    let missing = folder.path().join("b.md");
    let names = [&missing, &draft].map(|p| p.to_str().unwrap());
    let output = feed(copydesk(&["inspect", names[0], names[1]]), b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("no such file"), "{}", said(&output));
    let answers = objects(&printed(&output));
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["id"], names[1]);
    assert_eq!(answers[0]["format"], "markdown");
}
