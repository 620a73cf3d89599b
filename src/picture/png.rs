//! PNG: chunks with text, EXIF and content credentials.

use super::head::{CUT, Head, Input, MANY, PART, be32};
use super::jpeg::photoshop;

/// Reads the chunks.
pub fn read(input: &mut Input<'_>, head: &mut Head) {
    let mut at = 8;
    for _ in 0..MANY {
        let Some(start) = input.at(at, 8) else {
            head.note(CUT);
            return;
        };
        let size = u64::from(be32(&start));
        let kind = &start[4..8];
        match kind {
            b"IEND" => return,
            b"caBX" => input.manifests(head, at + 8, size),
            b"IHDR" | b"iTXt" | b"tEXt" | b"zTXt" | b"eXIf" if size <= PART => {
                let Some(body) = input.at(at + 8, size) else {
                    head.note(CUT);
                    return;
                };
                chunk(kind, body, head);
            }
            _ => {}
        }
        at += 12 + size;
    }
}

fn chunk(kind: &[u8], body: Vec<u8>, head: &mut Head) {
    match kind {
        b"IHDR" if body.len() >= 8 => {
            (head.width, head.height) = (Some(be32(&body)), Some(be32(&body[4..])));
        }
        b"eXIf" => head.exif = Some(body),
        // Keyword, then text; packed, a byte for the method before it; international, flags, language and the keyword in
        // that language.
        b"tEXt" | b"zTXt" | b"iTXt" => {
            let Some(end) = memchr::memchr(0, &body) else {
                return;
            };
            let (key, rest) = (&body[..end], &body[end + 1..]);
            if !KEYS.contains(&key) {
                return;
            }
            let (packed, text) = match kind {
                b"tEXt" => (false, Some(rest)),
                b"zTXt" => (true, rest.get(1..)),
                _ => {
                    let mut parts = rest.get(2..).unwrap_or_default().splitn(3, |&b| b == 0);
                    (rest.first() == Some(&1), parts.nth(2))
                }
            };
            let Some(text) = text else {
                return;
            };
            if !packed {
                text_of(key, text, head);
            } else if let Some(text) = head.unpack(text) {
                text_of(key, &text, head);
            }
        }
        _ => {}
    }
}

/// Keywords of the text that is wanted; "raw profiles" are what ImageMagick and exiftool write blocks of other formats
/// as.
const KEYS: &[&[u8]] = &[
    b"XML:com.adobe.xmp",
    b"Author",
    b"Copyright",
    b"Raw profile type iptc",
    b"Raw profile type exif",
    b"Raw profile type APP1",
    b"Raw profile type xmp",
];

fn text_of(key: &[u8], text: &[u8], head: &mut Head) {
    // International text is UTF-8, the others are Latin-1.
    let words = || match std::str::from_utf8(text) {
        Ok(text) => super::field(text),
        Err(_) => super::field(&text.iter().map(|&b| b as char).collect::<String>()),
    };
    match key {
        b"XML:com.adobe.xmp" => head.xmp = Some(text.to_vec()),
        b"Author" => head.author = words(),
        b"Copyright" => head.copyright = words(),
        _ => {
            let Some(block) = raw_profile(text) else {
                return head.note("A block in its text is damaged.");
            };
            if key.ends_with(b"iptc") {
                head.iim = head.iim.take().or_else(|| photoshop(&block));
            } else if let Some(exif) = block.strip_prefix(b"Exif\0\0") {
                head.exif.get_or_insert(exif.to_vec());
            } else {
                let named = block.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0");
                let xmp = named.unwrap_or(&block).to_vec();
                head.xmp.get_or_insert(xmp);
            }
        }
    }
}

/// The bytes that a raw profile writes in hexadecimal: a name, how many, then lines of digits.
fn raw_profile(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    let (_name, rest) = text.trim_ascii_start().split_once('\n')?;
    let mut words = rest.split_ascii_whitespace();
    let length: usize = words.next()?.parse().ok()?;
    let mut out = Vec::with_capacity(length.min(PART as usize));
    for word in words {
        for pair in word.as_bytes().chunks(2) {
            let digits = std::str::from_utf8(pair).ok()?;
            out.push(u8::from_str_radix(digits, 16).ok()?);
        }
    }
    (out.len() == length).then_some(out)
}
