//! `copydesk check`: files and folders, exit codes, what is no draft.

use super::{copydesk, feed, printed, said};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Output;

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = copydesk(&["check"]);
    command.args(arguments).current_dir(folder);
    feed(command, b"")
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&printed(output)).expect("one JSON object")
}

fn paths(output: &Output) -> Vec<String> {
    let value = json(output);
    let files = value["files"].as_array().expect("files");
    files
        .iter()
        .map(|f| f["path"].as_str().expect("a path").to_string())
        .collect()
}

const FINE: &str = "The council met on Monday.\n";

#[test]
fn what_is_no_draft_gets_a_sentence_and_the_rest_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("latin.txt"), b"caf\xe9").unwrap();
    fs::write(at("wide.txt"), b"\xff\xfea\0").unwrap();
    fs::write(at("zero.txt"), b"a\0b").unwrap();
    fs::write(at("empty.txt"), "").unwrap();
    fs::write(at("endless.txt"), "word ".repeat(500_000)).unwrap();
    fs::write(at("fine.txt"), FINE).unwrap();
    let large = fs::File::create(at("large.txt")).unwrap();
    large.set_len(50 << 20).unwrap();
    let names = [
        "latin.txt",
        "wide.txt",
        "zero.txt",
        "empty.txt",
        "endless.txt",
        "large.txt",
        "missing.txt",
        "fine.txt",
    ];
    let mut arguments = vec!["--output", "json"];
    arguments.extend(names);
    let output = check(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(paths(&output), ["empty.txt", "fine.txt"]);
    let sentences = said(&output);
    for (name, words) in [
        ("latin.txt", "not UTF-8 (line 1)"),
        ("wide.txt", "UTF-16"),
        ("zero.txt", "zero bytes"),
        ("endless.txt", "a line of"),
        ("large.txt", "too large"),
        ("missing.txt", "no such file"),
    ] {
        let found = sentences
            .lines()
            .any(|l| l.contains(name) && l.contains(words));
        assert!(found, "{name}: {sentences}");
    }
    assert_eq!(sentences.lines().count(), 6, "{sentences}");
}

#[test]
fn folders_give_their_drafts_in_order_without_what_is_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, FINE).unwrap();
    };
    for name in [
        "b/2.md",
        "b/1.txt",
        "a.md",
        "c.rs",
        "old/x.md",
        ".hidden.md",
        "d.MD",
    ] {
        put(name);
    }
    fs::write(folder.path().join(".gitignore"), "old/\n").unwrap();
    let all = |arguments: &[&str]| {
        let mut with = vec!["--output", "json"];
        with.extend(arguments);
        paths(&check(folder.path(), &with))
    };
    assert_eq!(all(&[]), ["a.md", "b/1.txt", "b/2.md", "d.MD"]);
    assert_eq!(
        all(&["b", "c.rs", "old/x.md"]),
        ["b/1.txt", "b/2.md", "c.rs", "old/x.md"]
    );
    assert_eq!(all(&["--no-ignore"]).len(), 5);
    assert_eq!(all(&["--hidden"])[0], ".hidden.md");
    assert_eq!(all(&["*.md"]), ["a.md"]);
    assert_eq!(all(&["**/*.md"]), ["a.md", "b/2.md"]);
    fs::create_dir(folder.path().join("none")).unwrap();
    let output = check(folder.path(), &["none"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("holds no drafts"));
}

#[test]
fn wrong_arguments_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, words) in [
        (
            ["--rules", "unattributed-quotes", "."],
            "unattributed-quote",
        ),
        (["--format", "vellum", "."], "markdown"),
        (["--fail-on", "panic", "."], "information"),
        (["--output", "paper", "."], "human"),
    ] {
        let output = check(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains(words), "{}", said(&output));
    }
}

