//! Positions in each encoding turn back into the bytes they came from, on any text.
#![no_main]

#[path = "../../properties/checks.rs"]
#[allow(dead_code)]
mod checks;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| checks::positions_turn_back(text));
