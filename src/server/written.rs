//! Findings written as the protocol's diagnostics, straight to JSON: they are sent again at each keystroke.

use super::client::Client;
use super::pages;
use crate::finding::{Finding, Severity};
use crate::text::{Lines, Position, Span};
use ropey::Rope;
use serde::Serialize;
use std::borrow::Cow;
use tower_lsp::lsp_types::Url;

/// Where the findings of a text are.
pub struct Place<'a> {
    pub uri: &'a str,
    pub rope: &'a Rope,
    pub client: &'a Client,
    /// Where the newsroom has published the rules' pages.
    pub docs: Option<&'a str>,
}

/// Appends the findings (in source order) with commas between them.
pub fn write_all(out: &mut Vec<u8>, findings: &[Finding], place: &Place<'_>) {
    let mut lines = Lines::new(place.rope, place.client.encoding);
    for (i, finding) in findings.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write(out, finding, place, &mut lines);
    }
}

/// Appends one finding; `lines` of the same place.
pub fn write(out: &mut Vec<u8>, finding: &Finding, place: &Place<'_>, lines: &mut Lines<'_>) {
    raw(out, r#"{"range":"#);
    range(out, finding.span, lines);
    raw(out, r#","severity":"#);
    json(out, &severity(finding.severity));
    raw(out, r#","code":"#);
    json(out, finding.rule);
    if place.client.code_description
        && let Some(page) = pages::address(place.client, place.docs, finding.rule)
    {
        raw(out, r#","codeDescription":{"href":"#);
        json(out, &page);
        raw(out, "}");
    }
    raw(out, r#","source":"copydesk","message":"#);
    json(out, &finding.message);
    // What may go without loss is shown faded.
    if finding.rule == "unused-suppression" && place.client.faded {
        raw(out, r#","tags":[1]"#);
    }
    if place.client.related_information && !finding.related.is_empty() {
        raw(out, r#","relatedInformation":["#);
        // Mostly it stands in the same line; if not, the next finding need not look for its own again.
        let mut far_off = Lines::new(place.rope, place.client.encoding);
        let mut first = true;
        for other in &finding.related {
            let uri = match &other.path {
                Some(far) => match Url::from_file_path(&far.path) {
                    Ok(url) => Cow::Owned(String::from(url)),
                    // Nowhere to go.
                    Err(()) => continue,
                },
                None => Cow::Borrowed(place.uri),
            };
            if !first {
                out.push(b',');
            }
            first = false;
            raw(out, r#"{"location":{"uri":"#);
            json(out, &uri);
            raw(out, r#","range":"#);
            match &other.path {
                Some(far) => {
                    let unit = place.client.encoding;
                    pair(out, far.start.position(unit), far.end.position(unit));
                }
                None if lines.holds(other.span) => range(out, other.span, lines),
                None => range(out, other.span, &mut far_off),
            }
            raw(out, r#"},"message":"#);
            json(out, &other.message);
            raw(out, "}");
        }
        raw(out, "]");
    }
    raw(out, "}");
}

fn range(out: &mut Vec<u8>, span: Span, lines: &mut Lines<'_>) {
    let start = lines.position(span.from());
    pair(out, start, lines.position(span.to()));
}

fn pair(out: &mut Vec<u8>, start: Position, end: Position) {
    for (key, position) in [(r#"{"start":"#, start), (r#","end":"#, end)] {
        raw(out, key);
        raw(out, r#"{"line":"#);
        json(out, &position.line);
        raw(out, r#","character":"#);
        json(out, &position.column);
        raw(out, "}");
    }
    raw(out, "}");
}

/// As the protocol numbers it.
pub fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Information => 3,
        Severity::Hint => 4,
    }
}

/// Appends text that is JSON already.
pub fn raw(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// Appends a plain value.
pub fn json<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(out, value).expect("plain data");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Related;
    use tower_lsp::lsp_types::{Diagnostic, DiagnosticSeverity, NumberOrString};

    #[test]
    fn diagnostics_are_read_back_as_written() {
        let text = "é “x”\n\"b\" \\";
        let at = |s: &str| {
            let from = text.find(s).unwrap();
            Span::new(from, from + s.len())
        };
        let finding = |span, related| Finding {
            rule: "mixed-marks",
            severity: Severity::Hint,
            span,
            message: "\"b\" \u{1} \\ é".into(),
            related,
            fixes: vec![],
        };
        let related = Related {
            span: at("“x”"),
            message: "here".into(),
            path: None,
        };
        let findings = [
            finding(at("\"b\""), vec![related]),
            finding(at("é"), vec![]),
        ];
        let client = Client {
            related_information: true,
            code_description: true,
            ..Client::default()
        };
        let mut out = b"[".to_vec();
        let rope = Rope::from_str(text);
        let place = Place {
            uri: "file:///a b.md",
            rope: &rope,
            client: &client,
            docs: Some("https://desk.example.org/style/"),
        };
        write_all(&mut out, &findings, &place);
        out.push(b']');
        let read: Vec<Diagnostic> = serde_json::from_slice(&out).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].range.start.line, 1);
        assert_eq!(read[0].range.end.character, 3);
        assert_eq!(read[0].severity, Some(DiagnosticSeverity::HINT));
        assert_eq!(
            read[0].code,
            Some(NumberOrString::String("mixed-marks".into()))
        );
        assert_eq!(read[0].message, findings[0].message);
        let page = read[0].code_description.as_ref().unwrap().href.as_str();
        assert_eq!(page, "https://desk.example.org/style/rule-mixed-marks.html");
        let related = read[0].related_information.as_ref().unwrap();
        assert_eq!(related[0].location.range.start.character, 2);
        assert_eq!(related[0].location.range.end.character, 5);
        assert!(read[1].related_information.is_none());
    }
}
