//! The blocks of metadata in a picture's file, found by the reader of its format, which reads these and skips all else.

use std::io::{Read, Seek, SeekFrom};

/// Most bytes read of one file.
pub const BUDGET: u64 = 2 * 1024 * 1024;
/// Most bytes read of one block.
pub const PART: u64 = 512 * 1024;
/// Most bytes read of content credentials, which hold small pictures too.
pub const MANIFESTS: u64 = 1024 * 1024;
/// Most segments or chunks looked at.
pub const MANY: usize = 2000;

/// The blocks of a file, raw, and its size in pixels.
#[derive(Debug, Default)]
pub struct Head {
    pub xmp: Option<Vec<u8>>,
    pub iim: Option<Vec<u8>>,
    /// From the TIFF header on.
    pub exif: Option<Vec<u8>>,
    /// The manifest store of its content credentials (C2PA), empty where it is too long to be read.
    pub manifests: Option<Vec<u8>>,
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
    pub fn unpack(&mut self, packed: &[u8]) -> Option<Vec<u8>> {
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

    /// Reads a manifest store of content credentials into `head`.
    pub fn manifests(&mut self, head: &mut Head, offset: u64, len: u64) {
        let read = self.at(offset, if len > MANIFESTS { 0 } else { len });
        if read.as_ref().is_none_or(|r| r.len() as u64 != len) {
            head.note(UNREAD);
        }
        head.manifests.get_or_insert(read.unwrap_or_default());
    }
}

/// What is noted of content credentials that are not read.
pub const UNREAD: &str = "Its content credentials are cut short or longer than is read.";

/// Finds the metadata of a file by what it starts with, not by its name.
pub fn read(file: &mut dyn ReadSeek) -> Head {
    let mut head = Head::default();
    let mut input = Input { file, left: BUDGET };
    let start = input.at(0, 12).unwrap_or_default();
    if start.starts_with(b"\xff\xd8") {
        super::jpeg::read(&mut input, &mut head);
    } else if start.starts_with(b"\x89PNG\r\n\x1a\n") {
        super::png::read(&mut input, &mut head);
    } else if start.starts_with(b"RIFF") && start.ends_with(b"WEBP") {
        super::webp::read(&mut input, &mut head);
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

pub fn be16(b: &[u8]) -> u32 {
    u32::from(b[0]) << 8 | u32::from(b[1])
}

pub fn be32(b: &[u8]) -> u32 {
    be16(b) << 16 | be16(&b[2..])
}

/// What is noted of a file that is cut short.
pub const CUT: &str = "The file ends before its picture does.";

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
    if let Some((offset, len)) = found.manifests {
        input.manifests(head, offset, len);
    }
}
