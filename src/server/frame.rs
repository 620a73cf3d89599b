//! Cuts the byte stream of the client into message bodies, and frames ours.
//!
//! Lenient where clients are sloppy: header names in any case and order, headers nobody knows, bare LF, blank
//! lines between messages. Where a length was wrong it finds the next header again.

use std::ops::Range;

/// A header line longer than this is no header line.
const LONGEST_LINE: usize = 16 << 10;
/// Room for so much of a message is made at once.
const LARGE: usize = 4 << 20;
/// A message longer than this is none.
const LONGEST_BODY: usize = 1 << 31;

/// Bytes received and not yet taken as messages.
#[derive(Debug, Default)]
pub struct Framer {
    buffer: Vec<u8>,
    /// First byte that was not consumed.
    at: usize,
    /// Bytes of the body whose headers are being read.
    length: Option<usize>,
    /// The headers have ended: the body comes next.
    in_body: bool,
    /// From here on no line end has been looked for.
    searched: usize,
}

impl Framer {
    /// Adds received bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.at > 0 {
            self.buffer.drain(..self.at);
            self.searched = self.searched.saturating_sub(self.at);
            self.at = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// The next complete message body, as a range of [`Framer::bytes`].
    pub fn next(&mut self) -> Option<Range<usize>> {
        loop {
            if self.in_body {
                let end = self.at + self.length.unwrap_or(0);
                if self.buffer.len() < end {
                    return None;
                }
                let body = self.at..end;
                self.at = end;
                self.searched = end;
                self.in_body = false;
                self.length = None;
                return Some(body);
            }
            let from = self.searched.max(self.at);
            let Some(i) = memchr::memchr(b'\n', &self.buffer[from..]) else {
                self.searched = self.buffer.len();
                if self.searched - self.at > LONGEST_LINE {
                    // Keep what may be the beginning of a header.
                    self.at = self.searched - 64;
                }
                return None;
            };
            let line = &self.buffer[self.at..from + i];
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                self.in_body = self.length.is_some();
            } else if let Some(length) = content_length(line) {
                self.length = Some(length);
                // A wrong length must not take much memory.
                self.buffer.reserve(length.min(LARGE));
            }
            self.at = from + i + 1;
            self.searched = self.at;
        }
    }

    /// What the ranges of [`Framer::next`] count in, until the next [`Framer::push`].
    pub fn bytes(&self) -> &[u8] {
        &self.buffer
    }

    /// Gives the memory of a large message back.
    pub fn shrink(&mut self) {
        if self.at == self.buffer.len() && self.buffer.capacity() > 1 << 20 {
            *self = Framer {
                length: self.length,
                in_body: self.in_body,
                ..Framer::default()
            };
        }
    }
}

/// The number in a `Content-Length` header, even where a broken message stands before it on the line.
fn content_length(line: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"content-length";
    let name = line
        .windows(NAME.len())
        .rposition(|w| w.eq_ignore_ascii_case(NAME))?;
    let value = std::str::from_utf8(&line[name + NAME.len()..]).ok()?;
    let value = value.trim_start().strip_prefix(':')?.trim();
    value.parse().ok().filter(|n| *n <= LONGEST_BODY)
}

/// Appends `body` with its header to `out`.
pub fn frame(out: &mut Vec<u8>, body: &[u8]) {
    out.reserve(body.len() + 32);
    out.extend_from_slice(b"Content-Length: ");
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut n = body.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
    out.extend_from_slice(b"\r\n\r\n");
    out.extend_from_slice(body);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(input: &[u8], step: usize) -> Vec<String> {
        let mut framer = Framer::default();
        let mut found = Vec::new();
        for piece in input.chunks(step) {
            framer.push(piece);
            while let Some(body) = framer.next() {
                found.push(String::from_utf8_lossy(&framer.bytes()[body]).into_owned());
            }
        }
        found
    }

    #[test]
    fn headers_in_any_form() {
        let input = b"Content-Length: 2\r\n\r\n{}content-length:3\r\nX-New: 1\r\ncontent-type: application/vscode-jsonrpc\r\n\r\n[1]\r\n\r\nCONTENT-TYPE: x\nCONTENT-LENGTH : 1\n\n7Content-Length: 0\r\n\r\n";
        for step in [1, 2, 3, 7, 1000] {
            assert_eq!(bodies(input, step), ["{}", "[1]", "7", ""], "{step}");
        }
    }

    #[test]
    fn finds_back_after_a_wrong_length() {
        // The length counted characters, not bytes: two bytes are left over.
        let input =
            "Content-Length: 3\r\n\r\n[é]Content-Length: 2\r\n\r\n{}Content-Length: 2\r\n\r\n[]";
        for step in [1, 5, 1000] {
            assert_eq!(bodies(input.as_bytes(), step)[1..], ["{}", "[]"], "{step}");
        }
    }

    #[test]
    fn lengths_that_are_none() {
        let input = b"Content-Length: -4\r\n\r\nContent-Length: x\r\n\r\nContent-Length: 99999999999999999999\r\n\r\nContent-Length: 2\r\n\r\n{}";
        assert_eq!(bodies(input, 9), ["{}"]);
    }

    #[test]
    fn endless_lines_are_dropped() {
        let mut input = vec![b'x'; 100_000];
        input.extend_from_slice(b"\nContent-Length: 2\r\n\r\n{}");
        assert_eq!(bodies(&input, 4096), ["{}"]);
    }

    #[test]
    fn frames_what_it_can_read() {
        let mut out = Vec::new();
        frame(&mut out, b"{}");
        frame(&mut out, &[b'1'; 1234]);
        assert!(out.starts_with(b"Content-Length: 2\r\n\r\n{}Content-Length: 1234\r\n\r\n1"));
        assert_eq!(bodies(&out, 10).len(), 2);
    }
}
