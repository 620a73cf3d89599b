//! The mentions of one block: runs of words with capitals, without the titles before and the words around them
//! that only a sentence's start or a headline writes large.

mod mention;
mod reach;

use super::affixes::{is_attribute, is_possessive, is_prefixed, strip_possessive};
use super::{Local, LocalMention, Place};
use crate::facts::quotes::Marked;
use crate::facts::tokens::Counts;
use crate::facts::{Passage, Shape, Token};
use crate::language::names::{self as lexicon, Known};
use crate::language::{Class, Packed};
use crate::markup::{BlockKind, MarkKind};
use crate::text::Span;
use reach::Reach;
use smallvec::SmallVec;
use std::cell::Cell;

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
        place: Place::empty(),
        english: passage.pack.code == "en",
        sentences: 0,
        mentions: SCRATCH.take(),
    };
    reader.place.set(Place::WEAK, reader.weak);
    reader.place.set(Place::TABLE, tabulates(passage));
    let mut behind = 0;
    for &at in &passage.tokens.large {
        let at = at as usize;
        if at < behind || !reader.starts(at) {
            continue;
        }
        behind = reader.run_end(at);
        if behind > at + 1 || !reader.is_bare_stop(at) {
            reader.run(at, behind);
        }
    }
    let mut scratch = reader.mentions;
    let mut mentions = Vec::with_capacity(scratch.len());
    mentions.append(&mut scratch);
    SCRATCH.set(scratch);
    Local { mentions }
}

thread_local! {
    /// Room for the mentions of a block.
    static SCRATCH: Cell<Vec<LocalMention>> = const { Cell::new(Vec::new()) };
}

struct Reader<'a, 'p> {
    passage: &'a Passage<'p>,
    quoted: Reach,
    verbatim: Reach,
    /// The block may write any word large.
    weak: bool,
    /// The block is written in capitals.
    shouting: bool,
    /// What holds of all mentions.
    place: Place,
    english: bool,
    /// Sentences that start before the run.
    sentences: usize,
    mentions: Vec<LocalMention>,
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

    /// The same as bytes, for comparisons.
    fn bytes(&self, i: usize) -> &[u8] {
        let text = self.passage.text.as_bytes();
        self.token(i).map_or(b"", |t| &text[t.span.range()])
    }

    /// Whether token `i`, which has a capital or may have one within, may begin a run.
    fn starts(&self, i: usize) -> bool {
        let Some(token) = self.token(i) else {
            return false;
        };
        let is_small = token.shape == Shape::Lower && !is_prefixed(self.word(i));
        if is_small || self.is_verbatim(token.span) {
            return false;
        }
        // `@Name`, `#Name`, parts of addresses.
        let glued = !token.spaced
            && i > 0
            && matches!(
                self.bytes(i - 1),
                b"@" | b"#" | b"/" | b"_" | b"\\" | b"&" | b"="
            );
        !glued && !self.is_contraction(i)
    }

    /// Whether token `i` is a word with a capital, or one with a prefix in lower case (`al-Assad`).
    #[inline]
    fn is_large(&self, i: usize) -> bool {
        let Some(token) = self.token(i) else {
            return false;
        };
        token.shape.is_capitalised()
            || token.shape == Shape::Lower && !token.plain && is_prefixed(self.word(i))
    }

    /// What is known of a word; a compound of everyday words (`Long-term`) is one itself.
    fn known(&self, word: &str) -> Known {
        let known = self.known_whole(word);
        let everyday = |part| self.known_whole(part).intersects(Known::WORD | Known::STOP);
        if known.is_empty() && word.contains('-') && word.split('-').all(everyday) {
            return Known::WORD;
        }
        known
    }

    fn known_whole(&self, word: &str) -> Known {
        match Packed::of_letters(word) {
            // Mostly it has been asked for lately.
            Some(packed) if word.as_bytes()[0].is_ascii_uppercase() => {
                let pack = self.passage.pack;
                pack.look_up(|mut words| words.packed(packed, word).known)
            }
            _ => lexicon::known_raw(word),
        }
    }

    /// What is known of token `i`.
    fn known_token(&self, i: usize) -> Known {
        match self.token(i) {
            Some(token) if token.plain && token.shape.is_capitalised() => token.word.known,
            _ => self.known_whole(self.word(i)),
        }
    }

