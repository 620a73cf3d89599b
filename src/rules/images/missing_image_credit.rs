//! `missing-image-credit`: a picture of which nobody says whose it is.

use super::place;
use crate::facts::images::Picture;
use crate::finding::Severity;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "missing-image-credit",
    family: Family::Images,
    summary: "A picture without a credit.",
    severity: Some(Severity::Warning),
    why: "Readers and rights holders must be able to see whose a picture is, and agencies demand it in their terms. \
        A credit may stand in an attribute or key of the picture, in its caption or title, on the same line or in the \
        two lines below, or once for all pictures elsewhere in the draft (`Photos: …`); or in a file that the site \
        generator reads: beside the picture (`port.jpg.meta.yaml` of Grav, `port.jpg.txt` of Kirby, `port.jpg.lr` of \
        Lektor, `.meta/port.jpg.yaml` of Statamic, `port.jpg.yml`, `.json` or `.toml`), or in a list of pictures among a \
        site's data (`_data/photos.yml`). Screenshots, charts and \
        drawings are only hinted at; logos, icons, badges, tracking pixels and decoration need no credit.\n\n\
        With `credits.expected`, a draft without any picture and credit is flagged once.\n\n\
        Where the picture's file names its photographer, the fix writes that name.",
    examples: &[
        Example {
            format: Format::Markdown,
            text: "The port is closed.\n\n⟦![The port at night](port.jpg)⟧\n\nNobody works.\n",
            fixed: Some(
                "The port is closed.\n\n![The port at night](port.jpg)\n*Photo: Name/Agency*\n\nNobody works.\n",
            ),
        },
        Example {
            format: Format::Markdown,
            text: "![The port at night](port.jpg)\n*The port on Monday. Photo: Mara Quint/Reuters*\n",
            fixed: None,
        },
        Example {
            format: Format::Markdown,
            text: "⟦![](port.jpg)⟧\n*The port on Monday.*\n",
            fixed: Some("![](port.jpg)\n*The port on Monday. Photo: Name/Agency*\n"),
        },
        Example {
            format: Format::Markdown,
            text: "![](port.jpg)\n\nNobody works.\n\n![](crane.jpg)\n\nPhotos: Mara Quint\n",
            fixed: None,
        },
        Example {
            format: Format::Plain,
            text: "⟦[PHOTO: The port at night]⟧\nNobody works there.\n",
            fixed: Some("[PHOTO: The port at night]\nPhoto: Name/Agency\nNobody works there.\n"),
        },
        Example {
            format: Format::Rst,
            text: "⟦.. figure:: port.jpg⟧\n\n   The port at night.\n",
            fixed: Some(".. figure:: port.jpg\n\n   The port at night. Photo: Name/Agency\n"),
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let facts = context.facts;
    if context.settings.credits.expected && facts.images.is_empty() && facts.credits.is_empty() {
        // Pictures live elsewhere: the draft must at least say whose they are.
        if let Some((span, _)) = facts.blocks.first() {
            let message = "The draft has no picture credit. Say whose its pictures are.";
            report.add(*span, message.into(), Vec::new(), Vec::new());
        }
    }
    for picture in &context.facts.images {
        let file = context.pictures.get(&picture.image.source);
        let listed = file.is_some_and(|f| f.listed.is_some());
        if picture.credit.is_some() || listed || is_exempt(context, picture) {
            continue;
        }
        if context.settings.credits.alt && picture.alt_credit.is_some() {
            continue;
        }
        let (severity, what) = if picture.graphic {
            (Severity::Hint, "This graphic")
        } else {
            (Severity::Error, "This picture")
        };
        let mut message = format!("{what} has no credit. Say whose it is.");
        if let Some(alt) = &picture.alt_credit {
            message = format!(
                "{what} has its credit (“{alt}”) only in the alternative text, where readers do not see it. \
                 Put it in the caption."
            );
        }
        let fix = place::add_credit(context, picture);
        let fixes = fix.into_iter().collect();
        report.add_as(severity, picture.image.span, message, Vec::new(), fixes);
    }
}

/// Whether the picture needs no credit, by itself or by the settings.
pub fn is_exempt(context: &Context<'_>, picture: &Picture) -> bool {
    let image = &picture.image;
    let named = |e: &String| {
        !e.is_empty()
            && (matches(e, &image.source) || image.classes.split_whitespace().any(|c| c == e))
    };
    picture.exempt.is_some() || context.settings.credits.exempt.iter().any(named)
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
}
