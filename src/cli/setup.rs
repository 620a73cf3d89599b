//! `copydesk init`, `completions`, `man` and `docs`: what sets copydesk up, made from the definitions of settings and arguments.

use super::{Outcome, complain};
use crate::config::schema::{self, Key};
use crate::config::{FILE_NAME, PRESETS};
use crate::rules;
use clap::CommandFactory;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;

/// Write a commented copydesk.toml to start from
#[derive(Debug, clap::Args)]
pub struct Init {
    /// Its folder
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// The house style to start from
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(PRESETS.iter().map(|p| p.0)))]
    preset: Option<String>,
}

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub struct Completions {
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

/// Write the manual pages
#[derive(Debug, clap::Args)]
pub struct Man {
    /// Their folder
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

/// Write the documentation as a small site that needs no server
#[derive(Debug, clap::Args)]
pub struct Docs {
    /// Its folder
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

pub fn docs(args: &Docs) -> io::Result<Outcome> {
    if let Err(e) = super::docs::write_site(&args.folder) {
        complain(&format!("{}: {e}", args.folder.display()));
        return Ok(Outcome::Failed);
    }
    Ok(Outcome::Clean)
}

pub fn init(args: &Init) -> io::Result<Outcome> {
    let path = args.folder.join(FILE_NAME);
    let file = std::fs::File::create_new(&path);
    let written = file.and_then(|mut f| f.write_all(commented(args.preset.as_deref()).as_bytes()));
    match written {
        Ok(()) => {
            writeln!(
                io::stdout(),
                "{} is there; every line in it is a comment until you want it.",
                path.display()
            )?;
            Ok(Outcome::Clean)
        }
        Err(e) => {
            complain(&match e.kind() {
                io::ErrorKind::AlreadyExists => {
                    format!("{} is there already; nothing was changed", path.display())
                }
                _ => format!("{}: {e}", path.display()),
            });
            Ok(Outcome::Failed)
        }
    }
}

pub fn completions(args: &Completions) -> io::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut super::Args::command(),
        "copydesk",
        &mut script,
    );
    io::stdout().write_all(&script)?;
    Ok(Outcome::Clean)
}

pub fn man(args: &Man) -> io::Result<Outcome> {
    let made = std::fs::create_dir_all(&args.folder)
        .and_then(|()| clap_mangen::generate_to(super::Args::command(), &args.folder));
    if let Err(e) = made {
        complain(&format!("{}: {e}", args.folder.display()));
        return Ok(Outcome::Failed);
    }
    Ok(Outcome::Clean)
}

/// A settings file with every key, its documentation and an example, commented out.
fn commented(preset: Option<&str>) -> String {
    let mut out = "# Settings of copydesk for the drafts in this folder and below.\n\
                   # Every key with an example; take the # in front of it away to use it.\n\n"
        .to_string();
    for key in schema::TOP {
        match preset {
            Some(name) if key.name == "preset" => {
                let _ = writeln!(out, "# {}\npreset = \"{name}\"\n", key.doc);
            }
            _ => entry(&mut out, key),
        }
    }
    out += "# How much each rule's findings matter: off, hint, information, warning or error.\n#[rules]\n";
    for rule in rules::all() {
        let level = rule.level();
        let _ = writeln!(out, "#{} = \"{level}\" # {}", rule.name, rule.summary);
    }
    out += "\n# The name book.\n#[[names]]\n";
    schema::NAMES.iter().for_each(|key| entry(&mut out, key));
    out += "# How pictures are credited.\n#[credits]\n";
    schema::CREDITS.iter().for_each(|key| entry(&mut out, key));
    out += "# House style of quotations.\n#[quotes]\n";
    schema::QUOTES.iter().for_each(|key| entry(&mut out, key));
    out += "# Findings that somebody has looked at and let stand.\n#[[ignore]]\n";
    schema::IGNORE.iter().for_each(|key| entry(&mut out, key));
    out
}

fn entry<T>(out: &mut String, key: &Key<T>) {
    let _ = writeln!(out, "# {}\n#{} = {}\n", key.doc, key.name, key.example);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    #[test]
    fn what_init_writes_is_sound_with_and_without_its_comments() {
        let today = crate::config::Date::parse("2026-01-01");
        let read = |_: &str| Err("no file".to_string());
        let text = commented(Some("guardian"));
        assert_eq!(parse(&text, today, &read).1, []);
        // A line that starts with # and no blank is a setting.
        let lines = text.lines().map(|l| match l.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => setting,
            _ => l,
        });
        let bare: Vec<&str> = lines.collect();
        assert_eq!(parse(&bare.join("\n"), today, &read).1, []);
    }
}
