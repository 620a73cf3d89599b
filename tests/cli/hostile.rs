//! Folders and drafts that somebody else has made, and not kindly.

use super::{copydesk, feed, printed, said};
use std::fs;
use std::path::Path;
use std::process::Output;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = copydesk(arguments);
    command.current_dir(folder);
    feed(command, b"")
}

/// A comment that fix-all takes out.
const FIXABLE: &str =
    "<!-- copydesk-ignore inconsistent-name: checked -->\n\nThe pier stayed shut.\n";

#[cfg(unix)]
#[test]
fn folders_lead_to_no_pipe_no_device_and_nowhere_else() {
    let outer = tempfile::tempdir().unwrap();
    let desk = outer.path().join("desk");
    fs::create_dir(&desk).unwrap();
    let link = |to: &Path, name: &str| std::os::unix::fs::symlink(to, desk.join(name)).unwrap();
    fs::write(outer.path().join("other.md"), FIXABLE).unwrap();
    fs::write(desk.join("own.md"), FIXABLE).unwrap();
    link(&outer.path().join("other.md"), "out.md");
    link(Path::new("/dev/zero"), "zero.md");
    link(&desk.join("own.md"), "twice.md");
    let made = std::process::Command::new("mkfifo")
        .arg(desk.join("pipe.md"))
        .status();
    assert!(made.unwrap().success());
    let output = run(&desk, &["check", "--fix", "."]);
    assert_eq!(said(&output), "");
    assert!(
        !fs::read_to_string(desk.join("own.md"))
            .unwrap()
            .contains("<!--")
    );
    // Somebody else's file is as it was; whoever names the link means it.
    let other = || fs::read_to_string(outer.path().join("other.md")).unwrap();
    assert_eq!(other(), FIXABLE);
    run(&desk, &["check", "--fix", "out.md"]);
    assert_ne!(other(), FIXABLE);
    assert!(desk.join("out.md").is_symlink());
}

#[cfg(unix)]
#[test]
fn settings_that_name_a_pipe_or_device_are_told() {
    let desk = tempfile::tempdir().unwrap();
    fs::write(
        desk.path().join("copydesk.toml"),
        "preset = \"./pipe.toml\"\n",
    )
    .unwrap();
    fs::write(desk.path().join("a.md"), "The pier stayed shut.\n").unwrap();
    let pipe = desk.path().join("pipe.toml");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(pipe)
            .status()
            .unwrap()
            .success()
    );
    let output = run(desk.path(), &["check", "--output", "concise", "a.md"]);
    assert!(
        printed(&output).contains("is no file"),
        "{}",
        printed(&output)
    );
}

/// What steers a terminal, turns the direction of writing, or begins a command of a build server.
const STEERS: [char; 4] = ['\u{1b}', '\u{7}', '\u{202e}', '\u{2066}'];

#[test]
fn nothing_in_a_draft_steers_a_terminal() {
    let desk = tempfile::tempdir().unwrap();
    let name = "a\u{1b}]0;x\u{7}\u{202e}.md";
    let draft = "“It is \u{1b}[31mlate\u{202e}. It is \u{2066}wrong.”\n\n\
        “No,” Ann \u{1b}]8;;http://a\u{7}Lee said. Ann L\u{1b}[2Jee left.\n\n\
        ![A \u{1b}[1mpier\u{202e}](a\u{1b}.jpg)\n";
    fs::write(desk.path().join(name), draft).unwrap();
    fs::write(desk.path().join("b\u{1b}[1m.md"), b"\xff").unwrap();
    for arguments in [
        &["check", "."][..],
        &["check", "--output", "concise", "."],
        &["check", "--output", "github", "."],
        &["check", "--output", "junit", "."],
        &["quotes", "."],
        &["quotes", "--output", "markdown", "."],
    ] {
        let output = run(desk.path(), arguments);
        let all = printed(&output) + &said(&output);
        assert!(all.contains("late") || all.contains(".md"), "{all}");
        let found = all.chars().find(|c| STEERS[..2].contains(c));
        assert_eq!(found, None, "{arguments:?}: {all:?}");
    }
    let human = printed(&run(desk.path(), &["check", "."]));
    assert!(!human.contains(STEERS), "{human:?}");
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_is_no_command_of_a_build_server() {
    let desk = tempfile::tempdir().unwrap();
    fs::write(
        desk.path().join("a\n::stop-commands::x.md"),
        "“It is late. It is wrong.”\n",
    )
    .unwrap();
    for form in ["human", "concise", "github"] {
        let text = printed(&run(desk.path(), &["check", "--output", form, "."]));
        assert!(text.contains("stop-commands"), "{text}");
        assert!(
            !text.lines().any(|l| l.trim_start().starts_with("::stop")),
            "{text}"
        );
    }
}

#[test]
fn a_sheet_of_quotations_holds_no_formula() {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("=a.md"), "“No,” Ann Lee said.\n").unwrap();
    let sheet = printed(&run(desk.path(), &["quotes", "--output", "csv", "=a.md"]));
    assert!(sheet.contains("\"'=a.md\""), "{sheet}");
}
