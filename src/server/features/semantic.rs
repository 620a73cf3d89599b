//! Semantic tokens: quotations, the words that report them, people, places, organisations and credits.

use super::hover::is_speech;
use super::target;
use crate::facts::names::Kind;
use crate::facts::quotes;
use crate::rules::quotes::is_open;
use crate::server::snapshot::{Snapshot, range};
use crate::text::{Lines, Source, Span};
use std::sync::Arc;
use tower_lsp::lsp_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensLegend,
};

/// Standard types, which every colour scheme knows.
const TYPES: [SemanticTokenType; 6] = [
    SemanticTokenType::STRING,
    SemanticTokenType::KEYWORD,
    SemanticTokenType::CLASS,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::NAMESPACE,
    SemanticTokenType::PROPERTY,
];
const QUOTATION: u32 = 0;
const CUE: u32 = 1;
const PERSON: u32 = 2;
const PLACE: u32 = 3;
const ORGANISATION: u32 = 4;
const CREDIT: u32 = 5;

const MODIFIERS: [SemanticTokenModifier; 3] = [
    SemanticTokenModifier::DECLARATION,
    SemanticTokenModifier::new("speaker"),
    SemanticTokenModifier::new("unattributed"),
];
const INTRODUCED: u32 = 1;
const SPEAKER: u32 = 1 << 1;
const UNATTRIBUTED: u32 = 1 << 2;

pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TYPES.to_vec(),
        token_modifiers: MODIFIERS.to_vec(),
    }
}

/// A stretch of one kind.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    span: Span,
    kind: u32,
    modifiers: u32,
}

/// The tokens of the draft, or of the part of it that `within` touches.
pub fn tokens(at: &Snapshot, within: Option<Span>) -> Vec<SemanticToken> {
    let within = within.unwrap_or(Span::new(0, at.rope.len_bytes()));
    let mut encoder = Encoder {
        at,
        lines: at.lines(),
        line: 0,
        column: 0,
        tokens: Vec::new(),
    };
    for stretch in flat(quotations(at, within), words(at, within)) {
        encoder.push(stretch);
    }
    encoder.tokens
}

/// The tokens of a part, which is no answer to change later.
pub fn part(at: &Snapshot, within: Span) -> SemanticTokens {
    SemanticTokens {
        result_id: None,
        data: tokens(at, Some(within)),
    }
}

/// Quotations, without those within others.
fn quotations(at: &Snapshot, within: Span) -> Vec<Stretch> {
    let mut list: Vec<Stretch> = Vec::new();
    let quotes = at
        .analysis
        .facts
        .quotes
        .iter()
        .filter(|q| is_speech(q) && q.span.overlaps(within));
    for quote in quotes {
        if list.last().is_none_or(|l| l.span.end <= quote.span.start) {
            list.push(Stretch {
                span: quote.span,
                kind: QUOTATION,
                modifiers: if quote.kind == quotes::Kind::Full && is_open(&at.settings, quote) {
                    UNATTRIBUTED
                } else {
                    0
                },
            });
        }
    }
    list
}

/// Names, speakers, cues and credits, in order and without overlaps.
fn words(at: &Snapshot, within: Span) -> Vec<Stretch> {
    let facts = &at.analysis.facts;
    let mut list = Vec::new();
    let mut add = |span: Span, kind, modifiers| {
        if span.overlaps(within) {
            list.push(Stretch {
                span,
                kind,
                modifiers,
            });
        }
    };
    let quotes = facts.quotes.iter().filter(|q| is_speech(q));
    let mut speaking = std::collections::HashSet::new();
    for quote in quotes {
        let speaker = quote
            .speaker
            .as_ref()
            .filter(|_| !is_open(&at.settings, quote));
        if let Some(span) = speaker.and_then(|s| s.span) {
            speaking.insert(span.start);
            add(span, PERSON, SPEAKER);
        }
        if let Some(cue) = quote.cue {
            add(cue, CUE, 0);
        }
    }
    for name in &facts.names {
        let kind = match name.kind {
            Kind::Person => PERSON,
            Kind::Place => PLACE,
            Kind::Organisation => ORGANISATION,
            Kind::Unknown => continue,
        };
        let introduced = target::introduction(name).map(|m| m.span);
        for mention in &name.mentions {
            let mut modifiers = 0;
            if Some(mention.span) == introduced {
                modifiers |= INTRODUCED;
            }
            if speaking.contains(&mention.span.start) {
                modifiers |= SPEAKER;
            }
            add(mention.span, kind, modifiers);
        }
    }
    let bound = facts.images.iter().filter_map(|p| p.credit.as_ref());
    for credit in facts.credits.iter().chain(bound) {
        add(credit.span, CREDIT, 0);
    }
    // Names before the words they stand in, which show around them.
    list.sort_by_key(|s| (s.span.start, s.span.len()));
    list.dedup_by_key(|s| (s.span, s.kind));
    let layer = |names: bool| {
        let is_name = move |s: &&Stretch| matches!(s.kind, PERSON | PLACE | ORGANISATION) == names;
        let mut free: Vec<Stretch> = Vec::new();
        for stretch in list.iter().filter(is_name) {
            if free.last().is_none_or(|l| l.span.end <= stretch.span.start) {
                free.push(*stretch);
            }
        }
        free
    };
    flat(layer(false), layer(true))
}

