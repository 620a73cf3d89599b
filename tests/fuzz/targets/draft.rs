//! Any text in any format: parser, quotation scanner, names, credits and rules give facts and findings whose
//! spans lie in the text, and safe fixes reach their end.
#![no_main]

#[path = "../../properties/checks.rs"]
#[allow(dead_code)]
mod checks;

use copydesk::config::Settings;
use copydesk::draft::analyse;
use copydesk::markup::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (format, text) = input;
    let format = Format::ALL[format as usize % Format::ALL.len()].1;
    let settings = Settings::default();
    checks::spans_lie_in_the_text(text, &analyse(text, format, &settings));
    checks::safe_fixes_settle(text, format, &settings);
});
