//! Data files that site generators read: what they say of one picture, or of many by their paths. YAML (which JSON
//! is), TOML, and the fields that Kirby and Lektor write.

use super::collect::{Key, is_path, is_path_key};
use super::{Entry, Value, lines_of, toml, yaml};
use crate::markup::is_picture;
use crate::text::Span;

/// How a data file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    Yaml,
    Toml,
    /// `Key: value` with lines of hyphens between: Kirby's and Lektor's.
    Fields,
}

/// Most pictures of one file.
const MANY: usize = 5000;

fn value(text: &str, syntax: Syntax) -> Option<Value> {
    match syntax {
        Syntax::Yaml => yaml::value(text, 0),
        Syntax::Toml => toml::parse(text, 0).map(Value::Map),
        Syntax::Fields => Some(Value::Map(lines_of(text, 0))),
    }
}

/// The credit in a file about one picture.
pub fn credit(text: &str, syntax: Syntax) -> Option<String> {
    match value(text, syntax)? {
        Value::Map(entries) => credit_in(&entries),
        _ => None,
    }
}

fn credit_in(entries: &[Entry]) -> Option<String> {
    let says = |e: &&Entry| Key::of(&e.key) == Key::Credit || e.key.eq_ignore_ascii_case("author");
    let own = entries.iter().filter(says).find_map(|e| scalar(&e.value));
    own.or_else(|| {
        // Where generators keep what an editor adds.
        let kept = |e: &&Entry| matches!(&*e.key, "data" | "params" | "meta" | "fields");
        let mut kept = entries.iter().filter(kept);
        kept.find_map(|e| match &e.value {
            Value::Map(inner) => credit_in(inner),
            _ => None,
        })
    })
}

/// A picture that linked data describes; spans are source bytes.
pub struct ImageObject {
    pub address: (String, Span),
    pub credit: (String, Span),
}

/// The credited pictures that linked data (JSON-LD, schema.org) speaks of; `at`: its first source byte.
pub fn image_objects(text: &str, at: usize) -> Vec<ImageObject> {
    const LONGEST: usize = 256 * 1024;
    let speaks = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    let mut out = Vec::new();
    // Most linked data is about the page and its maker.
    if text.len() <= LONGEST
        && speaks("ImageObject")
        && ["creditText", "copyrightNotice"].iter().any(|w| speaks(w))
        && let Some(value) = yaml::value(text, at)
    {
        objects(&value, &mut out);
    }
    out
}

fn objects(value: &Value, out: &mut Vec<ImageObject>) {
    match value {
        Value::List(list) => list.iter().for_each(|v| objects(v, out)),
        Value::Map(entries) => {
            let text = |names: &[&str]| {
                let named = |name| entries.iter().find(|e| e.key == name);
                names.iter().find_map(|n| match &named(*n)?.value {
                    Value::Scalar(text, span) if !text.trim().is_empty() => {
                        Some((text.clone(), *span))
                    }
                    _ => None,
                })
            };
            let is_image = text(&["@type"]).is_some_and(|(kind, _)| kind == "ImageObject");
            let address = text(&["contentUrl", "url"]);
            let credit = text(&["creditText", "copyrightNotice"]);
            if let (true, Some(address), Some(credit)) = (is_image, address, credit)
                && out.len() < MANY
            {
                out.push(ImageObject { address, credit });
            }
            entries.iter().for_each(|e| objects(&e.value, out));
        }
        Value::Scalar(..) => {}
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Scalar(text, _) => Some(text.trim())
            .filter(|t| !t.is_empty())
            .map(str::to_string),
        _ => None,
    }
}

/// The paths of pictures with their credits, in a file about many. `named`: the file's name says that it holds credits,
/// so that one stands behind each path alone.
pub fn credits(text: &str, syntax: Syntax, named: bool) -> Vec<(String, String)> {
    let mut out = Vec::new();
    if let Some(value) = value(text, syntax) {
        listed(&value, named, &mut out);
    }
    out
}

