//! `missing-image-credit`: a picture of which nobody says whose it is.

use super::place;
use super::scope::{self, Need};
use crate::finding::Severity;
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

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
        drawings are only hinted at; logos, icons, badges, tracking pixels and decoration need no credit. Names, classes, \
        sizes and kinds of files tell which is which; `credits.photographs`, `credits.graphics` and `credits.exempt` \
        say so where they do not.\n\n\
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
    let expected = context.settings.credits.expected && facts.credits.is_empty();
    if expected && (facts.images.iter()).all(|p| scope::need(context, p) == Need::Exempt) {
        // Pictures live elsewhere: the draft must at least say whose they are.
        if let Some((span, _)) = facts.blocks.first() {
            let message = "The draft has no picture credit. Say whose its pictures are.";
            let block = context.source.slice(*span);
            let words = Span::new(span.from(), span.from() + block.trim_end().len());
            report.add(words, message.into(), Vec::new(), Vec::new());
        }
    }
    for picture in &context.facts.images {
        let file = context.pictures.get(&picture.image.source);
        let listed = file.is_some_and(|f| f.listed.is_some());
        let need = scope::need(context, picture);
        if picture.credit.is_some() || listed || need == Need::Exempt {
            continue;
        }
        if context.settings.credits.alt && picture.alt_credit.is_some() {
            continue;
        }
        let (severity, what) = if need == Need::Graphic {
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
