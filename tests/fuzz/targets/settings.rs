//! Any text as a settings file and any JSON as an editor's settings: problems lie in the text, their fixes can be made,
//! and a draft can be read under what came out.
#![no_main]

use copydesk::config::{Settings, overlay, parse};
use copydesk::draft::analyse;
use copydesk::finding::apply;
use copydesk::markup::Format;
use libfuzzer_sys::fuzz_target;

const DRAFT: &str = "“It is late,” Ann Lee said.\n\nAnne Lee met Bob Lee in Kiev. “No.”\n\n![A pier](a/b.jpg)\n";

fuzz_target!(|input: (bool, &str)| {
    let (json, text) = input;
    if json {
        let mut settings = Settings::default();
        if let Ok(value) = serde_json::from_str(text) {
            overlay(&mut settings, &value);
        }
        analyse(DRAFT, Format::Markdown, &settings.for_draft("a/b.md"));
        return;
    }
    let read = |_: &str| Ok(text.to_string());
    let (settings, problems) = parse(text, None, &read);
    for problem in problems {
        assert!(text.get(problem.span.range()).is_some(), "{problem:?} in {text:?}");
        for fix in &problem.fixes {
            apply(text, &fix.edits);
        }
    }
    analyse(DRAFT, Format::Markdown, &settings.for_draft("a/b.md"));
});
