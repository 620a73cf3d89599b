//! Pictures written by hand, segment by segment: no picture data in them is real.

use super::*;
use proptest::prelude::*;
use std::io::{Cursor, SeekFrom};

const XMP: &str = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF><rdf:Description photoshop:Credit=\"Harbour Post\" \
    Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\">\
    <dc:creator><rdf:Seq><rdf:li>Mara Quint</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>";

fn assembled(bytes: &[u8]) -> PictureFile {
    assemble(head::read(&mut Cursor::new(bytes)))
}

fn segment(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![0xff, kind];
    out.extend((body.len() as u16 + 2).to_be_bytes());
    out.extend(body);
    out
}

/// A JPEG of 640 by 480 with these segments.
fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    out.extend(segments.concat());
    out.extend(segment(0xc0, &[8, 1, 0xe0, 2, 0x80, 1, 1, 0x11, 0]));
    out.extend(segment(0xda, &[1, 1, 0, 0, 63, 0]));
    out.extend([0xff, 0xd9]);
    out
}

fn dataset(record: u8, number: u8, value: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1c, record, number];
    out.extend((value.len() as u16).to_be_bytes());
    out.extend(value);
    out
}

fn app13(datasets: &[Vec<u8>]) -> Vec<u8> {
    let iim = datasets.concat();
    let mut body = b"Photoshop 3.0\x008BIM\x04\x04\0\0".to_vec();
    body.extend((iim.len() as u32).to_be_bytes());
    body.extend(&iim);
    segment(0xed, &body)
}

/// A TIFF directory with an artist and a copyright.
fn exif(artist: &str, copyright: &str) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0\x02\0".to_vec();
    let mut at = 8 + 2 + 24 + 4;
    for (tag, text) in [(315u16, artist), (33432, copyright)] {
        out.extend(tag.to_le_bytes());
        out.extend([2, 0]);
        out.extend((text.len() as u32 + 1).to_le_bytes());
        out.extend((at as u32).to_le_bytes());
        at += text.len() + 1;
    }
    out.extend([0; 4]);
    out.extend(format!("{artist}\0{copyright}\0").bytes());
    out
}

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = (body.len() as u32).to_be_bytes().to_vec();
    out.extend(kind);
    out.extend(body);
    out.extend([0; 4]);
    out
}

fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", &[0, 0, 3, 32, 0, 0, 2, 88, 8, 2, 0, 0, 0]));
    out.extend(chunks.concat());
    out.extend(chunk(b"IEND", b""));
    out
}

fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, data) in chunks {
        body.extend(*kind);
        body.extend((data.len() as u32).to_le_bytes());
        body.extend(*data);
        body.extend(vec![0; data.len() & 1]);
    }
    let mut out = b"RIFF".to_vec();
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
    out
}

fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = (body.len() as u32 + 8).to_be_bytes().to_vec();
    out.extend(kind);
    out.extend(body);
    out
}

/// An AVIF file whose items are an EXIF block and an XMP packet behind the `meta` box.
fn avif() -> Vec<u8> {
    let tiff = exif("Bo Ek", "Ek Pictures");
    let ftyp = boxed(b"ftyp", b"avif\0\0\0\0avifmif1");
    let infe = |id: u16, kind: &[u8; 4], more: &[u8]| {
        let mut body = vec![2, 0, 0, 0];
        body.extend(id.to_be_bytes());
        body.extend([0, 0]);
        body.extend(kind);
        body.push(0);
        body.extend(more);
        boxed(b"infe", &body)
    };
    let mut iinf = vec![0, 0, 0, 0, 0, 2];
    iinf.extend(infe(1, b"Exif", b""));
    iinf.extend(infe(2, b"mime", b"application/rdf+xml\0"));
    let ispe = boxed(b"ispe", &[0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 3, 0]);
    let iprp = boxed(b"iprp", &boxed(b"ipco", &ispe));
    let meta = |offset: u32| {
        let mut iloc = vec![0, 0, 0, 0, 0x44, 0, 0, 2];
        let parts = [
            (1u16, offset, tiff.len() + 4),
            (2, offset + tiff.len() as u32 + 4, XMP.len()),
        ];
        for (id, at, len) in parts {
            iloc.extend(id.to_be_bytes());
            iloc.extend([0, 0, 0, 1]);
            iloc.extend(at.to_be_bytes());
            iloc.extend((len as u32).to_be_bytes());
        }
        let mut body = vec![0; 4];
        body.extend(boxed(b"iinf", &iinf));
        body.extend(boxed(b"iloc", &iloc));
        body.extend(&iprp);
        boxed(b"meta", &body)
    };
    let offset = ftyp.len() + meta(0).len() + 8;
    let mut data = vec![0; 4];
    data.extend(&tiff);
    data.extend(XMP.bytes());
    [ftyp, meta(offset as u32), boxed(b"mdat", &data)].concat()
}