/// Values are nested no deeper than they are read.
fn listed(value: &Value, named: bool, out: &mut Vec<(String, String)>) {
    match value {
        Value::List(list) => list.iter().for_each(|v| listed(v, named, out)),
        Value::Map(entries) => {
            let path = |e: &Entry| {
                is_path_key(&e.key) || Key::of(&e.key) == Key::Picture || e.key == "name"
            };
            let path = entries
                .iter()
                .filter(|e| path(e))
                .find_map(|e| scalar(&e.value).filter(|t| is_path(t)));
            if let (Some(path), Some(credit)) = (path, credit_in(entries)) {
                add(out, path, credit);
            }
            for entry in entries {
                let credit = match &entry.value {
                    Value::Map(inner) => credit_in(inner),
                    value => scalar(value).filter(|_| named),
                };
                match credit.filter(|_| is_picture(&entry.key)) {
                    Some(credit) => add(out, entry.key.clone(), credit),
                    None => listed(&entry.value, named, out),
                }
            }
        }
        Value::Scalar(..) => {}
    }
}

fn add(out: &mut Vec<(String, String)>, path: String, credit: String) {
    if out.len() < MANY {
        out.push((path, credit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_about_one_picture_says_whose_it_is() {
        for (text, syntax) in [
            ("alt: Boats\nphotographer: Mara Quint\n", Syntax::Yaml),
            (
                "{\"caption\": \"Boats\", \"credit\": \"Mara Quint\"}",
                Syntax::Yaml,
            ),
            ("data:\n  credit: 'Mara Quint'\nsize: 3\n", Syntax::Yaml),
            ("author = \"Mara Quint\"\n", Syntax::Toml),
            (
                "Caption: Boats\n\n----\n\nPhotographer: Mara Quint\n",
                Syntax::Fields,
            ),
            (
                "caption: Boats\n---\ncopyright: Mara Quint\n",
                Syntax::Fields,
            ),
        ] {
            assert_eq!(
                credit(text, syntax).as_deref(),
                Some("Mara Quint"),
                "{text}"
            );
        }
        for text in [
            "alt: Boats\n",
            "- a\n- b\n",
            "credit:\n",
            "credit: [",
            "",
            "{",
        ] {
            assert_eq!(credit(text, Syntax::Yaml), None, "{text}");
        }
    }

    #[test]
    fn a_file_about_many_pictures_lists_their_credits() {
        let expected = [("img/a.jpg".to_string(), "Mara Quint".to_string())];
        for text in [
            "- file: img/a.jpg\n  credit: Mara Quint\n- file: b.jpg\n",
            "img/a.jpg:\n  credit: Mara Quint\n  caption: Boats\n",
            "summer:\n  - image: img/a.jpg\n    photographer: Mara Quint\n",
            "[{\"src\": \"img/a.jpg\", \"credit\": \"Mara Quint\"}]",
        ] {
            assert_eq!(credits(text, Syntax::Yaml, false), expected, "{text}");
        }
        let short = "img/a.jpg: Mara Quint\n";
        assert_eq!(credits(short, Syntax::Yaml, true), expected);
        assert!(credits(short, Syntax::Yaml, false).is_empty());
        assert!(credits("- name: Mara\n  credit: 5\n", Syntax::Yaml, true).is_empty());
    }

    #[test]
    fn hostile_files_are_read_in_time() {
        let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nimage: *c\ncredit: Mara Quint\n";
        assert_eq!(credit(bomb, Syntax::Yaml).as_deref(), Some("Mara Quint"));
        for piece in [
            "[",
            "{",
            "- ",
            "a:\n ",
            "\"",
            "{\"@type\":",
            "? ",
            "!!x ",
            "&a ",
            "[\n",
        ] {
            let text = piece.repeat(5_000) + "ImageObject creditText";
            for syntax in [Syntax::Yaml, Syntax::Toml, Syntax::Fields] {
                credit(&text, syntax);
                credits(&text, syntax, true);
            }
            image_objects(&text, 0);
        }
    }
}
