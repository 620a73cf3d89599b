//! On-type formatting: a straight quotation mark becomes the language's own as it is typed. Off unless the settings
//! say otherwise.

use super::target::touches;
use crate::markup::Format;
use crate::server::snapshot::Snapshot;
use crate::text::{Source, Span};
use tower_lsp::lsp_types::{Position, TextEdit};

/// What to do about the character `typed` right before `position`.
pub fn typed(at: &Snapshot, position: Position, typed: &str) -> Option<Vec<TextEdit>> {
    if !at.settings.quotes.curl {
        return None;
    }
    let end = at.byte(position);
    let mark = typed.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let span = Span::new(end.checked_sub(1)?, end);
    // The client may be ahead of us, or have closed the pair itself.
    if Source::slice(&at.rope, span) != mark.to_string() {
        return None;
    }
    let line_start = at.rope.line_to_byte(at.rope.byte_to_line(span.from()));
    let line = Source::slice(&at.rope, Span::new(line_start, span.from())).into_owned();
    let facts = &at.analysis.facts;
    let in_comment = facts.comments.iter().any(|c| touches(c.span, span.from()));
    if in_comment || in_markup(at.format, &line) {
        return None;
    }
    let new = curled(mark, line.chars().next_back(), at.analysis.language);
    Some(vec![TextEdit {
        range: at.range(span),
        new_text: new.to_string(),
    }])
}

/// Whether the line leads into a tag, code or the target of a link, where straight marks have a meaning.
fn in_markup(format: Format, line: &str) -> bool {
    let open = |a: &str, b: char| line.rfind(a).is_some_and(|i| !line[i..].contains(b));
    let tag = line.rfind('<').is_some_and(|i| {
        let inside = &line[i + 1..];
        !inside.contains('>') && inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
    });
    match format {
        Format::Plain => false,
        Format::Html => tag,
        _ => {
            tag || open("](", ')')
                || open("{{", '}')
                || open("{%", '}')
                || line.matches('`').count() % 2 == 1
                || line.starts_with("    ")
                || line.starts_with('\t')
        }
    }
}

/// The mark behind `before`, as CLDR has it for the language.
fn curled(mark: char, before: Option<char>, language: &str) -> &'static str {
    let opens = before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '„' | '«' | '*' | '_' | '>'
            )
    });
    let double = mark == '"';
    if !double && before.is_some_and(char::is_alphanumeric) {
        return "’";
    }
    let [open, close, inner_open, inner_close] = match language {
        "de" => ["„", "“", "‚", "‘"],
        "fr" => ["«\u{a0}", "\u{a0}»", "“", "”"],
        "it" | "pt" | "es" => ["“", "”", "‘", "’"],
        "uk" | "ru" => ["«", "»", "„", "“"],
        _ => ["“", "”", "‘", "’"],
    };
    match (double, opens) {
        (true, true) => open,
        (true, false) => close,
        (false, true) => inner_open,
        (false, false) => inner_close,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{able, with};
    use super::*;
    use crate::config::{Quotes, Settings};

    /// The text after the mark at its end was typed.
    fn after(format: Format, text: &str, on: bool) -> String {
        let settings = Settings {
            quotes: Quotes {
                curl: on,
                ..Quotes::default()
            },
            ..Settings::default()
        };
        let at = with(able(), format, text, settings);
        let mark = &text[text.len() - 1..];
        let mut out = text.to_string();
        for edit in typed(&at, at.position(text.len()), mark)
            .into_iter()
            .flatten()
        {
            out.replace_range(at.span(edit.range).range(), &edit.new_text);
        }
        out
    }

    #[test]
    fn marks_curl_where_they_are_prose() {
        for (text, want) in [
            ("She said \"", "She said “"),
            ("\"", "“"),
            ("“We won,\"", "“We won,”"),
            ("It'", "It’"),
            ("(\"", "(“"),
            ("é 'x'", "é 'x’"),
        ] {
            assert_eq!(after(Format::Markdown, text, true), want);
            assert_eq!(after(Format::Markdown, text, false), text);
        }
        for text in [
            "<a href=\"",
            "`x = \"",
            "![a](b.jpg \"",
            "{{< figure src=\"",
            "<!-- a \"",
        ] {
            assert_eq!(after(Format::Markdown, text, true), text);
        }
        assert_eq!(after(Format::Plain, "a < b \"", true), "a < b “");
    }
}
