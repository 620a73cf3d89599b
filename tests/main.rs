//! The one binary of integration tests; the map:
//!
//! - `cli`: the contract of the command line (arguments, outputs, exit codes), run as a program

mod cli;
