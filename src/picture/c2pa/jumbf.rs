//! JUMBF: boxes within boxes (ISO/IEC 19566-5).

/// Most boxes of one level that are looked at.
const MANY: usize = 200;

/// A box: its type, its body as far as it is there, what follows it, and whether it is all there.
pub struct Part<'a> {
    pub kind: &'a [u8],
    pub body: &'a [u8],
    pub after: &'a [u8],
    pub whole: bool,
}

fn first_box(bytes: &[u8]) -> Option<Part<'_>> {
    let number = |b: &[u8]| b.iter().fold(0u64, |n, b| n << 8 | u64::from(*b));
    let (from, size) = match number(bytes.get(..4)?) {
        0 => (8, bytes.len() as u64),
        1 => (16, number(bytes.get(8..16)?)),
        size => (8, size),
    };
    let end = usize::try_from(size).ok()?.min(bytes.len());
    Some(Part {
        kind: bytes.get(4..8)?,
        body: bytes.get(from..end)?,
        after: &bytes[end..],
        whole: size <= bytes.len() as u64,
    })
}

/// The boxes within `bytes`.
pub fn boxes(bytes: &[u8]) -> impl Iterator<Item = Part<'_>> {
    let first = first_box(bytes);
    std::iter::successors(first, |last| first_box(last.after)).take(MANY)
}

/// Whether whole boxes fill `bytes`.
pub fn are_whole(bytes: &[u8]) -> bool {
    let last = boxes(bytes).last();
    last.is_some_and(|b| b.whole && b.after.is_empty())
}

/// A box of boxes, which starts with its description.
pub struct Superbox<'a> {
    pub label: &'a str,
    pub content: &'a [u8],
}

pub fn superbox(outer: Part<'_>) -> Option<Superbox<'_>> {
    const LABELLED: u8 = 2;
    let description = first_box(outer.body)?;
    if outer.kind != b"jumb"
        || description.kind != b"jumd"
        || description.body.get(16)? & LABELLED == 0
    {
        return None;
    }
    let (label, content) = (description.body.get(17..)?, description.after);
    let label = &label[..memchr::memchr(0, label)?];
    let label = std::str::from_utf8(label).ok()?;
    Some(Superbox { label, content })
}
