//! `continued-marks`: a quotation that runs on over paragraphs with a mark too many or too few.

use crate::facts::quotes::{Kind, Quote, Sieve};
use crate::finding::{Edit, Fix, Related, Severity};
use crate::markup::{BlockKind, Format};
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "continued-marks",
    family: Family::Quotes,
    summary: "A quotation over paragraphs that is closed too early, or not opened again.",
    severity: Some(Severity::Warning),
    why: "A quotation that runs on over paragraphs opens in each of them and closes only in the last. Closed at the end \
of a paragraph and opened again in the next, it reads as if somebody else were speaking.",
    examples: &[
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper said. “They were gone.⟦”⟧\n\n“In the morning we found a feather.”\n",
            fixed: Some(
                "“We looked for them all night,” the keeper said. “They were gone.\n\n“In the morning we found a feather.”\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "The keeper said: “We looked for them all night.\n\n⟦In⟧ the morning we found a feather.”\n",
            fixed: Some(
                "The keeper said: “We looked for them all night.\n\n“In the morning we found a feather.”\n",
            ),
        },
        Example {
            format: Format::Plain,
            text: "“We looked for them all night,” the keeper said.\n\n“In the morning we found a feather,” a warden said.\n",
            fixed: None,
        },
    ],
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for pair in context.facts.quotes.windows(2) {
        let [first, second] = pair else { continue };
        let goes_on = second.sieve == Sieve::Neighbour
            && second.kind == Kind::Full
            && first.kind == Kind::Full
            && first.closed
            && first.ends
            && first.block + 1 == second.block;
        if !goes_on {
            continue;
        }
        let mark = Span::new(first.content.to(), first.span.to());
        let fix = Fix {
            title: "Let the quotation run on".to_string(),
            safe: false,
            edits: vec![Edit::replace(mark, "")],
        };
        let message = "The next paragraph seems to go on with this quotation: leave it open here, or say again who speaks.";
        // Whether the same person goes on is a guess.
        report.add_as(
            Severity::Hint,
            mark,
            message.to_string(),
            vec![Related::here(second.span, "goes on here")],
            vec![fix],
        );
    }
    // Other languages open a quotation once, however many paragraphs it has.
    let english = context.pack.code == "en";
    let open = context
        .facts
        .quotes
        .iter()
        .filter(|q| !q.closed && !q.runs_on && english);
    for quote in open {
        let Some((word, _)) = unopened(context, quote) else {
            continue;
        };
        let opening = context
            .source
            .slice(Span::new(quote.span.from(), quote.content.from()));
        let fix = Fix {
            title: "Open the quotation again".to_string(),
            safe: false,
            edits: vec![Edit::insert(word.from(), opening.to_string())],
        };
        let related = Related::here(quote.span, "left open here");
        let message = "This paragraph goes on with the quotation before it: open it again here.";
        report.add(word, message.to_string(), vec![related], vec![fix]);
    }
}

/// The first word of the paragraph that goes on with `quote`, which is left open at the end of its own, without opening
/// it again; and the mark that closes it there.
pub fn unopened(context: &Context<'_>, quote: &Quote) -> Option<(Span, Span)> {
    let facts = context.whole;
    if quote.closed || quote.runs_on || !quote.ends {
        return None;
    }
    let &(block, kind) = facts.blocks.get(quote.block as usize + 1)?;
    let first = facts.strays.partition_point(|s| s.span.start < block.start);
    let stray = facts.strays.get(first)?.span;
    if !block.covers(stray) {
        return None;
    }
    let behind = facts.quotes.partition_point(|q| q.span.start < block.start);
    let other = facts
        .quotes
        .get(behind)
        .is_some_and(|q| q.span.start < stray.start);
    if other || kind != BlockKind::Paragraph {
        return None;
    }
    // Where markup stands before the first word, nobody can tell here where the mark belongs.
    let text = context.source.slice(Span::new(block.from(), stray.from()));
    let length = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '’' | '\''))?;
    (length > 0).then(|| (Span::new(block.from(), block.from() + length), stray))
}
