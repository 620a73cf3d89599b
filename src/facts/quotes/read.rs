//! What one block tells of its quotations.

use super::block_quote::{block_label, block_quote};
use super::form;
use super::kind::{Words, kind};
use super::nearby::{guess, may_tell, subjects};
use super::noun::{self, Form, Phrase};
use super::outer::{Outer, Quoted, Room};
use super::sieves::{self, Place, Sieve};
use super::{Asked, Kind, Local, LocalQuote, Marked, Said, Scan, Stray};
use crate::facts::words::shared;
use crate::facts::{Passage, Shape};
use crate::markup::BlockKind;
use crate::text::Span;
use smallvec::SmallVec;
use std::ops::Range;

/// How far back the start of a sentence is looked for, in bytes.
const BACK: usize = 600;

/// The closing mark `mark` (bytes of the prose) with where its sentence begins: behind the last full stop and what
/// closes with it.
#[inline(never)]
fn stray(passage: &Passage<'_>, mark: Span) -> Stray {
    let mut from = mark.from().saturating_sub(BACK);
    while !passage.text.is_char_boundary(from) {
        from += 1;
    }
    let text = &passage.text[from..mark.from()];
    let ends = text.rmatch_indices(['.', '?', '!']).filter_map(|(i, m)| {
        let behind = &text[i + m.len()..];
        let next = behind.trim_start_matches(['”', '’', '"', '»', ')']);
        next.starts_with(' ').then(|| text.len() - next.len())
    });
    let start = { ends }.next().unwrap_or(0);
    let blank = text[start..].len() - text[start..].trim_start().len();
    let first = Span::new(from + start + blank, mark.to());
    Stray {
        span: passage.source(mark),
        sentence: Span::at(passage.source(first).from()),
    }
}

/// How many sentences at the end of a block without quotations are read for their subjects.
const SUBJECTS: usize = 3;

/// Reads what the block alone tells of its quotations. `asked`: what those behind ask of it, and then what they and it
/// ask of the block before.
pub fn read(passage: &Passage<'_>, scan: &Scan, asked: &mut Asked) -> Local {
    let mut local = Local::default();
    let kind = passage.block.kind;
    if kind == BlockKind::BlockQuote && !opens_with_mark(passage, scan) {
        local = block_quote(passage);
    } else if kind != BlockKind::Alt {
        read_form(passage, scan, &mut local);
        if scan.marks.is_empty() {
            without_quotes(passage, *asked, &mut local);
        } else {
            with_quotes(passage, scan, *asked, &mut local);
        }
    }
    *asked = asked.before(kind, &local);
    local
}

/// What the form of the block tells.
fn read_form(passage: &Passage, scan: &Scan, local: &mut Local) {
    local.answer = form::label(passage);
    local.letter = form::letter(passage);
    if scan.marks.is_empty() && ends_with(passage, b'?') {
        local.question = form::question(passage);
    }
    for &mark in &scan.strays {
        local.strays.push(stray(passage, mark));
    }
}

/// Whether the block ends with that mark.
fn ends_with(passage: &Passage, mark: u8) -> bool {
    passage.text.trim_end().as_bytes().last() == Some(&mark)
}

/// What a block with quotations tells of them.
#[inline(never)]
fn with_quotes(passage: &Passage, scan: &Scan, asked: Asked, local: &mut Local) {
    let tops = tops(scan);
    let mut room = Room::take();
    let outer = Outer::among(passage, &tops, &mut room);
    if ends_with(passage, b':') {
        local.lead = Some(lead(passage, &outer));
    }
    local.quotes.reserve_exact(outer.quotes.len());
    for quoted in &outer.quotes {
        let mark = scan.marks[quoted.mark as usize];
        let words = Words::of(passage, mark.content, quoted.tokens.clone());
        if words.count >= 4 {
            *if mark.single {
                &mut local.singles
            } else {
                &mut local.doubles
            } += 1;
        }
        local
            .quotes
            .push(one(passage, &outer, quoted, mark, &words));
    }
    if tops.iter().any(|(_, t)| t.single) {
        within_singles(passage, scan, &tops, local);
    }
    inherit(local);
    let guesses = local.quotes.iter().any(|q| q.sieve == Sieve::None);
    let until = if guesses {
        usize::MAX
    } else {
        asked.until(local)
    };
    local.subjects = subjects(passage, &outer, guesses, until);
    if guesses {
        guess(local);
    }
    if is_exempt(passage.block.kind) || form::is_question_or_answer(passage.text) {
        local.quotes.iter_mut().for_each(|q| q.kind = Kind::Exempt);
    }
}

