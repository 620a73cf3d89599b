//! What one block tells of its quotations.

use super::form;
use super::gender::gender_of;
use super::kind::{Words, kind};
use super::noun::{self, Form, Phrase};
use super::outer::Outer;
use super::sieves::{self, Ending, Place, Sieve};
use super::{Kind, Local, LocalQuote, Marked, Said, Scan, Stray, Subject};
use crate::facts::{Passage, Shape, names};
use crate::language::Class;
use crate::markup::BlockKind;
use crate::text::Span;

/// How far back the start of a sentence is looked for, in bytes.
const BACK: usize = 600;

/// The closing mark `mark` (bytes of the prose) with where its sentence begins: behind the last full stop and what
/// closes with it.
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

/// Reads what the block alone tells of its quotations.
pub fn read(passage: &Passage<'_>, scan: &Scan, _names: &names::Local) -> Local {
    if matches!(passage.block.kind, BlockKind::Alt) {
        return Local::default();
    }
    let mut local = Local {
        answer: form::label(passage),
        letter: form::letter(passage),
        question: form::question(passage).filter(|_| scan.marks.is_empty()),
        strays: scan.strays.iter().map(|&s| stray(passage, s)).collect(),
        ..Local::default()
    };
    let tokens = passage.tokens;
    let colon = passage.text.trim_end().ends_with(':');
    if passage.block.kind == BlockKind::BlockQuote && !opens_with_mark(passage, scan) {
        return block_quote(passage);
    }
    if scan.marks.is_empty() {
        let from = tokens.sentences.len().saturating_sub(SUBJECTS);
        let first = tokens.sentences.get(from).map_or(0, |&s| s as usize);
        let outer = Outer::of(passage, &[], first..tokens.list.len());
        local.subjects = subjects(passage, &outer);
        local.lead = colon.then(|| lead(passage, &outer));
        local.label = block_label(passage, &outer);
        if passage.block.kind == BlockKind::Citation {
            let name = noun::starting_at(&outer, 0, outer.items.len());
            local.label = local.label.or(name.map(|n| said(passage, &outer, n)));
        }
        return local;
    }
    let tops: Vec<(u32, Marked)> = tops(scan);
    let outer = Outer::of(passage, &tops, 0..tokens.list.len());
    local.subjects = subjects(passage, &outer);
    local.lead = colon.then(|| lead(passage, &outer));
    for (item, index) in quoted_items(&outer) {
        let mark = scan.marks[index as usize];
        let words = Words::of(passage, mark.content);
        if words.count >= 4 {
            *if mark.single {
                &mut local.singles
            } else {
                &mut local.doubles
            } += 1;
        }
        local.quotes.push(one(passage, &outer, item, mark, &words));
    }
    // Double marks within single ones count if the single ones turn out to be none.
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
    inherit(&mut local);
    guess(&mut local);
    if is_exempt(passage.block.kind) || form::is_question_or_answer(passage.text) {
        local.quotes.iter_mut().for_each(|q| q.kind = Kind::Exempt);
    }
    local
}

fn opens_with_mark(passage: &Passage, scan: &Scan) -> bool {
    let start = passage.text.len() - passage.text.trim_start().len();
    scan.marks.first().is_some_and(|m| m.span.from() == start)
}

/// A paragraph of a block quote: all of it is said by somebody, whom its last line may name behind a dash.
fn block_quote(passage: &Passage) -> Local {
    let text = passage.text;
    let tokens = passage.tokens;
    let outer = Outer::of(passage, &[], 0..tokens.list.len());
    if let Some(label) = block_label(passage, &outer).or_else(|| citation_line(passage, &outer)) {
        return Local {
            label: Some(label),
            ..Local::default()
        };
    }
    let dash = (1..outer.items.len())
        .rev()
        .find(|&i| matches!(outer.word(i), "—" | "–" | "―"));
    let name = dash.and_then(|d| {
        let phrase = noun::starting_at(&outer, d + 1, outer.items.len())?;
        // `— Ada Lorne (@lorne) May 3` closes an embedded post.
        let ends = phrase.to == outer.items.len() || matches!(outer.word(phrase.to), "," | "(");
        (phrase.form == Form::Name && ends && outer.items.len() - d < 15).then_some((d, phrase))
    });
    let end = name.map_or(text.len(), |(d, _)| outer.items[d].span.from());
    let content = Span::new(
        text.len() - text.trim_start().len(),
        text[..end].trim_end().len().max(1).min(text.len()),
    );
    if content.is_empty() || !text.is_char_boundary(content.to()) {
        return Local::default();
    }
    let words = Words::of(passage, content);
    let speaker = name.map(|(_, phrase)| said(passage, &outer, phrase));
    let quote = LocalQuote {
        kind: if words.count >= 3 {
            Kind::Full
        } else {
            Kind::Exempt
        },
        sieve: if speaker.is_some() {
            Sieve::Label
        } else {
            Sieve::None
        },
        speaker,
        whole: true,
        opens: true,
        ends: true,
        starts: true,
        words: words.count as u8,
        in_single: false,
        ..within_single(
            passage,
            Marked {
                span: content,
                content,
                nested: false,
                closed: true,
                single: false,
            },
        )
    };
    Local {
        quotes: vec![quote],
        block_quote: Some(passage.block.group.unwrap_or(0)),
        ..Local::default()
    }
}

