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
use std::borrow::Cow;
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

/// Bytes of answers that neighbours have room for at first.
const ANSWERS: usize = 1 << 16;

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
        let mut input = io::BufReader::with_capacity(1 << 16, io::stdin().lock());
        lines(&mut input, &mut out, &desk)?
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
                Ok(line) => out.write_all(&line)?,
                Err(why) => {
                    complain(&format!("{}: {why}", name.display()));
                    outcome = Outcome::Failed;
                }
            }
        }
    }
    Ok(outcome)
}

/// The line about a file.
fn file(name: &Path, desk: &Desk) -> Result<Vec<u8>, String> {
    let input = Input::read(name)?;
    let format = desk.format().unwrap_or(input.format());
    let settings = desk.settings(input.path.as_deref());
    let analysis = desk.analyse(&input.text, format, &settings, input.path.as_deref(), &[]);
    let mut line = Vec::new();
    object::put(&mut line, &Value::from(input.name), format, &analysis);
    line.push(b'\n');
    Ok(line)
}

/// A line of `--jsonl`.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(default)]
    id: Value,
    #[serde(borrow)]
    text: Cow<'a, str>,
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
        // Neighbours share a buffer. Whether all lines in it could be answered comes with it.
        let next = |(mut out, mut whole): (Vec<u8>, bool), (number, line)| {
            if let Err(error) = answer(&mut out, number, &text[line], desk, &settings) {
                out.extend_from_slice(error.as_bytes());
                whole = false;
            }
            out.push(b'\n');
            (out, whole)
        };
        let room = || (Vec::with_capacity(ANSWERS), true);
        let batch = batch.into_par_iter().fold(room, next);
        for (answers, whole) in batch.collect::<Vec<_>>() {
            if !whole {
                outcome = Outcome::Findings;
            }
            out.write_all(&answers)?;
        }
        // A program at the other end may wait for these before it sends more.
        out.flush()?;
    }
}

/// Puts the answer to one line behind `out`; else the error object that takes its place.
fn answer(
    out: &mut Vec<u8>,
    number: usize,
    line: &[u8],
    desk: &Desk,
    settings: &Settings,
) -> Result<(), String> {
    let fail = |id: &Value, why: String| {
        serde_json::json!({ "id": id, "line": number, "error": why }).to_string()
    };
    let line: Line<'_> =
        serde_json::from_slice(line).map_err(|e| fail(&Value::Null, e.to_string()))?;
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
    object::put(out, &line.id, format, &analysis);
    Ok(())
}
