//! The quotation scanner and the search for speakers, in each language, on marks, verbs and names in any order.
#![no_main]

#[path = "../../properties/checks.rs"]
#[allow(dead_code)]
mod checks;

use copydesk::config::{Settings, schema::languages};
use copydesk::draft::analyse;
use copydesk::markup::Format;
use libfuzzer_sys::fuzz_target;

const WORDS: &[&str] = &[
    "“", "”", "‘", "’", "\"", "'", "„", "‚", "«", "»", "‹", "›", "``", "''", ",", ".", "!", "?", ":", " — ", "\n\n",
    "\n", " ", " said", " he", " she", " they", " told", " Lee", " Ann Lee", " Dr. Lee", " the mayor", " according to",
    " sagte", " a déclaré", " dijo", " disse", " zei", " сказал", " сказав", " Q:", " A:", "\nLEE: ", "It is late",
    "so-called ", "6’2”", "rock ’n’ roll ", "’90s ", "dogs’ ", "(", ")", "[sic]", "…", "😀", "\u{2028}",
];

fuzz_target!(|input: (u8, Vec<u8>)| {
    let (language, words) = input;
    let text: String = words.iter().map(|w| WORDS[*w as usize % WORDS.len()]).collect();
    let languages = languages();
    let settings = Settings {
        language: Some(languages[language as usize % languages.len()].to_string()),
        ..Settings::default()
    };
    checks::spans_lie_in_the_text(&text, &analyse(&text, Format::Plain, &settings));
    checks::safe_fixes_settle(&text, Format::Plain, &settings);
});
