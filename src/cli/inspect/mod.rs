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
use std::io::{self, Read, Write};
use std::ops::Range;
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

/// Bytes of input lines that a core works on before answers are printed, about: few enough to lie in its own cache,
/// and so many that cores seldom wait for each other.
const BATCH: usize = 256 << 10;

/// A core's lines are handed out in so many parts: cores that are done take what is left.
const PARTS: usize = 8;

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
fn lines(input: &mut impl Read, out: &mut impl Write, desk: &Desk) -> io::Result<Outcome> {
    let settings = desk.anywhere();
    let mut outcome = Outcome::Clean;
    let mut number = 0;
    let mut text = Vec::new();
    // Number and bytes of each line of a batch, and the answers to each part of it.
    let mut batch: Vec<(usize, Range<usize>)> = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    let cores = rayon::current_num_threads();
    parts.resize_with(cores * PARTS, Part::default);
    loop {
        let whole = whole_lines(input, &mut text, cores * BATCH)?;
        if whole == 0 {
            return Ok(outcome);
        }
        batch.clear();
        let mut start = 0;
        while start < whole {
            let end = memchr::memchr(b'\n', &text[start..whole]).map_or(whole, |at| start + at + 1);
            number += 1;
            if !text[start..end].trim_ascii().is_empty() {
                batch.push((number, start..end));
            }
            start = end;
        }
        let share = batch.len().div_ceil(parts.len()).max(1);
        let shares = batch.par_chunks(share).zip(&mut parts);
        shares.for_each(|(lines, part)| {
            for (number, line) in lines {
                part.answer(*number, &text[line.clone()], desk, &settings);
            }
        });
        for part in &mut parts {
            if std::mem::take(&mut part.failed) {
                outcome = Outcome::Findings;
            }
            out.write_all(&part.answers)?;
            part.answers.clear();
        }
        // A program at the other end may wait for these before it sends more.
        out.flush()?;
        text.drain(..whole);
    }
}

/// Reads `most` bytes more, or all there are, behind those in `text`; again until they hold whole lines. How many bytes
/// these have: 0 at the end.
fn whole_lines(input: &mut impl Read, text: &mut Vec<u8>, most: usize) -> io::Result<usize> {
    loop {
        let known = text.len();
        if input.take(most as u64).read_to_end(text)? < most {
            return Ok(text.len());
        }
        if let Some(last) = memchr::memrchr(b'\n', &text[known..]) {
            return Ok(known + last + 1);
        }
    }
}

/// What a part of a batch of lines came to.
#[derive(Default)]
struct Part {
    answers: Vec<u8>,
    /// Some line could not be answered.
    failed: bool,
}

impl Part {
    fn answer(&mut self, number: usize, line: &[u8], desk: &Desk, settings: &Settings) {
        if let Err(error) = answer(&mut self.answers, number, line, desk, settings) {
            self.answers.extend_from_slice(error.as_bytes());
            self.failed = true;
        }
        self.answers.push(b'\n');
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
