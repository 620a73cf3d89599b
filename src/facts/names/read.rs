//! The mentions of one block: runs of words with capitals, without the titles before and the words around them
//! that only a sentence's start or a headline writes large.

use super::{Local, LocalMention, Place, Title};
use crate::facts::quotes::Marked;
use crate::facts::tokens::Counts;
use crate::facts::words::shared;
use crate::facts::{Passage, Shape, Token};
use crate::language::Class;
use crate::language::names::{self as lexicon, Known};
use crate::markup::{BlockKind, MarkKind};
use crate::text::Span;
use smallvec::SmallVec;
use std::sync::Arc;

/// Whether a word says where: what follows is rather a place.
fn says_where(word: &str) -> bool {
    matches!(word, "in" | "at" | "near" | "from" | "across" | "outside")
}

/// A name holds at most so many words; longer runs are titles of works, lists, shouting.
const LONGEST: usize = 10;

/// Reads the mentions of a block.
pub fn read(passage: &Passage<'_>, marks: &[Marked]) -> Local {
    let shouting = shouts(passage);
    let verbatim = passage.block.marks.iter();
    let verbatim = verbatim.filter(|m| m.kind == MarkKind::Verbatim);
    let mut reader = Reader {
        passage,
        quoted: Reach::of(marks.iter().map(|m| m.span)),
        verbatim: Reach::of(verbatim.map(|m| m.span)),
        weak: shouting
            || matches!(
                passage.block.kind,
                BlockKind::Title | BlockKind::Heading(_) | BlockKind::Links
            ),
        shouting,
        table: tabulates(passage),
        english: passage.pack.code == "en",
        mentions: SmallVec::new(),
    };
    let mut behind = 0;
    for &at in &passage.tokens.large {
        let at = at as usize;
        if at < behind || !reader.starts(at) {
            continue;
        }
        behind = reader.run_end(at);
        reader.run(at, behind);
    }
    let mut mentions = reader.mentions.into_vec();
    mentions.shrink_to_fit();
    Local { mentions }
}

/// Spans in order of their starts, each with how far those up to it reach.
struct Reach(Vec<(u32, u32)>);

impl Reach {
    fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut list: Vec<_> = spans.map(|s| (s.start, s.end)).collect();
        list.sort_unstable();
        let mut reach = 0;
        for (_, end) in &mut list {
            reach = reach.max(*end);
            *end = reach;
        }
        Reach(list)
    }

    /// How far the spans reach that start before byte `at`.
    fn before(&self, at: u32) -> u32 {
        let until = self.0.partition_point(|(start, _)| *start < at);
        until.checked_sub(1).map_or(0, |i| self.0[i].1)
    }

    /// Whether one of them covers `span`, which is not empty.
    fn covers(&self, span: Span) -> bool {
        self.before(span.start + 1) >= span.end
    }

    /// Whether one of them overlaps `span`.
    fn overlaps(&self, span: Span) -> bool {
        self.before(span.end) > span.start
    }
}

struct Reader<'a, 'p> {
    passage: &'a Passage<'p>,
    quoted: Reach,
    verbatim: Reach,
    /// The block may write any word large.
    weak: bool,
    /// The block is written in capitals.
    shouting: bool,
    /// The block is a table of figures.
    table: bool,
    english: bool,
    mentions: SmallVec<[LocalMention; 16]>,
}

/// A word of a run: its prose bytes without possessive, and what is known of it.
#[derive(Clone, Copy)]
struct Word {
    /// Index of its token.
    token: usize,
    span: Span,
    known: Known,
    shape: Shape,
    /// It holds nothing but letters and digits.
    plain: bool,
    /// In lower case between two parts of a name.
    joint: bool,
}

impl Reader<'_, '_> {
    fn token(&self, i: usize) -> Option<&Token> {
        self.passage.tokens.list.get(i)
    }

    fn word(&self, i: usize) -> &str {
        self.token(i)
            .map_or("", |t| &self.passage.text[t.span.range()])
    }

    /// Whether token `i` may begin a run.
    fn starts(&self, i: usize) -> bool {
        let Some(token) = self.token(i) else {
            return false;
        };
        if !self.is_large(i) || self.is_verbatim(token.span) {
            return false;
        }
        // `@Name`, `#Name`, parts of addresses.
        let glued = !token.spaced
            && i > 0
            && matches!(self.word(i - 1), "@" | "#" | "/" | "_" | "\\" | "&" | "=");
        !glued && !self.is_contraction(i)
    }

    /// Whether token `i` is a word with a capital, or one with a prefix in lower case (`al-Assad`).
    fn is_large(&self, i: usize) -> bool {
        let Some(token) = self.token(i) else {
            return false;
        };
        match token.shape {
            Shape::Capital | Shape::Upper | Shape::Initial => true,
            Shape::Lower if !token.plain => {
                let word = self.word(i);
                word.split_once(['-', '’', '\''])
                    .is_some_and(|(prefix, rest)| {
                        lexicon::is_prefix(prefix)
                            && rest.chars().next().is_some_and(char::is_uppercase)
                    })
            }
            _ => false,
        }
    }

