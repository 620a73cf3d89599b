//! Front matter: the block of YAML, TOML or JSON at the start of a draft. Titles and summaries are prose, pictures
//! have their captions and credits in keys of their own.

mod collect;
pub mod data;
mod toml;
mod yaml;

use super::Document;
use crate::text::Span;

/// The line that ends front matter which starts with `line`, if it does.
pub fn closing(line: &str) -> Option<&'static str> {
    match line {
        "---" => Some("---"),
        "+++" => Some("+++"),
        "{" => Some("}"),
        _ => None,
    }
}

/// Whether `line` ends front matter whose end is `end`.
pub fn closes(end: &str, line: &str) -> bool {
    line == end || (end == "---" && line == "...")
}

/// A value in front matter. Spans are source bytes.
#[derive(Debug)]
enum Value {
    /// A string, number or the like; the span leaves out quotation marks.
    Scalar(String, Span),
    List(Vec<Value>),
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug)]
struct Entry {
    key: String,
    /// Key and value.
    span: Span,
    value: Value,
}

/// Values nested deeper than this are left out.
const DEEPEST: usize = 8;

/// The front matter that `chunk` is; nothing if it is none or has no end.
pub fn parse(chunk: &str) -> Option<Document<'_>> {
    let first = chunk.split_inclusive('\n').next()?;
    let end = closing(first.trim_end())?;
    let mut at = first.len();
    let mut lines = chunk[at..].split_inclusive('\n');
    let last = loop {
        let line = lines.next()?;
        at += line.len();
        if closes(end, line.trim_end()) {
            break line;
        }
    };
    let body = match end {
        // JSON is YAML, braces included.
        "}" => Span::new(0, at),
        _ => Span::new(first.len(), at - last.len()),
    };
    let text = &chunk[body.range()];
    let parsed = if end == "+++" {
        toml::parse(text, body.from())
    } else {
        yaml::parse(text, body.from())
    };
    // What is being typed, or holds expressions of a template, is read line by line.
    let entries = parsed.unwrap_or_else(|| lines_of(text, body.from()));
    Some(collect::document(chunk, &entries))
}

