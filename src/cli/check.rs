//! `copydesk check`: findings of files and folders, and their fixes.

use super::baseline::Baseline;
use super::desk::{Desk, Overrides};
use super::entries::Entries;
use super::input::Input;
use super::output::{self, Kind, Look, Output, Summary};
use super::report::Report;
use super::walk::{self, Choice, Found};
use super::{Outcome, complain, fix, watch};
use crate::config::{Loaded, Settings};
use crate::facts::names::across::{Folder, Roster};
use crate::finding::Severity;
use rayon::prelude::*;
use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Check drafts: quotations without a speaker, names that differ, pictures without a credit
///
/// Exit code 0: nothing at or above --fail-on; 1: there was; 2: something could not be checked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, folders and patterns; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// How to write the findings
    #[arg(
        long,
        short,
        value_enum,
        default_value = "human",
        value_name = "FORMAT"
    )]
    output: Kind,
    /// Make the safe fixes in the files (of standard input: write the fixed text to standard output)
    #[arg(long)]
    fix: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
    /// The lowest severity that makes the exit code 1
    #[arg(long, default_value = "warning", value_name = "SEVERITY", value_parser = severity)]
    fail_on: Severity,
    /// The name that standard input stands for: its folder's settings count, its ending says the format
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
    /// Also check hidden files of folders
    #[arg(long)]
    hidden: bool,
    /// Also check files that .gitignore and .ignore leave out
    #[arg(long)]
    no_ignore: bool,
    /// Known findings: only what is not in this file is told
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write what is found to the baseline
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
    /// Check again whenever a draft or a settings file changes, until interrupted
    #[arg(long, conflicts_with_all = ["diff", "update_baseline"])]
    watch: bool,
    /// Colours in human output
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    color: When,
    #[command(flatten)]
    overrides: Overrides,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

/// Drafts that are worked on at once.
const BATCH: usize = 64;
/// Bytes of drafts that are compared with each other before anything is printed; those after these are compared with
/// what came before.
const MOST: usize = 256 << 20;
/// A run that takes longer says how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

fn severity(name: &str) -> Result<Severity, String> {
    Severity::from_name(name)
        .ok_or_else(|| format!("no severity {name:?}; there are error, warning, information, hint"))
}

pub fn run(args: &Args) -> io::Result<Outcome> {
    if args.watch {
        return watch::watch(&args.paths, args.choice(), || once(args));
    }
    once(args)
}

fn once(args: &Args) -> io::Result<Outcome> {
    let known = match &args.baseline {
        Some(path) if !args.update_baseline => Baseline::read(path).map(Some),
        _ => Ok(None),
    };
    let (desk, known) = match Desk::new(&args.overrides).and_then(|desk| Ok((desk, known?))) {
        Ok(both) => both,
        Err(why) => {
            complain(&why);
            return Ok(Outcome::Failed);
        }
    };
    Run {
        checker: Checker {
            args,
            desk,
            known,
            found: Baseline::default(),
        },
        summary: Summary::default(),
        started: Instant::now(),
        out: io::BufWriter::new(io::stdout().lock()),
        entries: Entries::default(),
        pieces: 0,
        told: false,
    }
    .run()
}

impl Args {
    fn choice(&self) -> Choice {
        Choice {
            hidden: self.hidden,
            ignored: self.no_ignore,
        }
    }
}

/// What is the same for every draft of a run; shared by the threads.
struct Checker<'a> {
    args: &'a Args,
    desk: Desk,
    /// Findings that are not told.
    known: Option<Baseline>,
    /// For `--update-baseline`.
    found: Baseline,
}

/// A draft that waits for the others to be read.
struct Held {
    report: Report,
    /// Stands in for the draft on standard output.
    output: String,
    file: Option<PathBuf>,
    settings: Arc<Settings>,
    /// Which of the settings' entries that let findings stand it uses.
    used: Vec<bool>,
    roster: Option<Roster>,
}

struct Run<'a> {
    checker: Checker<'a>,
    summary: Summary,
    started: Instant,
    out: io::BufWriter<io::StdoutLock<'a>>,
    entries: Entries,
    /// Written so far.
    pieces: usize,
    /// A progress line stands on the terminal.
    told: bool,
}

