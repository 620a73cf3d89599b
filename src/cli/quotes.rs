//! `copydesk quotes`: the quote sheet for fact-checkers, who said what and where.

use super::desk::{Desk, Overrides};
use super::input::Input;
use super::output::one_line;
use super::report::Places;
use super::walk::{self, Choice};
use super::{Outcome, complain, names};
use crate::draft::analyse;
use crate::facts::quotes::Kind;
use serde::Serialize;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Print the quote sheet: who said what, and where
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, folders and patterns; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// How to write it
    #[arg(
        long,
        short,
        value_enum,
        default_value = "table",
        value_name = "FORMAT"
    )]
    output: Form,
    /// Also terms and titles in quotation marks
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    overrides: Overrides,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Table,
    Csv,
    Json,
    Markdown,
}

/// One quotation.
#[derive(Debug, Serialize)]
struct Row {
    file: String,
    line: usize,
    column: usize,
    speaker: Option<String>,
    quotation: String,
    kind: &'static str,
    attribution: &'static str,
}

const HEAD: [&str; 6] = [
    "file",
    "line",
    "column",
    "speaker",
    "attribution",
    "quotation",
];

pub fn run(args: &Args) -> io::Result<Outcome> {
    let desk = match Desk::new(&args.overrides) {
        Ok(desk) => desk,
        Err(why) => {
            complain(&why);
            return Ok(Outcome::Failed);
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::Clean;
    let mut sheet = Sheet::new(args.output);
    sheet.begin(&mut out)?;
    for found in walk::files(&args.paths, Choice::default()) {
        match found.and_then(|path| rows(&desk, &path, args.all)) {
            Ok(rows) => sheet.rows(&mut out, &rows)?,
            Err((name, why)) => {
                out.flush()?;
                complain(&format!("{name}: {why}"));
                outcome = Outcome::Failed;
            }
        }
    }
    sheet.end(&mut out)?;
    out.flush()?;
    Ok(outcome)
}

fn rows(desk: &Desk, path: &Path, all: bool) -> Result<Vec<Row>, (String, String)> {
    let name = path.to_string_lossy().replace('\\', "/");
    let input = Input::read(path).map_err(|why| (name, why))?;
    let settings = desk.settings(input.path.as_deref());
    let format = desk.format().unwrap_or(input.format());
    let analysis = analyse(&input.text, format, &settings);
    let mut places = Places::of(&input.text);
    let quotes = analysis.facts.quotes.iter();
    let quotes = quotes.filter(|q| all || matches!(q.kind, Kind::Full | Kind::Partial));
    let rows = quotes.map(|quote| {
        let place = places.place(quote.span.from());
        let words = input.text.get(quote.span.range()).unwrap_or_default();
        Row {
            file: input.name.replace('\\', "/"),
            line: place.line,
            column: place.column,
            speaker: quote.speaker.as_ref().map(|s| s.name.to_string()),
            quotation: words.split_whitespace().collect::<Vec<_>>().join(" "),
            kind: names::quote_kind(quote.kind),
            attribution: names::attribution(quote.attribution),
        }
    });
    Ok(rows.collect())
}

/// Writes the rows as they come.
struct Sheet {
    form: Form,
    rows: usize,
    /// The file whose heading stands above.
    file: String,
}

impl Sheet {
    fn new(form: Form) -> Self {
        Sheet {
            form,
            rows: 0,
            file: String::new(),
        }
    }

    fn begin(&self, out: &mut impl Write) -> io::Result<()> {
        match self.form {
            Form::Table => Ok(()),
            Form::Csv => csv(out, &HEAD.map(str::to_string)),
            Form::Json => writeln!(out, "["),
            Form::Markdown => writeln!(
                out,
                "| Place | Speaker | Attribution | Quotation |\n|---|---|---|---|"
            ),
        }
    }

    fn rows(&mut self, out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
        let width = rows.iter().filter_map(|r| r.speaker.as_ref());
        let width = width
            .map(|s| s.chars().count())
            .max()
            .unwrap_or(0)
            .clamp(1, 32);
        for row in rows {
            let speaker = row.speaker.as_deref().unwrap_or("");
            match self.form {
                Form::Table => {
                    if self.file != row.file {
                        let gap = if self.rows > 0 { "\n" } else { "" };
                        writeln!(out, "{gap}{}", one_line(&row.file))?;
                        self.file.clone_from(&row.file);
                    }
                    let speaker = one_line(speaker);
                    let shown = if speaker.is_empty() { "?" } else { &speaker };
                    let sure = match row.attribution {
                        "explicit" => "",
                        other => &format!("  [{other}]"),
                    };
                    writeln!(
                        out,
                        "{:>9}  {shown:width$}  {}{sure}",
                        format!("{}:{}", row.line, row.column),
                        one_line(&row.quotation)
                    )?;
                }
                Form::Csv => csv(
                    out,
                    &[
                        row.file.clone(),
                        row.line.to_string(),
                        row.column.to_string(),
                        speaker.to_string(),
                        row.attribution.to_string(),
                        row.quotation.clone(),
                    ],
                )?,
                Form::Json => {
                    let comma = if self.rows > 0 { ",\n" } else { "" };
                    let json = serde_json::to_string(row).unwrap_or_default();
                    write!(out, "{comma}{json}")?;
                }
                Form::Markdown => {
                    let cell =
                        |text: &str| one_line(text).replace('\\', "\\\\").replace('|', "\\|");
                    let (file, line) = (cell(&row.file), format!("{}:{}", row.line, row.column));
                    let (speaker, words) = (cell(speaker), cell(&row.quotation));
                    let how = row.attribution;
                    writeln!(out, "| {file}:{line} | {speaker} | {how} | {words} |")?;
                }
            }
            self.rows += 1;
        }
        Ok(())
    }

    fn end(&self, out: &mut impl Write) -> io::Result<()> {
        match self.form {
            Form::Json => writeln!(out, "\n]"),
            Form::Table if self.rows == 0 => writeln!(out, "No quotations."),
            _ => Ok(()),
        }
    }
}

/// A record as RFC 4180 has it. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
fn csv(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    let guarded = cells.iter().map(|cell| {
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
        format!("{}{cell}", if formula { "'" } else { "" })
    });
    writer.write_record(guarded)?;
    writer.flush()
}
