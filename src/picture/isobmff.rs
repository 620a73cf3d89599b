//! AVIF and HEIC: boxes (ISO/IEC 14496-12) whose `meta` box lists items and where they lie.

use super::head::{Head, Input};

/// Largest `meta` box that is read, in bytes.
const META: u64 = 512 * 1024;
/// Most boxes and items that are looked at.
const MANY: usize = 2000;
/// The user type of a box with content credentials (C2PA specification, embedding in BMFF).
const C2PA: [u8; 16] = [
    0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81,
];

/// Reads the boxes at the top of the file.
pub fn read(input: &mut Input<'_>, head: &mut Head) {
    let mut at = 0;
    for _ in 0..MANY {
        let Some(start) = input.at(at, 16) else {
            return;
        };
        let short = be(&start[..4]);
        let (size, header) = match short {
            1 => (be(&start[8..16]), 16),
            size => (size, 8),
        };
        match &start[4..8] {
            b"meta" => {
                let len = size.saturating_sub(header);
                match input.at(at + header, len.min(META)) {
                    Some(meta) if len <= META => items(input, head, &meta),
                    _ => head.note("Its list of items is too long to be read."),
                }
            }
            b"uuid" => {
                let len = match size {
                    0 => u64::MAX,
                    size => size.saturating_sub(header),
                };
                credentials(input, head, at + header, len);
            }
            _ => {}
        }
        // A size of nought is a box up to the end of the file.
        if size < header {
            return;
        }
        at = at.saturating_add(size);
    }
}

/// A box of a user's own type that may be C2PA's: version and flags, what it is for, the place of more of them, the
/// manifest store.
fn credentials(input: &mut Input<'_>, head: &mut Head, offset: u64, len: u64) {
    const PURPOSE: &[u8] = b"manifest\0";
    const BEFORE: u64 = 16 + 4 + PURPOSE.len() as u64 + 8;
    let Some(start) = input.at(offset, BEFORE.min(len)) else {
        return;
    };
    let for_manifests = start.get(20..).is_some_and(|p| p.starts_with(PURPOSE));
    if start.starts_with(&C2PA) && for_manifests && len > BEFORE {
        input.manifests(head, offset + BEFORE, len - BEFORE);
    }
}

fn be(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |n, b| n << 8 | u64::from(*b))
}

/// The boxes within `bytes`, each with its type and body.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let size = be(rest.get(..4)?) as usize;
        let size = if size == 0 { rest.len() } else { size };
        let (kind, body) = (rest.get(4..8)?, rest.get(8..size)?);
        rest = &rest[size..];
        Some((kind, body))
    })
    .take(MANY)
}

fn items(input: &mut Input<'_>, head: &mut Head, meta: &[u8]) {
    let body = meta.get(4..).unwrap_or_default();
    let mut wanted: Vec<(u64, bool)> = Vec::new();
    let mut places = None;
    for (kind, inner) in boxes(body) {
        match kind {
            b"iinf" => wanted = named(inner),
            b"iloc" => places = Some(inner),
            b"iprp" => size(head, inner),
            _ => {}
        }
    }
    for (id, is_xmp) in wanted {
        let Some((offset, len)) = places.and_then(|p| place(p, id)) else {
            continue;
        };
        let Some(bytes) = input.at(offset, len.min(super::head::PART)) else {
            continue;
        };
        if is_xmp {
            head.xmp.get_or_insert(bytes);
        } else if bytes.len() > 4 {
            // Four bytes say where the TIFF header starts behind them.
            let skip = 4 + be(&bytes[..4]) as usize;
            if let Some(tiff) = bytes.get(skip..) {
                head.exif.get_or_insert(tiff.to_vec());
            }
        }
    }
}

/// The items that hold XMP (true) or EXIF (false).
fn named(iinf: &[u8]) -> Vec<(u64, bool)> {
    let skip = if iinf.first() == Some(&0) { 6 } else { 8 };
    let mut out = Vec::new();
    for (kind, entry) in boxes(iinf.get(skip..).unwrap_or_default()) {
        let wide = match entry.first() {
            Some(2) => 2,
            Some(3) => 4,
            _ => continue,
        };
        if kind != b"infe" || entry.len() < 10 + wide {
            continue;
        }
        let id = be(&entry[4..4 + wide]);
        let rest = &entry[6 + wide..];
        match &rest[..4] {
            b"Exif" => out.push((id, false)),
            b"mime" if memchr::memmem::find(rest, b"application/rdf+xml").is_some() => {
                out.push((id, true));
            }
            _ => {}
        }
    }
    out
}

/// First byte and length of an item that lies in the file in one piece.
fn place(iloc: &[u8], wanted: u64) -> Option<(u64, u64)> {
    let version = *iloc.first()?;
    let (sizes, more) = (*iloc.get(4)?, *iloc.get(5)?);
    let nibble = |n: u8| usize::from(n & 15);
    let (offset_size, len_size, base_size) = (nibble(sizes >> 4), nibble(sizes), nibble(more >> 4));
    let index_size = if version > 0 { nibble(more) } else { 0 };
    let wide = if version < 2 { 2 } else { 4 };
    let mut at = 6;
    let mut take = |n: usize| {
        let part = iloc.get(at..at + n)?;
        at += n;
        (n <= 8).then(|| be(part))
    };
    let count = take(wide)?;
    for _ in 0..count.min(MANY as u64) {
        let id = take(wide)?;
        let method = if version > 0 { take(2)? & 15 } else { 0 };
        take(2)?;
        let base = take(base_size)?;
        let extents = take(2)?;
        let mut first = None;
        for _ in 0..extents {
            take(index_size)?;
            let place = (take(offset_size)?, take(len_size)?);
            first = first.or(Some(place));
        }
        if id == wanted {
            let (offset, len) = first.filter(|_| extents == 1 && method == 0)?;
            return Some((base.checked_add(offset)?, len));
        }
    }
    None
}

/// The largest picture that the file's properties speak of: parts and thumbnails are smaller.
fn size(head: &mut Head, iprp: &[u8]) {
    for (_, ipco) in boxes(iprp).filter(|b| b.0 == b"ipco") {
        for (_, ispe) in boxes(ipco).filter(|b| b.0 == b"ispe" && b.1.len() >= 12) {
            let (w, h) = (be(&ispe[4..8]) as u32, be(&ispe[8..12]) as u32);
            let known = u64::from(head.width.unwrap_or(0)) * u64::from(head.height.unwrap_or(0));
            if u64::from(w) * u64::from(h) > known {
                (head.width, head.height) = (Some(w), Some(h));
            }
        }
    }
}
