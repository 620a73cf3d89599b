//! A line of `--jsonl`. A library goes over each byte of a text three times; what lines mostly are is read faster.

use memchr::memchr2;
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;

#[derive(Debug, Deserialize, PartialEq)]
pub struct Line<'a> {
    #[serde(default)]
    pub id: Value,
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    pub format: Option<String>,
    pub language: Option<String>,
}

/// Reads a line; the error of a library if it cannot be read.
pub fn read(line: &[u8]) -> serde_json::Result<Line<'_>> {
    usual(line).map_or_else(|| serde_json::from_slice(line), Ok)
}

/// The line if it is an object with nothing in it but the fields above, each once; else, or where it is not certain,
/// `None`.
fn usual(line: &[u8]) -> Option<Line<'_>> {
    let line = std::str::from_utf8(line).ok()?;
    let line = line.trim_end_matches([' ', '\t', '\r', '\n']);
    // All at once, which takes many bytes at a time.
    if line.bytes().fold(false, |seen, b| seen | (b < 0x20)) {
        return None;
    }
    let (mut id, mut text, mut format, mut language) = (None, None, None, None);
    let mut rest = Rest(line);
    rest.mark('{')?;
    loop {
        let key = rest.string()?;
        rest.mark(':')?;
        match &*key {
            "id" if id.is_none() => id = Some(rest.scalar()?),
            "text" if text.is_none() => text = Some(rest.string()?),
            "format" if format.is_none() => format = Some(rest.string()?.into_owned()),
            "language" if language.is_none() => language = Some(rest.string()?.into_owned()),
            _ => return None,
        }
        if rest.mark(',').is_none() {
            break;
        }
    }
    rest.mark('}')?;
    rest.0.is_empty().then_some(Line {
        id: id.unwrap_or_default(),
        text: text?,
        format,
        language,
    })
}

/// JSON without control characters that has not been read yet.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Takes `mark`, if it is next.
    fn mark(&mut self, mark: char) -> Option<()> {
        self.0 = self.0.trim_start_matches(' ').strip_prefix(mark)?;
        Some(())
    }

    /// Takes a string, number, `true`, `false` or `null`.
    fn scalar(&mut self) -> Option<Value> {
        let rest = self.0.trim_start_matches(' ');
        if rest.starts_with('"') {
            return self.string().map(Value::from);
        }
        let (scalar, _) = rest.split_at(rest.find([',', '}', ' '])?);
        self.0 = &rest[scalar.len()..];
        serde_json::from_str(scalar).ok()
    }

    /// Takes a string.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.mark('"')?;
        let mut out = String::new();
        loop {
            let end = memchr2(b'"', b'\\', self.0.as_bytes())?;
            let (piece, rest) = self.0.split_at(end);
            if let Some(rest) = rest.strip_prefix('"') {
                self.0 = rest;
                if out.is_empty() {
                    return Some(Cow::Borrowed(piece));
                }
                out.push_str(piece);
                return Some(Cow::Owned(out));
            }
            // Room for all: mostly this is the text, and little stands behind it.
            out.reserve(self.0.len());
            out.push_str(piece);
            out.push(self.escaped(end + 1)?);
        }
    }

    /// The character whose escape goes on at byte `at`; takes all up to its end.
    fn escaped(&mut self, at: usize) -> Option<char> {
        let (c, len) = match self.0.as_bytes().get(at)? {
            b'n' => ('\n', 1),
            b't' => ('\t', 1),
            b'r' => ('\r', 1),
            b'b' => ('\u{8}', 1),
            b'f' => ('\u{c}', 1),
            mark @ (b'"' | b'\\' | b'/') => (char::from(*mark), 1),
            b'u' => {
                let digits = self.0.get(at + 1..at + 5)?;
                let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
                let code = u32::from_str_radix(digits, 16).ok().filter(|_| hex)?;
                // Not of a character in two halves.
                (char::from_u32(code)?, 5)
            }
            _ => return None,
        };
        self.0 = &self.0[at + len..];
        Some(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_lines_are_what_a_library_reads() {
        let usual_ones = [
            r#"{"id": "a", "text": "A \"pier\"\n\n\u201cNo,\u201d \\ \/ she\tsaid.\r\b\f", "format": "markdown"}"#,
            r#"{"text":"","id":-1.5e3,"language":"de"} "#,
            r#"{ "text" : "é “😀” \u00e9" , "id" : null }"#,
            r#"{"id":"\"","text":"x"}"#,
            r#"{"text":"\\"}"#,
        ];
        for line in usual_ones {
            let found = usual(line.as_bytes()).expect(line);
            assert_eq!(found, serde_json::from_str(line).expect(line));
        }
    }

    #[test]
    fn other_lines_are_left_to_the_library() {
        let others: [&[u8]; 16] = [
            br#"{"text":"\ud83d\ude00"}"#,
            br#"{"text":"\ud83d"}"#,
            br#"{"text":"\u+123"}"#,
            br#"{"text":"\x"}"#,
            b"{\"text\":\"\t\"}",
            b"{\"text\":\"\xFF\"}",
            br#"{"text":"a","text":"b"}"#,
            br#"{"text":"a","more":[1]}"#,
            br#"{"text":"a","id":{"a":1}}"#,
            br#"{"text":"a","id":01}"#,
            br#"{"text":"a","format":null}"#,
            br#"{"text":"a"}}"#,
            br#"{"text":"a",}"#,
            br#"{"text":"a"#,
            br#"{"id":"a"}"#,
            b"[]",
        ];
        for line in others {
            assert_eq!(usual(line), None, "{}", line.escape_ascii());
        }
    }
}