impl Checker<'_> {
    /// Checks one file.
    fn check(&self, path: &Path) -> Result<Held, (String, String)> {
        let name = path.to_string_lossy().replace('\\', "/");
        self.try_check(path).map_err(|why| (name, why))
    }

    fn try_check(&self, path: &Path) -> Result<Held, String> {
        let args = self.args;
        let mut input = Input::read(path)?;
        let stdin = input.path.is_none();
        if let (true, Some(name)) = (stdin, &args.stdin_filename) {
            input.name = name.to_string_lossy().into_owned();
            input.path = Some(name.clone());
        }
        let settings = self.desk.settings(input.path.as_deref());
        let format = self.desk.format().unwrap_or(input.format());
        let file = input.path.clone();
        let analyse = |text: &str| {
            self.desk
                .analyse(text, format, &settings, file.as_deref(), &[])
        };
        let mut output = String::new();
        let mut fixed = 0;
        let analysis = if args.fix || args.diff {
            let done = fix::fix(&input.text, &analyse);
            if args.diff {
                output = fix::diff(&input.name, &input.text, &done.text);
                analyse(&input.text)
            } else {
                fixed = done.count;
                if stdin {
                    output.clone_from(&done.text);
                } else if fixed > 0 {
                    fix::write(path, input.bom, &done.text)
                        .map_err(|e| format!("cannot be written: {e}"))?;
                }
                input.text = done.text;
                done.analysis
            }
        } else {
            analyse(&input.text)
        };
        let mut report = Report {
            name: input.name.replace('\\', "/"),
            text: input.text,
            format: Some(format),
            analysis,
            fixed,
        };
        let used = match &file {
            Some(path) => {
                let (text, analysis) = (&report.text, &report.analysis);
                self.desk
                    .used_entries(text, format, &settings, Some(path), analysis, &[])
            }
            None => Vec::new(),
        };
        // From here on only the findings are of interest: many drafts may wait.
        let facts = std::mem::take(&mut report.analysis.facts);
        let listed = file.is_some() && self.desk.compares();
        let roster = listed.then(|| Roster::of(&facts.names, &report.text.as_str()));
        Ok(Held {
            report,
            output,
            file,
            settings,
            used,
            roster,
        })
    }

    /// The report of a draft, now that the others are known: with what they tell of its names, and without what is
    /// known from before.
    fn finish(
        &self,
        mut held: Held,
        groups: &HashMap<PathBuf, Folder>,
        entries: &mut Entries,
    ) -> (Report, String) {
        let mut report = held.report;
        let file = held.file.as_deref();
        let folder = file.and_then(|f| groups.get(&self.desk.group(f)));
        let elsewhere = folder.zip(file).map(|(folder, f)| folder.elsewhere(f));
        if let (Some(elsewhere), Some(format)) =
            (elsewhere.filter(|e| !e.is_empty()), report.format)
        {
            let (text, settings) = (&report.text, &held.settings);
            let again = self.desk.analyse(text, format, settings, file, &elsewhere);
            held.used = self
                .desk
                .used_entries(text, format, settings, file, &again, &elsewhere);
            report.analysis = again;
        }
        if let Some(path) = file {
            entries.note(&self.desk, path, &held.settings.ignores, &held.used);
        }
        if let Some(known) = &self.known {
            known.subtract(&mut report);
        }
        if self.args.update_baseline {
            self.found.add(&report);
            report.analysis.findings.clear();
        }
        (report, held.output)
    }
}

