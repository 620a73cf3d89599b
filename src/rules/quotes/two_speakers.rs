//! `two-speakers`: two people quoted in one paragraph.

use crate::facts::quotes::{Attribution, Kind};
use crate::finding::{Edit, Fix, Related, Severity};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};

pub static RULE: Rule = Rule {
    name: "two-speakers",
    family: Family::Quotes,
    summary: "Two people speak in one paragraph.",
    severity: Some(Severity::Hint),
    why: "A new speaker gets a new paragraph: readers take what follows a quotation in the same paragraph for the same \
person’s words.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” said Ada Lorne, the keeper. ⟦“They never came back,”⟧ said Ben Marsh, a warden.\n",
            fixed: Some(
                "“We looked for them all night,” said Ada Lorne, the keeper.\n\n“They never came back,” said Ben Marsh, a warden.\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” said Ada Lorne, the keeper. “They never came back,” she said.\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let speech = |q: &&crate::facts::quotes::Quote| {
        q.kind == Kind::Full && q.attribution == Attribution::Explicit
    };
    let mut quotes = context.facts.quotes.iter().filter(speech).peekable();
    while let (Some(first), Some(second)) = (quotes.next(), quotes.peek()) {
        let person = |q: &crate::facts::quotes::Quote| q.speaker.as_ref().and_then(|s| s.person);
        let two = matches!((person(first), person(second)), (Some(a), Some(b)) if a != b);
        if first.block != second.block || !two {
            continue;
        }
        let breaks = second.starts && matches!(context.format, Format::Plain | Format::Markdown);
        let fix = breaks.then(|| {
            let at = second.span.from();
            let text = context
                .source
                .slice(crate::text::Span::new(at.saturating_sub(1), at));
            let space = usize::from(text == " ");
            Fix {
                title: "Begin a new paragraph".to_string(),
                safe: false,
                edits: vec![Edit::replace(
                    crate::text::Span::new(at - space, at),
                    "\n\n",
                )],
            }
        });
        let related = Related::here(first.span, "the first speaker");
        let message = "A second person speaks in this paragraph: begin a new one.";
        report.add(
            second.span,
            message.to_string(),
            vec![related],
            fix.into_iter().collect(),
        );
    }
}
