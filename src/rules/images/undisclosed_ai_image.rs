//! `undisclosed-ai-image`: the file says that a machine made the picture, the draft does not.

use crate::facts::images::Picture;
use crate::finding::{Edit, Fix, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "undisclosed-ai-image",
    family: Family::Images,
    summary: "A generated picture that the draft does not call one.",
    severity: Some(Severity::Warning),
    why: "Readers must be able to tell a photograph from a generated picture. Programs that make pictures say so in the \
        file (IPTC Digital Source Type `trainedAlgorithmicMedia` or `compositeWithTrainedAlgorithmicMedia`, in XMP or \
        in content credentials, which are read but not verified); the credit or caption must say it too.",
    examples: &[
        Example {
            format: Format::Markdown,
            text: "The file says that a machine made it.\n\n⟦![](generated.jpg)⟧\n*Image: Harbour Post*\n",
            fixed: Some(
                "The file says that a machine made it.\n\n![](generated.jpg)\n*Image: Harbour Post (AI-generated)*\n",
            ),
        },
        Example {
            format: Format::Markdown,
            text: "Readers are told.\n\n![](generated.jpg)\n*Image: Harbour Post (AI-generated)*\n",
            fixed: None,
        },
    ],
    check,
};

/// What a credit or caption calls it, in the languages of the packs; lower case.
const WORDS: &[&str] = &[
    "ai",
    "a.i.",
    "ai-generated",
    "ki",
    "ki-generiert",
    "ia",
    "artificial",
    "künstliche",
    "artificielle",
    "artificial",
    "inteligencia",
    "kunstmatige",
    "artificiale",
    "ші",
    "ии",
    "generated",
    "generiert",
    "générée",
    "généré",
    "generada",
    "generata",
    "gegenereerd",
    "midjourney",
    "dall-e",
    "dall·e",
    "firefly",
    "diffusion",
    "chatgpt",
    "imagen",
    "gemini",
    "synthetic",
    "згенеровано",
    "сгенерировано",
    "нейросеть",
    "нейромережа",
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for picture in &context.facts.images {
        let file = context.pictures.get(&picture.image.source);
        let Some(who) = file.and_then(|f| f.generated()) else {
            continue;
        };
        if is_disclosed(picture) {
            continue;
        }
        let message = format!(
            "The {who} says that a machine made this picture, wholly or in part; the draft does not. Say so in the \
             credit or caption."
        );
        let end = match (&picture.credit, &picture.caption) {
            (Some(credit), _) => Some(credit.span.to()),
            (None, Some((span, _))) => Some(span.to()),
            (None, None) => None,
        };
        let fix = end.map(|at| Fix {
            title: "Add “(AI-generated)”".into(),
            safe: false,
            edits: vec![Edit::insert(at, " (AI-generated)")],
        });
        report.add(
            picture.image.span,
            message,
            Vec::new(),
            fix.into_iter().collect(),
        );
    }
}

fn is_disclosed(picture: &Picture) -> bool {
    let credit = picture.credit.as_ref().map_or("", |c| c.text.as_str());
    let caption = picture.caption.as_ref().map_or("", |c| c.1.as_str());
    let title = picture.image.title.as_ref().map_or("", |t| t.0.as_str());
    [credit, caption, title].into_iter().any(|text| {
        text.split(|c: char| c.is_whitespace() || "(),:;/".contains(c))
            .any(|word| {
                let word = word
                    .trim_matches(['.', '“', '”', '"', '*', '_'])
                    .to_lowercase();
                WORDS.contains(&word.as_str())
            })
    })
}