    fn is_verbatim(&self, span: Span) -> bool {
        self.verbatim.overlaps(span)
    }

    fn is_contraction(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| !t.plain) && is_contraction(self.word(i))
    }

    fn run_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        loop {
            let last = self.word(end - 1);
            let plain = self.token(end - 1).is_some_and(|t| t.plain);
            if !plain && strip_possessive(last).len() < last.len() {
                return end;
            }
            let Some(next) = self.token(end) else {
                return end;
            };
            if !next.spaced {
                return end;
            }
            if self.is_large(end) && !self.is_verbatim(next.span) && !self.is_contraction(end) {
                end += 1;
                continue;
            }
            let mut after = end;
            while after < end + 3
                && self.token(after).is_some_and(|t| t.spaced)
                && lexicon::is_particle(self.word(after))
            {
                after += 1;
            }
            let joined =
                after > end && self.token(after).is_some_and(|t| t.spaced) && self.is_large(after);
            if joined {
                end = after + 1;
                continue;
            }
            // `Ministry of Defence`, `Bank of England`, `Marks & Spencer`.
            let mut after = end + 1;
            let of = matches!(self.word(end), "of" | "for")
                && lexicon::known_raw(last).contains(Known::ORG);
            if of && self.word(after) == "the" {
                after += 1;
            }
            let joins = of || self.word(end) == "&";
            if joins
                && self.token(after).is_some_and(|t| t.spaced)
                && self.is_large(after)
                && !self.is_contraction(after)
            {
                end = after + 1;
                continue;
            }
            return end;
        }
    }

    /// Cuts the tokens `start..end` into mentions.
    fn run(&mut self, start: usize, end: usize) {
        let first = self.begins_sentence(start);
        let mut words: SmallVec<[Word; 8]> = SmallVec::new();
        for i in start..end {
            let Some(token) = self.token(i) else { break };
            let mut word = self.word(i);
            if !token.plain {
                word = strip_possessive(word);
            }
            let known = if token.plain && token.shape.is_capitalised() {
                token.word.known
            } else {
                known(word)
            };
            let known = known | self.own(word, i == start && first);
            let joint = token.shape == Shape::Lower && !self.is_large(i) || word == "&";
            let span = Span::new(token.span.from(), token.span.from() + word.len());
            let word = Word {
                token: i,
                span,
                known,
                shape: token.shape,
                plain: token.plain,
                joint,
            };
            // Function words within a run end a name (`On Monday Rutte`), except between parts of it.
            let full_stop = !word.plain && self.passage.text[span.range()].ends_with('.');
            // `J. Marlow`, and in lists `J Marlow`; but `I Marlow` and, where a sentence starts, `A Marlow` are none.
            let bare = i == start
                && i + 1 < end
                && !matches!(&self.passage.text[span.range()], "I" | "O")
                && !(first && known.contains(Known::STOP));
            let initial = token.shape == Shape::Initial && (full_stop || bare);
            let large_stop = known.contains(Known::STOP)
                && !initial
                && !joint
                && (token.shape != Shape::Upper || self.shouting);
            let is_first = i == start && first;
            let plain = known.contains(Known::WORD) && !known.intersects(Known::NAME);
            let breaks = if large_stop || token.shape == Shape::Initial && !initial {
                !known.intersects(Known::GIVEN) || i + 1 >= end || is_first || self.shouting
            } else if known.contains(Known::DAY) {
                true
            } else if known.contains(Known::TITLE) || initial || joint {
                false
            } else if self.weak {
                plain && (words.is_empty() || !known.contains(Known::ORG))
            } else {
                is_first && plain && !known.intersects(Known::ORG | Known::AREA)
            };
            // `the Republic Costis Lee`, `Zealand-born Lee`: what stands before is no part of the name.
            let after = words.last().is_some_and(|w| {
                w.known.contains(Known::ORG)
                    && !w.known.intersects(Known::SURNAME | Known::GIVEN)
                    && known.intersects(Known::MALE | Known::FEMALE)
                    && !known.contains(Known::WORD)
                    && i + 1 < end
                    || !w.plain && is_attribute(&self.passage.text[w.span.range()])
            });
            if after {
                self.mention(&words, false, start);
                words.clear();
            }
            if breaks {
                self.mention(
                    &words,
                    first && words.first().is_some_and(|w| w.span == span),
                    start,
                );
                words.clear();
                continue;
            }
            words.push(word);
        }
        let initial = first
            && words.first().is_some_and(|w| {
                self.token(start)
                    .is_some_and(|t| t.span.from() == w.span.from())
            });
        self.mention(&words, initial, start);
    }

    /// What `word` is in the draft’s language, where that is not English: a title, or, first in a sentence, a function
    /// word (`Laut Lee`, `Según Lee`).
    fn own(&self, word: &str, first: bool) -> Known {
        if self.english {
            return Known::empty();
        }
        let class = self.passage.pack.lexicon().class(word);
        let function =
            Class::CUE | Class::PHRASE | Class::PREP | Class::CONJ | Class::SUBORD | Class::DET;
        if class.contains(Class::TITLE) {
            Known::TITLE
        } else if first && class.intersects(function) && !class.contains(Class::PARTICLE) {
            Known::STOP
        } else {
            Known::empty()
        }
    }

    /// Whether token `i` is the first word of a sentence, or of what a quotation mark or colon opens.
    fn begins_sentence(&self, i: usize) -> bool {
        let tokens = self.passage.tokens;
        let mut before = i;
        while before > 0 {
            let here = tokens.sentences.binary_search(&(before as u32)).is_ok();
            if here {
                return true;
            }
            match self.token(before - 1) {
                Some(t) if t.shape == Shape::Mark => match self.word(before - 1) {
                    "“" | "\"" | "‘" | "«" | "„" | ":" | "•" | "—" | "–" => {
                        return true;
                    }
                    "(" | "[" | "*" | "-" => before -= 1,
                    _ => return false,
                },
                _ => return false,
            }
        }
        true
    }

    /// Takes up the mentions in `words`: a title within parts what goes before from the name behind it
    /// (`U.S. President-elect Donald Trump`).
    fn mention(&mut self, words: &[Word], initial: bool, start: usize) {
        if words.is_empty() {
            return;
        }
        let people = |w: &Word| {
            w.shape == Shape::Upper
                || w.known
                    .intersects(Known::PEOPLE | Known::PLACE | Known::ORG | Known::AREA)
        };
        let title = |i: usize| {
            let sure = !words[i].known.intersects(Known::GIVEN | Known::SURNAME)
                || words[..i].iter().all(people);
            words[i].known.contains(Known::TITLE) && words[i].shape != Shape::Upper && sure
        };
        let parts = (1..words.len()).find(|&i| title(i) && !title(i - 1));
        let Some(i) = parts else {
            return self.single(words, initial, start);
        };
        self.single(&words[..i], initial, start);
        let behind = &words[i..];
        if !behind.iter().all(|w| w.known.contains(Known::TITLE)) {
            self.mention(behind, false, start);
        }
    }

    fn single(&mut self, words: &[Word], initial: bool, start: usize) {
        let mut from = 0;
        let is_name =
            |w: &Word| !w.known.contains(Known::TITLE) || w.known.intersects(Known::GIVEN);
        let last_name = words.iter().rposition(is_name).unwrap_or(0);
        // The titles before the name: as many as leave a name behind.
        while from < last_name
            && words[from].known.contains(Known::TITLE)
            && words[from].shape != Shape::Upper
        {
            from += 1;
        }
        let rest = &words[from..];
        // `Justice Department`, `General Assembly`: no title.
        let organisation = rest.first().is_some_and(|w| {
            w.known.contains(Known::ORG) && !w.known.intersects(Known::GIVEN | Known::SURNAME)
        });
        let (title, mut rest) = if organisation {
            (&words[..0], words)
        } else {
            (&words[..from], rest)
        };
        while rest.last().is_some_and(|w| {
            w.joint
                || (rest.len() > 1
                    && w.known.contains(Known::SUFFIX)
                    && !w.known.intersects(Known::GIVEN | Known::SURNAME))
        }) {
            rest = &rest[..rest.len() - 1];
        }
        while rest.first().is_some_and(|w| w.joint) {
            rest = &rest[1..];
        }
        let (Some(first), Some(last)) = (rest.first(), rest.last()) else {
            return;
        };
        if rest.len() > LONGEST {
            return;
        }
        if rest.len() == 1 {
            let k = first.known;
            let no_name = first.shape == Shape::Initial
                || k.contains(Known::TITLE)
                    && title.is_empty()
                    && !k.intersects(Known::GIVEN | Known::SURNAME | Known::ORG | Known::PEOPLE)
                || k.contains(Known::STOP) && first.shape != Shape::Upper;
            if no_name {
                return;
            }
        }
        let prose = first.span.joined(last.span);
        let text = &self.passage.text[prose.range()];
        let caps = rest
            .iter()
            .all(|w| w.shape == Shape::Upper || w.joint || w.shape == Shape::Initial);
        let mut place = Place::empty();
        place.set(Place::WEAK, self.weak);
        place.set(Place::INITIAL, initial && title.is_empty());
        place.set(Place::QUOTED, self.quoted.covers(prose));
        place.set(Place::CAPS, caps && (rest.len() > 1 || self.shouting));
        let before = if from > 0 { None } else { start.checked_sub(1) };
        place.set(
            Place::WHERE,
            before.is_some_and(|i| says_where(self.word(i))),
        );
        place.set(Place::LISTED, self.is_listed(first.token, last.token + 1));
        place.set(Place::TABLE, self.table);
        let slips = |w: &Word| {
            self.english
                && w.known.is_empty()
                && lexicon::slip(&self.passage.text[w.span.range()]).is_some()
        };
        place.set(Place::SLIP, rest.iter().any(slips));
        let title = title.first().zip(title.last()).map(|(a, b)| {
            let span = a.span.joined(b.span);
            Title {
                span: self.passage.source(span),
                text: shared(&self.passage.text[span.range()]),
            }
        });
        self.mentions.push(LocalMention {
            span: self.passage.source(prose),
            text: normal(text),
            title,
            place,
        });
    }

    /// Whether a comma or bracket stands on both sides of the tokens `at..behind`, and another capital behind them.
    fn is_listed(&self, at: usize, behind: usize) -> bool {
        let parts = |i: usize| matches!(self.word(i), "," | ";" | "(" | ")" | ":" | "." | "&");
        let large = |i: usize| {
            self.is_large(i)
                || self.word(i) == ")"
                || self.token(i).is_some_and(|t| t.shape == Shape::Number)
        };
        if !parts(behind) || !large(behind + 1) {
            return false;
        }
        // `M Horan (Munster), A Berg (Leinster)`
        let initial = |i: &usize| self.token(*i).is_some_and(|t| t.shape == Shape::Initial);
        let at = at.checked_sub(1).filter(initial).unwrap_or(at);
        match at.checked_sub(1) {
            Some(before) => parts(before) && before.checked_sub(1).is_some_and(large),
            // The first of a list (`Dahl, Moen, Berg.`), not of a sentence (`Dahl, Oslo’s mayor, spoke`).
            None => matches!(self.word(behind), "," | ";") && parts(behind + 2),
        }
    }
}

