//! White space cut off as [`str::trim`] does, without decoding a character where ASCII stands at the ends, as mostly.

/// As [`str::trim`].
pub fn trim(text: &str) -> &str {
    trim_start(trim_end(text))
}

/// As [`str::trim_start`].
pub fn trim_start(text: &str) -> &str {
    let bytes = text.as_bytes();
    let shown = bytes.iter().position(|b| !is_space(*b));
    let rest = &text[shown.unwrap_or(text.len())..];
    match rest.as_bytes().first() {
        Some(first) if !first.is_ascii_graphic() => rest.trim_start(),
        _ => rest,
    }
}

/// As [`str::trim_end`].
pub fn trim_end(text: &str) -> &str {
    let bytes = text.as_bytes();
    let shown = bytes.iter().rposition(|b| !is_space(*b));
    let rest = &text[..shown.map_or(0, |last| last + 1)];
    match rest.as_bytes().last() {
        Some(last) if !last.is_ascii_graphic() => rest.trim_end(),
        _ => rest,
    }
}

/// The commonest of ASCII.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_standard_library_does() {
        let ends = [
            "",
            " ",
            "\n",
            "\r\n",
            "\u{b}",
            "\u{a0}",
            " \u{2009} ",
            "\u{85}\t",
            "\u{1}",
            "é ",
            "x",
        ];
        for before in ends {
            for behind in ends {
                for body in ["", "a", "é b", "…", "\u{3000}"] {
                    let text = format!("{before}{body}{behind}");
                    assert_eq!(trim(&text), text.trim(), "{text:?}");
                    assert_eq!(trim_start(&text), text.trim_start(), "{text:?}");
                    assert_eq!(trim_end(&text), text.trim_end(), "{text:?}");
                }
            }
        }
    }
}
