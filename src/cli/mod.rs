//! The command line: arguments, files, output formats, exit codes. Knows nothing of how a quotation is found.

mod baseline;
mod check;
mod desk;
pub mod docs;
mod entries;
mod explain;
mod fix;
mod input;
mod inspect;
mod names;
mod output;
mod quotes;
mod report;
mod setup;
mod walk;
mod watch;

use crate::fault;
use crate::markup::Format;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// A copy desk in the editor and in the terminal: who is quoted, who is named, which pictures need a credit.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, max_term_width = 100)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the language server on standard input and output
    Lsp {
        /// Accepted for editors that pass it; there is no other transport
        #[arg(long)]
        stdio: bool,
        /// Note every message's name, size and time in this file, without its words
        #[arg(long, value_name = "FILE")]
        log: Option<std::path::PathBuf>,
        /// Note the words of messages too: the drafts that are open are then in the file
        #[arg(long, requires = "log")]
        log_text: bool,
    },
    Check(check::Args),
    Inspect(inspect::Args),
    Quotes(quotes::Args),
    Explain(explain::Explain),
    Rules(explain::Rules),
    Schema(explain::Schema),
    Init(setup::Init),
    Completions(setup::Completions),
    Man(setup::Man),
    Docs(setup::Docs),
}

/// What a command came to; the exit code of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// 0: nothing to complain of.
    Clean,
    /// 1: findings at or above the level asked for, or input lines that are no drafts.
    Findings,
    /// 2: something could not be run or read.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(outcome as u8)
    }
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    fault::speak_of_places_only(|_| {});
    let outcome = match Args::parse().command {
        Command::Lsp {
            stdio: _,
            log,
            log_text,
        } => return crate::server::run(log.as_deref(), log_text),
        Command::Check(args) => check::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Quotes(args) => quotes::run(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Rules(args) => explain::rules(&args),
        Command::Schema(args) => explain::schema(&args),
        Command::Init(args) => setup::init(&args),
        Command::Completions(args) => setup::completions(&args),
        Command::Man(args) => setup::man(&args),
        Command::Docs(args) => setup::docs(&args),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        // The reader of our output has closed it (`copydesk … | head`): no mistake of ours.
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(e) => {
            complain(&format!("cannot write the output: {e}"));
            Outcome::Failed.into()
        }
    }
}

/// One sentence to the person at the terminal, on standard error.
fn complain(sentence: &str) {
    use std::io::Write;
    // Nobody is left to tell where standard error is closed.
    let _ = writeln!(
        std::io::stderr(),
        "copydesk: {}",
        output::one_line(sentence)
    );
}

/// A format by its name, or a sentence with the names there are.
fn format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Format::ALL.iter().map(|(n, _)| *n).collect();
        format!("no format {name:?}; there are {}", names.join(", "))
    })
}
