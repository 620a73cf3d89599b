//! `copydesk inspect`: the facts of drafts as JSON Lines, one object a draft.

mod object;

use super::desk::{Desk, Overrides};
use super::input::Input;
use super::{Outcome, complain};
use crate::config::Settings;
use crate::draft::analyse;
use crate::markup::Format;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

/// Print the facts of drafts as JSON Lines: quotations, names, pictures, findings
///
/// Ranges are half-open UTF-8 byte offsets into the text (behind a byte order mark, if there is one).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Drafts; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
    /// Read {"id", "text", "format"} objects from standard input, one a line; answers keep their order
    #[arg(long, conflicts_with = "files")]
    jsonl: bool,
    #[command(flatten)]
    overrides: Overrides,
}

/// Bytes of input lines that are worked on at once: enough for all cores, whatever the input's length.
const BATCH: usize = 4 << 20;

pub fn run(args: &Args) -> io::Result<Outcome> {
    let desk = match Desk::new(&args.overrides) {
        Ok(desk) => desk,
        Err(why) => {
            complain(&why);
            return Ok(Outcome::Failed);
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let outcome = if args.jsonl {
        lines(&mut io::stdin().lock(), &mut out, &desk)?
    } else {
        files(&mut out, args, &desk)?
    };
    out.flush()?;
    Ok(outcome)
}

fn files(out: &mut impl Write, args: &Args, desk: &Desk) -> io::Result<Outcome> {
    let mut outcome = Outcome::Clean;
    for batch in args.files.chunks(16) {
        let answers: Vec<_> = batch.par_iter().map(|f| file(f, desk)).collect();
        for (name, answer) in batch.iter().zip(answers) {
            match answer {
                Ok(line) => put(out, &line)?,
                Err(why) => {
                    complain(&format!("{}: {why}", name.display()));
                    outcome = Outcome::Failed;
                }
            }
        }
    }
    Ok(outcome)
}

/// Writes a line and its end.
fn put(out: &mut impl Write, line: &[u8]) -> io::Result<()> {
    out.write_all(line)?;
    out.write_all(b"\n")
}

fn file(name: &Path, desk: &Desk) -> Result<Vec<u8>, String> {
    let input = Input::read(name)?;
    let format = desk.format().unwrap_or(input.format());
    let settings = desk.settings(input.path.as_deref());
    let analysis = desk.analyse(&input.text, format, &settings, input.path.as_deref(), &[]);
    Ok(object::json(&Value::from(input.name), format, &analysis))
}

/// A line of `--jsonl`.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    text: String,
    format: Option<String>,
    language: Option<String>,
}

/// These drafts stand in no folder, so no settings file is looked for: `--config` names one.
fn lines(input: &mut impl BufRead, out: &mut impl Write, desk: &Desk) -> io::Result<Outcome> {
    let settings = desk.anywhere();
    let mut outcome = Outcome::Clean;
    let mut number = 0;
    let mut text = Vec::new();
    loop {
        text.clear();
        // Number and bytes of each line.
        let mut batch = Vec::new();
        while text.len() < BATCH {
            let start = text.len();
            if input.read_until(b'\n', &mut text)? == 0 {
                break;
            }
            number += 1;
            if !text[start..].trim_ascii().is_empty() {
                batch.push((number, start..text.len()));
            }
        }
        if text.is_empty() {
            return Ok(outcome);
        }
        let answers: Vec<_> = batch
            .into_par_iter()
            .map(|(number, line)| answer(number, &text[line], desk, &settings))
            .collect();
        for answer in answers {
            if answer.is_err() {
                outcome = Outcome::Findings;
            }
            put(out, &answer.unwrap_or_else(String::into_bytes))?;
        }
        // A program at the other end may wait for these before it sends more.
        out.flush()?;
    }
}

/// The answer to one line, or an error object in its place.
fn answer(number: usize, line: &[u8], desk: &Desk, settings: &Settings) -> Result<Vec<u8>, String> {
    let fail = |id: &Value, why: String| {
        serde_json::json!({ "id": id, "line": number, "error": why }).to_string()
    };
    let line: Line = serde_json::from_slice(line).map_err(|e| fail(&Value::Null, e.to_string()))?;
    let format = match &line.format {
        Some(name) => super::format(name).map_err(|e| fail(&line.id, e))?,
        None => desk.format().unwrap_or(Format::Plain),
    };
    if line.text.len() as u64 > crate::files::LARGEST_DRAFT {
        let why = "the text is too large for a draft".to_string();
        return Err(fail(&line.id, why));
    }
    let mut own = None;
    if line.language.is_some() {
        let language = line.language;
        own = Some(Settings {
            language,
            ..settings.clone()
        });
    }
    let analysis = analyse(&line.text, format, own.as_ref().unwrap_or(settings));
    Ok(object::json(&line.id, format, &analysis))
}
