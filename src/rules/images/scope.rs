//! Which pictures need a credit: by what they are, and by the settings.

use crate::facts::images::Picture;
use crate::markup::Image;
use crate::rules::Context;

/// Whether a picture needs a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Decoration, a sign, or left out by the settings.
    Exempt,
    /// A screenshot, chart or drawing: most drafts credit none of them.
    Graphic,
    Photograph,
}

/// What the settings or else its name, class and size tell of a picture.
pub fn need(context: &Context<'_>, picture: &Picture) -> Need {
    let credits = &context.settings.credits;
    let listed = |list: &[String]| list.iter().any(|entry| names(entry, &picture.image));
    if listed(&credits.exempt) {
        Need::Exempt
    } else if listed(&credits.photographs) {
        Need::Photograph
    } else if picture.exempt.is_some() {
        Need::Exempt
    } else if listed(&credits.graphics) || picture.graphic {
        Need::Graphic
    } else {
        Need::Photograph
    }
}

/// Whether an entry of the settings means the picture: a path, or a word of its file's name or of its classes.
fn names(entry: &str, image: &Image) -> bool {
    let path = image.source.split(['?', '#']).next().unwrap_or_default();
    if entry.contains(['*', '?', '/', '.']) {
        return matches(entry, path);
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let parts = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|w| w.to_lowercase() == entry.to_lowercase())
    };
    let classes = || image.classes.split_whitespace().any(|c| c == entry);
    !entry.is_empty() && (parts(name) || parts(&image.classes) || classes())
}

/// Whether `path` ends with the glob `pattern` (`*` is anything), from the start or behind a slash.
fn matches(pattern: &str, path: &str) -> bool {
    let starts = std::iter::once(0).chain(path.match_indices('/').map(|(i, _)| i + 1));
    starts
        .take(64)
        .any(|i| glob(pattern.as_bytes(), &path.as_bytes()[i..]))
}

/// Linear but for stepping back to the last star.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut back = None;
    while t < text.len() {
        if p < pattern.len() && pattern[p] == b'*' {
            back = Some((p, t));
            p += 1;
        } else if p < pattern.len() && (pattern[p] == text[t] || pattern[p] == b'?') {
            p += 1;
            t += 1;
        } else if let Some((star, from)) = back {
            p = star + 1;
            t = from + 1;
            back = Some((star, from + 1));
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|&b| b == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exempt_paths_are_globs() {
        assert!(matches("ads/*", "/img/ads/a.jpg"));
        assert!(matches("*.svg", "img/a.svg"));
        assert!(matches("a.jpg", "img/a.jpg"));
        assert!(!matches("a.jpg", "img/ba.jpg"));
        assert!(!matches("ads", "img/ads/a.jpg"));
    }

    #[test]
    fn entries_are_paths_or_words() {
        let image = |source: &str, classes: &str| Image {
            source: source.into(),
            classes: classes.into(),
            ..Image::default()
        };
        assert!(names("chart", &image("img/sales-chart-2.jpg", "")));
        assert!(names("Chart", &image("a.jpg", "wide chart")));
        assert!(names("wide-chart", &image("a.jpg", "wide-chart")));
        assert!(names("*.png", &image("img/a.png?w=3", "")));
        assert!(!names("chart", &image("img/charter.jpg", "")));
        assert!(!names("chart", &image("chart/a.jpg", "")));
        assert!(!names("", &image("", "")));
    }
}
