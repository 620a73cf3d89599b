//! The rules of the images family.

mod credit_conflict;
mod credit_format;
mod credit_without_image;
mod incomplete_credit;
mod missing_image_credit;
mod place;
mod placeholder_credit;
mod scope;
mod undisclosed_ai_image;
mod wording;

use super::{Context, Rule};
use crate::facts::images::{CreditLine, Picture, PictureFile, Pictures};
use std::sync::Arc;

/// In the order of the documentation; one line a rule.
pub static RULES: &[&Rule] = &[
    &missing_image_credit::RULE,
    &placeholder_credit::RULE,
    &undisclosed_ai_image::RULE,
    &incomplete_credit::RULE,
    &credit_conflict::RULE,
    &credit_format::RULE,
    &credit_without_image::RULE,
];

/// Whether there is anything that these rules look at.
pub fn has_work(context: &Context<'_>) -> bool {
    let facts = context.facts;
    !facts.images.is_empty() || !facts.credits.is_empty() || context.settings.credits.expected
}

/// Credited pictures whose files have been read.
fn known<'a>(
    context: &'a Context<'_>,
) -> impl Iterator<Item = (&'a Picture, &'a CreditLine, &'a PictureFile)> {
    let pictures = context.facts.images.iter();
    pictures.filter_map(|p| {
        Some((
            p,
            p.credit.as_ref()?,
            context.pictures.get(&p.image.source)?,
        ))
    })
}

/// The files that the examples of this family look at: `reuters.jpg` says that Mara Quint took it for Reuters,
/// `generated.jpg` that a machine made it.
pub fn example_files() -> Pictures {
    let reuters = PictureFile {
        creator: Some("Mara Quint".into()),
        credit_line: Some("Reuters".into()),
        ..PictureFile::default()
    };
    let generated = PictureFile {
        digital_source_type: Some("trainedAlgorithmicMedia".into()),
        ..PictureFile::default()
    };
    let files = [("reuters.jpg", reuters), ("generated.jpg", generated)];
    files
        .map(|(name, file)| (name.to_string(), Arc::new(file)))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests;