/// Two layers as one: what is below shows between what is above. Both in order and without overlaps.
fn flat(below: Vec<Stretch>, above: Vec<Stretch>) -> Vec<Stretch> {
    let mut out = Vec::with_capacity(below.len() * 2 + above.len());
    let mut above = above.into_iter().peekable();
    for mut low in below {
        while let Some(high) = above.next_if(|h| h.span.start < low.span.end) {
            if low.span.start < high.span.start {
                let end = high.span.start;
                let span = Span { end, ..low.span };
                out.push(Stretch { span, ..low });
            }
            low.span.start = low.span.start.max(high.span.end).min(low.span.end);
            out.push(high);
        }
        // One that began before may reach into it.
        let covered = out.last().map_or(0, |l| l.span.end);
        low.span.start = low.span.start.max(covered.min(low.span.end));
        if !low.span.is_empty() {
            out.push(low);
        }
    }
    out.extend(above);
    out
}

/// Writes tokens as the protocol does: each from the one before, none over a line end.
struct Encoder<'a> {
    at: &'a Snapshot,
    lines: Lines<'a>,
    line: u32,
    column: u32,
    tokens: Vec<SemanticToken>,
}

impl Encoder<'_> {
    fn push(&mut self, stretch: Stretch) {
        let text = Source::slice(&self.at.rope, stretch.span);
        let mut from = stretch.span.from();
        for line in text.split_inclusive(['\n', '\r']) {
            let shown = line.trim_end_matches(['\n', '\r']);
            // Indentation of the lines that follow is no part of it.
            let indent = if from == stretch.span.from() {
                0
            } else {
                shown.len() - shown.trim_start().len()
            };
            if indent < shown.len() {
                self.piece(Span::new(from + indent, from + shown.len()), stretch);
            }
            from += line.len();
        }
    }

    fn piece(&mut self, span: Span, stretch: Stretch) {
        let range = range(&mut self.lines, span);
        let (line, column) = (range.start.line, range.start.character);
        let length = range.end.character.saturating_sub(column);
        if length == 0 || range.end.line != line {
            return;
        }
        let delta_line = line - self.line;
        let delta_start = if delta_line == 0 {
            column - self.column
        } else {
            column
        };
        (self.line, self.column) = (line, column);
        self.tokens.push(SemanticToken {
            delta_line,
            delta_start,
            length,
            token_type: stretch.kind,
            token_modifiers_bitset: stretch.modifiers,
        });
    }
}

/// The tokens that clients were last given, by draft.
#[derive(Debug, Default)]
pub struct Given {
    last: std::collections::HashMap<String, (u64, Arc<Vec<SemanticToken>>)>,
    count: u64,
}

impl Given {
    /// How many drafts are remembered; a client that asks for more is given whole answers.
    const MOST: usize = 32;

    /// Remembers and answers `tokens` whole.
    pub fn whole(&mut self, draft: &str, tokens: Vec<SemanticToken>) -> SemanticTokens {
        let id = self.keep(draft, Arc::new(tokens.clone()));
        SemanticTokens {
            result_id: Some(id),
            data: tokens,
        }
    }

    /// What has changed since the answer `previous`, if that was the last one; else all.
    pub fn change(
        &mut self,
        draft: &str,
        previous: &str,
        tokens: Vec<SemanticToken>,
    ) -> SemanticTokensFullDeltaResult {
        let known = self
            .last
            .get(draft)
            .filter(|(id, _)| id.to_string() == previous);
        let Some((_, old)) = known else {
            return SemanticTokensFullDeltaResult::Tokens(self.whole(draft, tokens));
        };
        let edits = difference(old, &tokens);
        let id = self.keep(draft, Arc::new(tokens));
        SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
            result_id: Some(id),
            edits,
        })
    }

    fn keep(&mut self, draft: &str, tokens: Arc<Vec<SemanticToken>>) -> String {
        if self.last.len() >= Self::MOST && !self.last.contains_key(draft) {
            self.last.clear();
        }
        self.count += 1;
        self.last.insert(draft.to_string(), (self.count, tokens));
        self.count.to_string()
    }
}