/// Whether the block writes whole words in capitals rather than acronyms.
fn shouts(passage: &Passage<'_>) -> bool {
    let Counts { long, shouted, .. } = passage.tokens.counts;
    long > 1 && shouted * 3 >= long * 2
}

/// Whether the block is a table run together: a third of its words and more are figures.
fn tabulates(passage: &Passage<'_>) -> bool {
    let Counts { words, numbers, .. } = passage.tokens.counts;
    numbers >= 3 && numbers >= words || numbers >= 8 && numbers * 2 >= words
}

/// Whether a compound says something of the name behind it (`Paris-based`).
fn is_attribute(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "born",
        "based",
        "led",
        "backed",
        "style",
        "era",
        "owned",
        "run",
        "held",
        "controlled",
        "made",
        "trained",
        "educated",
        "area",
        "wide",
        "turned",
        "listed",
        "registered",
    ];
    word.rsplit_once('-')
        .is_some_and(|(_, end)| ENDS.contains(&end))
}

/// What is known of a word; a compound of everyday words (`Long-term`) is one itself.
fn known(word: &str) -> Known {
    let known = lexicon::known_raw(word);
    let compound = known.is_empty() && word.split('-').count() > 1;
    if compound
        && word
            .split('-')
            .all(|part| lexicon::known_raw(part).intersects(Known::WORD | Known::STOP))
    {
        return Known::WORD;
    }
    known
}

