//! `quote-punctuation`: a comma or full stop behind the closing mark, where American style wants it inside.

use crate::facts::quotes::{Kind, Quote};
use crate::finding::{Edit, Fix, Related};
use crate::markup::Format;
use crate::rules::{Context, Example, Family, Report, Rule};
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "quote-punctuation",
    family: Family::Quotes,
    summary: "A comma or full stop on the wrong side of the closing mark, by American or British style.",
    severity: None,
    why: "American style puts commas and full stops inside the closing mark, always; British style only where they \
belong to the quoted words. Off by default. With `british = true` under \
`[quotes]` it flags what the British rule puts outside: the comma or full stop behind a fragment.",
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
    if context.settings.quotes.british {
        return british(context, report);
    }
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
            opening(quote),
            vec![fix],
        );
    }
}

fn opening(quote: &Quote) -> Vec<Related> {
    let mark = Span::new(quote.span.from(), quote.content.from());
    vec![Related::here(mark, "the quotation opens here")]
}

/// A comma or full stop inside that belongs to the sentence around a fragment: `was “not amused,” they say`.
fn british(context: &Context<'_>, report: &mut Report<'_>) {
    for quote in context.facts.quotes.iter().filter(|q| q.closed) {
        let fragment = matches!(quote.kind, Kind::Partial | Kind::Term | Kind::Title);
        let mark = Span::new(quote.content.to(), quote.span.to());
        let content = context.source.slice(quote.content);
        let Some(stop) = content
            .chars()
            .next_back()
            .filter(|c| matches!(c, ',' | '.'))
        else {
            continue;
        };
        // A capital begins a sentence of its own, whose full stop stays; an ellipsis is the speaker’s.
        let sentence = content.starts_with(char::is_uppercase) && quote.kind == Kind::Partial;
        if !fragment || mark.is_empty() || sentence || content.ends_with("..") {
            continue;
        }
        let both = Span::new(quote.content.to() - 1, mark.to());
        let fix = Fix {
            title: "Put it outside".to_string(),
            safe: false,
            edits: vec![Edit::replace(
                both,
                format!("{}{stop}", context.source.slice(mark)),
            )],
        };
        let message =
            "This belongs to the sentence around the quoted words: it stands outside the marks.";
        report.add(both, message.to_string(), opening(quote), vec![fix]);
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Settings;
    use crate::draft::analyse;
    use crate::finding::{Severity, apply};
    use crate::markup::Format;

    fn fixed(text: &str) -> String {
        let mut settings = Settings::default();
        settings.quotes.british = true;
        settings
            .rules
            .insert("quote-punctuation".to_string(), Some(Severity::Warning));
        let found = analyse(text, Format::Plain, &settings).findings;
        let fix = found
            .iter()
            .find(|f| f.rule == "quote-punctuation")
            .and_then(|f| f.fixes.first());
        fix.map_or_else(|| text.to_string(), |f| apply(text, &f.edits))
    }

    #[test]
    fn british_stops_belong_to_their_sentence() {
        assert_eq!(
            fixed("The keeper was “not at all amused by it,” and left."),
            "The keeper was “not at all amused by it”, and left."
        );
        for fine in [
            "“We looked for them all night,” the keeper said.",
            "The keeper said: “We looked for them all night.”",
            "The keeper was “not at all amused by it”, and left.",
        ] {
            assert_eq!(fixed(fine), fine);
        }
    }
}
