//! Finds the blocks of metadata in a picture's file: JPEG segments, PNG and WebP chunks, TIFF directories, AVIF and HEIC
//! items. Reads these and skips all else.

use std::io::{Read, Seek, SeekFrom};

/// Most bytes read of one file.
pub const BUDGET: u64 = 2 * 1024 * 1024;
/// Most bytes read of one block.
pub const PART: u64 = 512 * 1024;
/// Most segments or chunks looked at.
const MANY: usize = 2000;

/// The blocks of a file, raw, and its size in pixels.
#[derive(Debug, Default)]
pub struct Head {
    pub xmp: Option<Vec<u8>>,
    pub iim: Option<Vec<u8>>,
    /// From the TIFF header on.
    pub exif: Option<Vec<u8>>,
    /// A manifest of content credentials is there.
    pub c2pa: bool,
    /// The digital source type that an assertion of it names.
    pub source_type: Option<String>,
    /// PNG's own text fields.
    pub author: Option<String>,
    pub copyright: Option<String>,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub notes: Vec<String>,
    /// Bytes that packed text came to.
    unpacked: usize,
}

impl Head {
    pub fn note(&mut self, text: &str) {
        if self.notes.len() < 8 && !self.notes.iter().any(|n| n == text) {
            self.notes.push(text.to_string());
        }
    }

    /// Unpacks zlib data, as much as is read of a file: a bomb is a note.
    fn unpack(&mut self, packed: &[u8]) -> Option<Vec<u8>> {
        let most = (PART as usize).min(BUDGET as usize - self.unpacked);
        let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(packed, most);
        if let Ok(text) = unpacked {
            self.unpacked += text.len();
            return Some(text);
        }
        // What a bomb has cost is spent.
        self.unpacked = BUDGET as usize;
        self.note("Its packed text is damaged or longer than is read.");
        None
    }

    /// A C2PA manifest. Neither its signature nor its structure is checked: it is only seen to be there, and the
    /// address of a digital source type in its bytes is taken for the one it asserts.
    pub fn manifest(&mut self, bytes: &[u8]) {
        self.c2pa = true;
        let mark = b"digitalsourcetype/";
        if let Some(at) = memchr::memmem::find(bytes, mark) {
            let rest = &bytes[at + mark.len()..];
            let len = rest
                .iter()
                .take(64)
                .take_while(|b| b.is_ascii_alphanumeric())
                .count();
            let word = String::from_utf8_lossy(&rest[..len]);
            // A manifest that a machine's picture went into says so beside others.
            if self.source_type.is_none() || word.contains("rained") {
                self.source_type = super::source_type(&word);
            }
        }
    }
}

/// A file that is read piece by piece within a budget.
pub struct Input<'a> {
    file: &'a mut dyn ReadSeek,
    left: u64,
}

pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

impl Input<'_> {
    /// `len` bytes from `offset` on; nothing if the file ends before or the budget is spent.
    pub fn at(&mut self, offset: u64, len: u64) -> Option<Vec<u8>> {
        self.left = self.left.checked_sub(len.max(16))?;
        self.file.seek(SeekFrom::Start(offset)).ok()?;
        let mut out = Vec::new();
        Read::take(&mut *self.file, len)
            .read_to_end(&mut out)
            .ok()?;
        (out.len() as u64 == len).then_some(out)
    }
}

/// Finds the metadata of a file by what it starts with, not by its name.
pub fn read(file: &mut dyn ReadSeek) -> Head {
    let mut head = Head::default();
    let mut input = Input { file, left: BUDGET };
    let start = input.at(0, 12).unwrap_or_default();
    if start.starts_with(b"\xff\xd8") {
        jpeg(&mut input, &mut head);
    } else if start.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(&mut input, &mut head);
    } else if start.starts_with(b"RIFF") && start.ends_with(b"WEBP") {
        webp(&mut input, &mut head);
    } else if start.starts_with(b"II*\0") || start.starts_with(b"MM\0*") {
        tiff(&mut input, &mut head);
    } else if start.get(4..8) == Some(b"ftyp") {
        super::isobmff::read(&mut input, &mut head);
    } else {
        head.note("Its format is not one whose metadata is read.");
    }
    if input.left < 64 {
        head.note("It holds more metadata than is read.");
    }
    head
}