/// The text with each stretch of white space as one space.
fn normal(text: &str) -> Arc<str> {
    // A mention starts and ends with a word.
    let mut before = b' ';
    let simple = text.bytes().all(|byte| {
        let twice = byte == b' ' && before == b' ';
        before = byte;
        byte.is_ascii() && !twice && !matches!(byte, b'\t'..=b'\r')
    });
    if simple
        || text
            .split(' ')
            .all(|w| !w.is_empty() && !w.contains(char::is_whitespace))
    {
        return shared(text);
    }
    shared(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// `word` without a possessive ending.
pub(super) fn strip_possessive(word: &str) -> &str {
    if !word.ends_with(['s', 'S']) {
        return word;
    }
    let bare = ["’s", "'s", "ʼs", "’S", "'S"]
        .iter()
        .find_map(|p| word.strip_suffix(p));
    bare.filter(|b| !b.is_empty()).unwrap_or(word)
}

/// Whether an apostrophe stands for letters left out (`We’ll`, `Don’t`).
fn is_contraction(word: &str) -> bool {
    let Some((head, tail)) = word.rsplit_once(['’', '\'']) else {
        return false;
    };
    match tail {
        "ll" | "re" | "ve" | "m" | "d" | "t" => true,
        "s" => lexicon::known_raw(head).contains(Known::STOP),
        _ => false,
    }
}
