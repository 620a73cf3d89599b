//! Output formats, fixes, baselines and settings of `copydesk check`, over drafts with findings.

use super::{copydesk, feed, printed, said};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Output;

/// One quotation that nobody said, behind characters that count differently in bytes, UTF-16 and characters; one
/// comment that does nothing, with a safe fix.
const DRAFT: &str = "# The pier\r\n\r\n\
    <!-- copydesk-ignore inconsistent-name: both are right -->\r\n\
    The storm tore the pier away on Monday 🌊, the harbour master Ana Ferreira said.\r\n\r\n\
    Then the rain stopped. “We have lost the work of three whole summers.” The town was without light.\r\n";
const QUOTE: &str = "“We have lost the work of three whole summers.”";

fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a b")).unwrap();
    fs::write(folder.path().join("a b/pier.md"), DRAFT).unwrap();
    fs::write(
        folder.path().join("fine.md"),
        "The fair was opened on Monday.\n",
    )
    .unwrap();
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = copydesk(&["check"]);
    command.args(arguments).current_dir(folder);
    feed(command, b"")
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&printed(output)).expect("one JSON value")
}

#[test]
fn human_output_puts_the_caret_under_the_words() {
    let folder = desk();
    let output = check(folder.path(), &["a b"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let text = printed(&output);
    let lines: Vec<&str> = text.lines().collect();
    let at = lines
        .iter()
        .position(|l| l.contains("a b/pier.md:6:24"))
        .expect("the place");
    // A message wider than the terminal goes on in a line of its own.
    let title = lines[..at].iter().rfind(|l| !l.starts_with(' '));
    assert!(
        title.is_some_and(|l| l.starts_with("warning[unattributed-quote]: ")),
        "{text}"
    );
    assert!(lines.iter().all(|l| l.chars().count() <= 100), "{text}");
    let source = lines[at + 2];
    let before = source.split(QUOTE).next().unwrap();
    let caret = lines[at + 3];
    assert_eq!(caret.find('^'), Some(before.chars().count()), "{text}");
    assert_eq!(caret.matches('^').count(), QUOTE.chars().count(), "{text}");
    assert!(text.contains("fix: "), "{text}");
    assert!(!text.contains('\u{1b}'), "colours in a pipe");
    let coloured = check(folder.path(), &["a b", "--color", "always"]);
    assert!(printed(&coloured).contains('\u{1b}'));
}

#[test]
fn json_gives_bytes_lines_and_columns() {
    let folder = desk();
    let output = json(&check(folder.path(), &["-o", "json", "."]));
    let files = output["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    let findings = files[0]["findings"].as_array().unwrap();
    let finding = findings
        .iter()
        .find(|f| f["rule"] == "unattributed-quote")
        .unwrap();
    let at = DRAFT.find(QUOTE).unwrap();
    assert_eq!(finding["range"], serde_json::json!([at, at + QUOTE.len()]));
    assert_eq!(
        finding["start"],
        serde_json::json!({"line": 6, "column": 24})
    );
    assert_eq!(finding["end"]["column"], 24 + QUOTE.chars().count());
    assert_eq!(output["summary"]["drafts"], 2);
    assert_eq!(output["summary"]["warning"], 1);
    let lines = printed(&check(folder.path(), &["-o", "jsonl"]));
    let rules: Vec<Value> = lines
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert!(rules.iter().all(|f| f["path"] == "a b/pier.md"));
    assert_eq!(rules.len(), findings.len());
}

#[test]
fn sarif_says_which_rule_where_and_what_to_do() {
    let folder = desk();
    let sarif = json(&check(folder.path(), &["-o", "sarif", "."]));
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap();
    let result = results
        .iter()
        .find(|r| r["ruleId"] == "unattributed-quote")
        .unwrap();
    let index = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(
        run["tool"]["driver"]["rules"][index]["id"],
        "unattributed-quote"
    );
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b/pier.md");
    assert_eq!(place["region"]["startLine"], 6);
    assert_eq!(place["region"]["startColumn"], 24);
    let fix = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert!(fix["insertedContent"]["text"].is_string(), "{fix}");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let failed = json(&check(folder.path(), &["-o", "sarif", "none.md"]));
    assert_eq!(
        failed["runs"][0]["invocations"][0]["executionSuccessful"],
        false
    );
}

#[test]
fn pipelines_get_their_own_formats() {
    let folder = desk();
    let github = printed(&check(folder.path(), &["-o", "github"]));
    let line = github
        .lines()
        .find(|l| l.contains("title=unattributed-quote"))
        .unwrap();
    assert!(
        line.starts_with("::warning file=a b/pier.md,line=6,endLine=6,col=24,endColumn="),
        "{line}"
    );
    let gitlab = json(&check(folder.path(), &["-o", "gitlab"]));
    let entries = gitlab.as_array().unwrap();
    let entry = entries
        .iter()
        .find(|e| e["check_name"] == "unattributed-quote")
        .unwrap();
    assert_eq!(entry["location"]["lines"]["begin"], 6);
    let prints: std::collections::HashSet<_> = entries
        .iter()
        .map(|e| e["fingerprint"].to_string())
        .collect();
    assert_eq!(prints.len(), entries.len());
    for (format, words) in [
        ("junit", "<failure type=\"warning\""),
        ("checkstyle", "severity=\"warning\""),
    ] {
        let xml = printed(&check(folder.path(), &["-o", format]));
        assert!(xml.contains(words), "{xml}");
        let mut reader = quick_xml::Reader::from_str(&xml);
        loop {
            match reader.read_event().expect("sound XML") {
                quick_xml::events::Event::Eof => break,
                _ => continue,
            }
        }
    }
    let concise = printed(&check(folder.path(), &["-o", "concise"]));
    assert!(
        concise.contains("a b/pier.md:6:24: warning[unattributed-quote]: "),
        "{concise}"
    );
}

#[test]
fn no_format_breaks_on_a_clean_run() {
    let folder = desk();
    for format in ["json", "sarif", "gitlab"] {
        json(&check(folder.path(), &["-o", format, "fine.md"]));
    }
    for format in ["jsonl", "github", "concise"] {
        assert_eq!(
            printed(&check(folder.path(), &["-o", format, "fine.md"])),
            ""
        );
    }
}

#[test]
fn the_level_that_fails_is_chosen() {
    let folder = desk();
    let code = |level: &str| check(folder.path(), &["--fail-on", level]).status.code();
    assert_eq!(code("error"), Some(0));
    assert_eq!(code("warning"), Some(1));
    let only = |rules: &str| check(folder.path(), &["--rules", rules]).status.code();
    assert_eq!(only("housekeeping"), Some(0));
    assert_eq!(only("names,unattributed-quote"), Some(1));
}

#[test]
fn safe_fixes_keep_everything_else_as_it_is() {
    let folder = desk();
    let path = folder.path().join("a b/pier.md");
    fs::write(&path, format!("\u{feff}{DRAFT}")).unwrap();
    let diff = check(folder.path(), &["--diff", "a b"]);
    assert!(
        printed(&diff).contains("-<!-- copydesk-ignore"),
        "{}",
        printed(&diff)
    );
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        format!("\u{feff}{DRAFT}")
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, folder.path().join("link.md")).unwrap();
    }
    let name = if cfg!(unix) { "link.md" } else { "a b" };
    let output = check(folder.path(), &["--fix", name]);
    assert!(printed(&output).contains("1 fixed"), "{}", printed(&output));
    let want = DRAFT.replace(
        "<!-- copydesk-ignore inconsistent-name: both are right -->\r\n",
        "",
    );
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        format!("\u{feff}{want}")
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert!(folder.path().join("link.md").is_symlink());
    }
    assert_eq!(
        fs::read_dir(folder.path().join("a b")).unwrap().count(),
        1,
        "nothing is left beside"
    );
    let mut command = copydesk(&["check", "--fix", "--format", "markdown", "-"]);
    command.current_dir(folder.path());
    assert_eq!(printed(&feed(command, DRAFT.as_bytes())), want);
}

