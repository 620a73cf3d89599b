//! A message body as JSON-RPC, repaired where clients are known to send what is none.

use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use tower_lsp::jsonrpc::Id;

/// A message of the client. Borrows from its body.
#[derive(Debug, Deserialize)]
pub struct Message<'a> {
    #[serde(default, deserialize_with = "present")]
    pub id: Option<Id>,
    #[serde(borrow)]
    pub method: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub params: Option<&'a RawValue>,
    #[serde(borrow)]
    pub result: Option<&'a RawValue>,
    #[serde(borrow)]
    pub error: Option<&'a RawValue>,
}

/// An `id: null` is an id all the same.
fn present<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Id>, D::Error> {
    Id::deserialize(d).map(Some)
}

/// Why a body is no message.
#[derive(Debug, PartialEq, Eq)]
pub enum Broken {
    /// Not JSON.
    Json,
    /// JSON, but no JSON-RPC.
    Shape(Option<Id>),
}

/// The body as text that JSON can be read from: bytes that are not UTF-8 and halves of surrogate pairs (some
/// clients cut a pair in two) become U+FFFD, which takes one UTF-16 unit as the half did, so that positions
/// stay right. Borrowed where nothing is wrong.
pub fn text(body: &[u8]) -> Cow<'_, str> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    // Nearly always it is right, which takes a tenth of the time to see that the repair takes.
    let text =
        std::str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed);
    if !has_lone_surrogate(&text) {
        return text;
    }
    let mut fixed = text.into_owned();
    for at in lone_surrogates(&fixed) {
        fixed.replace_range(at..at + 6, "\\ufffd");
    }
    Cow::Owned(fixed)
}

fn has_lone_surrogate(text: &str) -> bool {
    // Most messages hold no half at all.
    let halves = [b"\\ud", b"\\uD"].iter();
    halves
        .map(|half| memchr::memmem::find(text.as_bytes(), *half))
        .any(|found| found.is_some())
        && !lone_surrogates(text).is_empty()
}

/// Bytes at which an escape `\uD8xx` … stands without its other half.
fn lone_surrogates(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let unit = |at: usize| -> Option<u16> {
        let escape = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(escape).ok()?, 16).ok()
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(i) = memchr::memchr(b'\\', &bytes[at..]) {
        at += i;
        match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                found.push(at);
                at += 6;
            }
            Some(_) => at += 6,
            None => at = (at + 2).min(bytes.len()),
        }
    }
    found
}

/// Reads a message.
pub fn parse(text: &str) -> Result<Message<'_>, Broken> {
    if let Ok(message) = serde_json::from_str::<Message>(text) {
        if message.method.is_some() || message.id.is_some() {
            return Ok(message);
        }
        return Err(Broken::Shape(None));
    }
    match serde_json::from_str::<serde_json::Value>(text) {
        Err(_) => Err(Broken::Json),
        Ok(value) => {
            let id = value.get("id").cloned();
            Err(Broken::Shape(
                id.and_then(|id| serde_json::from_value(id).ok()),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_pairs_and_escapes_stay() {
        for good in [
            r#"{"a":"\ud83d\ude00 \\ud83d é"}"#,
            r#""\\""#,
            r#""\u00e9""#,
            "\"😀\"",
        ] {
            assert!(matches!(text(good.as_bytes()), Cow::Borrowed(t) if t == good));
        }
    }

    #[test]
    fn halves_become_one_unit() {
        for (bad, want) in [
            (r#""\ud83d""#, "\u{fffd}"),
            (r#""\ude00x""#, "\u{fffd}x"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\uD83Dé""#, "\u{fffd}é"),
        ] {
            let fixed = text(bad.as_bytes());
            assert_eq!(serde_json::from_str::<String>(&fixed).unwrap(), want);
        }
        let bytes = b"{\"a\":\"\xff\xc3\"}";
        let value: serde_json::Value = serde_json::from_str(&text(bytes)).unwrap();
        assert_eq!(value["a"], "\u{fffd}\u{fffd}");
    }

    #[test]
    fn broken_messages_are_told_apart() {
        assert_eq!(parse("{\"id\":").unwrap_err(), Broken::Json);
        assert_eq!(parse("[]").unwrap_err(), Broken::Shape(None));
        assert_eq!(parse("{}").unwrap_err(), Broken::Shape(None));
        let odd = parse(r#"{"id":3,"method":5}"#).unwrap_err();
        assert_eq!(odd, Broken::Shape(Some(Id::Number(3))));
        let null = parse(r#"{"id":null,"method":"x"}"#).unwrap();
        assert_eq!(null.id, Some(Id::Null));
    }
}