#[test]
fn a_jpeg_tells_its_xmp_iptc_and_exif() {
    let xmp = segment(
        0xe1,
        &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), XMP.as_bytes()].concat(),
    );
    let file = assembled(&jpeg(&[xmp]));
    assert_eq!(file.credit().as_deref(), Some("Harbour Post"));
    assert_eq!(file.creator.as_deref(), Some("Mara Quint"));
    assert_eq!(file.generated(), Some("file"));
    assert_eq!((file.width, file.height), (Some(640), Some(480)));
    assert_eq!(file.notes, Vec::<String>::new());

    let iptc = app13(&[
        dataset(1, 90, b"\x1b%G"),
        dataset(2, 80, "Mära Quint".as_bytes()),
        dataset(2, 110, b"Reuters"),
        dataset(2, 116, b"(c) Reuters"),
    ]);
    let file = assembled(&jpeg(&[iptc]));
    assert_eq!(file.credit().as_deref(), Some("Mära Quint/Reuters"));
    assert_eq!(file.generated(), None);

    let latin = app13(&[dataset(2, 80, b"M\xe4ra Quint")]);
    assert_eq!(
        assembled(&jpeg(&[latin])).creator.as_deref(),
        Some("Mära Quint")
    );

    let block = [b"Exif\0\0".to_vec(), exif("Bo Ek", "Ek Pictures")].concat();
    let file = assembled(&jpeg(&[segment(0xe1, &block)]));
    assert_eq!(file.creator.as_deref(), Some("Bo Ek"));
    assert_eq!(file.copyright.as_deref(), Some("Ek Pictures"));
}

#[test]
fn the_other_formats_tell_theirs() {
    let text = [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), XMP.as_bytes()].concat();
    let file = assembled(&png(&[
        chunk(b"iTXt", &text),
        chunk(b"eXIf", &exif("Bo Ek", "Ek Photos")),
    ]));
    assert_eq!(file.creator.as_deref(), Some("Mara Quint"));
    assert_eq!(file.copyright.as_deref(), Some("Ek Photos"));
    assert_eq!((file.width, file.height), (Some(800), Some(600)));
    let file = assembled(&png(&[chunk(b"tEXt", b"Author\0Mara Quint")]));
    assert_eq!(file.credit().as_deref(), Some("Mara Quint"));

    let vp8x = [0, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0];
    let file = assembled(&webp(&[
        (b"VP8X", &vp8x),
        (b"XMP ", XMP.as_bytes()),
        (b"EXIF", &exif("Bo Ek", "Ek Photos")),
    ]));
    assert_eq!(file.credit().as_deref(), Some("Harbour Post"));
    assert_eq!((file.width, file.height), (Some(640), Some(480)));

    let file = assembled(&exif("Bo Ek", "Ek Pictures"));
    assert_eq!(file.credit().as_deref(), Some("Bo Ek"));

    let file = assembled(&avif());
    assert_eq!(file.creator.as_deref(), Some("Mara Quint"));
    assert_eq!(file.copyright.as_deref(), Some("Ek Pictures"));
    assert_eq!((file.width, file.height), (Some(1024), Some(768)));
}

#[test]
fn content_credentials_in_pieces_are_put_together() {
    let store = c2pa::tests::generated();
    let (head, rest) = store.split_at(8);
    let piece = |number: u16, place: u32, part: &[u8]| {
        let place = place.to_be_bytes();
        let body = [b"JP", number.to_be_bytes().as_slice(), &place, head, part].concat();
        segment(0xeb, &body)
    };
    let (first, second) = rest.split_at(rest.len() / 2);
    // Another box between the pieces.
    let pieces = [piece(2, 1, first), piece(1, 1, b"\0"), piece(2, 2, second)];
    let file = assembled(&jpeg(&pieces));
    assert_eq!(file.generated(), Some("file’s manifest"));
    assert_eq!(file.notes, Vec::<String>::new());
    let file = assembled(&jpeg(&pieces[..2]));
    assert!(file.credentials.is_some() && file.notes.len() == 1);
}

