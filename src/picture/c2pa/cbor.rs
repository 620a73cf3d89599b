//! CBOR (RFC 8949), read value by value as far as it is wanted.

use cbor4ii::core::dec::{Decode, IgnoredAny, Read};
use cbor4ii::core::types::{Array, Map};
use cbor4ii::core::utils::IoReader;

/// A place in CBOR, with a limit to what lies within another.
pub type Cbor<'a> = IoReader<&'a [u8]>;

/// The major types of CBOR (RFC 8949, section 3.1) that are told apart.
pub const TEXT: u8 = 3;
pub const ARRAY: u8 = 4;
pub const MAP: u8 = 5;

pub fn major(at: &mut Cbor<'_>) -> Option<u8> {
    Some(at.fill(1).ok()?.as_ref().first()? >> 5)
}

pub fn pass(at: &mut Cbor<'_>) -> Option<()> {
    IgnoredAny::decode(at).ok().map(|_| ())
}

/// A text, or nothing within if it is another value, which is passed over. `None`: damaged.
pub fn text(at: &mut Cbor<'_>) -> Option<Option<String>> {
    if major(at)? == TEXT {
        Some(Some(String::decode(at).ok()?))
    } else {
        pass(at)?;
        Some(None)
    }
}

/// Goes through a list or map: `each` reads one entry. Passes over anything else.
pub fn entries(
    at: &mut Cbor<'_>,
    wanted: u8,
    mut each: impl FnMut(&mut Cbor<'_>) -> Option<()>,
) -> Option<()> {
    if major(at)? != wanted {
        return pass(at);
    }
    let len = match wanted {
        MAP => Map::len(at),
        _ => Array::len(at),
    };
    match len.ok()? {
        Some(len) => (0..len).try_for_each(|_| each(at)),
        None => loop {
            if cbor4ii::core::dec::is_break(at).ok()? {
                return Some(());
            }
            each(at)?;
        },
    }
}

/// Goes through a map: `each` reads the value of a key, all of it.
pub fn map(
    at: &mut Cbor<'_>,
    mut each: impl FnMut(&str, &mut Cbor<'_>) -> Option<()>,
) -> Option<()> {
    entries(at, MAP, |at| match text(at)? {
        Some(key) => each(&key, at),
        None => pass(at),
    })
}
