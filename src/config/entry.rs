//! Takes an entry out of a list in a settings file.

use crate::finding::{Edit, Fix};
use crate::text::Span;

/// Takes an entry of a list of tables out of the settings file `text`; `entry` is where it begins.
pub fn remove_entry(text: &str, entry: Span) -> Fix {
    let start = entry.from().min(text.len());
    let line = text[..start].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let span = if text[start..].starts_with("[[") || text[line..start].trim().starts_with("[[") {
        // To the next header; comments right above that are its own.
        let mut end = text.len();
        let mut at = line;
        for (i, one) in text[line..].split_inclusive('\n').enumerate() {
            if i > 0 && one.trim_start().starts_with('[') {
                end = at;
                break;
            }
            at += one.len();
        }
        let mut kept = end;
        while end < text.len()
            && let Some(last) = text[line..kept].split_inclusive('\n').next_back()
            && last.trim_start().starts_with('#')
        {
            kept -= last.len();
        }
        Span::new(line, kept)
    } else {
        // One of `ignore = [{ … }, { … }]`, with the comma behind it or else before it.
        let end = entry.to().min(text.len());
        let rest = &text[end..];
        let after = rest.trim_start();
        match after.strip_prefix(',') {
            Some(next) => Span::new(start, text.len() - next.trim_start_matches(' ').len()),
            None => {
                let before = text[..start].trim_end();
                let from = before.strip_suffix(',').map_or(start, str::len);
                Span::new(from, end)
            }
        }
    };
    Fix {
        title: "Remove the entry".to_string(),
        safe: true,
        edits: vec![Edit::replace(span, "")],
    }
}