impl Run<'_> {
    fn run(mut self) -> io::Result<Outcome> {
        let args = self.checker.args;
        let writer = output::of(args.output, look(args.color));
        // With --diff and with fixed standard input, standard output holds text, not findings.
        let plain = args.diff || (args.fix && args.paths.iter().any(|p| p == Path::new("-")));
        if !plain {
            write!(self.out, "{}", writer.begin())?;
        }
        // The baseline holds flagged words, so it would be flagged itself.
        let baseline = |found: &Found| found.as_ref().ok() == args.baseline.as_ref();
        let files = walk::files(&args.paths, args.choice());
        let mut files = files.filter(|found| args.baseline.is_none() || !baseline(found));
        let mut groups: HashMap<PathBuf, Folder> = HashMap::new();
        let mut waiting = Vec::new();
        let mut bytes = 0;
        loop {
            let batch: Vec<Found> = files.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let checker = &self.checker;
            let done: Vec<_> = batch
                .into_par_iter()
                .map(|found| found.and_then(|path| checker.check(&path)))
                .collect();
            for mut one in done {
                if let Ok(held) = &mut one
                    && let (Some(file), Some(roster)) = (&held.file, held.roster.take())
                {
                    let folder = groups.entry(checker.desk.group(file)).or_default();
                    folder.set(file, Some(roster));
                    bytes += held.report.text.len();
                }
                waiting.push(one);
            }
            self.progress(waiting.len());
            // What more there is would take more memory than comparing it is worth.
            if !self.checker.desk.compares() || bytes > MOST {
                self.tell(
                    &*writer,
                    plain,
                    std::mem::take(&mut waiting),
                    &groups,
                    false,
                )?;
            }
        }
        self.tell(&*writer, plain, waiting, &groups, true)?;
        self.clear_progress();
        if let (true, Some(path)) = (args.update_baseline, &args.baseline)
            && let Err(e) = self.checker.found.write(path)
        {
            let (name, why) = (
                path.display().to_string(),
                format!("cannot be written: {e}"),
            );
            complain(&format!("{name}: {why}"));
            self.summary.failed.push((name, why));
        }
        if !plain {
            write!(self.out, "{}", writer.end(&self.summary))?;
        }
        self.out.flush()?;
        let loud = self.summary.findings[args.fail_on as usize..]
            .iter()
            .any(|n| *n > 0);
        Ok(match (self.summary.failed.is_empty(), loud) {
            (false, _) => Outcome::Failed,
            (true, true) => Outcome::Findings,
            (true, false) => Outcome::Clean,
        })
    }

    /// Writes what was found in drafts.
    fn tell(
        &mut self,
        writer: &dyn Output,
        plain: bool,
        waiting: Vec<Result<Held, (String, String)>>,
        groups: &HashMap<PathBuf, Folder>,
        last: bool,
    ) -> io::Result<()> {
        let checker = &self.checker;
        let render = |report: &Report| {
            if plain {
                String::new()
            } else {
                writer.draft(report)
            }
        };
        // In order: the baseline lets one finding after the other stand.
        let finished = waiting
            .into_iter()
            .map(|held| held.map(|held| checker.finish(held, groups, &mut self.entries)));
        let finished: Vec<_> = finished.collect();
        let failed = !self.summary.failed.is_empty() || finished.iter().any(Result::is_err);
        let judges = last && !failed && checker.desk.runs_all();
        let done: Vec<_> = finished
            .into_par_iter()
            .map(|one| one.map(|(report, text)| (render(&report), report, text)))
            .collect();
        self.clear_progress();
        let unused = |file: &Loaded| match judges {
            true => self.entries.unused(file, &self.checker.args.paths),
            false => Vec::new(),
        };
        let problems = self.checker.desk.problems(&unused);
        for problems in problems {
            self.count(&problems);
            self.piece(writer.between(), &render(&problems))?;
        }
        for one in done {
            match one {
                Ok((piece, report, text)) => {
                    self.summary.drafts += 1;
                    self.count(&report);
                    self.piece(writer.between(), &piece)?;
                    self.out.write_all(text.as_bytes())?;
                }
                Err((name, why)) => {
                    let named = if name.is_empty() {
                        why.clone()
                    } else {
                        format!("{name}: {why}")
                    };
                    self.out.flush()?;
                    complain(&named);
                    self.summary.failed.push((name, why));
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, report: &Report) {
        let findings = &report.analysis.findings;
        self.summary.fixed += report.fixed;
        let is_draft = report.format.is_some();
        let flagged = match is_draft {
            true => &mut self.summary.flagged,
            false => &mut self.summary.settings,
        };
        *flagged += usize::from(!findings.is_empty());
        for finding in findings {
            self.summary.findings[finding.severity as usize] += 1;
            self.summary.fixable += usize::from(finding.fixes.iter().any(|f| f.safe));
        }
    }

    fn piece(&mut self, between: &str, piece: &str) -> io::Result<()> {
        if piece.is_empty() {
            return Ok(());
        }
        if self.pieces > 0 {
            self.out.write_all(between.as_bytes())?;
        }
        self.pieces += 1;
        self.out.write_all(piece.as_bytes())
    }

    fn progress(&mut self, waiting: usize) {
        let mut terminal = io::stderr();
        if self.started.elapsed() > PATIENCE && terminal.is_terminal() {
            let read = self.summary.drafts + waiting;
            let _ = write!(terminal, "\rchecked {read} drafts …");
            self.told = true;
        }
    }

    fn clear_progress(&mut self) {
        if std::mem::take(&mut self.told) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

fn look(when: When) -> Look {
    let terminal = io::stdout().is_terminal();
    let asked = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty() && v != "0");
    let colour = match when {
        When::Always => true,
        When::Never => false,
        When::Auto => !asked("NO_COLOR") && (terminal || asked("CLICOLOR_FORCE")),
    };
    let columns = terminal.then(terminal_size::terminal_size).flatten();
    Look {
        colour,
        width: columns.map_or(100, |(w, _)| usize::from(w.0)),
    }
}
