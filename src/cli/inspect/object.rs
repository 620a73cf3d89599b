//! The `inspect` object of a draft, on one line. Written piece by piece: of a large archive, this is a tenth of all work
//! if a library looks at every key.

use super::super::names as words;
use crate::draft::Analysis;
use crate::facts::images::Picture;
use crate::facts::names::Name;
use crate::facts::quotes::Quote;
use crate::finding::{Finding, Fix};
use crate::markup::Format;
use crate::text::Span;
use serde::Serialize;
use serde_json::Value;

/// Puts the object behind `out`, without a line end.
pub fn put(out: &mut Vec<u8>, id: &Value, format: Format, analysis: &Analysis) {
    let facts = &analysis.facts;
    let mut out = Line(out);
    out.raw("{\"id\":");
    out.value(id);
    out.raw(",\"format\":\"");
    out.raw(format.name());
    out.raw("\",\"language\":\"");
    out.raw(analysis.language);
    out.raw("\",\"quotes\":");
    out.list(&facts.quotes, Line::quote);
    out.raw(",\"names\":");
    out.list(&facts.names, Line::name);
    out.raw(",\"images\":");
    out.list(&facts.images, Line::image);
    out.raw(",\"findings\":");
    out.list(&analysis.findings, Line::finding);
    out.raw("}");
}

/// JSON so far.
struct Line<'a>(&'a mut Vec<u8>);

/// What stands before an item of a list: a bracket or a comma.
type Before = u8;

impl Line<'_> {
    #[inline]
    fn raw(&mut self, json: &str) {
        self.0.extend_from_slice(json.as_bytes());
    }

    /// The start of a list’s item, its first byte in place of that of `json`.
    #[inline]
    fn start<const N: usize>(&mut self, before: Before, json: &[u8; N]) {
        let mut json = *json;
        json[0] = before;
        self.0.extend_from_slice(&json);
    }

    /// Whatever a library can write, which is seldom asked to.
    #[inline(never)]
    fn value(&mut self, value: &impl Serialize) {
        let at = self.0.len();
        if serde_json::to_writer(&mut *self.0, value).is_err() {
            self.0.truncate(at);
            self.raw("null");
        }
    }

    /// What stands between the marks of a string.
    fn body(&mut self, text: &str) {
        if has_escapes(text.as_bytes()) {
            let at = self.0.len();
            self.value(&text);
            self.0.remove(at);
            self.0.pop();
        } else {
            self.raw(text);
        }
    }

    fn string(&mut self, text: &str) {
        self.raw("\"");
        self.body(text);
        self.raw("\"");
    }

    fn span(&mut self, span: Span) {
        self.raw("[");
        self.bounds(span);
        self.raw("]");
    }

    fn bounds(&mut self, span: Span) {
        let mut digits = itoa::Buffer::new();
        self.raw(digits.format(span.start));
        self.raw(",");
        self.raw(digits.format(span.end));
    }

    /// `value`, or `null`.
    fn maybe<T>(&mut self, value: Option<T>, each: impl FnOnce(&mut Self, T)) {
        match value {
            Some(value) => each(self, value),
            None => self.raw("null"),
        }
    }

    #[inline]
    fn list<T>(&mut self, list: &[T], each: impl Fn(&mut Self, Before, &T)) {
        let mut before = b'[';
        for item in list {
            each(self, before, item);
            before = b',';
        }
        self.raw(if list.is_empty() { "[]" } else { "]" });
    }

    fn quote(&mut self, before: Before, quote: &Quote) {
        self.start(before, b",{\"range\":[");
        self.bounds(quote.span);
        self.raw("],\"kind\":\"");
        self.raw(words::quote_kind(quote.kind));
        self.raw("\",\"attribution\":\"");
        self.raw(words::attribution(quote.attribution));
        self.raw("\",\"cue\":");
        self.maybe(quote.cue, Self::span);
        self.raw(",\"speaker\":");
        self.maybe(quote.speaker.as_ref(), |out, speaker| {
            out.raw("{\"name\":\"");
            out.body(&speaker.name);
            out.raw("\",\"range\":");
            out.maybe(speaker.span, Self::span);
            out.raw("}");
        });
        self.raw("}");
    }

    fn name(&mut self, before: Before, name: &Name) {
        self.start(before, b",{\"name\":\"");
        self.body(&name.name);
        self.raw("\",\"kind\":\"");
        self.raw(words::name_kind(name.kind));
        self.raw("\",\"mentions\":");
        self.list(&name.mentions, |out, before, m| {
            out.words(before, m.span, &m.text);
        });
        self.raw("}");
    }

    fn image(&mut self, before: Before, picture: &Picture) {
        self.start(before, b",{\"range\":[");
        self.bounds(picture.image.span);
        self.raw("],\"source\":");
        self.string(&picture.image.source);
        self.raw(",\"alt\":");
        self.string(&picture.image.alt);
        self.raw(",\"caption\":");
        self.maybe(picture.caption.as_ref(), |out, c| out.string(&c.1));
        self.raw(",\"credit\":");
        self.maybe(picture.credit.as_ref(), |out, c| {
            out.raw("{\"range\":[");
            out.bounds_and_text(c.span, &c.text);
        });
        self.raw(",\"exempt\":");
        self.maybe(picture.exempt, Self::string);
        self.raw("}");
    }

    fn finding(&mut self, before: Before, finding: &Finding) {
        self.start(before, b",{\"rule\":\"");
        self.raw(finding.rule);
        self.raw("\",\"severity\":\"");
        self.raw(finding.severity.name());
        self.raw("\",\"range\":");
        self.span(finding.span);
        self.raw(",\"message\":");
        self.string(&finding.message);
        self.raw(",\"related\":");
        self.list(&finding.related, |out, before, related| {
            out.start(before, b",");
            out.value(related);
        });
        self.raw(",\"fixes\":");
        self.list(&finding.fixes, Line::fix);
        self.raw("}");
    }

    fn fix(&mut self, before: Before, fix: &Fix) {
        self.start(before, b",{\"title\":");
        self.string(&fix.title);
        self.raw(",\"safe\":");
        self.raw(if fix.safe { "true" } else { "false" });
        self.raw(",\"edits\":");
        self.list(&fix.edits, |out, before, edit| {
            out.words(before, edit.span, &edit.text);
        });
        self.raw("}");
    }

    /// An item of a list: where words stand, and which.
    fn words(&mut self, before: Before, span: Span, text: &str) {
        self.start(before, b",{\"range\":[");
        self.bounds_and_text(span, text);
    }

    /// The rest of an object that starts with `{"range":[`.
    fn bounds_and_text(&mut self, span: Span, text: &str) {
        self.bounds(span);
        self.raw("],\"text\":\"");
        self.body(text);
        self.raw("\"}");
    }
}

