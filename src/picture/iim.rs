//! IPTC's Information Interchange Model, the older form of its metadata (IPTC-NAA IIM 4.2).

/// The fields that say whose a picture is.
#[derive(Debug, Default)]
pub struct Iim {
    pub byline: Option<String>,
    pub credit: Option<String>,
    pub source: Option<String>,
    pub copyright: Option<String>,
}

/// Reads a block of datasets; stops where it is damaged.
pub fn read(block: &[u8]) -> Iim {
    let mut iim = Iim::default();
    let mut utf8 = false;
    let mut bylines: Vec<String> = Vec::new();
    let mut rest = block;
    while let [0x1c, record, dataset, high, low, tail @ ..] = rest {
        let len = u16::from_be_bytes([*high, *low]) as usize;
        // The extended form is for objects that no picture carries here.
        let Some(value) = tail.get(..len).filter(|_| len < 0x8000) else {
            break;
        };
        rest = &tail[len..];
        let text = || super::field(&decoded(value, utf8));
        match (record, dataset) {
            (1, 90) => utf8 = value == b"\x1b%G",
            (2, 80) if bylines.len() < 16 => bylines.extend(text()),
            (2, 110) => iim.credit = text(),
            (2, 115) => iim.source = text(),
            (2, 116) => iim.copyright = text(),
            _ => {}
        }
    }
    iim.byline = super::field(&bylines.join(", "));
    iim
}

/// What declares UTF-8 or is UTF-8 is read as that, all else as Latin-1.
fn decoded(value: &[u8], utf8: bool) -> String {
    match std::str::from_utf8(value) {
        Ok(text) => text.to_string(),
        Err(_) if utf8 => String::from_utf8_lossy(value).into_owned(),
        Err(_) => value.iter().map(|&b| b as char).collect(),
    }
}
