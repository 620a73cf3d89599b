//! The mentions of one block: runs of words with capitals, without the titles before and the words around them
//! that only a sentence's start or a headline writes large.

mod end;
mod mention;
mod reach;
mod words;

use super::affixes::is_prefixed;
use super::{Local, LocalMention, Place};
use crate::facts::quotes::Marked;
use crate::facts::tokens::Counts;
use crate::facts::{Passage, Shape, Token};
use crate::language::Packed;
use crate::language::names::{self as lexicon, Known};
use crate::markup::{BlockKind, MarkKind};
use crate::text::Span;
use reach::Reach;
use std::cell::Cell;
use words::Word;

/// Reads the mentions of a block.
pub fn read(passage: &Passage<'_>, marks: &[Marked]) -> Local {
    let shouting = shouts(passage);
    let verbatim = passage.block.marks.iter();
    let verbatim = verbatim.filter(|m| m.kind == MarkKind::Verbatim);
    let Scratch {
        mut mentions,
        words,
    } = SCRATCH.take();
    let mut reader = Reader {
        passage,
        text: passage.text,
        tokens: &passage.tokens.list,
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
        words,
        mentions: &mut mentions,
    };
    reader.place.set(Place::WEAK, reader.weak);
    reader.place.set(Place::TABLE, tabulates(passage));
    let mut large = &passage.tokens.large[..];
    while let [at, behind @ ..] = large {
        let at = *at as usize;
        large = behind;
        if reader.starts(at) {
            let end;
            (end, large) = reader.run_end(at, behind);
            if end > at + 1 || !reader.is_bare_stop(at) {
                reader.run(at, end);
            }
        }
    }
    let words = reader.words;
    let mut own = Vec::with_capacity(mentions.len());
    own.append(&mut mentions);
    SCRATCH.set(Scratch { mentions, words });
    Local { mentions: own }
}

/// Room for the mentions of a block and for the words of a run.
#[derive(Default)]
struct Scratch {
    mentions: Vec<LocalMention>,
    words: Vec<Word>,
}

thread_local! {
    static SCRATCH: Cell<Scratch> = const {
        Cell::new(Scratch {
            mentions: Vec::new(),
            words: Vec::new(),
        })
    };
}

struct Reader<'a, 'p> {
    passage: &'a Passage<'p>,
    text: &'p str,
    tokens: &'p [Token],
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
    /// Room for the words of a run.
    words: Vec<Word>,
    mentions: &'a mut Vec<LocalMention>,
}

impl Reader<'_, '_> {
    fn token(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    fn word(&self, i: usize) -> &str {
        self.token(i).map_or("", |t| &self.text[t.span.range()])
    }

    /// The same as bytes, for comparisons.
    fn bytes(&self, i: usize) -> &[u8] {
        let text = self.text.as_bytes();
        self.token(i).map_or(b"", |t| &text[t.span.range()])
    }

    /// Whether token `i`, which has a capital or may have one within, may begin a run.
    fn starts(&self, i: usize) -> bool {
        let Some(token) = self.token(i) else {
            return false;
        };
        (token.plain || self.is_large(i) && !self.is_contraction(i))
            && (token.spaced || !self.is_glued(i))
            && !self.is_verbatim(token.span)
    }

    /// Whether token `i` belongs to the mark before it: `@Name`, `#Name`, parts of addresses.
    #[inline(never)]
    fn is_glued(&self, i: usize) -> bool {
        i > 0
            && matches!(
                self.bytes(i - 1),
                b"@" | b"#" | b"/" | b"_" | b"\\" | b"&" | b"="
            )
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

    /// What is known of the word at `span`; a compound of everyday words (`Long-term`) is one itself.
    fn known(&self, span: Span) -> Known {
        let known = self.known_whole(span);
        let word = &self.text[span.range()];
        let everyday = |part| lexicon::known_raw(part).intersects(Known::WORD | Known::STOP);
        if known.is_empty() && word.contains('-') && word.split('-').all(everyday) {
            return Known::WORD;
        }
        known
    }

    fn known_whole(&self, span: Span) -> Known {
        let word = &self.text[span.range()];
        match Packed::of_letters(word) {
            // Mostly it has been asked for lately.
            Some(letters) if letters.starts_large() => {
                let pack = self.passage.pack;
                pack.look_up(|mut words| words.letters(letters).known)
            }
            _ => lexicon::known_raw(word),
        }
    }

    /// What is known of token `i`.
    fn known_token(&self, i: usize) -> Known {
        match self.token(i) {
            Some(token) if token.plain && token.shape.is_capitalised() => token.word.known,
            Some(token) => self.known_whole(token.span),
            None => Known::empty(),
        }
    }

    #[inline]
    fn is_verbatim(&self, span: Span) -> bool {
        self.verbatim.overlaps(span)
    }

    #[inline(always)]
    fn is_contraction(&self, i: usize) -> bool {
        self.token(i)
            .is_some_and(|t| !t.plain && self.is_contracted(t.span))
    }

    /// Whether an apostrophe stands for letters left out (`We’ll`, `Don’t`).
    #[inline(never)]
    fn is_contracted(&self, span: Span) -> bool {
        let word = &self.text[span.range()];
        let (head, is_sure) = match word.as_bytes() {
            [head @ .., b'l', b'l']
            | [head @ .., b'r' | b'v', b'e']
            | [head @ .., b'm' | b'd' | b't'] => (head, true),
            [head @ .., b's'] => (head, false),
            _ => return false,
        };
        let head = word[..head.len()].strip_suffix(['’', '\'']);
        head.is_some_and(|head| {
            let head = Span::new(span.from(), span.from() + head.len());
            is_sure || self.known_whole(head).contains(Known::STOP)
        })
    }

    /// Whether token `i` alone names nobody for certain: `The`, `But`, `Monday`.
    fn is_bare_stop(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| {
            t.plain
                && t.shape == Shape::Capital
                && t.word.known.intersects(Known::STOP | Known::DAY)
        })
    }

    /// Whether token `i` is the first word of a sentence, or of what a quotation mark or colon opens.
    fn begins_sentence(&mut self, i: usize) -> bool {
        // No sentence ends with such a word.
        let before = i.checked_sub(1).and_then(|before| self.token(before));
        if before.is_some_and(|t| t.plain && t.shape.is_word()) {
            return false;
        }
        self.begins_behind_mark(i)
    }

    #[inline(never)]
    fn begins_behind_mark(&mut self, i: usize) -> bool {
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
    // Mostly there is none.
    if shouted < 2 {
        return false;
    }
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