/// One edit from the first token that differs to the last, counted in numbers of five a token.
fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[same..], &new[same..]);
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    vec![SemanticTokensEdit {
        start: same as u32 * 5,
        delete_count: old.len() as u32 * 5,
        data: Some(new.to_vec()),
    }]
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{draft, in_all_units};
    use super::*;
    use crate::markup::Format;
    use tower_lsp::lsp_types::Position;

    /// Each token's words, type and modifiers.
    fn read(at: &Snapshot, tokens: &[SemanticToken]) -> Vec<(String, u32, u32)> {
        let (mut line, mut column) = (0, 0);
        let text = at.rope.to_string();
        let mut end = 0;
        let words = tokens.iter().map(|t| {
            line += t.delta_line;
            column = if t.delta_line == 0 {
                column + t.delta_start
            } else {
                t.delta_start
            };
            let from = at.byte(Position::new(line, column));
            let to = at.byte(Position::new(line, column + t.length));
            assert!(end <= from && from < to, "tokens overlap");
            end = to;
            (
                text[from..to].to_string(),
                t.token_type,
                t.token_modifiers_bitset,
            )
        });
        words.collect()
    }

    const TEXT: &str = "“Nobody will ever know what went wrong here.”\n\n😀 Mara Quint spoke on Friday.\n\n\
        “We lost two boats\nin one night with Lars Odum,” Quint said.\n";

    #[test]
    fn names_lie_over_quotations_in_any_unit() {
        in_all_units(
            Format::Plain,
            TEXT.replace("boats\n", "boats ").as_str(),
            |at| {
                let read = read(at, &tokens(at, None));
                assert_eq!((read[0].1, read[0].2), (QUOTATION, UNATTRIBUTED));
                assert_eq!(read[1], ("Mara Quint".into(), PERSON, INTRODUCED));
                let quoted: String = read
                    .iter()
                    .filter(|r| r.1 == QUOTATION && r.2 == 0)
                    .map(|r| &*r.0)
                    .collect();
                assert!(
                    quoted.starts_with("“We lost two boats in one night with "),
                    "{read:?}"
                );
                assert!(
                    read.contains(&("said".into(), CUE, 0))
                        || read.contains(&(" said".into(), CUE, 0)),
                    "{read:?}"
                );
                assert!(
                    read.contains(&("Quint".into(), PERSON, SPEAKER)),
                    "{read:?}"
                );
            },
        );
    }

    #[test]
    fn no_token_runs_over_a_line_end() {
        let at = draft(Format::Markdown, TEXT);
        for (words, ..) in read(&at, &tokens(&at, None)) {
            assert!(!words.contains('\n') && !words.is_empty());
        }
    }

    #[test]
    fn a_part_is_a_part_of_the_whole() {
        let at = draft(Format::Markdown, TEXT);
        let all = read(&at, &tokens(&at, None));
        let from = TEXT.find("in one").unwrap();
        let part = read(&at, &tokens(&at, Some(Span::new(from, from + 30))));
        assert!(!part.is_empty() && part.len() < all.len());
        assert!(part.iter().all(|p| all.contains(p)));
    }

    #[test]
    fn changes_made_to_the_old_tokens_give_the_new_ones() {
        let old = tokens(&draft(Format::Markdown, TEXT), None);
        let new = tokens(
            &draft(Format::Markdown, &TEXT.replace("Lars Odum", "him")),
            None,
        );
        let mut given = Given::default();
        let first = given.whole("a", old.clone());
        let id = first.result_id.unwrap();
        let SemanticTokensFullDeltaResult::TokensDelta(delta) = given.change("a", &id, new.clone())
        else {
            panic!("a change was wanted");
        };
        let mut made = old;
        for edit in delta.edits {
            let from = edit.start as usize / 5;
            made.splice(
                from..from + edit.delete_count as usize / 5,
                edit.data.unwrap(),
            );
        }
        assert_eq!(made, new);
        let stale = given.change("a", &id, new.clone());
        assert!(matches!(stale, SemanticTokensFullDeltaResult::Tokens(t) if t.data == new));
    }
}