/// Adds the double marks within single ones, which count if the single ones turn out to be none.
#[inline(never)]
fn within_singles(passage: &Passage, scan: &Scan, tops: &[(u32, Marked)], local: &mut Local) {
    let mut singles = tops.iter().filter(|(_, t)| t.single).peekable();
    for mark in scan.marks.iter().filter(|m| !m.nested && !m.single) {
        while singles
            .next_if(|(_, s)| s.span.to() <= mark.span.from())
            .is_some()
        {}
        if singles
            .peek()
            .is_some_and(|(_, s)| s.span.covers(mark.span))
        {
            local.quotes.push(within_single(passage, *mark));
        }
    }
    local.quotes.sort_by_key(|q| q.span);
}

/// What a block without quotations tells of those in others.
fn without_quotes(passage: &Passage, asked: Asked, local: &mut Local) {
    let colon = ends_with(passage, b':');
    let tokens = passage.tokens;
    let from = tokens.sentences.len().saturating_sub(SUBJECTS);
    let first = tokens.sentences.get(from).map_or(0, |&s| s as usize);
    let citation = passage.block.kind == BlockKind::Citation;
    let near = &tokens.list[first..];
    let mark = near.first().is_some_and(|t| t.shape == Shape::Mark);
    // Most blocks tell nothing that anybody asks for.
    if asked != Asked::nothing() || colon || citation || mark || may_tell(near) {
        last_sentences(passage, first, colon, asked, local);
    }
}

/// What its sentences from token `first` on tell. `colon`: it ends with one.
#[inline(never)]
fn last_sentences(passage: &Passage, first: usize, colon: bool, asked: Asked, local: &mut Local) {
    let outer = Outer::plain(passage, first..passage.tokens.list.len());
    local.lead = colon.then(|| lead(passage, &outer));
    local.label = block_label(passage, &outer);
    if passage.block.kind == BlockKind::Citation {
        let name = noun::starting_at(&outer, 0, outer.items.len());
        local.label = local
            .label
            .take()
            .or(name.map(|n| said(passage, &outer, n)));
    }
    local.subjects = subjects(passage, &outer, false, asked.until(local));
}

fn opens_with_mark(passage: &Passage, scan: &Scan) -> bool {
    let start = passage.text.len() - passage.text.trim_start().len();
    scan.marks.first().is_some_and(|m| m.span.from() == start)
}

/// The quotations that no other one holds, with their index in the scan.
fn tops(scan: &Scan) -> SmallVec<[(u32, Marked); 8]> {
    let mut end = 0;
    let mut tops = SmallVec::new();
    for (i, mark) in scan.marks.iter().enumerate() {
        if !mark.nested && mark.span.from() >= end {
            end = mark.span.to();
            tops.push((i as u32, *mark));
        }
    }
    tops
}

/// Blocks whose quotations are not attributed one by one.
fn is_exempt(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Title | BlockKind::Heading(_) | BlockKind::Links | BlockKind::Citation
    )
}

fn one(
    passage: &Passage,
    outer: &Outer,
    quoted: &Quoted,
    mark: Marked,
    words: &Words,
) -> LocalQuote {
    let item = quoted.item;
    let content = &passage.text[mark.content.range()];
    let place = Place::new(outer, item, content);
    // Alone but for punctuation: looking a little ahead and back tells.
    let around = item.saturating_sub(8)..outer.items.len().min(item + 8);
    let whole = outer.items.len() <= 8 + item.min(8)
        && around.clone().all(|i| i == item || outer.is_mark(i));
    let sentences = sentences(passage, mark.content, quoted);
    let found = sieves::attribute(&place);
    let kind = kind(&place, words, whole, found.as_ref());
    if found.is_none_or(|f| f.sieve == Sieve::Colon)
        && passage.pack.inner_tags()
        && let Some(tagged) = tagged_inside(passage, mark, words, sentences)
    {
        return LocalQuote {
            whole,
            opens: item == 0,
            starts: place.sentence.start == item,
            ends: item + 1 == outer.items.len(),
            ..tagged
        };
    }
    LocalQuote {
        span: passage.source(mark.span),
        content: passage.source(mark.content),
        kind,
        sieve: found.map_or(Sieve::None, |f| f.sieve),
        cue: found
            .and_then(|f| f.cue)
            .map(|(from, to)| passage.source(outer.span(from, to))),
        speaker: found
            .and_then(|f| f.speaker)
            .map(|p| said(passage, outer, p))
            .or_else(|| label(passage, mark)),
        likely: None,
        closed: mark.closed,
        single: mark.single,
        in_single: false,
        whole,
        opens: item == 0,
        words: words.count as u8,
        sentences,
        altered: altered(content, words.brackets),
        starts: place.sentence.start == item,
        ends: item + 1 == outer.items.len(),
    }
}