/// The quotations that no other one holds, with their index in the scan.
fn tops(scan: &Scan) -> Vec<(u32, Marked)> {
    let mut end = 0;
    let mut tops = Vec::new();
    for (i, mark) in scan.marks.iter().enumerate() {
        if !mark.nested && mark.span.from() >= end {
            end = mark.span.to();
            tops.push((i as u32, *mark));
        }
    }
    tops
}

fn quoted_items(outer: &Outer) -> Vec<(usize, u32)> {
    let items = outer.items.iter().enumerate();
    items
        .filter_map(|(i, item)| Some((i, item.quote?)))
        .collect()
}

/// Blocks whose quotations are not attributed one by one.
fn is_exempt(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Title | BlockKind::Heading(_) | BlockKind::Links | BlockKind::Citation
    )
}

fn one(passage: &Passage, outer: &Outer, item: usize, mark: Marked, words: &Words) -> LocalQuote {
    let content = &passage.text[mark.content.range()];
    let place = Place {
        outer,
        item,
        ending: sieves::ending(outer, item, content),
        content,
    };
    // Alone but for punctuation: looking a little ahead and back tells.
    let around = item.saturating_sub(8)..outer.items.len().min(item + 8);
    let whole = outer.items.len() <= 8 + item.min(8)
        && around.clone().all(|i| i == item || outer.is_mark(i));
    let sentences = sentences(passage, mark.content);
    let found = sieves::attribute(&place);
    let kind = kind(&place, words, whole, found.as_ref());
    if found.is_none()
        && passage.pack.inner_tags()
        && let Some(tagged) = tagged_inside(passage, mark, words)
    {
        return LocalQuote {
            whole,
            opens: item == 0,
            starts: outer.sentence(item).start == item,
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
        altered: altered(content),
        starts: outer.sentence(item).start == item,
        ends: item + 1 == outer.items.len(),
    }
}

/// The quotation `mark` with the speaker that a tag within its marks names.
fn tagged_inside(passage: &Passage, mark: Marked, words: &Words) -> Option<LocalQuote> {
    let tokens = passage.tokens;
    let range = tokens.at(mark.content.from())..tokens.at(mark.content.to());
    let outer = Outer::of(passage, &[], range);
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
        sentences: sentences(passage, mark.content),
        ..within_single(passage, mark)
    })
}

/// How many sentences begin within `content`, the first included; 255 are many.
fn sentences(passage: &Passage, content: Span) -> u8 {
    let tokens = passage.tokens;
    let (first, last) = (
        tokens.at(content.from() + 1) as u32,
        tokens.at(content.to()) as u32,
    );
    let from = tokens.sentences.partition_point(|&s| s <= first);
    let to = tokens.sentences.partition_point(|&s| s < last);
    (1 + to.saturating_sub(from)).min(255) as u8
}