#[test]
fn a_clean_draft_says_so() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), FINE).unwrap();
    let output = check(folder.path(), &["a.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(printed(&output), "No findings in 1 draft.\n");
}

#[test]
fn standard_input_is_a_draft() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = copydesk(&[
        "check",
        "-",
        "--output",
        "json",
        "--stdin-filename",
        "x/draft.md",
    ]);
    command.current_dir(folder.path());
    let output = feed(command, FINE.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(json(&output)["files"][0]["path"], "x/draft.md");
    assert_eq!(json(&output)["files"][0]["format"], "markdown");
}

#[test]
fn a_name_that_two_drafts_spell_otherwise_is_told_in_both() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("copydesk.toml"), "").unwrap();
    fs::write(at("a.txt"), "They met Anna Quellmar on Monday.\n").unwrap();
    fs::write(
        at("b.txt"),
        "It rained.\n\nThey met Anna Quelmar on Monday.\n",
    )
    .unwrap();
    let output = check(folder.path(), &["--output", "json"]);
    assert_eq!(output.status.code(), Some(0), "information fails no run");
    let value = json(&output);
    let found: Vec<[&str; 3]> = value["files"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|f| {
            f["findings"]
                .as_array()
                .unwrap()
                .iter()
                .map(move |x| (f, x))
        })
        .map(|(f, x)| {
            let text = |v: &'_ Value| -> &'_ str {
                Box::leak(v.as_str().unwrap_or("").to_string().into_boxed_str())
            };
            [
                text(&f["path"]),
                text(&x["rule"]),
                text(&x["related"][0]["path"]),
            ]
        })
        .collect();
    assert_eq!(
        found,
        [
            ["a.txt", "name-across-drafts", "b.txt"],
            ["b.txt", "name-across-drafts", "a.txt"],
        ]
    );
    let human = printed(&check(folder.path(), &[]));
    assert!(
        human.contains("spelled “Anna Quelmar” here (b.txt:3:10)"),
        "{human}"
    );
    let sarif = json(&check(folder.path(), &["--output", "sarif"]));
    let related = &sarif["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["artifactLocation"]["uri"], "b.txt");
    let region = &related["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"]),
        (&3.into(), &10.into())
    );
    // Alone it is fine.
    assert_eq!(
        paths(&check(folder.path(), &["--output", "json", "a.txt"])),
        ["a.txt"]
    );
    let alone = json(&check(folder.path(), &["--output", "json", "a.txt"]));
    assert_eq!(alone["files"][0]["findings"], serde_json::json!([]));
}

#[test]
fn entries_that_let_nothing_stand_are_told_where_all_that_they_hold_for_was_checked() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("news/own")).unwrap();
    let flagged =
        "Marta Lindqvist met the press.\n\n“The bridge will not open before the spring.”\n";
    let entry =
        |rule: &str, file: &str| format!("[[ignore]]\nrule = \"{rule}\"\nfile = \"{file}\"\n");
    let settings = [
        entry("unattributed-quote", "news/a.txt"),
        entry("unattributed-quote", "news/b.txt"),
        entry("unattributed-quote", "news/own/*"),
        entry("name-across-drafts", "news/**"),
        entry("mixed-marks", "news/**"),
    ];
    fs::write(at("news/copydesk.toml"), "").unwrap();
    fs::rename(at("news/copydesk.toml"), at("news/own/copydesk.toml")).unwrap();
    fs::write(at("copydesk.toml"), settings.concat()).unwrap();
    fs::write(at("news/a.txt"), flagged).unwrap();
    fs::write(at("news/b.txt"), "Anna Quellmar left.\n").unwrap();
    fs::write(at("news/c.txt"), "Anna Quelmar left.\n").unwrap();
    fs::write(at("news/own/d.txt"), flagged).unwrap();
    // Lines of the entries that are told.
    let told = |arguments: &[&str]| -> Vec<u64> {
        let output = check(folder.path(), &[arguments, &["-o", "json"]].concat());
        let value = json(&output);
        let files = value["files"].as_array().unwrap().iter();
        let findings = files.flat_map(|f| f["findings"].as_array().unwrap());
        let unused = findings.filter(|f| f["rule"] == "unused-suppression");
        unused
            .map(|f| f["start"]["line"].as_u64().unwrap())
            .collect()
    };
    let across = json(&check(
        folder.path(),
        &["-o", "json", "--rules", "name-across-drafts"],
    ));
    assert_eq!(across["summary"]["information"], 0, "let stand: {across}");
    assert_eq!(told(&["."]), [4, 7, 13]);
    assert_eq!(told(&["news", "."]), [4, 7, 13]);
    // A part of what they hold for, or of the rules.
    assert_eq!(told(&["news"]), [0u64; 0]);
    assert_eq!(told(&["news/a.txt", "news/b.txt"]), [0u64; 0]);
    assert_eq!(told(&["--rules", "quotes,housekeeping", "."]), [0u64; 0]);
    // One that cannot be read may be what the entry is for.
    fs::write(at("news/e.txt"), b"caf\xe9").unwrap();
    assert_eq!(told(&["."]), [0u64; 0]);
}
