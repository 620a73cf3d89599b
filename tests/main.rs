//! The one binary of integration tests; the map:
//!
//! - `cli`: the contract of the command line (arguments, outputs, exit codes), run as a program
//! - `properties`: what holds for every draft, tried on random ones

mod cli;
mod properties;
