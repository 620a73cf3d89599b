//! Findings written as the protocol's diagnostics, straight to JSON: they are sent again at each keystroke.

use super::client::Client;
use crate::finding::{Finding, Severity};
use crate::text::{Encoding, Span, Spot, position_of};
use ropey::Rope;
use serde::Serialize;
use std::borrow::Cow;
use tower_lsp::lsp_types::Url;

/// Where the findings of a text are.
pub struct Place<'a> {
    pub uri: &'a str,
    pub rope: &'a Rope,
    pub client: &'a Client,
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
    raw(out, r#","source":"copydesk","message":"#);
    json(out, &finding.message);
    // What may go without loss is shown faded.
    if finding.rule == "unused-suppression" && place.client.faded {
        raw(out, r#","tags":[1]"#);
    }
    if place.client.related_information && !finding.related.is_empty() {
        raw(out, r#","relatedInformation":["#);
        let mut here = Lines::new(place.rope, place.client.encoding);
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
                    let at = |spot: Spot| {
                        let p = spot.position(unit);
                        (p.line as usize, p.column as usize)
                    };
                    pair(out, at(far.start), at(far.end));
                }
                None => range(out, other.span, &mut here),
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

fn pair(out: &mut Vec<u8>, start: (usize, usize), end: (usize, usize)) {
    for (key, (line, column)) in [(r#"{"start":"#, start), (r#","end":"#, end)] {
        raw(out, key);
        raw(out, r#"{"line":"#);
        json(out, &line);
        raw(out, r#","character":"#);
        json(out, &column);
        raw(out, "}");
    }
    raw(out, "}");
}

/// Bytes beyond which columns are not counted out again for each finding.
const LONG: usize = 4096;

/// Positions that are asked for one near the other: the line is found in the rope only when it is another one.
pub struct Lines<'a> {
    rope: &'a Rope,
    encoding: Encoding,
    line: usize,
    /// Bytes of the line.
    start: usize,
    end: usize,
    text: Cow<'a, str>,
    ascii: bool,
}

impl<'a> Lines<'a> {
    pub fn new(rope: &'a Rope, encoding: Encoding) -> Self {
        Lines {
            rope,
            encoding,
            line: 0,
            start: 0,
            end: 0,
            text: Cow::Borrowed(""),
            ascii: true,
        }
    }

    /// Line and column of byte `at`, which lies on a character boundary.
    fn position(&mut self, at: usize) -> (usize, usize) {
        let at = at.min(self.rope.len_bytes());
        if !(self.start..self.end).contains(&at) {
            self.line = self.rope.byte_to_line(at);
            let text = self.rope.line(self.line);
            self.start = self.rope.line_to_byte(self.line);
            self.end = self.start + text.len_bytes();
            self.text = Cow::from(text);
            self.ascii = self.text.is_ascii();
        }
        let bytes = at - self.start;
        if self.ascii || self.encoding == Encoding::Utf8 {
            return (self.line, bytes);
        }
        if bytes > LONG {
            let p = position_of(self.rope, at, self.encoding);
            return (p.line as usize, p.column as usize);
        }
        let before = self.text.get(..bytes).unwrap_or_default().chars();
        let column = match self.encoding {
            Encoding::Utf16 => before.map(char::len_utf16).sum(),
            _ => before.count(),
        };
        (self.line, column)
    }
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
    fn positions_are_those_of_the_text() {
        let rope = Rope::from_str("né 😀 x\r\n\n“q”\rz\u{2028}y\nabc");
        let text = rope.to_string();
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let mut lines = Lines::new(&rope, encoding);
            let places = text.char_indices().map(|(i, _)| i).chain([text.len()]);
            let there_and_back = places.clone().chain(places.rev());
            for at in there_and_back {
                let p = position_of(&rope, at, encoding);
                let want = (p.line as usize, p.column as usize);
                assert_eq!(lines.position(at), want, "{at} {encoding:?}");
            }
        }
    }

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
            ..Client::default()
        };
        let mut out = b"[".to_vec();
        let rope = Rope::from_str(text);
        let place = Place {
            uri: "file:///a b.md",
            rope: &rope,
            client: &client,
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
        let related = read[0].related_information.as_ref().unwrap();
        assert_eq!(related[0].location.range.start.character, 2);
        assert_eq!(related[0].location.range.end.character, 5);
        assert!(read[1].related_information.is_none());
    }
}