#[test]
fn content_credentials_that_are_too_long_are_a_note() {
    let long = vec![0; head::MANIFESTS as usize + 1];
    let file = assembled(&png(&[chunk(b"caBX", &long)]));
    assert!(file.credentials.is_some() && file.notes.len() == 1);
}

#[test]
fn damaged_files_give_notes_and_nothing_else() {
    let xmp = segment(
        0xe1,
        &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), XMP.as_bytes()].concat(),
    );
    let whole = [
        jpeg(&[xmp, app13(&[dataset(2, 80, b"Mara Quint")])]),
        png(&[chunk(b"tEXt", b"Author\0Mara")]),
        webp(&[(b"XMP ", XMP.as_bytes())]),
        exif("Bo Ek", "Ek Photos"),
        avif(),
    ];
    for file in &whole {
        for cut in 0..file.len() {
            assembled(&file[..cut]);
        }
        // Every byte as every sort of wrong number.
        for at in 0..file.len() {
            for value in [0x00, 0x01, 0x7f, 0x80, 0xff] {
                let mut wrong = file.clone();
                wrong[at] = value;
                assembled(&wrong);
            }
        }
    }
    let cut = &whole[0][..40];
    assert!(!assembled(cut).notes.is_empty());
    assert!(!assembled(b"GIF89a").notes.is_empty());
}

#[test]
fn a_file_is_read_again_when_it_has_changed() {
    let dir = tempfile::tempdir().unwrap();
    let draft = dir.path().join("draft.md");
    let path = dir.path().join("a.jpg");
    let picture = |source: &str| Picture {
        image: crate::markup::Image {
            source: source.into(),
            ..Default::default()
        },
        caption: None,
        credit: None,
        alt_credit: None,
        exempt: None,
        graphic: false,
    };
    let cache = Cache::default();
    let load = || {
        cache.load_all(
            &draft,
            dir.path(),
            &[picture("a.jpg"), picture("missing.jpg")],
        )
    };
    assert!(load().is_empty());
    std::fs::write(&path, jpeg(&[app13(&[dataset(2, 80, b"Mara Quint")])])).unwrap();
    assert_eq!(
        load().get("a.jpg").unwrap().credit().as_deref(),
        Some("Mara Quint")
    );
    std::fs::write(&path, jpeg(&[app13(&[dataset(2, 80, b"Bo Ek")])])).unwrap();
    assert_eq!(
        load().get("a.jpg").unwrap().credit().as_deref(),
        Some("Bo Ek")
    );
}

/// `text` as zlib stores it without packing it: one block, then Adler's sum.
fn stored(text: &[u8]) -> Vec<u8> {
    let len = text.len() as u16;
    let mut out = vec![0x78, 0x01, 1];
    out.extend(len.to_le_bytes());
    out.extend((!len).to_le_bytes());
    out.extend(text);
    let (mut a, mut b) = (1u32, 0u32);
    for &byte in text {
        a = (a + u32::from(byte)) % 65521;
        b = (b + a) % 65521;
    }
    out.extend((b << 16 | a).to_be_bytes());
    out
}

#[test]
fn packed_text_of_a_png_is_read() {
    let mut body = b"XML:com.adobe.xmp\0\x01\0\0\0".to_vec();
    body.extend(stored(XMP.as_bytes()));
    let file = assembled(&png(&[chunk(b"iTXt", &body)]));
    assert_eq!(file.creator.as_deref(), Some("Mara Quint"));
    let mut body = b"Author\0\0".to_vec();
    body.extend(stored(b"Bo Ek"));
    let file = assembled(&png(&[chunk(b"zTXt", &body)]));
    assert_eq!(file.creator.as_deref(), Some("Bo Ek"));
}

#[test]
fn raw_profiles_of_a_png_are_read() {
    let iim = dataset(2, 80, b"Mara Quint");
    let mut block = b"8BIM\x04\x04\0\0".to_vec();
    block.extend((iim.len() as u32).to_be_bytes());
    block.extend(&iim);
    let digits: String = block.iter().map(|b| format!("{b:02x}")).collect();
    let text = format!(
        "\niptc\n{:8}\n{}\n{}\n",
        block.len(),
        &digits[..20],
        &digits[20..]
    );
    let mut body = b"Raw profile type iptc\0\0".to_vec();
    body.extend(stored(text.as_bytes()));
    let file = assembled(&png(&[chunk(b"zTXt", &body)]));
    assert_eq!(file.creator.as_deref(), Some("Mara Quint"));
    let short = text.replace(&digits[..20], "");
    let mut body = b"Raw profile type iptc\0\0".to_vec();
    body.extend(stored(short.as_bytes()));
    let file = assembled(&png(&[chunk(b"zTXt", &body)]));
    assert!(file.creator.is_none() && file.notes.len() == 1);
}

