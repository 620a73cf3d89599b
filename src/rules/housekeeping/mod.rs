//! The rules of the housekeeping family: what is written to the desk itself must do something.

mod expired_suppression;
mod unknown_suppression;
mod unused_suppression;

use super::Rule;
use super::suppression::{Suppression, is_rule};
use crate::finding::{Edit, Fix};
use crate::text::Span;

/// In the order of the documentation; one line a rule.
pub static RULES: &[&Rule] = &[
    &unknown_suppression::RULE,
    &unused_suppression::RULE,
    &expired_suppression::RULE,
];

/// Takes the suppression out: the whole comment with its line if it stands alone, else the rule's name.
fn removal(source: &dyn crate::text::Source, suppression: &Suppression, safe: bool) -> Fix {
    let span = if suppression.alone {
        with_line(source, suppression.comment)
    } else {
        with_comma(source, suppression)
    };
    let title = if suppression.alone {
        "Remove the comment".to_string()
    } else {
        format!("Remove `{}` from the comment", suppression.rule)
    };
    Fix {
        title,
        safe,
        edits: vec![Edit::replace(span, "")],
    }
}

/// The comment with its line end, if nothing else stands on the line.
fn with_line(source: &dyn crate::text::Source, comment: Span) -> Span {
    let before = source.slice(Span::new(comment.from().saturating_sub(1), comment.from()));
    let starts = comment.start == 0 || before.ends_with(['\n', '\r']);
    let after = |n: usize| {
        let to = (comment.to() + n).min(source.len());
        source.slice(Span::new(comment.to(), to))
    };
    let end = match () {
        () if after(2) == "\r\n" => 2,
        () if after(1).starts_with(['\n', '\r']) => 1,
        () => 0,
    };
    if starts && end > 0 {
        Span::new(comment.from(), comment.to() + end)
    } else {
        comment
    }
}

/// The rule's name with the comma and spaces on one side.
fn with_comma(source: &dyn crate::text::Source, suppression: &Suppression) -> Span {
    let name = suppression.name;
    let rest = source.slice(Span::new(name.to(), suppression.comment.to()));
    let gap = rest.len() - rest.trim_start_matches([',', ' ', '\t']).len();
    let last =
        rest[gap..].starts_with([':', '-', '*', '\n', '\r']) || rest[gap..].starts_with("until ");
    if gap > 0 && !last {
        return Span::new(name.from(), name.to() + gap);
    }
    let front = source.slice(Span::new(suppression.comment.from(), name.from()));
    let gap = front.len() - front.trim_end_matches([',', ' ', '\t']).len();
    Span::new(name.from() - gap, name.to())
}