#[test]
fn a_baseline_lets_an_archive_start_clean() {
    let folder = desk();
    let missing = check(folder.path(), &["--baseline", "known.txt"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(said(&missing).contains("--update-baseline"));
    let made = check(
        folder.path(),
        &["--baseline", "known.txt", "--update-baseline"],
    );
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    assert_eq!(
        check(folder.path(), &["--baseline", "known.txt"])
            .status
            .code(),
        Some(0)
    );
    // The same words once more are new.
    let path = folder.path().join("a b/pier.md");
    fs::write(&path, format!("{DRAFT}\r\nNobody slept.\r\n\r\n{DRAFT}")).unwrap();
    let again = json(&check(
        folder.path(),
        &["--baseline", "known.txt", "-o", "json"],
    ));
    assert_eq!(again["summary"]["warning"], 1);
}

#[test]
fn settings_are_found_upward_and_their_mistakes_are_told() {
    let folder = desk();
    fs::write(
        folder.path().join("copydesk.toml"),
        "[rules]\nunattributed-qoute = \"off\"\nunattributed-quote = \"error\"\n",
    )
    .unwrap();
    let output = check(folder.path(), &["-o", "concise", "a b"]);
    let text = printed(&output);
    assert!(
        text.contains("copydesk.toml:2:1: warning[settings]: "),
        "{text}"
    );
    assert!(text.contains("did you mean `unattributed-quote`"), "{text}");
    assert!(text.contains("error[unattributed-quote]"), "{text}");
    let text = printed(&check(folder.path(), &["a b"]));
    let counts = "(1 error, 1 warning, 1 information) in 1 of 1 draft and 1 settings file";
    assert!(text.contains(counts), "{text}");
    let ignore =
        "[[ignore]]\nrule = \"unattributed-quote\"\nfile = \"a b/**\"\nreason = \"checked\"\n";
    fs::write(folder.path().join("copydesk.toml"), ignore).unwrap();
    assert_eq!(check(folder.path(), &["a b"]).status.code(), Some(0));
    fs::write(folder.path().join("other.toml"), "").unwrap();
    assert_eq!(
        check(folder.path(), &["--config", "other.toml", "a b"])
            .status
            .code(),
        Some(1)
    );
    let none = check(folder.path(), &["--config", "none.toml"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(said(&none).contains("none.toml: there is no such file"));
}
