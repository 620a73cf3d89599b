//! What any bytes tell as a picture's file: fields are short and hold no control characters.
#![no_main]

use copydesk::picture::read_from;
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

/// What files of pictures begin with, so that not every one must be found by chance.
const STARTS: &[&[u8]] = &[
    b"",
    b"\xff\xd8\xff\xe1",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"RIFF\0\0\0\0WEBPVP8X",
    b"II*\0\x08\0\0\0",
    b"MM\0*\0\0\0\x08",
    b"\0\0\0\x1cftypavif",
    b"\0\0\0\x18ftypheic",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (start, rest) = input;
    let bytes = [STARTS[start as usize % STARTS.len()], rest].concat();
    let file = read_from(&mut Cursor::new(bytes));
    let credentials = file.credentials.unwrap_or_default();
    let fields = [
        &credentials.source_type,
        &credentials.generator,
        &file.credit_line,
        &file.creator,
        &file.copyright,
        &file.source,
        &file.digital_source_type,
    ];
    for field in fields.into_iter().flatten() {
        assert!(field.chars().count() <= 500 && !field.contains(char::is_control), "{field:?}");
    }
});
