//! `quote-mismatch`: a headline, standfirst or caption quotes otherwise than the text.

use crate::facts::quotes::Quote;
use crate::finding::{Edit, Fix, Related, Severity};
use crate::markup::{BlockKind, Format};
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "quote-mismatch",
    family: Family::Quotes,
    summary: "A quotation in a headline, standfirst or caption that differs from the one in the text.",
    severity: Some(Severity::Warning),
    why: "Words between quotation marks were said. A headline that shortens a quotation may leave words out at its \
ends, but the words it has must be the speaker’s, in the speaker’s order.",
    examples: &[
        Example {
            format: Format::Markdown,
            text: "# Keeper ⟦‘searched for them every night’⟧\n\n“We looked for them every night,” the keeper said.\n",
            fixed: Some(
                "# Keeper ‘We looked for them every night’\n\n“We looked for them every night,” the keeper said.\n",
            ),
        },
        Example {
            format: Format::Markdown,
            text: "# Keeper ‘looked for them all night’\n\n“We looked for them all night,” the keeper said.\n",
            fixed: None,
        },
    ],
    check,
};

/// Shorter ones are terms.
const WORDS: usize = 3;
/// Words of a quotation that are compared, and quotations of the text that each is compared with.
const LONG: usize = 60;
const MANY: usize = 1000;
/// Share of the shorter one’s words that both have in order, from which they are the same quotation.
const SAME: f64 = 0.6;

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let blocks = &context.facts.blocks;
    let outside = |q: &&Quote| {
        let kind = blocks.get(q.block as usize).map(|b| b.1);
        matches!(
            kind,
            Some(
                BlockKind::Title
                    | BlockKind::Heading(_)
                    | BlockKind::Standfirst
                    | BlockKind::Caption
            )
        )
    };
    let heads: Vec<&Quote> = context
        .facts
        .quotes
        .iter()
        .filter(outside)
        .take(32)
        .collect();
    if heads.is_empty() {
        return;
    }
    let body: Vec<(&Quote, Vec<String>)> = context
        .facts
        .quotes
        .iter()
        .filter(|q| !outside(q))
        .take(MANY)
        .map(|q| (q, words(context, q)))
        .collect();
    for head in heads {
        let spoken = words(context, head);
        if spoken.len() < WORDS || body.iter().any(|(_, w)| holds(w, &spoken)) {
            continue;
        }
        let alike = body
            .iter()
            .filter(|(_, w)| w.len() >= WORDS)
            .map(|(q, w)| (q, w, share(&spoken, w)));
        let best = alike.max_by(|a, b| a.2.total_cmp(&b.2));
        let Some((quote, said, _)) = best.filter(|(_, _, share)| *share >= SAME) else {
            continue;
        };
        // A headline of about the same length may take the text’s words as they stand.
        let fix = (said.len() <= spoken.len() + 2).then(|| {
            let content = context.source.slice(quote.content);
            Fix {
                title: "Quote as in the text".to_string(),
                safe: false,
                edits: vec![Edit::replace(
                    head.content,
                    content.trim_end_matches([',', '.']),
                )],
            }
        });
        let related = Related::here(quote.span, "quoted here as");
        let message =
            "The text quotes this otherwise: the words between the marks must be the speaker’s.";
        report.add(
            head.span,
            message.to_string(),
            vec![related],
            fix.into_iter().collect(),
        );
    }
}

/// The words of a quotation in lower case, without marks.
fn words(context: &Context<'_>, quote: &Quote) -> Vec<String> {
    let content = context.source.slice(quote.content);
    let words = content.split(|c: char| !c.is_alphanumeric() && !matches!(c, '’' | '\''));
    let words = words.filter(|w| !w.is_empty()).take(LONG);
    words.map(|w| w.replace('’', "'").to_lowercase()).collect()
}

/// Whether `long` has the words `short` in one piece.
fn holds(long: &[String], short: &[String]) -> bool {
    long.windows(short.len()).any(|w| w == short)
}

/// The share of the shorter one’s words that both have in the same order.
fn share(a: &[String], b: &[String]) -> f64 {
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y {
                diagonal + 1
            } else {
                above.max(row[j])
            };
            diagonal = above;
        }
    }
    row[b.len()] as f64 / a.len().min(b.len()) as f64
}