fn be16(b: &[u8]) -> u32 {
    u32::from(b[0]) << 8 | u32::from(b[1])
}

fn be32(b: &[u8]) -> u32 {
    be16(b) << 16 | be16(&b[2..])
}

const CUT: &str = "The file ends before its picture does.";

fn jpeg(input: &mut Input<'_>, head: &mut Head) {
    let mut at = 2;
    let (mut resources, mut more, mut jumbf) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..MANY {
        let Some(marker) = input.at(at, 4) else {
            head.note(CUT);
            break;
        };
        if marker[0] != 0xff {
            head.note("Its segments are damaged.");
            break;
        }
        let kind = marker[1];
        if kind == 0xff {
            // A fill byte before the marker.
            at += 1;
            continue;
        }
        if kind == 0x01 || (0xd0..=0xd8).contains(&kind) {
            at += 2;
            continue;
        }
        let size = u64::from(be16(&marker[2..]));
        if kind == 0xda || kind == 0xd9 || size < 2 {
            break;
        }
        let frame = (0xc0..=0xcf).contains(&kind) && ![0xc4, 0xc8, 0xcc].contains(&kind);
        if frame || [0xe1, 0xeb, 0xed].contains(&kind) {
            let Some(body) = input.at(at + 4, size - 2) else {
                head.note(CUT);
                break;
            };
            if frame && body.len() >= 5 {
                (head.height, head.width) = (Some(be16(&body[1..])), Some(be16(&body[3..])));
            }
            jpeg_segment(kind, &body, head, &mut resources, &mut more, &mut jumbf);
        }
        at += 2 + size;
    }
    if !resources.is_empty() {
        head.iim = photoshop(&resources);
    }
    if let Some(xmp) = &mut head.xmp {
        // What did not fit into the packet follows in a second one.
        xmp.extend_from_slice(&more);
    }
    if memchr::memmem::find(&jumbf, b"c2pa").is_some() {
        head.manifest(&jumbf);
    }
}

fn jpeg_segment(
    kind: u8,
    body: &[u8],
    head: &mut Head,
    resources: &mut Vec<u8>,
    more: &mut Vec<u8>,
    jumbf: &mut Vec<u8>,
) {
    // The start of an extension segment: the packet's digest, its length, this piece's place in it.
    const EXTENSION: usize = 32 + 4 + 4;
    if let Some(exif) = body.strip_prefix(b"Exif\0\0") {
        head.exif.get_or_insert(exif.to_vec());
    } else if let Some(xmp) = body.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0") {
        head.xmp.get_or_insert(xmp.to_vec());
    } else if let Some(part) = body.strip_prefix(b"http://ns.adobe.com/xmp/extension/\0") {
        more.extend_from_slice(part.get(EXTENSION..).unwrap_or_default());
    } else if let Some(part) = body.strip_prefix(b"Photoshop 3.0\0") {
        resources.extend_from_slice(part);
    } else if kind == 0xeb && body.starts_with(b"JP") {
        // Box instance, then a number in the sequence; the box's own head stands in every piece.
        let first = body.get(4..8).is_some_and(|n| be32(n) <= 1);
        let skipped = if first { 8 } else { 16 };
        jumbf.extend_from_slice(body.get(skipped..).unwrap_or_default());
    }
}

/// The IPTC block among Photoshop's image resources.
fn photoshop(resources: &[u8]) -> Option<Vec<u8>> {
    let mut rest = resources;
    for _ in 0..MANY {
        let body = rest.strip_prefix(b"8BIM")?;
        let id = be16(body.get(..2)?);
        // A name with its length, padded to an even count.
        let name = 2 + ((1 + usize::from(*body.get(2)?) + 1) & !1);
        let size = be32(body.get(name..name + 4)?) as usize;
        let data = body.get(name + 4..)?;
        if id == 0x0404 {
            return Some(data[..size.min(data.len())].to_vec());
        }
        rest = data.get(size.checked_add(size & 1)?..)?;
    }
    None
}

