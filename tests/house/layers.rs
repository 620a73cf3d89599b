//! One direction of flow: no room uses one to its right.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from left to right; those of one line may use each other.
const ROOMS: &[&[&str]] = &[
    &["fault", "files"],
    &["text"],
    &["markup"],
    &["language"],
    &["facts"],
    &["picture"],
    &["finding", "config", "rules"],
    &["draft"],
    &["server"],
    &["cli"],
];

/// The command line starts the server: the one use between the two.
const ALLOWED: &[(&str, &str)] = &[("cli", "server")];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The rooms that `code` names after `crate::`, its tests left out.
fn used(code: &str) -> Vec<String> {
    let code = code
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(code);
    let mut out = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let group = rest.strip_prefix('{').and_then(|g| g.split_once('}'));
        let names = group.map_or(rest, |(names, _)| names);
        let words = names.split(if group.is_some() { ',' } else { ';' });
        for word in words {
            let name: String = word
                .trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            out.push(name);
            if group.is_none() {
                break;
            }
        }
    }
    out
}

#[test]
fn no_room_uses_one_to_its_right() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rank = |room: &str| ROOMS.iter().position(|line| line.contains(&room));
    let (mut files, mut wrong) = (Vec::new(), Vec::new());
    sources(&source, &mut files);
    for file in files {
        let below = file.strip_prefix(&source).expect("below src");
        let first = below.iter().next().expect("a name").to_string_lossy();
        let room = first.trim_end_matches(".rs");
        if ["lib", "main"].contains(&room) || file.ends_with("tests.rs") {
            continue;
        }
        let Some(own) = rank(room) else {
            wrong.push(format!(
                "{}: give this room its place in ROOMS",
                below.display()
            ));
            continue;
        };
        for name in used(&fs::read_to_string(&file).expect("a source")) {
            let allowed = ALLOWED.contains(&(room, &name));
            if rank(&name).is_some_and(|r| r > own) && !allowed {
                wrong.push(format!("{} uses crate::{name}", below.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn uses_are_seen_in_every_form() {
    let code = "use crate::{text::Span, markup};\nlet x = crate::rules::all();\n#[cfg(test)]\nmod tests { use crate::cli; }";
    assert_eq!(used(code), ["text", "markup", "rules"]);
}
