//! `quotes`, `explain`, `rules`, `schema`, `init`, `completions`, `man`, `check --watch`.

use super::{copydesk, feed, printed, said};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

const DRAFT: &str =
    "“We shall open the gate on Friday,” Ana Ferreira said. The crowd shouted for an hour.\n";

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let output = feed(copydesk(arguments), DRAFT.as_bytes());
    (output.status.code(), printed(&output) + &said(&output))
}

#[test]
fn the_quote_sheet_says_who_said_what() {
    let words = "“We shall open the gate on Friday,”";
    let (code, table) = run(&["quotes", "-"]);
    assert_eq!(code, Some(0));
    assert!(
        table.contains(&format!("      1:1  Ana Ferreira  {words}")),
        "{table}"
    );
    let (_, csv) = run(&["quotes", "-o", "csv", "-"]);
    assert_eq!(
        csv.lines().nth(1),
        Some(format!("\"'-\",\"1\",\"1\",\"Ana Ferreira\",\"explicit\",\"{words}\"").as_str())
    );
    let (_, json) = run(&["quotes", "-o", "json", "-"]);
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(rows[0]["speaker"], "Ana Ferreira");
    let (_, markdown) = run(&["quotes", "-o", "markdown", "-"]);
    assert!(markdown.contains(&format!("| -:1:1 | Ana Ferreira | explicit | {words} |")));
}

#[test]
fn every_rule_is_listed_and_explained() {
    let (_, list) = run(&["rules", "-o", "json"]);
    let rules: serde_json::Value = serde_json::from_str(&list).unwrap();
    let (_, human) = run(&["rules"]);
    for rule in rules.as_array().unwrap() {
        let name = rule["name"].as_str().unwrap();
        assert!(human.contains(name));
        let (code, page) = run(&["explain", name]);
        assert_eq!(code, Some(0));
        assert!(
            page.starts_with(&format!("# {name}\n")) && page.contains("## Why"),
            "{page}"
        );
    }
    let (code, why) = run(&["explain", "unatributed-quote"]);
    assert_eq!(code, Some(2));
    assert!(why.contains("did you mean \"unattributed-quote\""));
}

#[test]
fn the_schema_knows_every_rule_and_key() {
    let (_, text) = run(&["schema"]);
    let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
    let levels = &schema["properties"]["rules"]["properties"]["unattributed-quote"]["enum"];
    assert!(levels.as_array().unwrap().contains(&"off".into()));
    assert!(schema["properties"]["names"]["items"]["properties"]["in-quotes"].is_object());
    let (_, text) = run(&["schema", "--editor"]);
    let editor: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(editor["copydesk.rules"].is_object() && editor["copydesk.preset"].is_object());
}

#[test]
fn init_writes_once_and_never_over() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().to_str().unwrap();
    let (code, _) = run(&["init", "--preset", "guardian", at]);
    assert_eq!(code, Some(0));
    let written = fs::read_to_string(folder.path().join("copydesk.toml")).unwrap();
    assert!(written.contains("\npreset = \"guardian\"\n"));
    let (code, why) = run(&["init", at]);
    assert_eq!(code, Some(2));
    assert!(why.contains("nothing was changed"));
    assert_eq!(
        fs::read_to_string(folder.path().join("copydesk.toml")).unwrap(),
        written
    );
}

#[test]
fn shells_and_manuals_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, script) = run(&["completions", shell]);
        assert_eq!(code, Some(0));
        assert!(script.contains("stdin-filename"), "{shell}");
    }
    let folder = tempfile::tempdir().unwrap();
    run(&["man", folder.path().to_str().unwrap()]);
    let page = fs::read_to_string(folder.path().join("copydesk-check.1")).unwrap();
    assert!(page.contains("fail\\-on"));
}

#[test]
fn a_watched_draft_is_checked_again_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, DRAFT).unwrap();
    let mut command = copydesk(&["check", "--watch", "a.md"]);
    command.current_dir(folder.path()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut first = lines.next().unwrap().unwrap();
    let clean = first.clone();
    fs::write(
        &path,
        DRAFT.replace(" Ana Ferreira said.", "").replace(",”", ".”"),
    )
    .unwrap();
    // The next run's first line; one line a run as long as it is clean.
    while first == clean {
        first = lines.next().expect("another run").unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(clean.starts_with("No findings"), "{clean}");
    assert!(first.contains("unattributed-quote"), "{first}");
}
