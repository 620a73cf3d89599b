//! The one binary of integration tests; the map:
//!
//! - `cli`: the contract of the command line (arguments, outputs, exit codes), run as a program
//! - `house`: layers; command line and server agree
//! - `editors`: what ships for editors and is made from the rule registry; the editors' own runs start from `run`
//! - `languages`: a draft in each language besides English, read as a whole
//! - `pages`: web pages in the shape that publishers' content systems give them
//! - `pictures`: files of every kind whose metadata other programs wrote
//! - `properties`: what holds for every draft, tried on random ones
//! - `rules`: the rules' examples, run
//! - `server`: the language server, run as a program and talked to as editors do

mod cli;
mod editors;
mod house;
mod languages;
mod pages;
mod pictures;
mod properties;
mod rules;
mod server;