    #[inline]
    fn is_verbatim(&self, span: Span) -> bool {
        self.verbatim.overlaps(span)
    }

    #[inline(always)]
    fn is_contraction(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| !t.plain) && self.is_contracted(self.word(i))
    }

    /// Whether an apostrophe stands for letters left out (`We’ll`, `Don’t`).
    fn is_contracted(&self, word: &str) -> bool {
        let mut end = word.bytes().rev().take(3);
        let Some(letters) = end.position(|b| !b.is_ascii_lowercase()) else {
            return false;
        };
        let (head, tail) = word.split_at(word.len() - letters);
        let Some(head) = head.strip_suffix(['’', '\'']) else {
            return false;
        };
        match tail {
            "ll" | "re" | "ve" | "m" | "d" | "t" => true,
            "s" => self.known_whole(head).contains(Known::STOP),
            _ => false,
        }
    }

    /// Whether token `i` alone names nobody for certain: `The`, `But`, `Monday`.
    fn is_bare_stop(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| {
            t.plain
                && t.shape == Shape::Capital
                && t.word.known.intersects(Known::STOP | Known::DAY)
        })
    }

    fn run_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        loop {
            let plain = self.token(end - 1).is_some_and(|t| t.plain);
            if !plain && is_possessive(self.word(end - 1)) {
                return end;
            }
            let Some(next) = self.token(end) else {
                return end;
            };
            // Nor does anything longer that starts in lower case join two parts of a name.
            if !next.spaced || next.plain && next.shape == Shape::Lower && next.span.len() > 5 {
                return end;
            }
            match next.shape {
                Shape::Capital | Shape::Upper | Shape::Initial => {
                    if self.is_verbatim(next.span) || self.is_contraction(end) {
                        return end;
                    }
                    end += 1;
                    continue;
                }
                Shape::Lower if !next.plain => {
                    if self.is_large(end)
                        && !self.is_verbatim(next.span)
                        && !self.is_contraction(end)
                    {
                        end += 1;
                        continue;
                    }
                }
                Shape::Lower => {}
                Shape::Mark => {
                    if !matches!(self.word(end), "&" | "'" | "’") {
                        return end;
                    }
                }
                Shape::Caseless | Shape::Number | Shape::Quotation => return end,
            }
            let word = self.word(end);
            let goes_on = |i: usize| self.token(i).is_some_and(|t| t.spaced);
            let is_mark = next.shape == Shape::Mark;
            if !is_mark && lexicon::is_particle(word) || is_mark && self.is_elided_het(end) {
                let mut after = end;
                while after < end + 3 && goes_on(after) {
                    if lexicon::is_particle(self.word(after)) {
                        after += 1;
                    } else if self.is_elided_het(after) {
                        after += 2;
                    } else {
                        break;
                    }
                }
                if goes_on(after) && self.is_large(after) {
                    end = after + 1;
                    continue;
                }
            }
            // `Ministry of Defence`, `Bank of England`, `Marks & Spencer`.
            let mut after = end + 1;
            let of = matches!(word, "of" | "for") && self.known_token(end - 1).contains(Known::ORG);
            if of && self.word(after) == "the" {
                after += 1;
            }
            let joins = of || word == "&";
            if joins && goes_on(after) && self.is_large(after) && !self.is_contraction(after) {
                end = after + 1;
                continue;
            }
            return end;
        }
    }

    /// Whether tokens `i` and the next are a Dutch article: `Van 't Hof`.
    fn is_elided_het(&self, i: usize) -> bool {
        matches!(self.word(i), "'" | "’") && self.bytes(i + 1) == b"t"
    }

    /// Cuts the tokens `start..end` into mentions.
    fn run(&mut self, start: usize, end: usize) {
        let first = self.begins_sentence(start);
        let mut words: SmallVec<[Word; 8]> = SmallVec::new();
        for i in start..end {
            let Some(&token) = self.token(i) else { break };
            let mut span = token.span;
            let mut known = token.word.known;
            let mut full_stop = false;
            if !(token.plain && token.shape.is_capitalised()) {
                let text = strip_possessive(self.word(i));
                span.end = span.start + text.len() as u32;
                if text.len() < token.span.len() || known.is_empty() {
                    known = self.known(text);
                }
                full_stop = !token.plain && text.ends_with('.');
                // `l’avocat d’Arnaud Moss`: the small word is no part of the name.
                let may_be = !self.english && words.is_empty() && i + 1 < end;
                let small = may_be.then(|| text.find(['’', '\''])).flatten();
                if let Some(mark) = small.filter(|&m| matches!(&text[..m], "d" | "l")) {
                    let rest = &text[mark..];
                    let name = rest.trim_start_matches(['’', '\'']);
                    known = self.known(name);
                    span.start += (mark + rest.len() - name.len()) as u32;
                }
            }
            if !self.english {
                known |= self.own(&self.passage.text[span.range()], i == start && first);
            }
            let joint = match token.shape {
                Shape::Lower => !self.is_large(i),
                Shape::Mark => matches!(self.word(i), "&" | "'" | "’"),
                _ => false,
            };
            // `J. Marlow`, and in lists `J Marlow`; but `I Marlow` and, where a sentence starts, `A Marlow` are none.
            let bare = || {
                i == start
                    && i + 1 < end
                    && !matches!(self.bytes(i), b"I" | b"O")
                    && !(first && known.contains(Known::STOP))
            };
            let initial = token.shape == Shape::Initial && (full_stop || bare());
            // Function words within a run end a name (`On Monday Rutte`), except between parts of it.
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
                    || known.intersects(Known::MALE | Known::FEMALE)
                        && i + 1 < end
                        && self.is_job(w)
            });
            let word = Word {
                token: i,
                span,
                known,
                shape: token.shape,
                plain: token.plain,
                joint,
            };
            if (after || breaks) && !words.is_empty() {
                self.mention(&words, false, start);
                words.clear();
            }
            if !breaks {
                words.push(word);
            }
        }
        if let Some(head) = words.first() {
            let initial = first && head.token == start;
            self.mention(&words, initial, start);
        }
    }

    /// What `word` is in the draft’s language, where that is not English: a title, or, first in a sentence, a function
    /// word (`Laut Lee`, `Según Lee`).
    fn own(&self, word: &str, first: bool) -> Known {
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

    /// Whether a word before a given name may be a noun: `CDU-Chef`, `Geschäftsführer`, `VVD-leider`.
    fn is_job(&self, word: &Word) -> bool {
        let text = &self.passage.text[word.span.range()];
        let part = || {
            text.rsplit_once('-')
                .is_some_and(|(_, end)| end.len() > 3 && end.starts_with(char::is_lowercase))
        };
        let noun = self.passage.pack.capital_nouns() || !self.english && !word.plain && part();
        let name = Known::GIVEN | Known::SURNAME | Known::TITLE;
        noun && text.len() > 3
            && !word.joint
            && word.shape != Shape::Initial
            && !word.known.intersects(name)
    }

    /// Whether token `i` is the first word of a sentence, or of what a quotation mark or colon opens.
    fn begins_sentence(&mut self, i: usize) -> bool {
        let starts = &self.passage.tokens.sentences;
        let behind = &starts[self.sentences..];
        let before = behind.iter().position(|s| *s as usize >= i);
        self.sentences += before.unwrap_or(behind.len());
        if i == 0 || starts.get(self.sentences) == Some(&(i as u32)) {
            return true;
        }
        let mut before = i;
        while before > 0 {
            if before < i && starts.binary_search(&(before as u32)).is_ok() {
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
}

/// Whether the block writes whole words in capitals rather than acronyms.
fn shouts(passage: &Passage<'_>) -> bool {
    let shouted = passage.tokens.counts.shouted as usize;
    let words = passage.tokens.list.iter().filter(|t| t.shape.is_word());
    let long = words.filter(|t| t.span.len() > 1);
    // More words than these need not be counted.
    let most = shouted * 3 / 2;
    (2..=most).contains(&long.take(most + 1).count())
}

/// Whether the block is a table run together: a third of its words and more are figures.
fn tabulates(passage: &Passage<'_>) -> bool {
    let Counts { numbers, .. } = passage.tokens.counts;
    let words = passage.tokens.count_words();
    numbers >= 3 && numbers >= words || numbers >= 8 && numbers * 2 >= words
}