/// Whether one of the bytes must be escaped; eight of them at a time.
fn has_escapes(text: &[u8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let in_eight = |bytes: &[u8; 8]| {
        let bytes = u64::from_le_bytes(*bytes);
        // The upper bit of a byte below `least` is set, in the lowest of such bytes at the latest.
        let below = |bytes: u64, least: u64| bytes.wrapping_sub(ONES * least) & !bytes;
        let is = |byte: u8| below(bytes ^ (ONES * u64::from(byte)), 1);
        (below(bytes, 0x20) | is(b'"') | is(b'\\')) & (ONES << 7) != 0
    };
    match text.last_chunk() {
        // The last eight may have been seen in part.
        Some(last) => in_eight(last) || text.as_chunks::<8>().0.iter().any(in_eight),
        None => text.iter().any(|b| *b < 0x20 || matches!(b, b'"' | b'\\')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::draft::analyse;

    #[test]
    fn escapes_are_seen_at_every_place() {
        for byte in 0..=255_u8 {
            let escaped = byte < 0x20 || matches!(byte, b'"' | b'\\');
            for at in 0..17 {
                let mut text = [b'!'; 17];
                text[at] = byte;
                assert_eq!(has_escapes(&text), escaped, "{byte} at {at}");
            }
        }
    }

    #[test]
    fn it_is_json_whatever_the_words_are() {
        let text = "# Boats\n\n![A \\\"pier\\\"](a.jpg)\n\n*Photo: Ada Lorne*\n\n“It is \u{1}late,” Ada Lorne said. “All of it is.”\n\nMarta Lindqvist came.\n\nMarta Lindqwist left.\n";
        let analysis = analyse(text, Format::Markdown, &Settings::default());
        let id = Value::from("a \"b\" \\ \u{7f}é");
        let mut line = Vec::new();
        put(&mut line, &id, Format::Markdown, &analysis);
        let object: Value = serde_json::from_slice(&line).expect("JSON");
        let span = |words: &str| {
            let at = text.find(words).expect("in the text");
            serde_json::json!([at, at + words.len()])
        };
        assert_eq!(object["id"], id);
        let quote = &object["quotes"][0];
        assert_eq!(quote["range"], span("“It is \u{1}late,”"));
        assert_eq!(quote["cue"], span("said"));
        assert_eq!(quote["speaker"]["name"], "Ada Lorne");
        assert_eq!(object["quotes"][1]["attribution"], "inherited");
        let mention = serde_json::json!({ "range": span("Ada Lorne"), "text": "Ada Lorne" });
        assert_eq!(object["names"][0]["mentions"][0], mention);
        assert_eq!(object["images"][0]["alt"], "A \"pier\"");
        assert_eq!(object["images"][0]["credit"]["text"], "Photo: Ada Lorne");
        assert_eq!(object["images"][0]["exempt"], Value::Null);
        let findings = serde_json::to_value(&analysis.findings).expect("JSON");
        let mut all = findings.as_array().into_iter().flatten();
        assert!(all.any(|f| f["related"][0].is_object() && f["fixes"][0]["edits"][0].is_object()));
        assert_eq!(object["findings"], findings);
    }
}
