//! WebP: RIFF chunks with EXIF, XMP and content credentials.

use super::head::{CUT, Head, Input, MANY, PART};

/// Reads the chunks.
pub fn read(input: &mut Input<'_>, head: &mut Head) {
    let mut at = 12;
    for _ in 0..MANY {
        let Some(start) = input.at(at, 8) else {
            return;
        };
        let size = u64::from(u32::from_le_bytes([start[4], start[5], start[6], start[7]]));
        let kind = &start[..4];
        if kind == b"C2PA" {
            input.manifests(head, at + 8, size);
        }
        let wanted = match kind {
            b"EXIF" | b"XMP " => size,
            b"VP8X" | b"VP8 " | b"VP8L" => size.min(10),
            _ => 0,
        };
        if wanted > 0 && wanted <= PART {
            let Some(body) = input.at(at + 8, wanted) else {
                head.note(CUT);
                return;
            };
            chunk(kind, body, head);
        }
        at += 8 + size + (size & 1);
    }
}

fn chunk(kind: &[u8], body: Vec<u8>, head: &mut Head) {
    let low = |i: usize| u32::from(body[i]) | u32::from(body[i + 1]) << 8;
    match kind {
        b"EXIF" => {
            let tiff = body.strip_prefix(b"Exif\0\0").unwrap_or(&body);
            head.exif = Some(tiff.to_vec());
        }
        b"XMP " => head.xmp = Some(body),
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
