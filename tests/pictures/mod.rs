//! Pictures of every kind that other programs wrote: what is read of them is what these say they hold.

use copydesk::facts::images::PictureFile;
use copydesk::picture;
use proptest::prelude::*;
use serde_json::Value;
use std::io::Cursor;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

fn read(name: &str) -> PictureFile {
    picture::read(&folder().join(name)).expect("a picture")
}

/// What another program read of each file.
fn told(list: &str) -> serde_json::Map<String, Value> {
    let text = std::fs::read_to_string(folder().join(list)).expect("the list");
    serde_json::from_str(&text).expect("JSON")
}

/// A value of exiftool's, several creators joined as credits join them.
fn text(value: &Value) -> String {
    match value {
        Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn files_tell_what_exiftool_reads() {
    let files = told("metadata.json");
    assert!(files.len() > 15);
    for (name, tags) in &files {
        let file = read(name);
        // The first that is there, in the order that programs write them with care.
        let first = |tags_of: &[&str]| tags_of.iter().find_map(|t| Some(text(tags.get(*t)?)));
        let source_type = first(&["XMP:DigitalSourceType"]);
        let last = source_type.as_ref().and_then(|t| t.rsplit('/').next());
        let expected = [
            (
                &file.creator,
                first(&["XMP:Creator", "IPTC:By-line", "EXIF:Artist"]),
            ),
            (
                &file.copyright,
                first(&["XMP:Rights", "IPTC:CopyrightNotice", "EXIF:Copyright"]),
            ),
            (&file.credit_line, first(&["XMP:Credit", "IPTC:Credit"])),
            (&file.source, first(&["XMP:Source", "IPTC:Source"])),
            (&file.digital_source_type, last.map(str::to_string)),
            (
                &file.width.map(|w| w.to_string()),
                first(&[
                    "File:ImageWidth",
                    "EXIF:ImageWidth",
                    "PNG:ImageWidth",
                    "RIFF:ImageWidth",
                ]),
            ),
            (
                &file.height.map(|h| h.to_string()),
                first(&[
                    "File:ImageHeight",
                    "EXIF:ImageHeight",
                    "PNG:ImageHeight",
                    "RIFF:ImageHeight",
                ]),
            ),
        ];
        for (at, (got, expected)) in expected.iter().enumerate() {
            assert_eq!(*got, expected, "{name}, field {at}: {tags:?}");
        }
        assert_eq!(file.notes, Vec::<String>::new(), "{name}");
        assert!(file.credentials.is_none(), "{name}");
    }
}

#[test]
fn manifests_state_what_the_reference_implementation_reads() {
    let files = told("manifests.json");
    assert!(files.len() > 5);
    for (name, told) in &files {
        let file = read(name);
        let credentials = file.credentials.expect(name);
        let generator = told["generator"].as_str();
        assert_eq!(credentials.generator.as_deref(), generator, "{name}");
        // With ingredients, the manifest before tells too.
        if told["ingredients"].as_array().is_some_and(Vec::is_empty) {
            let stated = told["source_types"][0].as_str();
            assert_eq!(credentials.source_type.as_deref(), stated, "{name}");
            assert_eq!(file.creator, Some(text(&told["authors"])), "{name}");
        }
        assert_eq!(file.notes, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_picture_is_what_it_was_made_from() {
    for (name, expected, generated) in [
        ("signed-cropped.jpg", "trainedAlgorithmicMedia", true),
        (
            "signed-placed.jpg",
            "compositeWithTrainedAlgorithmicMedia",
            true,
        ),
        ("signed-hinted.jpg", "digitalCapture", false),
    ] {
        let file = read(name);
        assert_eq!(file.generated().is_some(), generated, "{name}");
        let stated = file.credentials.and_then(|c| c.source_type);
        assert_eq!(stated.as_deref(), Some(expected), "{name}");
    }
}

#[test]
fn the_end_of_a_name_says_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wrong.png");
    std::fs::copy(self::folder().join("xmp.heic"), &path).expect("a copy");
    let file = picture::read(&path).expect("a picture");
    assert_eq!(file.creator.as_deref(), Some("Mära Quint, Bo & Ek"));
}

/// The bytes of every picture here.
fn all() -> Vec<Vec<u8>> {
    let lists = [told("metadata.json"), told("manifests.json")];
    let names = lists.iter().flat_map(|l| l.keys());
    names
        .map(|n| std::fs::read(folder().join(n)).expect("a picture"))
        .collect()
}

#[test]
fn a_picture_that_is_cut_short_harms_nothing() {
    for bytes in all() {
        for end in (0..bytes.len()).step_by(11) {
            picture::read_from(&mut Cursor::new(&bytes[..end]));
        }
    }
}

proptest! {
    /// Real pictures with damage in some places.
    #[test]
    fn a_damaged_picture_harms_nothing(
        which in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let all = all();
        let mut bytes = all[which.index(all.len())].clone();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let file = picture::read_from(&mut Cursor::new(bytes));
        for field in [file.creator, file.credit_line, file.copyright, file.source].into_iter().flatten() {
            prop_assert!(field.chars().count() <= 500 && !field.contains(char::is_control));
        }
    }
}
