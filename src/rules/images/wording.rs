//! How a credit is worded: the house's format, filled from what the picture's file tells.

use crate::config::Settings;
use crate::facts::images::PictureFile;
use crate::language::credits;
use crate::text::Span;

/// A credit to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    pub text: String,
    /// What the writer has to fill in, in bytes of `text`.
    pub placeholder: Option<Span>,
}

/// The whole credit line, as `Photo: Name/Agency`.
pub fn line(settings: &Settings, language: &str, file: Option<&PictureFile>) -> Wording {
    match &settings.credits.format {
        Some(format) => filled(format, file),
        None => {
            let label = format!("{}: ", credits::label(language));
            let value = value(file);
            let placeholder = value.placeholder.map(|p| p.shifted(label.len()));
            Wording {
                text: label + &value.text,
                placeholder,
            }
        }
    }
}

/// The credit without its label, for keys and attributes that are one themselves.
pub fn value(file: Option<&PictureFile>) -> Wording {
    match file.and_then(PictureFile::credit) {
        Some(text) => Wording {
            text: one_line(&text),
            placeholder: None,
        },
        None => Wording {
            text: OPEN.to_string(),
            placeholder: Some(Span::new(0, OPEN.len())),
        },
    }
}

/// What stands where nobody knows the credit yet; a placeholder for the rule that looks for them.
const OPEN: &str = "Name/Agency";

/// `Photo: {name}/{agency}` with what is known in it. `{credit}` is both in one. A part that is not known is left out
/// with what joins it, unless nothing is known: then all of it is to be filled in.
fn filled(format: &str, file: Option<&PictureFile>) -> Wording {
    let known = file.and_then(PictureFile::credit);
    let name = file.and_then(|f| f.creator.clone());
    let agency = file.and_then(|f| f.credit_line.clone().or(f.source.clone()));
    let agency = agency.filter(|a| Some(a) != name.as_ref());
    let first = format.find('{').unwrap_or(format.len());
    let last = format.rfind('}').map_or(format.len(), |i| i + 1);
    let (before, after) = (&format[..first], &format[last.max(first)..]);
    let fields = &format[first..last.max(first)];
    let (Some(whole), false) = (known, fields.is_empty()) else {
        let open = if fields.is_empty() {
            OPEN.to_string()
        } else {
            fields
                .replace("{name}", "Name")
                .replace("{agency}", "Agency")
                .replace("{credit}", OPEN)
        };
        let placeholder = Some(Span::new(before.len(), before.len() + open.len()));
        let text = format!("{before}{open}{after}");
        return Wording { text, placeholder };
    };
    let value = match (name, agency) {
        (Some(name), Some(agency)) if !agency.contains(&name) => fields
            .replace("{name}", &name)
            .replace("{agency}", &agency)
            .replace("{credit}", &whole),
        _ => whole,
    };
    Wording {
        text: one_line(&format!("{before}{value}{after}")),
        placeholder: None,
    }
}

/// Metadata may hold anything; a credit is one line without control characters.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: Option<&str>, credit: Option<&str>) -> PictureFile {
        PictureFile {
            creator: name.map(Into::into),
            credit_line: credit.map(Into::into),
            ..PictureFile::default()
        }
    }

    #[test]
    fn formats_are_filled_as_far_as_the_file_tells() {
        let both = file(Some("Mara Quint"), Some("Harbour Post"));
        let f = "Photograph: {name}/{agency}";
        assert_eq!(
            filled(f, Some(&both)).text,
            "Photograph: Mara Quint/Harbour Post"
        );
        assert_eq!(
            filled(f, Some(&file(Some("Mara Quint"), None))).text,
            "Photograph: Mara Quint"
        );
        assert_eq!(filled("({credit})", Some(&both)).text, "(Harbour Post)");
        let open = filled(f, None);
        assert_eq!(&open.text[open.placeholder.unwrap().range()], "Name/Agency");
    }

    #[test]
    fn the_label_is_in_the_language_of_the_draft() {
        let s = Settings::default();
        assert_eq!(line(&s, "de", None).text, "Foto: Name/Agency");
        assert_eq!(line(&s, "en", None).placeholder, Some(Span::new(7, 18)));
    }

    #[test]
    fn metadata_cannot_break_the_line() {
        let hostile = file(Some("Mara\n\n# Quint\u{0}"), None);
        assert_eq!(value(Some(&hostile)).text, "Mara # Quint");
    }
}
