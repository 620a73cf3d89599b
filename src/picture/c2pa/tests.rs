//! Manifest stores written by hand.

use super::*;

fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let size = (body.len() as u32 + 8).to_be_bytes();
    [&size, kind.as_slice(), body].concat()
}

fn parent(label: &str, content: &[Vec<u8>]) -> Vec<u8> {
    let description = [[0; 16].as_slice(), &[3], label.as_bytes(), &[0]].concat();
    let content = [boxed(b"jumd", &description), content.concat()].concat();
    boxed(b"jumb", &content)
}

/// CBOR: short texts, lists and maps.
fn t(text: &str) -> Vec<u8> {
    let head: &[u8] = if text.len() < 24 {
        &[0x60 + text.len() as u8]
    } else {
        &[0x78, text.len() as u8]
    };
    [head, text.as_bytes()].concat()
}

fn m(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let pairs = entries.iter().map(|(k, v)| [t(k), v.clone()].concat());
    [
        vec![0xa0 + entries.len() as u8],
        pairs.collect::<Vec<_>>().concat(),
    ]
    .concat()
}

fn l(items: &[Vec<u8>]) -> Vec<u8> {
    [vec![0x80 + items.len() as u8], items.concat()].concat()
}

fn store(manifests: &[(&str, Vec<Vec<u8>>)]) -> Vec<u8> {
    let one = |(label, assertions): &(&str, Vec<Vec<u8>>)| {
        parent(label, &[parent("c2pa.assertions", assertions)])
    };
    parent("c2pa", &manifests.iter().map(one).collect::<Vec<_>>())
}

fn created(word: &str) -> Vec<u8> {
    let address = format!("http://cv.iptc.org/newscodes/digitalsourcetype/{word}");
    // A day carries a tag, a number is no text.
    let day = [vec![0xc0], t("2026-05-04T10:00:00Z")].concat();
    let action = m(&[
        ("when", day),
        ("n", vec![7]),
        ("digitalSourceType", t(&address)),
    ]);
    parent(
        "c2pa.actions.v2",
        &[boxed(b"cbor", &m(&[("actions", l(&[action]))]))],
    )
}

fn made_from(label: &str, relationship: &str) -> Vec<u8> {
    let url = m(&[("url", t(&format!("self#jumbf=/c2pa/{label}")))]);
    let body = m(&[("relationship", t(relationship)), ("activeManifest", url)]);
    parent("c2pa.ingredient.v3__1", &[boxed(b"cbor", &body)])
}

/// The manifest store of a generated picture.
pub fn generated() -> Vec<u8> {
    store(&[("a", vec![created(GENERATED[0])])])
}

fn source_type(store: &[u8]) -> Option<String> {
    read(store).credentials.source_type
}

#[test]
fn the_last_manifest_is_about_the_picture() {
    let made = ("a", vec![created(GENERATED[0])]);
    let taken = ("b", vec![created("digitalCapture")]);
    assert_eq!(
        source_type(&store(&[taken.clone(), made.clone()])).as_deref(),
        Some(GENERATED[0])
    );
    // Beside it in the store, but nothing that the picture was made from.
    assert_eq!(
        source_type(&store(&[made, taken])).as_deref(),
        Some("digitalCapture")
    );
    assert!(read(&store(&[("a", vec![created("digitalCapture")])])).whole);
}

#[test]
fn what_a_picture_was_made_from_counts() {
    let made = ("a", vec![created(GENERATED[0])]);
    let by = |relationship| {
        let last = (
            "b",
            vec![made_from("a", relationship), created("digitalCapture")],
        );
        source_type(&store(&[made.clone(), last]))
    };
    assert_eq!(by("parentOf").as_deref(), Some(GENERATED[0]));
    assert_eq!(by("componentOf").as_deref(), Some(GENERATED[1]));
    assert_eq!(by("inputTo").as_deref(), Some("digitalCapture"));
    // Each is made from the other.
    let circle = store(&[
        ("a", vec![made_from("b", "parentOf")]),
        ("b", vec![made_from("a", "parentOf")]),
    ]);
    assert_eq!(source_type(&circle), None);
}

#[test]
fn an_address_in_other_words_states_nothing() {
    let said = m(&[("note", t("digitalsourcetype/trainedAlgorithmicMedia"))]);
    let assertion = parent("org.example.note", &[boxed(b"cbor", &said)]);
    assert_eq!(source_type(&store(&[("a", vec![assertion])])), None);
}

#[test]
fn authors_are_read() {
    let json = br#"{"@type":"CreativeWork","author":[{"name":"Mara Quint"},{"name":"Bo Ek"}]}"#;
    let work = parent("stds.schema-org.CreativeWork", &[boxed(b"json", json)]);
    let json = r#"{"dc:creator":["X"],"photoshop:Credit":"Harbour Post","dc:rights":{"@value":"© Quint"}}"#;
    let more = parent("c2pa.metadata", &[boxed(b"json", json.as_bytes())]);
    let read = read(&store(&[("a", vec![work, more])]));
    assert_eq!(read.creator.as_deref(), Some("Mara Quint, Bo Ek"));
    assert_eq!(read.credit.as_deref(), Some("Harbour Post"));
    assert_eq!(read.rights.as_deref(), Some("© Quint"));
}

#[test]
fn damage_is_told_and_harms_nothing() {
    let whole = store(&[
        ("a", vec![created(GENERATED[0])]),
        ("b", vec![made_from("a", "parentOf")]),
    ]);
    for cut in 0..whole.len() {
        assert!(!read(&whole[..cut]).whole, "{cut}");
    }
    for at in 0..whole.len() {
        for byte in [0x00, 0x01, 0x5f, 0x7f, 0x9b, 0x9f, 0xbf, 0xff] {
            let mut wrong = whole.clone();
            wrong[at] = byte;
            read(&wrong);
        }
    }
    // Deeper than any program nests, and longer than the file.
    for body in [
        vec![0x81; 60_000],
        vec![0xa1; 60_000],
        [vec![0x9b], vec![0xff; 8]].concat(),
    ] {
        for label in ["c2pa.actions", "c2pa.ingredient"] {
            let assertion = parent(
                label,
                &[boxed(
                    b"cbor",
                    &m(&[("actions", l(std::slice::from_ref(&body)))]),
                )],
            );
            assert!(!read(&store(&[("a", vec![assertion])])).whole);
        }
    }
}
