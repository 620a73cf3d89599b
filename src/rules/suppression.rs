//! What somebody has let stand: comments in the draft (`copydesk-ignore RULE: reason`) and entries of the settings.

use super::{Context, all, by_name};
use crate::config::Date;
use crate::finding::Finding;
use crate::text::Span;

/// One rule of a suppressing comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The whole comment.
    pub comment: Span,
    /// The rule's name in it; empty, at the end of the words, where the comment names none.
    pub name: Span,
    pub rule: String,
    /// What it holds for.
    pub scope: Span,
    /// The last day it holds, with its place.
    pub until: Option<(Date, Span)>,
    /// `until` has passed.
    pub over: bool,
    /// It has taken a finding out.
    pub used: bool,
    /// It does nothing: it is over, or finds nothing of a rule that is on.
    pub idle: bool,
    /// All of its comment are idle, or it is the only one.
    pub alone: bool,
}

const WORD: &str = "copydesk-ignore";

/// Whether a comment of that text may let findings stand.
pub fn is_suppressing(text: &str) -> bool {
    text.contains(WORD)
}

/// Takes the findings out of `findings` that comments or settings let stand; the comments' suppressions.
pub fn apply(context: &Context<'_>, findings: &mut Vec<Finding>) -> Vec<Suppression> {
    let ignores = &context.settings.ignores;
    if !ignores.is_empty() {
        findings.retain(|finding| {
            !ignores.iter().any(|ignore| {
                ignore.lets_stand(finding.rule, || context.source.slice(finding.span))
            })
        });
    }
    let mut suppressions = read(context);
    if !suppressions.is_empty() {
        findings.retain(|finding| {
            let mut stays = true;
            for one in &mut suppressions {
                // A finding counts where it starts: a running quotation may reach far.
                let here = one.scope.start <= finding.span.start
                    && (finding.span.start < one.scope.end || finding.span == one.scope);
                if here && !one.over && one.rule == finding.rule {
                    one.used = true;
                    stays = false;
                }
            }
            stays
        });
    }
    for one in &mut suppressions {
        let is_on = || by_name(&one.rule)?.severity_under(context.settings);
        one.idle = one.over || !one.used && is_on().is_some();
    }
    for group in suppressions.chunk_by_mut(|a, b| a.comment == b.comment) {
        let idle = group.iter().all(|one| one.idle);
        group.iter_mut().for_each(|one| one.alone |= idle);
    }
    suppressions
}

fn read(context: &Context<'_>) -> Vec<Suppression> {
    let mut out = Vec::new();
    for comment in &context.facts.comments {
        let Some(at) = comment.text.find(WORD) else {
            continue;
        };
        let text = comment.text.trim_end();
        let whole_comment = Span::new(comment.span.from(), comment.span.from() + text.len());
        let after = &text[at + WORD.len()..];
        let (whole, after) = match after.strip_prefix("-file") {
            Some(rest) => (true, rest),
            None => (false, after),
        };
        let from = text.len() - after.len();
        // The reason is for people; what ends the comment is not part of the words.
        let end = after.find([':', '\n', '\r']).unwrap_or(after.len());
        let words = after[..end].trim_end_matches(['-', '>', '*', '/', '#', '}', '%', ' ', '\t']);
        let scope = if whole {
            Span::new(0, context.source.len())
        } else {
            next_block(context, comment.span)
        };
        let suppression = |name: Span, rule: &str| Suppression {
            comment: whole_comment,
            name,
            rule: rule.to_string(),
            scope,
            until: None,
            over: false,
            used: false,
            idle: false,
            alone: true,
        };
        let first = out.len();
        let mut until = None;
        let mut asked = false;
        for (start, word) in split(words) {
            let place = Span::new(from + start, from + start + word.len());
            let place = place.shifted(comment.span.from());
            if asked {
                asked = false;
                until = Date::parse(word).map(|date| (date, place));
                if until.is_some() {
                    continue;
                }
            }
            if word == "until" {
                asked = true;
                continue;
            }
            out.push(suppression(place, word));
        }
        if out.len() == first {
            out.push(suppression(Span::at(comment.span.from() + from), ""));
        }
        let over = match (until, context.settings.today) {
            (Some((date, _)), Some(today)) => date < today,
            _ => false,
        };
        let alone = out.len() == first + 1;
        for one in &mut out[first..] {
            (one.until, one.over, one.alone) = (until, over, alone);
        }
    }
    out
}

/// Words between commas and white space, with where each starts.
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    let words = text.split([',', ' ', '\t']).filter(|w| !w.is_empty());
    words.map(move |word| (word.as_ptr() as usize - base, word))
}

/// The block or picture behind the comment; the block around it, if it stands within one.
fn next_block(context: &Context<'_>, comment: Span) -> Span {
    let facts = context.facts;
    let blocks = &facts.blocks;
    let behind = blocks.partition_point(|(span, _)| span.end <= comment.start);
    if let Some((span, _)) = blocks.get(behind)
        && span.covers(comment)
    {
        return *span;
    }
    let next = blocks[behind..]
        .iter()
        .map(|(span, _)| *span)
        .find(|span| span.start >= comment.end);
    let images = &facts.images;
    let first = images.partition_point(|i| i.image.span.start < comment.end);
    let image = images.get(first).map(|i| i.image.span);
    match (next, image) {
        (Some(block), Some(image)) if image.start < block.start => image,
        (Some(block), _) => block,
        (None, Some(image)) => image,
        (None, None) => Span::at(comment.to()),
    }
}

/// Whether a rule of that name can be suppressed.
pub fn is_rule(name: &str) -> bool {
    all().any(|r| r.name == name)
}
