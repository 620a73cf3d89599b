//! TIFF's first directory, which is also what an EXIF block starts with: artist, copyright, size, and in TIFF files the
//! XMP and IPTC blocks.
//!
//! A general EXIF reader takes a whole TIFF file into memory; here only the directory and the values asked for are read.

use std::io::{Cursor, Read, Seek, SeekFrom};

/// What the directory holds.
#[derive(Debug, Default)]
pub struct Tiff {
    pub artist: Option<String>,
    pub copyright: Option<String>,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub xmp: Option<Vec<u8>>,
    pub iim: Option<Vec<u8>>,
    /// First byte and length of the manifest store of content credentials.
    pub manifests: Option<(u64, u64)>,
}

/// Most bytes of one value, and most entries of the directory.
const VALUE: u64 = 256 * 1024;
const ENTRIES: u16 = 512;

/// Reads an EXIF block.
pub fn read_block(block: &[u8]) -> Tiff {
    read(&mut Cursor::new(block)).unwrap_or_default()
}

/// Reads the first directory; nothing if there is none.
pub fn read<R: Read + Seek>(file: &mut R) -> Option<Tiff> {
    file.seek(SeekFrom::Start(0)).ok()?;
    let head: [u8; 8] = bytes(file)?;
    let little = match &head[..4] {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let long = |b: &[u8]| number(b, little);
    file.seek(SeekFrom::Start(long(&head[4..8]))).ok()?;
    let count: [u8; 2] = bytes(file)?;
    let count = long(&count).min(u64::from(ENTRIES)) as usize;
    let mut directory = Vec::new();
    file.take(12 * count as u64)
        .read_to_end(&mut directory)
        .ok()?;
    let mut tiff = Tiff::default();
    for entry in directory.chunks_exact(12) {
        let (tag, kind, items) = (long(&entry[..2]), long(&entry[2..4]), long(&entry[4..8]));
        let short = kind == 3;
        let first = || {
            u32::try_from(if short {
                long(&entry[8..10])
            } else {
                long(&entry[8..12])
            })
            .ok()
        };
        match tag {
            256 => tiff.width = first(),
            257 => tiff.height = first(),
            315 => tiff.artist = text(file, entry, items, little),
            33432 => tiff.copyright = text(file, entry, items, little),
            700 if tiff.xmp.is_none() => tiff.xmp = value(file, entry, items, little),
            // Some programs write the IPTC block as longs.
            33723 if tiff.iim.is_none() => {
                let size = if kind == 4 {
                    items.saturating_mul(4)
                } else {
                    items
                };
                tiff.iim = value(file, entry, size, little);
            }
            // C2PA, embedding in TIFF.
            0xcd41 if items > 4 => tiff.manifests = Some((long(&entry[8..12]), items)),
            _ => {}
        }
    }
    Some(tiff)
}

fn bytes<const N: usize>(file: &mut impl Read) -> Option<[u8; N]> {
    let mut out = [0; N];
    file.read_exact(&mut out).ok()?;
    Some(out)
}

fn number(bytes: &[u8], little: bool) -> u64 {
    let add = |n: u64, b: &u8| n << 8 | u64::from(*b);
    if little {
        bytes.iter().rev().fold(0, add)
    } else {
        bytes.iter().fold(0, add)
    }
}

/// Up to four bytes stand in the entry itself.
fn value<R: Read + Seek>(file: &mut R, entry: &[u8], size: u64, little: bool) -> Option<Vec<u8>> {
    if size <= 4 {
        return entry.get(8..8 + size as usize).map(<[u8]>::to_vec);
    }
    if size > VALUE {
        return None;
    }
    file.seek(SeekFrom::Start(number(&entry[8..12], little)))
        .ok()?;
    let mut out = Vec::new();
    file.take(size).read_to_end(&mut out).ok()?;
    Some(out)
}

/// EXIF's ASCII is UTF-8 or Latin-1 in practice. Its Copyright holds photographer and editor, parted by a NUL.
fn text<R: Read + Seek>(file: &mut R, entry: &[u8], size: u64, little: bool) -> Option<String> {
    let raw = value(file, entry, size.min(4096), little)?;
    let first = raw
        .split(|&b| b == 0)
        .find(|p| !p.trim_ascii().is_empty())?;
    let text = match std::str::from_utf8(first) {
        Ok(text) => text.to_string(),
        Err(_) => first.iter().map(|&b| b as char).collect(),
    };
    super::field(&text)
}
