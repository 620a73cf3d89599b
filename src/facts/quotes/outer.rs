//! A block as the reporter’s own sentences: its words outside quotations, each quotation standing as one item.

use super::Marked;
use crate::facts::{Passage, Shape, Token, Tokens};
use crate::language::{Class, Lexicon, Pack, Phrases, Word};
use crate::text::Span;
use smallvec::SmallVec;
use std::cell::Cell;
use std::ops::Range;

/// The items of a block and where its sentences begin.
pub struct Outer<'a> {
    pub text: &'a str,
    /// Words, numbers and marks outside quotations, and the quotations. Where there are none, the block’s own tokens.
    pub items: &'a [Token],
    /// The items that are quotations.
    pub quotes: SmallVec<[Quoted; 8]>,
    /// Index of each sentence’s first item.
    starts: SmallVec<[usize; 8]>,
    lexicon: &'static Lexicon,
    pack: &'static Pack,
}

/// An item that is a quotation.
pub struct Quoted {
    pub item: usize,
    /// Index of its pair of marks.
    pub mark: u32,
    /// Its tokens, marks included.
    pub tokens: Range<usize>,
}

/// Room for the items of a block with quotations.
#[derive(Default)]
pub struct Room(Vec<Token>);

thread_local! {
    /// Room that is used again.
    static ITEMS: Cell<Vec<Token>> = const { Cell::new(Vec::new()) };
}

impl Room {
    /// Mostly one that was used before.
    pub fn take() -> Self {
        Room(ITEMS.take())
    }
}

/// Items of a long paragraph: room for more is not kept.
const ROOM: usize = 2048;

impl Drop for Room {
    fn drop(&mut self) {
        if self.0.capacity() <= ROOM {
            ITEMS.set(std::mem::take(&mut self.0));
        }
    }
}

/// Items at the start of a block among which a dateline ends.
const DATELINE: usize = 14;

impl<'a> Outer<'a> {
    /// Reads the tokens `range` of a passage as they are, with the quotations among them.
    pub fn plain(passage: &Passage<'a>, range: Range<usize>) -> Self {
        let tokens = passage.tokens;
        let sentences = &tokens.sentences;
        let first = sentences.partition_point(|&s| (s as usize) < range.start);
        let mut outer = Outer::over(passage, &tokens.list[range.clone()]);
        if !range.is_empty() {
            outer.starts.push(0);
        }
        for &start in &sentences[first..] {
            let start = start as usize;
            if start >= range.end {
                break;
            }
            if start > range.start {
                outer.starts.push(start - range.start);
            }
        }
        if range.start == 0 {
            outer.skip_dateline(&tokens.marks);
        }
        outer
    }

    /// Reads a passage in which the quotations `marks` (by place, none nested) stand.
    pub fn among(
        passage: &Passage<'a>,
        marks: &[(u32, Marked)],
        Room(items): &'a mut Room,
    ) -> Self {
        let tokens = passage.tokens;
        items.clear();
        items.reserve(tokens.list.len().min(ROOM));
        let mut outer = Outer::over(passage, &[]);
        let mut next = 0;
        let mut at = 0;
        for (index, mark) in marks {
            let rest = &tokens.list[at..];
            let open = at + rest.partition_point(|t| t.span.to() <= mark.span.from());
            if open == tokens.list.len() {
                break;
            }
            outer.take_starts(tokens, at..open, items.len(), &mut next);
            items.extend_from_slice(&tokens.list[at..open]);
            // A quotation that is several sentences is one item of the sentence it stands in.
            outer.take_starts(tokens, open..open + 1, items.len(), &mut next);
            let within = &tokens.list[open + 1..];
            at = open + 1 + within.partition_point(|t| t.span.from() < mark.span.to());
            outer.quotes.push(Quoted {
                item: items.len(),
                mark: *index,
                tokens: open..at,
            });
            items.push(Token {
                span: mark.span,
                shape: Shape::Quotation,
                spaced: true,
                plain: false,
                word: Word::NONE,
            });
        }
        outer.take_starts(tokens, at..tokens.list.len(), items.len(), &mut next);
        items.extend_from_slice(&tokens.list[at..]);
        outer.items = items;
        outer.skip_dateline(&tokens.marks);
        outer
    }

    fn over(passage: &Passage<'a>, items: &'a [Token]) -> Self {
        Outer {
            text: passage.text,
            items,
            quotes: SmallVec::new(),
            starts: SmallVec::new(),
            lexicon: passage.pack.lexicon(),
            pack: passage.pack,
        }
    }