/// Entries of the form `key: value` or `key = value`, one a line.
fn lines_of(text: &str, mut at: usize) -> Vec<Entry> {
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.starts_with([' ', '\t', '#', '-']) {
            continue;
        }
        let text = line.trim_end();
        let Some(colon) = text.find([':', '=']) else {
            continue;
        };
        let rest = &text[colon + 1..];
        let mut from = start + colon + 1 + rest.len() - rest.trim_start().len();
        let mut value = rest.trim();
        for quote in ['"', '\''] {
            let inner = value.strip_prefix(quote);
            if let Some(inner) = inner.and_then(|v| v.strip_suffix(quote)) {
                value = inner;
                from += 1;
            }
        }
        let span = Span::new(from, from + value.len());
        out.push(Entry {
            key: text[..colon].trim().trim_matches('"').to_string(),
            span: Span::new(start, start + text.len()),
            value: Value::Scalar(value.to_string(), span),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::BlockKind;

    /// Title, then each picture's source, caption and credit, with the source of each.
    fn check(text: &str) {
        let d = parse(text).unwrap();
        let title = &d
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::Title)
            .unwrap();
        let prose = title.prose.text();
        assert_eq!(prose, "Ann’s “port”: the \"end\"");
        let from = prose.find("port").unwrap();
        let source = title.prose.source(Span::new(from, from + 4));
        assert_eq!(&text[source.range()], "port");
        assert_eq!(d.language, Some("de"));
        let image = &d.images[0];
        assert_eq!(image.source, "a.jpg");
        assert_eq!(&text[image.source_span.unwrap().range()], "a.jpg");
        let (credit, span) = image.credit.clone().unwrap();
        assert_eq!(credit, "Ann Lee");
        assert_eq!(&text[span.range()], "Ann Lee");
        let caption = d
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::Caption)
            .unwrap();
        assert_eq!(caption.prose.text(), "Boats");
        assert_eq!(caption.group, image.group);
        let other = &d.images[1];
        assert_eq!(other.source, "b.jpg");
        assert_eq!(other.credit.as_ref().unwrap().0, "Bo Ek");
        assert_ne!(other.group, image.group);
    }

    #[test]
    fn yaml_toml_and_json_say_the_same() {
        check(
            "---\n# é\ntitle: \"Ann’s “port”: the \\\"end\\\"\"\nlang: de\nimage: a.jpg\nimage_caption: Boats\nimage_credit: 'Ann Lee'\ngallery:\n  - src: b.jpg\n    credit: Bo Ek\n---\n",
        );
        check(
            "+++\ntitle = \"Ann’s “port”: the \\\"end\\\"\"\nlang = 'de'\nimage = \"a.jpg\"\nimage_caption = \"Boats\"\nimage_credit = \"Ann Lee\"\n[[gallery]]\nsrc = \"b.jpg\"\ncredit = \"Bo Ek\"\n+++\n",
        );
        check(
            "{\n\"title\": \"Ann’s “port”: the \\\"end\\\"\",\n\"lang\": \"de\", \"image\": \"a.jpg\", \"image_caption\": \"Boats\", \"image_credit\": \"Ann Lee\",\n\"gallery\": [{\"src\": \"b.jpg\", \"credit\": \"Bo Ek\"}]\n}\n",
        );
    }

    #[test]
    fn maps_and_folded_text() {
        let text = "---\ntitle: >\n  The port\n  is open\nheader:\n  overlay_image: a.jpg\n  caption: Photo by Ann Lee\ncover:\n  image: b.png\n  alt: Quay\n  credit: Bo\n---\n";
        let d = parse(text).unwrap();
        assert_eq!(d.blocks[0].prose.text().trim(), "The port is open");
        let from = d.blocks[0].prose.text().find("is").unwrap();
        let source = d.blocks[0].prose.source(Span::new(from, from + 7));
        assert_eq!(&text[source.range()], "is open");
        assert_eq!(d.images.len(), 2);
        assert_eq!(d.images[0].source, "a.jpg");
        assert_eq!(d.images[1].alt, "Quay");
        assert_eq!(d.images[1].credit.as_ref().unwrap().0, "Bo");
    }

    #[test]
    fn what_is_no_yaml_is_read_line_by_line() {
        let text = "---\ntitle: {{ x }: \"a\nimage: 'a.jpg'\n---\n";
        let d = parse(text).unwrap();
        assert_eq!(d.images[0].source, "a.jpg");
        assert!(parse("---\ntitle: A\n").is_none());
    }

    #[test]
    fn an_avatar_is_no_picture_of_the_article() {
        let d = parse("---\nphoto: me.png\navatar: me.png\nimage: a.jpg\n---\n").unwrap();
        let signs: Vec<_> = d.images.iter().map(|i| i.classes.as_str()).collect();
        assert_eq!(signs, ["avatar", ""]);
    }

    #[test]
    fn who_wrote_the_article_took_no_picture() {
        let credit = |text| parse(text).unwrap().images[0].credit.clone();
        assert_eq!(
            credit("---\nimage: a.jpg\nbyline: Ann Lee\ncreator: Bo Ek\n---\n"),
            None
        );
        let of_picture = credit("---\nimage:\n  src: a.jpg\n  byline: Ann Lee\n---\n");
        assert_eq!(of_picture.unwrap().0, "Ann Lee");
    }

    #[test]
    fn credits_in_maps_and_beside_them() {
        let credit = |text| parse(text).unwrap().images[0].credit.clone().map(|c| c.0);
        let map =
            "---\nfeatured_image:\n  src: a.jpg\n  credit:\n    url: x\n    name: Ann Lee\n---\n";
        assert_eq!(credit(map).as_deref(), Some("Ann Lee"));
        let beside = "---\ncover:\n  image: a.jpg\nphoto_by: Ann Lee\n---\n";
        assert_eq!(credit(beside).as_deref(), Some("Ann Lee"));
        let author = "---\nauthor: Bo\ncover:\n  image: a.jpg\n  author: Ann Lee\n---\n";
        assert_eq!(credit(author).as_deref(), Some("Ann Lee"));
        let writer = "---\nimage: a.jpg\nauthor: Bo\n---\n";
        assert_eq!(credit(writer), None);
        let other = "---\ncover:\n  image: a.jpg\ncredit: Ann Lee\n---\n";
        assert_eq!(credit(other), None);
    }

    #[test]
    fn other_keys_are_no_pictures() {
        let d = parse(
            "---\ncover: true\nimage_width: 3\nphoto: Ann Lee\nimages: []\ncredits: 3\n---\n",
        );
        assert!(d.unwrap().images.is_empty());
    }
}
