//! The one binary of integration tests; the map:
//!
//! - `cli`: the contract of the command line (arguments, outputs, exit codes), run as a program
//! - `properties`: what holds for every draft, tried on random ones
//! - `server`: the language server, run as a program and talked to as editors do

mod cli;
mod properties;
mod server;