#[test]
fn a_bomb_is_a_note() {
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; 8 << 20], 6);
    let mut body = b"Author\0\0".to_vec();
    body.extend(packed);
    let file = assembled(&png(&[chunk(b"zTXt", &body), chunk(b"zTXt", &body)]));
    assert_eq!(file.creator, None);
    assert_eq!(file.notes.len(), 1);
}

#[test]
fn an_xmp_file_beside_a_picture_tells_what_the_picture_does_not() {
    let dir = tempfile::tempdir().unwrap();
    let path = fs::canonicalize(dir.path()).unwrap().join("port.jpg");
    fs::write(&path, jpeg(&[])).unwrap();
    assert_eq!(read(&path).unwrap().creator, None);
    fs::write(path.with_extension("xmp"), XMP).unwrap();
    assert_eq!(read(&path).unwrap().creator.as_deref(), Some("Mara Quint"));
    fs::write(&path, jpeg(&[app13(&[dataset(2, 80, b"Bo Ek")])])).unwrap();
    assert_eq!(read(&path).unwrap().creator.as_deref(), Some("Bo Ek"));
}

#[cfg(unix)]
#[test]
fn an_xmp_file_elsewhere_is_not_read() {
    let dir = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(dir.path()).unwrap();
    fs::create_dir(root.join("work")).unwrap();
    fs::write(root.join("secret.xmp"), XMP).unwrap();
    let path = root.join("work/port.jpg");
    fs::write(&path, jpeg(&[])).unwrap();
    std::os::unix::fs::symlink(root.join("secret.xmp"), root.join("work/port.jpg.xmp")).unwrap();
    assert_eq!(read(&path).unwrap().creator, None);
}

/// A file that counts what is read of it.
struct Counted(Cursor<Vec<u8>>, u64);

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1 += read as u64;
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

proptest! {
    /// Whatever a file holds, it is read, and no more of it than is allowed.
    #[test]
    fn any_bytes_are_read(
        start in prop::sample::select(vec![
            b"".as_slice(), b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xeb", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP",
            b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"\0\0\0\x10ftypavif\0\0\0\0",
        ]),
        pieces in prop::collection::vec(prop_oneof![
            prop::collection::vec(any::<u8>(), 0..24),
            prop::sample::select(vec![
                b"jumb".to_vec(), b"jumd".to_vec(), b"uuid".to_vec(), b"meta".to_vec(), b"iloc".to_vec(), b"caBX".to_vec(),
                b"C2PA".to_vec(), b"XMP ".to_vec(), b"\0\0\0\0".to_vec(), b"\0\0\0\x01".to_vec(), b"\xff\xff\xff\xff".to_vec(),
                b"\0\0\0\x08".to_vec(), b"\xcd\x41".to_vec(), b"\x41\xcd".to_vec(), b"8BIM\x04\x04".to_vec(),
            ]),
        ], 0..40),
        padding in 0..3_000_000usize,
    ) {
        let mut bytes = [start, &pieces.concat()].concat();
        bytes.resize(bytes.len() + padding, 0xff);
        let mut file = Counted(Cursor::new(bytes), 0);
        let found = read_from(&mut file);
        prop_assert!(file.1 <= 2 * head::BUDGET, "{} bytes", file.1);
        prop_assert!(found.notes.len() <= 16);
    }
}

#[test]
fn directories_that_lead_to_themselves_are_read_once() {
    // The next directory is the first one again; its one entry points at the directory.
    let mut file = b"II*\0\x08\0\0\0\x01\0".to_vec();
    file.extend([0x0f, 0x87, 4, 0, 0xff, 0xff, 0xff, 0xff, 8, 0, 0, 0]);
    file.extend([8, 0, 0, 0]);
    assert_eq!(assembled(&file).creator, None);
    let block = segment(0xe1, &[b"Exif\0\0".to_vec(), file].concat());
    assert_eq!(assembled(&jpeg(&[block])).width, Some(640));
}

#[test]
fn a_size_that_nobody_could_hold_is_only_told() {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    file.extend(chunk(b"IHDR", &[0xff; 13]));
    let found = assembled(&file);
    assert_eq!(
        (found.width, found.height),
        (Some(u32::MAX), Some(u32::MAX))
    );
}