    /// Takes up the sentences that start in `range`, whose first token is item `base`, and passes by those before;
    /// `next`: the first that has not been met.
    fn take_starts(&mut self, tokens: &Tokens, range: Range<usize>, base: usize, next: &mut usize) {
        while let Some(&start) = tokens.sentences.get(*next) {
            let start = start as usize;
            if start >= range.end {
                break;
            }
            if start >= range.start {
                self.starts.push(base + start - range.start);
            }
            *next += 1;
        }
    }

    /// `OSLO, May 3 (AP) — In the harbour`: the first sentence begins behind the dash. `marks`: the block’s, by token.
    fn skip_dateline(&mut self, marks: &[u32]) {
        // Up to the first quotation items are tokens.
        let end = self.quotes.first().map_or(self.items.len(), |q| q.item);
        let near = marks.iter().map(|&m| m as usize);
        let mut near = near.take_while(|&m| m < end.min(DATELINE));
        let Some(dash) = near
            .find(|&m| m > 0 && matches!(self.word(m), "—" | "–" | "-") && self.word(m + 1) != ",")
        else {
            return;
        };
        let place = self.items[0].shape == Shape::Upper || self.word(dash - 1) == ")";
        let verb = |item: &Token| item.word.class.intersects(Class::VERB | Class::AUX);
        if !place || self.items[1..dash].iter().any(verb) {
            return;
        }
        // A hyphen between two words is none.
        let spaced = self.items.get(dash + 1).is_some_and(|next| {
            next.span.from() > self.items[dash].span.to() || self.word(dash) != "-"
        });
        if spaced {
            let behind = self.starts.partition_point(|&s| s <= dash);
            self.starts.drain(..behind);
            self.starts.insert(0, dash + 1);
        }
    }

