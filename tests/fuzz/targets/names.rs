//! Names: mentions, the people they name, spellings that differ, with a name book, on names and titles in any order.
#![no_main]

#[path = "../../properties/checks.rs"]
#[allow(dead_code)]
mod checks;

use copydesk::config::{NameEntry, Settings};
use copydesk::draft::analyse;
use copydesk::markup::Format;
use libfuzzer_sys::fuzz_target;

const WORDS: &[&str] = &[
    "Mark ", "Marc ", "Rutte ", "Rute ", "RUTTE ", "Jean-Luc ", "van den ", "de ", "al-", "O’", "Mc", "Brien ", "Muller ",
    "Müller ", "Mueller ", "Zelensky ", "Zelenskyy ", "Kyiv ", "Kiev ", "NATO ", "Nato ", "N.A.T.O. ", "Dr. ", "Mr. ",
    "Mrs. ", "President ", "J. ", "P. ", "Jr. ", "III ", "the ", "and ", "of ", "said ", ", ", ". ", "\n\n", "\n", "“",
    "” ", "’s ", "-", "# ", "Bill ", "William ", "Bob ", "Robert ", "李", "Иван ", "e\u{301}", "😀", "*", "_", "[", "](x)",
];

fuzz_target!(|input: Vec<(u8, Option<char>)>| {
    let mut text = String::new();
    for (word, odd) in input {
        text += WORDS[word as usize % WORDS.len()];
        text.extend(odd);
    }
    let entry = |name: &str, variants: &[&str], auto| NameEntry {
        canonical: name.to_string(),
        variants: variants.iter().map(ToString::to_string).collect(),
        exceptions: vec!["the Kiev".to_string()],
        auto,
        ..NameEntry::default()
    };
    let settings = Settings {
        names: vec![
            entry("Kyiv", &["Kiev"], true),
            entry("Mark Rutte", &["Marc Rutte", "Rute"], false),
            entry("Volodymyr Zelensky", &[], true),
        ],
        ..Settings::default()
    };
    checks::spans_lie_in_the_text(&text, &analyse(&text, Format::Markdown, &settings));
    checks::safe_fixes_settle(&text, Format::Markdown, &settings);
});
