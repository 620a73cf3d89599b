//! JPEG: segments (ITU-T T.81, annex B) with EXIF, XMP, Photoshop's resources and JUMBF boxes.

use super::head::{CUT, Head, Input, MANY, be16, be32};

/// Reads the segments before the picture itself.
pub fn read(input: &mut Input<'_>, head: &mut Head) {
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
            segment(kind, &body, head, &mut resources, &mut more, &mut jumbf);
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

fn segment(
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
pub fn photoshop(resources: &[u8]) -> Option<Vec<u8>> {
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
