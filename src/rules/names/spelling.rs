//! What the rules share that compare two spellings of the draft: message, related places, fixes, and what the name
//! book says of them.

use crate::config::NameEntry;
use crate::facts::names::{Slip, Variant};
use crate::finding::{Edit, Fix, Related, Severity};
use crate::rules::{Context, Report};
use crate::text::Span;

/// Adds a finding for each place of each variant of that kind. `message`: what to say, given the wrong and the right
/// spelling.
pub fn check(
    context: &Context<'_>,
    report: &mut Report<'_>,
    slip: Slip,
    message: fn(&str, &str) -> String,
) {
    for variant in context.facts.variants.iter().filter(|v| v.slip == slip) {
        let places: Vec<Span> = variant.places.iter().map(|p| p.span).collect();
        let others: Vec<(Span, &str)> = variant.others.iter().map(|(s, t)| (*s, &**t)).collect();
        match verdict(&context.settings.names, variant) {
            Verdict::Open => {
                let severity = if variant.sure {
                    Severity::Error
                } else {
                    Severity::Information
                };
                flag(
                    report,
                    severity,
                    (&places, &variant.wrong),
                    (&others, &variant.right),
                    message,
                );
            }
            // The book has the spelling that is the rarer one here.
            Verdict::Turned => {
                let wrong: Vec<Span> = variant
                    .others
                    .iter()
                    .filter(|(_, t)| *t == variant.right)
                    .map(|(s, _)| *s)
                    .collect();
                let right: Vec<(Span, &str)> = places
                    .iter()
                    .take(1)
                    .map(|s| (*s, &*variant.wrong))
                    .collect();
                flag(
                    report,
                    Severity::Error,
                    (&wrong, &variant.right),
                    (&right, &variant.wrong),
                    message,
                );
            }
            Verdict::Silent => {}
        }
    }
}

/// The fix that changes all places comes with each of them up to so many, with the first alone where there are more.
const ALL: usize = 100;

fn flag(
    report: &mut Report<'_>,
    severity: Severity,
    (places, wrong): (&[Span], &str),
    (others, right): (&[(Span, &str)], &str),
    message: fn(&str, &str) -> String,
) {
    let edits: Vec<Edit> = places.iter().map(|p| Edit::replace(*p, right)).collect();
    for (i, place) in places.iter().enumerate() {
        let related = others.iter().map(|(span, text)| {
            let message = format!("spelled “{text}” here");
            Related::here(*span, message)
        });
        let mut fixes = vec![Fix {
            title: format!("Change to “{right}”"),
            safe: false,
            edits: vec![Edit::replace(*place, right)],
        }];
        // With each of very many it would take room that grows with their square.
        if edits.len() > 1 && (edits.len() <= ALL || i == 0) {
            let title = format!("Change all {} “{wrong}” to “{right}”", edits.len());
            fixes.push(Fix {
                title,
                safe: false,
                edits: edits.clone(),
            });
        }
        report.add_as(
            severity,
            *place,
            message(wrong, right),
            related.collect(),
            fixes,
        );
    }
}

enum Verdict {
    /// The book says nothing.
    Open,
    /// The book has the spelling that is called wrong here.
    Turned,
    /// Both were checked, or another rule speaks of it.
    Silent,
}

fn verdict(book: &[NameEntry], variant: &Variant) -> Verdict {
    let holds = |name: &str, words: &str| name == words || name.split(' ').any(|w| w == words);
    let mut turned = false;
    for entry in book {
        if entry.variants.iter().any(|v| holds(v, &variant.wrong)) && !entry.checked {
            // `house-style-name` has it.
            return Verdict::Silent;
        }
        if holds(&entry.canonical, &variant.wrong) {
            if entry.checked {
                return Verdict::Silent;
            }
            turned = true;
        }
    }
    if turned {
        Verdict::Turned
    } else {
        Verdict::Open
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{NameEntry, Settings};
    use crate::draft::analyse;
    use crate::markup::Format;

    const TEXT: &str =
        "Anna Lindqvist won. “It took years,” Lindqvist said. Later Lindqvst left the hall.\n";

    fn flagged(entry: NameEntry) -> Vec<(&'static str, &'static str)> {
        let settings = Settings {
            names: vec![entry],
            ..Settings::default()
        };
        let findings = analyse(TEXT, Format::Plain, &settings).findings;
        let names = findings.iter().filter(|f| f.rule.ends_with("-name"));
        names.map(|f| (f.rule, &TEXT[f.span.range()])).collect()
    }

    #[test]
    fn the_name_book_decides() {
        let entry = |canonical: &str| NameEntry {
            canonical: canonical.into(),
            ..NameEntry::default()
        };
        assert_eq!(
            flagged(entry("Somebody Else")),
            [("inconsistent-name", "Lindqvst")]
        );
        assert_eq!(
            flagged(entry("Anna Lindqvist")),
            [("inconsistent-name", "Lindqvst")]
        );
        assert_eq!(
            flagged(entry("Lindqvst")),
            [("inconsistent-name", "Lindqvist")]
        );
        assert_eq!(
            flagged(NameEntry {
                checked: true,
                ..entry("Lindqvst")
            }),
            []
        );
        let book = NameEntry {
            variants: vec!["Lindqvst".into()],
            ..entry("Lindqvist")
        };
        assert_eq!(flagged(book), [("house-style-name", "Lindqvst")]);
    }
}