fn png(input: &mut Input<'_>, head: &mut Head) {
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
            b"IHDR" | b"iTXt" | b"tEXt" | b"zTXt" | b"eXIf" | b"caBX" if size <= PART => {
                let Some(body) = input.at(at + 8, size) else {
                    head.note(CUT);
                    return;
                };
                png_chunk(kind, body, head);
            }
            _ => {}
        }
        at += 12 + size;
    }
}

fn png_chunk(kind: &[u8], body: Vec<u8>, head: &mut Head) {
    match kind {
        b"IHDR" if body.len() >= 8 => {
            (head.width, head.height) = (Some(be32(&body)), Some(be32(&body[4..])));
        }
        b"eXIf" => head.exif = Some(body),
        b"caBX" => head.manifest(&body),
        // Keyword, then text; packed, a byte for the method before it; international, flags, language and the keyword in
        // that language.
        b"tEXt" | b"zTXt" | b"iTXt" => {
            let Some(end) = memchr::memchr(0, &body) else {
                return;
            };
            let (key, rest) = (&body[..end], &body[end + 1..]);
            if !PNG_KEYS.contains(&key) {
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
                png_text(key, text, head);
            } else if let Some(text) = head.unpack(text) {
                png_text(key, &text, head);
            }
        }
        _ => {}
    }
}

/// Keywords of the text that is wanted; "raw profiles" are what ImageMagick and exiftool write blocks of other formats
/// as.
const PNG_KEYS: &[&[u8]] = &[
    b"XML:com.adobe.xmp",
    b"Author",
    b"Copyright",
    b"Raw profile type iptc",
    b"Raw profile type exif",
    b"Raw profile type APP1",
    b"Raw profile type xmp",
];

fn png_text(key: &[u8], text: &[u8], head: &mut Head) {
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
    let mut words = text.split_ascii_whitespace().skip(1);
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

fn webp(input: &mut Input<'_>, head: &mut Head) {
    let mut at = 12;
    for _ in 0..MANY {
        let Some(start) = input.at(at, 8) else {
            return;
        };
        let size = u64::from(u32::from_le_bytes([start[4], start[5], start[6], start[7]]));
        let kind = &start[..4];
        let wanted = match kind {
            b"EXIF" | b"XMP " | b"C2PA" => size,
            b"VP8X" | b"VP8 " | b"VP8L" => size.min(10),
            _ => 0,
        };
        if wanted > 0 && wanted <= PART {
            let Some(body) = input.at(at + 8, wanted) else {
                head.note(CUT);
                return;
            };
            webp_chunk(kind, body, head);
        }
        at += 8 + size + (size & 1);
    }
}

fn webp_chunk(kind: &[u8], body: Vec<u8>, head: &mut Head) {
    let low = |i: usize| u32::from(body[i]) | u32::from(body[i + 1]) << 8;
    match kind {
        b"EXIF" => {
            let tiff = body.strip_prefix(b"Exif\0\0").unwrap_or(&body);
            head.exif = Some(tiff.to_vec());
        }
        b"XMP " => head.xmp = Some(body),
        b"C2PA" => head.manifest(&body),
        b"VP8X" if body.len() >= 10 => {
            let wide = |i: usize| (low(i) | u32::from(body[i + 2]) << 16) + 1;
            (head.width, head.height) = (Some(wide(4)), Some(wide(7)));
        }
        b"VP8 " if head.width.is_none() && body.len() >= 10 && body[3..6] == [0x9d, 0x01, 0x2a] => {
            (head.width, head.height) = (Some(low(6) & 0x3fff), Some(low(8) & 0x3fff));
        }
        b"VP8L" if head.width.is_none() && body.len() >= 5 && body[0] == 0x2f => {
            let bits = low(1) | low(3) << 16;
            (head.width, head.height) =
                (Some((bits & 0x3fff) + 1), Some((bits >> 14 & 0x3fff) + 1));
        }
        _ => {}
    }
}

fn tiff(input: &mut Input<'_>, head: &mut Head) {
    let Some(found) = super::tiff::read(&mut input.file) else {
        head.note("Its directory is damaged.");
        return;
    };
    head.width = found.width;
    head.height = found.height;
    head.author = found.artist;
    head.copyright = found.copyright;
    head.xmp = found.xmp;
    head.iim = found.iim;
}
