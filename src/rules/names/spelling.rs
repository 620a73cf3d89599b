//! What the rules share that compare two spellings of the draft: message, related place, fixes.

use crate::facts::names::{Slip, Variant};
use crate::finding::{Edit, Fix, Related, Severity};
use crate::rules::{Context, Report};

/// Adds a finding for each place of each variant of that kind. `message`: what to say, given the wrong and the right
/// spelling.
pub fn check(
    context: &Context<'_>,
    report: &mut Report<'_>,
    slip: Slip,
    message: fn(&Variant) -> String,
) {
    for variant in context.facts.variants.iter().filter(|v| v.slip == slip) {
        if is_checked(context, variant) {
            continue;
        }
        let edits: Vec<Edit> = variant
            .places
            .iter()
            .map(|p| Edit::replace(p.span, &*variant.right))
            .collect();
        for place in &variant.places {
            let related = variant.others.iter().map(|(span, text)| Related {
                span: *span,
                message: format!("spelled “{text}” here"),
                path: None,
            });
            let related = related.collect();
            let mut fixes = vec![Fix {
                title: format!("Change to “{}”", variant.right),
                safe: false,
                edits: vec![Edit::replace(place.span, &*variant.right)],
            }];
            if edits.len() > 1 {
                let title = format!(
                    "Change all {} “{}” to “{}”",
                    edits.len(),
                    variant.wrong,
                    variant.right
                );
                fixes.push(Fix {
                    title,
                    safe: false,
                    edits: edits.clone(),
                });
            }
            let severity = if variant.sure {
                Severity::Error
            } else {
                Severity::Information
            };
            report.add_as(severity, place.span, message(variant), related, fixes);
        }
    }
}

/// Whether the name book says that both spellings are right or that one has been checked.
fn is_checked(context: &Context<'_>, variant: &Variant) -> bool {
    let names = |text: &str, name: &str| name == text || name.split(' ').any(|w| w == text);
    context
        .settings
        .names
        .iter()
        .any(|e| e.checked && names(&variant.wrong, &e.canonical))
}