/// The quotation `mark` with the speaker that a tag within its marks names.
#[inline(never)]
fn tagged_inside(
    passage: &Passage,
    mark: Marked,
    words: &Words,
    sentences: u8,
) -> Option<LocalQuote> {
    let tokens = passage.tokens;
    let range = tokens.at(mark.content.from())..tokens.at(mark.content.to());
    let outer = Outer::plain(passage, range);
    let found = sieves::tag_inside(&outer)?;
    let cue = found
        .cue
        .map(|(from, to)| passage.source(outer.span(from, to)));
    Some(LocalQuote {
        kind: Kind::Full,
        sieve: found.sieve,
        cue,
        speaker: found.speaker.map(|p| said(passage, &outer, p)),
        single: mark.single,
        in_single: false,
        words: words.count as u8,
        sentences,
        ..within_single(passage, mark)
    })
}

/// How many sentences begin within `content`, the first included; 255 are many.
fn sentences(passage: &Passage, content: Span, quoted: &Quoted) -> u8 {
    let (list, starts) = (&passage.tokens.list, &passage.tokens.sentences);
    let Range { mut start, mut end } = quoted.tokens;
    while list
        .get(start)
        .is_some_and(|t| t.span.from() <= content.from())
    {
        start += 1;
    }
    while end > start && list[end - 1].span.from() >= content.to() {
        end -= 1;
    }
    let from = starts.partition_point(|&s| s as usize <= start);
    let begin = starts[from..].iter().take_while(|&&s| (s as usize) < end);
    (1 + begin.count()).min(255) as u8
}

/// How many signs there are that the reporter has changed quoted words: brackets, and ellipses at either end.
fn altered(content: &str, brackets: usize) -> u8 {
    const ELLIPSES: [&str; 3] = ["…", "...", ". . ."];
    let content = content.trim();
    let bytes = content.as_bytes();
    let may_start = matches!(bytes, [b'.' | 0xE2, ..]);
    let may_end = matches!(bytes, [.., b'.' | b' ', b'.'] | [.., 0xA6]);
    let starts = may_start && ELLIPSES.iter().any(|e| content.starts_with(e));
    let ends = may_end && ELLIPSES.iter().any(|e| content.ends_with(e));
    (brackets + usize::from(starts) + usize::from(ends)).min(255) as u8
}

/// The label in capitals that a quotation of a transcript starts with (`“LEE: …`).
fn label(passage: &Passage, mark: Marked) -> Option<Said> {
    let content = &passage.text[mark.content.range()];
    let label = sieves::label(content)?;
    let from = mark.content.from() + (content.len() - content.trim_start().len());
    let span = passage.source(Span::new(from, from + label.len()));
    Some(Said {
        span,
        named: span,
        form: Form::Name,
        text: label.into(),
    })
}

pub(super) fn within_single(passage: &Passage, mark: Marked) -> LocalQuote {
    LocalQuote {
        span: passage.source(mark.span),
        content: passage.source(mark.content),
        kind: Kind::Partial,
        sieve: Sieve::None,
        cue: None,
        speaker: None,
        likely: None,
        closed: mark.closed,
        single: false,
        in_single: true,
        whole: false,
        opens: false,
        words: 0,
        sentences: 1,
        altered: 0,
        starts: false,
        ends: false,
    }
}

/// The words of `phrase`, without a possessive ending.
pub(super) fn said(passage: &Passage, outer: &Outer, phrase: Phrase) -> Said {
    let whole = bare(outer, phrase.span(outer));
    let span = passage.source(whole);
    let (named, words) = match phrase.head {
        Some(_) => {
            let named = bare(outer, phrase.named(outer));
            (passage.source(named), named)
        }
        None => (span, whole),
    };
    Said {
        span,
        named,
        form: phrase.form,
        text: shared(&passage.text[words.range()]),
    }
}

/// `span` without a possessive ending.
fn bare(outer: &Outer, span: Span) -> Span {
    let words = &outer.text.as_bytes()[span.range()];
    if words.last() != Some(&b's') {
        return span;
    }
    let bare = words
        .strip_suffix("’s".as_bytes())
        .or_else(|| words.strip_suffix(b"'s"));
    Span::new(span.from(), span.from() + bare.unwrap_or(words).len())
}

/// Who says what stands in the next block, by the end of this one.
#[inline(never)]
fn lead(passage: &Passage, outer: &Outer) -> Option<Said> {
    let place = Place::new(outer, outer.items.len(), "");
    let phrase = sieves::leading(&place)?.speaker?;
    Some(said(passage, outer, phrase))
}

/// A6: what no words attribute belongs to the attributed quotation before it in the block.
fn inherit(local: &mut Local) {
    let mut last: Option<Said> = None;
    for quote in &mut local.quotes {
        if quote.sieve != Sieve::None {
            if quote.speaker.is_some() {
                last = quote.speaker.clone();
            }
        } else if last.is_some() && !quote.in_single {
            quote.sieve = Sieve::Split;
            quote.speaker = last.clone();
        }
    }
}
