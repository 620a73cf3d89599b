//! JPEG: segments (ITU-T T.81, annex B) with EXIF, XMP, Photoshop's resources and JUMBF boxes.

use super::head::{CUT, Head, Input, MANIFESTS, MANY, UNREAD, be16, be32};

/// Reads the segments before the picture itself.
pub fn read(input: &mut Input<'_>, head: &mut Head) {
    let mut at = 2;
    let (mut resources, mut more, mut jumbf) = (Vec::new(), Vec::new(), Jumbf::default());
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
    let store = jumbf.into_iter().map(|(_, bytes)| bytes);
    if let Some(store) = store.into_iter().find(|s| super::c2pa::is_store(s)) {
        if store.len() as u64 > MANIFESTS {
            head.note(UNREAD);
        }
        head.manifests = Some(store)
            .filter(|s| s.len() as u64 <= MANIFESTS)
            .or(Some(Vec::new()));
    }
}

/// Boxes put together from segments, each with its number.
type Jumbf = Vec<(u32, Vec<u8>)>;

/// Most boxes that are put together.
const BOXES: usize = 16;

/// Adds a piece of a box: its number, the piece's place, then the box's own head, which stands in every piece.
fn add_piece(jumbf: &mut Jumbf, body: &[u8]) {
    let Some((numbers, piece)) = body.get(2..).and_then(|b| b.split_at_checked(6)) else {
        return;
    };
    let number = be16(numbers);
    let known = jumbf.iter_mut().find(|(n, _)| *n == number);
    if let Some((_, whole)) = known {
        // A length of one says that the long length follows.
        let head = if piece.starts_with(&[0, 0, 0, 1]) {
            16
        } else {
            8
        };
        whole.extend_from_slice(piece.get(head..).unwrap_or_default());
    } else if jumbf.len() < BOXES {
        jumbf.push((number, piece.to_vec()));
    }
}

fn segment(
    kind: u8,
    body: &[u8],
    head: &mut Head,
    resources: &mut Vec<u8>,
    more: &mut Vec<u8>,
    jumbf: &mut Jumbf,
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
        add_piece(jumbf, body);
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
