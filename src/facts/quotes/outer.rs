//! A block as the reporter’s own sentences: its words outside quotations, each quotation standing as one item.

use super::Marked;
use crate::facts::{Passage, Shape, Tokens};
use crate::language::{Class, Lexicon, Pack};
use crate::text::Span;
use smallvec::SmallVec;
use std::cell::Cell;

/// A word, number or mark outside quotations, or one quotation.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Bytes of the prose.
    pub span: Span,
    pub shape: Shape,
    pub class: Class,
    /// Index of the quotation that the item stands for.
    pub quote: Option<u32>,
}

/// The items of a block and where its sentences begin.
pub struct Outer<'a> {
    pub text: &'a str,
    pub items: Vec<Item>,
    /// Index of each sentence’s first item.
    starts: SmallVec<[usize; 8]>,
    lexicon: &'static Lexicon,
    pack: &'static Pack,
}

thread_local! {
    /// Room for items that is used again.
    static ITEMS: Cell<Vec<Item>> = const { Cell::new(Vec::new()) };
}

/// Items of a long paragraph: room for more is not kept.
const ROOM: usize = 2048;

impl Drop for Outer<'_> {
    fn drop(&mut self) {
        if self.items.capacity() <= ROOM {
            ITEMS.set(std::mem::take(&mut self.items));
        }
    }
}

/// Items at the start of a block among which a dateline ends.
const DATELINE: usize = 14;

impl<'a> Outer<'a> {
    /// Reads the tokens `range` of a passage, in which the quotations `marks` (by place, none nested) stand.
    pub fn of(
        passage: &Passage<'a>,
        marks: &[(u32, Marked)],
        range: std::ops::Range<usize>,
    ) -> Self {
        let tokens = passage.tokens;
        let lexicon = passage.pack.lexicon();
        let mut outer = Outer {
            text: passage.text,
            items: ITEMS.take(),
            starts: SmallVec::new(),
            lexicon,
            pack: passage.pack,
        };
        outer.items.clear();
        outer.items.reserve(range.len().min(ROOM));
        let first = tokens
            .sentences
            .partition_point(|&s| (s as usize) < range.start);
        if !range.is_empty() {
            outer.starts.push(0);
        }
        let begins = tokens.sentences.get(first).map(|&s| s as usize);
        let mut next = first + usize::from(begins == Some(range.start));
        outer.starts.reserve(tokens.sentences.len() - next);
        let mut at = range.start;
        for (index, mark) in marks {
            let rest = &tokens.list[at..range.end];
            let open = at + rest.partition_point(|t| t.span.to() <= mark.span.from());
            if open == range.end {
                break;
            }
            // A quotation that is several sentences is one item of the sentence it stands in.
            outer.take(tokens, at..open, &mut next);
            outer.take_starts(tokens, open..open + 1, &mut next);
            outer.items.push(Item {
                span: mark.span,
                shape: Shape::Mark,
                class: Class::empty(),
                quote: Some(*index),
            });
            at = open + 1;
            let within = &tokens.list[at..range.end];
            at += within.partition_point(|t| t.span.from() < mark.span.to());
        }
        outer.take(tokens, at..range.end, &mut next);
        if range.start == 0 {
            outer.skip_dateline();
        }
        outer
    }

    /// Takes up the tokens `range`, in which there are no quotations; `next`: the first sentence that has not been met.
    fn take(&mut self, tokens: &Tokens, range: std::ops::Range<usize>, next: &mut usize) {
        self.take_starts(tokens, range.clone(), next);
        let list = tokens.list[range].iter();
        self.items.extend(list.map(|token| Item {
            span: token.span,
            shape: token.shape,
            class: token.word.class,
            quote: None,
        }));
    }

    /// Takes up the sentences that start in `range`, whose first token is the next item, and passes by those before.
    fn take_starts(&mut self, tokens: &Tokens, range: std::ops::Range<usize>, next: &mut usize) {
        let base = self.items.len();
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

    /// `OSLO, May 3 (AP) — In the harbour`: the first sentence begins behind the dash.
    fn skip_dateline(&mut self) {
        let place = self.items.first().is_some_and(|i| i.shape == Shape::Upper);
        let near = &self.items[..self.items.len().min(DATELINE)];
        let mut near = near.iter().enumerate().skip(1).take_while(|(_, item)| {
            item.quote.is_none() && !item.class.intersects(Class::VERB | Class::AUX)
        });
        let dash = near.find_map(|(i, item)| {
            let dash = item.shape == Shape::Mark
                && matches!(self.word(i), "—" | "–" | "-")
                && self.word(i + 1) != ",";
            dash.then_some(i)
        });
        let Some(dash) = dash.filter(|&d| place || self.word(d - 1) == ")") else {
            return;
        };
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
    pub fn word(&self, i: usize) -> &'a str {
        self.items
            .get(i)
            .map_or("", |item| &self.text[item.span.range()])
    }

    /// Whether the language has articles; where it has none, any noun may be a subject.
    pub fn has_articles(&self) -> bool {
        self.pack.articles()
    }

    /// What else the language does.
    pub fn pack(&self) -> &'static Pack {
        self.pack
    }