/// How many signs there are that the reporter has changed quoted words: brackets, and ellipses at either end.
fn altered(content: &str) -> u8 {
    let content = content.trim();
    let brackets = memchr::memchr_iter(b'[', content.as_bytes()).count();
    let starts =
        content.starts_with('…') || content.starts_with("...") || content.starts_with(". . .");
    let ends = content.ends_with('…') || content.ends_with("...") || content.ends_with(". . .");
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

fn within_single(passage: &Passage, mark: Marked) -> LocalQuote {
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
fn said(passage: &Passage, outer: &Outer, phrase: Phrase) -> Said {
    let bare = |span: Span| {
        let words = &passage.text[span.range()];
        if !words.ends_with('s') {
            return span;
        }
        let bare = words
            .strip_suffix("’s")
            .or_else(|| words.strip_suffix("'s"));
        Span::new(span.from(), span.from() + bare.unwrap_or(words).len())
    };
    let whole = bare(phrase.span(outer));
    let named = match phrase.head {
        Some(_) => bare(phrase.named(outer)),
        None => whole,
    };
    Said {
        span: passage.source(whole),
        named: passage.source(named),
        form: phrase.form,
        text: passage.text[named.range()].into(),
    }
}

/// Who says what stands in the next block, by the end of this one.
fn lead(passage: &Passage, outer: &Outer) -> Option<Said> {
    let place = Place {
        outer,
        item: outer.items.len(),
        ending: Ending::Plain,
        content: "",
    };
    let phrase = sieves::leading(&place)?.speaker?;
    Some(said(passage, outer, phrase))
}

/// The name that stands behind a dash in a block of its own (`— Ada Lee, keeper`).
fn block_label(passage: &Passage, outer: &Outer) -> Option<Said> {
    let dash = matches!(outer.word(0), "-" | "—" | "–" | "―" | "~");
    let phrase = dash
        .then(|| noun::starting_at(outer, 1, outer.items.len()))
        .flatten()?;
    let rest = phrase.to..outer.items.len();
    let bare = rest.len() < 15 && !rest.clone().any(|i| is_verb(outer, i));
    let ends = rest.is_empty() || outer.is_mark(phrase.to);
    (phrase.form == Form::Name && bare && ends).then(|| said(passage, outer, phrase))
}

/// A verb or auxiliary in lower case: `may`, but not `May`.
fn is_verb(outer: &Outer, i: usize) -> bool {
    outer.is(i, Class::AUX | Class::PAST) && outer.items[i].shape == Shape::Lower
}

/// The name that the last line of a block quote begins with, without a dash: `Ada Lee, The Long Night (2012)`.
fn citation_line(passage: &Passage, outer: &Outer) -> Option<Said> {
    passage.block.group?;
    let end = outer.items.len();
    let phrase = noun::starting_at(outer, 0, end).filter(|p| p.form == Form::Name)?;
    let several = phrase.to > 1 && end < 16;
    let ends = phrase.to == end || matches!(outer.word(phrase.to), "," | "(" | ":");
    let sentence = passage.text.trim_end().ends_with(['.', '!', '?', '…', ':']);
    let verb = (0..end).any(|i| is_verb(outer, i));
    (several && ends && !sentence && !verb).then(|| said(passage, outer, phrase))
}

/// Who each sentence is about.
fn subjects(passage: &Passage, outer: &Outer) -> Vec<Subject> {
    let ends = outer
        .starts()
        .iter()
        .skip(1)
        .copied()
        .chain([outer.items.len()]);
    let sentences = outer.starts().iter().copied().zip(ends);
    let mut subjects = Vec::with_capacity(outer.starts().len());
    for (from, to) in sentences {
        // In a tag the speaker stands behind the quotation.
        let start = (from..to).find(|&i| outer.quote(i).is_none()).unwrap_or(to);
        let Some(phrase) = noun::first_subject(outer, start, to) else {
            continue;
        };
        let cue = sieves::reporting(outer, start, to);
        let verb = cue
            .and_then(|c| c.cue)
            .map(|(from, to)| passage.source(outer.span(from, to)));
        subjects.push(Subject {
            who: said(passage, outer, phrase),
            cue: verb,
            human: noun::may_speak(outer, phrase),
            gender: own_pronouns(outer, phrase, to),
        });
        // `Turnout was low, noted Lee`: the next `he` is Lee.
        let other = cue
            .and_then(|c| c.speaker)
            .filter(|s| s.form == Form::Name && s.from != phrase.from);
        subjects.extend(other.map(|speaker| Subject {
            who: said(passage, outer, speaker),
            cue: verb,
            human: true,
            gender: Class::empty(),
        }));
    }
    subjects
}

/// The gender of the pronouns behind the subject `who` of a sentence that ends before item `to`, up to the next name.
fn own_pronouns(outer: &Outer, who: Phrase, to: usize) -> Class {
    if who.form != Form::Name {
        return Class::empty();
    }
    let behind = (who.to..to).take_while(|&i| !outer.is_name_word(i));
    let mut genders = behind
        .map(|i| outer.class(i))
        .filter(|c| !c.intersects(Class::TITLE))
        .map(gender_of)
        .filter(|g| !g.is_empty());
    let first = genders.next().unwrap_or_default();
    if genders.all(|g| g == first) {
        first
    } else {
        Class::empty()
    }
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

/// How far before a quotation the subject of the sentence before it stands at most, in bytes.
const RIGHT_BEFORE: usize = 400;

/// Who may have said what no sieve attributes: the subject of the sentence before, else of the one behind.
fn guess(local: &mut Local) {
    for quote in &mut local.quotes {
        if quote.sieve != Sieve::None {
            continue;
        }
        let behind = local
            .subjects
            .partition_point(|s| s.who.span.from() < quote.span.to());
        let before = behind.checked_sub(1).map(|b| &local.subjects[b]);
        let behind = local.subjects.get(behind);
        let likely = before.filter(|s| s.speaks()).or(behind);
        quote.likely = likely.filter(|s| s.speaks()).map(|s| s.who.clone());
        // The verb of the sentence right before: it reports, and goes on here.
        let reports = before.filter(|s| s.who.span.to() + RIGHT_BEFORE > quote.span.from());
        quote.cue = reports.and_then(|s| s.cue);
    }
}
