//! `quote-punctuation`: a comma or full stop behind the closing mark, where American style wants it inside.

use crate::finding::{Edit, Fix};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "quote-punctuation",
    family: Family::Quotes,
    summary: "A comma or full stop behind the closing mark (American style puts it inside).",
    severity: None,
    why: "American style puts commas and full stops inside the closing mark, always; British style only where they \
belong to the quoted words. Off by default: turn it on if your house follows the American rule.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "“We looked for them all night⟦”,⟧ the keeper said.\n",
            fixed: Some("“We looked for them all night,” the keeper said.\n"),
        },
        Example {
            format: Format::Plain,
            text: "“Did you look for them?” the keeper asked.\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if !context.pack.comma_inside() {
        return;
    }
    for quote in context.facts.quotes.iter().filter(|q| q.closed) {
        let end = quote.span.to();
        let behind = context
            .source
            .slice(Span::new(end, (end + 1).min(context.source.len())));
        let mark = Span::new(quote.content.to(), end);
        if mark.is_empty() || !matches!(&*behind, "," | ".") {
            continue;
        }
        let content = context.source.slice(quote.content);
        let ended = content.ends_with(['.', ',', '!', '?', '…']);
        let closing = context.source.slice(mark);
        let inside = if ended {
            closing.to_string()
        } else {
            format!("{behind}{closing}")
        };
        let both = Span::new(mark.from(), end + 1);
        let fix = Fix {
            title: "Put it inside".to_string(),
            safe: true,
            edits: vec![Edit::replace(both, inside)],
        };
        report.add(
            both,
            "American style puts this inside the closing mark.".to_string(),
            Vec::new(),
            vec![fix],
        );
    }
}