    /// What item `i` may be; nothing behind the last.
    pub fn class(&self, i: usize) -> Class {
        self.items.get(i).map_or(Class::empty(), |item| item.class)
    }

    /// Whether item `i` may be one of `class`.
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.class(i).intersects(class)
    }

    /// Whether item `i` is a mark (no word, no number, no quotation).
    pub fn is_mark(&self, i: usize) -> bool {
        self.items
            .get(i)
            .is_some_and(|item| item.shape == Shape::Mark && item.quote.is_none())
    }

    /// Whether item `i` is a word.
    pub fn is_word(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|item| item.shape.is_word())
    }

    /// Whether item `i` is a capitalised word that may belong to a name.
    #[inline]
    pub fn is_name_word(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|item| {
            (item.shape.is_capitalised() || item.shape == Shape::Caseless)
                && (item.class.is_empty() || self.may_be_name(i))
        })
    }

    /// The same of a word with a capital that is in a list.
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
                .is_some_and(|t| t.shape == Shape::Capital && t.class.is_empty())
        };
        if item.class.contains(Class::CUE) && self.pack.inverts() {
            return false;
        }
        if item.class.intersects(NEVER) {
            return item.shape == Shape::Upper && !item.class.intersects(Class::PRONOUN)
                || self.is_tagged_name(i)
                || self.opens_surname(i);
        }
        !item.class.intersects(SELDOM)
            || item.class.contains(Class::AUX)
                && (capital(i + 1) || self.is(i + 1, Class::VERB) && self.is(i + 1, Class::PAST))
    }

    /// A particle with a capital in mid-sentence, before the rest of its surname: `zei Van der Berg`, `zei Van 't Hof`.
    fn opens_surname(&self, i: usize) -> bool {
        let behind = self.items.get(self.behind_particles(i + 1));
        self.items[i].class.contains(Class::PARTICLE)
            && self.items[i].shape == Shape::Capital
            && self.starts.binary_search(&i).is_err()
            && behind.is_some_and(|t| t.shape == Shape::Capital && t.class.is_empty())
    }

    /// The first item from `i` on that is no small part of a name: `der`, `'t`.
    pub fn behind_particles(&self, i: usize) -> usize {
        let mut at = i;
        while at < i + 3 {
            if matches!(self.word(at), "'" | "’") && self.word(at + 1) == "t" {
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
        let quote = i.checked_sub(1).filter(|&q| self.quote(q).is_some());
        item.shape == Shape::Capital
            && !item.class.intersects(Class::PRONOUN | Class::DET)
            && self.is(i + 1, Class::VERB)
            && self.is(i + 1, Class::PAST)
            && quote.is_some_and(|q| {
                let words = self.word(q).trim_end_matches(['”', '"', '’', '\'']);
                words.ends_with(',')
            })
    }

    /// How many items from `i` on (before `end`) make up a cue of several words; 0 if none do.
    pub fn phrase(&self, i: usize, end: usize) -> usize {
        self.lexicon.phrase((i..end).map(|j| self.word(j)))
    }

    /// How many items from `i` on (before `end`) make up a reporting verb of several words; 0 if none do.
    pub fn verb_phrase(&self, i: usize, end: usize) -> usize {
        self.lexicon.verb_phrase((i..end).map(|j| self.word(j)))
    }

    /// How many items from `i` on (before `end`) make up a reporting verb that names nobody; 0 if none do.
    pub fn impersonal(&self, i: usize, end: usize) -> usize {
        self.lexicon.impersonal((i..end).map(|j| self.word(j)))
    }

    /// The quotation that item `i` stands for.
    pub fn quote(&self, i: usize) -> Option<u32> {
        self.items.get(i).and_then(|item| item.quote)
    }

    /// Whether item `i` is a title in marks between commas, the second of them within the marks: `her book, “The Keeper,”`.
    pub fn is_title_aside(&self, i: usize) -> bool {
        if self.quote(i).is_none() || i == 0 || self.word(i - 1) != "," {
            return false;
        }
        let words = self.word(i).trim_matches(['“', '”', '"', '‘', '’', '\'']);
        let large = |w: &str| w.len() < 4 || w.starts_with(char::is_uppercase);
        words.ends_with(',') && words.split_whitespace().all(large)
    }

    /// The items of the sentence that item `i` stands in.
    pub fn sentence(&self, i: usize) -> std::ops::Range<usize> {
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
