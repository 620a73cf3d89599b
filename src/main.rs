//! The `copydesk` program: all it does stands in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    copydesk::cli::run()
}