    /// The words of item `i`; empty behind the last.
    #[inline]
    pub fn word(&self, i: usize) -> &'a str {
        self.items
            .get(i)
            .map_or("", |item| &self.text[item.span.range()])
    }

    /// The bytes of item `i`, none behind the last: quicker to look at than its words, which must be whole characters.
    #[inline]
    pub fn bytes(&self, i: usize) -> &'a [u8] {
        self.items
            .get(i)
            .map_or(&[], |item| &self.text.as_bytes()[item.span.range()])
    }

    /// Whether the language has articles; where it has none, any noun may be a subject.
    #[inline]
    pub fn has_articles(&self) -> bool {
        self.pack.articles()
    }

    /// What else the language does.
    #[inline]
    pub fn pack(&self) -> &'static Pack {
        self.pack
    }

    /// What item `i` may be; nothing behind the last.
    #[inline]
    pub fn class(&self, i: usize) -> Class {
        self.items
            .get(i)
            .map_or(Class::empty(), |item| item.word.class)
    }

    /// Whether item `i` may be one of `class`.
    #[inline]
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.class(i).intersects(class)
    }

    /// Whether item `i` is a mark (no word, no number, no quotation).
    #[inline]
    pub fn is_mark(&self, i: usize) -> bool {
        self.items
            .get(i)
            .is_some_and(|item| item.shape == Shape::Mark)
    }

    /// Whether item `i` is a comma.
    #[inline]
    pub fn is_comma(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|item| {
            item.shape == Shape::Mark && self.text.as_bytes()[item.span.from()] == b','
        })
    }

    /// The mark that item `i` is; empty where it is none.
    #[inline]
    pub fn mark(&self, i: usize) -> &'a str {
        if self.is_mark(i) { self.word(i) } else { "" }
    }

    /// Whether item `i` is a word.
    #[inline]
    pub fn is_word(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|item| item.shape.is_word())
    }

    /// Whether item `i` is a capitalised word that may belong to a name.
    #[inline]
    pub fn is_name_word(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|item| {
            (item.shape.is_capitalised() || item.shape == Shape::Caseless)
                && (item.word.class.is_empty() || self.may_be_name(i))
        })
    }

    /// The same of a word with a capital that is in a list.
    #[inline(never)]
    fn may_be_name(&self, i: usize) -> bool {
        const NEVER: Class = Class::PRONOUN
            .union(Class::DET)
            .union(Class::PREP)
            .union(Class::CONJ)
            .union(Class::SUBORD)
            .union(Class::TIME)
            .union(Class::WHO);
        // `Will` and `May` before a name.
        const SELDOM: Class = Class::AUX.union(Class::ADV);
        let item = &self.items[i];
        let capital = |i: usize| {
            self.items
                .get(i)
                .is_some_and(|t| t.shape == Shape::Capital && t.word.class.is_empty())
        };
        if item.word.class.contains(Class::CUE) && self.pack.inverts() {
            return false;
        }
        if item.word.class.intersects(NEVER) {
            return item.shape == Shape::Upper && !item.word.class.intersects(Class::PRONOUN)
                || self.is_tagged_name(i)
                || self.opens_surname(i);
        }
        !item.word.class.intersects(SELDOM)
            || item.word.class.contains(Class::AUX)
                && (capital(i + 1) || self.is(i + 1, Class::VERB) && self.is(i + 1, Class::PAST))
    }

    /// A particle with a capital in mid-sentence, before the rest of its surname: `zei Van der Berg`, `zei Van 't Hof`.
    fn opens_surname(&self, i: usize) -> bool {
        let behind = self.items.get(self.behind_particles(i + 1));
        self.items[i].word.class.contains(Class::PARTICLE)
            && self.items[i].shape == Shape::Capital
            && self.starts.binary_search(&i).is_err()
            && behind.is_some_and(|t| t.shape == Shape::Capital && t.word.class.is_empty())
    }

    /// The first item from `i` on that is no small part of a name: `der`, `'t`.
    pub fn behind_particles(&self, i: usize) -> usize {
        let mut at = i;
        while at < i + 3 {
            if matches!(self.mark(at), "'" | "’") && self.word(at + 1) == "t" {
                at += 2;
            } else if self.is(at, Class::PARTICLE) && self.items[at].shape == Shape::Lower {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// Whether item `i` is a dash, or a hyphen that stands for one: with space on both sides.
    pub fn is_dash(&self, i: usize) -> bool {
        let spaced = || {
            let ends = |i: usize| self.items.get(i).map(|t| t.span);
            let at = self.items[i].span;
            i > 0
                && ends(i - 1).is_some_and(|before| before.to() < at.from())
                && ends(i + 1).is_some_and(|next| next.from() > at.to())
        };
        match self.word(i) {
            "—" | "–" => true,
            "-" => spaced(),
            _ => false,
        }
    }

    /// A capital in mid-sentence, between a quotation with a comma and a reporting verb: a name, even one that is
    /// a function word (`“…,” From said`).
    fn is_tagged_name(&self, i: usize) -> bool {
        let item = &self.items[i];
        let quote = i.checked_sub(1).filter(|&q| self.is_quote(q));
        item.shape == Shape::Capital
            && !item.word.class.intersects(Class::PRONOUN | Class::DET)
            && self.is(i + 1, Class::VERB)
            && self.is(i + 1, Class::PAST)
            && quote.is_some_and(|q| {
                let words = self.word(q).trim_end_matches(['”', '"', '’', '\'']);
                words.ends_with(',')
            })
    }

    /// How many items from `i` on (before `end`) make up a cue of several words; 0 if none do.
    pub fn phrase(&self, i: usize, end: usize) -> usize {
        self.first_of(self.lexicon.phrases(), i, end)
    }

    /// How many items from `i` on (before `end`) make up a reporting verb of several words; 0 if none do.
    pub fn verb_phrase(&self, i: usize, end: usize) -> usize {
        self.first_of(self.lexicon.verb_phrases(), i, end)
    }

    /// How many items from `i` on (before `end`) make up a reporting verb that names nobody; 0 if none do.
    pub fn impersonal(&self, i: usize, end: usize) -> usize {
        self.first_of(self.lexicon.impersonal(), i, end)
    }

    /// How many items from `i` on (before `end`) make up one of `phrases`; 0 if none do.
    fn first_of(&self, phrases: &Phrases, i: usize, end: usize) -> usize {
        phrases.longest(|n| if i + n < end { self.bytes(i + n) } else { b"" })
    }

    /// Whether item `i` is a quotation.
    #[inline]
    pub fn is_quote(&self, i: usize) -> bool {
        self.items
            .get(i)
            .is_some_and(|item| item.shape == Shape::Quotation)
    }

    /// Whether item `i` is a title in marks between commas, the second of them within the marks: `her book, “The Keeper,”`.
    pub fn is_title_aside(&self, i: usize) -> bool {
        if !self.is_quote(i) || i == 0 || !self.is_comma(i - 1) {
            return false;
        }
        let words = self.word(i).trim_matches(['“', '”', '"', '‘', '’', '\'']);
        let large = |w: &str| w.len() < 4 || w.starts_with(char::is_uppercase);
        words.ends_with(',') && words.split_whitespace().all(large)
    }

    /// The items of the sentence that item `i` stands in.
    pub fn sentence(&self, i: usize) -> Range<usize> {
        let next = self.starts.partition_point(|&s| s <= i);
        let start = next.checked_sub(1).map_or(0, |n| self.starts[n]);
        start..self.starts.get(next).copied().unwrap_or(self.items.len())
    }

    /// Index of each sentence’s first item.
    pub fn starts(&self) -> &[usize] {
        &self.starts
    }

    /// Bytes of the prose from item `from` to the one before `to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        self.items[from].span.joined(self.items[to - 1].span)
    }
}
