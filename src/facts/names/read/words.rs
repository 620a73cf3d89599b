//! Cuts a run of words with capitals where one name ends and the next begins.

use super::Reader;
use crate::facts::names::affixes::{is_attribute, strip_possessive};
use crate::facts::{Shape, Token};
use crate::language::Class;
use crate::language::names::Known;
use crate::text::Span;
use std::slice;

/// A word of a run: its prose bytes without possessive, and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Word {
    /// Index of its token.
    pub token: usize,
    pub span: Span,
    pub known: Known,
    pub shape: Shape,
    /// It holds nothing but letters and digits.
    pub plain: bool,
    /// In lower case between two parts of a name.
    pub joint: bool,
}

/// What is said of several words together.
#[derive(Clone, Copy)]
pub(super) struct All {
    /// What is known of any.
    pub known: Known,
    /// A bit for the shape of each.
    pub shapes: u8,
    /// Of one of them nothing is known.
    pub strange: bool,
}

impl All {
    /// A bit for each of two shapes.
    pub const CAPITAL: u8 = 1 << Shape::Capital as u8;
    pub const UPPER: u8 = 1 << Shape::Upper as u8;

    const NONE: All = All {
        known: Known::empty(),
        shapes: 0,
        strange: false,
    };

    fn take(&mut self, word: &Word) {
        self.known |= word.known;
        self.shapes |= 1 << word.shape as u8;
        self.strange |= word.known.is_empty();
    }

    pub fn of(words: &[Word]) -> Self {
        let mut all = All::NONE;
        words.iter().for_each(|w| all.take(w));
        all
    }
}

/// Tokens `start..end`; `first`: they start a sentence.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    first: bool,
}

impl Run {
    /// Whether token `i` starts a sentence.
    fn starts_with(self, i: usize) -> bool {
        self.first && i == self.start
    }
}

impl Reader<'_, '_> {
    /// Takes up the mentions that the tokens `start..end` hold.
    pub(super) fn run(&mut self, start: usize, end: usize) {
        let first = self.begins_sentence(start);
        let run = Run { start, end, first };
        let Some([token]) = self.tokens.get(start..end) else {
            return self.cut(run);
        };
        // Mostly it is one word.
        let word = self.run_word(start, token, run, true);
        if !(self.may_break(&word, run) && self.breaks(&word, run, true)) {
            let words = slice::from_ref(&word);
            self.mention(words, All::of(words), first, start);
        }
    }

    /// Cuts the tokens of a run into mentions.
    #[inline(never)]
    fn cut(&mut self, run: Run) {
        let Run { start, end, first } = run;
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        let mut all = All::NONE;
        for (i, token) in (start..).zip(&self.tokens[start..end]) {
            let word = self.run_word(i, token, run, words.is_empty());
            let breaks = self.may_break(&word, run) && self.breaks(&word, run, words.is_empty());
            let after = words.last().is_some_and(|before| {
                (before.known.contains(Known::ORG) || !before.plain || !self.english)
                    && self.stands_before(before, word.known, i + 1 < end)
            });
            if (after || breaks) && !words.is_empty() {
                self.mention(&words, all, false, start);
                words.clear();
                all = All::NONE;
            }
            if !breaks {
                words.push(word);
                all.take(&word);
            }
        }
        if let Some(head) = words.first() {
            let initial = first && head.token == start;
            self.mention(&words, all, initial, start);
        }
        self.words = words;
    }

    /// Word `i` of a run; `is_first`: no word of its name stands before it.
    #[inline]
    fn run_word(&self, i: usize, token: &Token, run: Run, is_first: bool) -> Word {
        if !(token.plain & self.english & token.shape.is_capitalised()) {
            return self.other_word(i, token, run, is_first);
        }
        Word {
            token: i,
            span: token.span,
            known: token.word.known,
            shape: token.shape,
            plain: true,
            joint: false,
        }
    }

    /// The same where it is not just ASCII letters with a capital or not of an English text.
    #[inline(never)]
    fn other_word(&self, i: usize, token: &Token, run: Run, is_first: bool) -> Word {
        let mut span = token.span;
        let mut known = token.word.known;
        if !(token.plain && token.shape.is_capitalised()) {
            let text = strip_possessive(self.word(i));
            span.end = span.start + text.len() as u32;
            if text.len() < token.span.len() || known.is_empty() {
                known = self.known(span);
            }
            // `l’avocat d’Arnaud Moss`: the small word is no part of the name.
            let may_be = !self.english && is_first && i + 1 < run.end;
            let small = may_be.then(|| text.find(['’', '\''])).flatten();
            if let Some(mark) = small.filter(|&m| matches!(&text[..m], "d" | "l")) {
                let rest = &text[mark..];
                let name = rest.trim_start_matches(['’', '\'']);
                span.start += (mark + rest.len() - name.len()) as u32;
                known = self.known(span);
            }
        }
        if !self.english {
            known |= self.own(&self.text[span.range()], run.starts_with(i));
        }
        Word {
            token: i,
            span,
            known,
            shape: token.shape,
            plain: token.plain,
            joint: match token.shape {
                Shape::Lower => !self.is_large(i),
                Shape::Mark => matches!(self.word(i), "&" | "'" | "’"),
                _ => false,
            },
        }
    }

    /// Whether [`Self::breaks`] may say so of `word`: mostly not.
    #[inline]
    fn may_break(&self, word: &Word, run: Run) -> bool {
        let everyday = self.weak | run.starts_with(word.token);
        let telling = Known::STOP
            | Known::DAY
            | if everyday {
                Known::WORD
            } else {
                Known::empty()
            };
        word.known.intersects(telling) | (word.shape == Shape::Initial)
    }

    /// Whether `word` is no part of a name, so that one before it ends; `is_first`: there is none before it.
    #[inline(never)]
    fn breaks(&self, word: &Word, run: Run, is_first: bool) -> bool {
        let Word {
            token: i,
            known,
            shape,
            joint,
            ..
        } = *word;
        let starts = run.starts_with(i);
        let goes_on = i + 1 < run.end;
        // `J. Marlow`, and in lists `J Marlow`; but `I Marlow` and, where a sentence starts, `A Marlow` are none.
        let bare = || {
            i == run.start
                && goes_on
                && !matches!(self.bytes(i), b"I" | b"O")
                && !(run.first && known.contains(Known::STOP))
        };
        let stop = || !word.plain && self.text[word.span.range()].ends_with('.');
        let initial = shape == Shape::Initial && (stop() || bare());
        // Function words within a run end a name (`On Monday Rutte`), except between parts of it.
        let large_stop = known.contains(Known::STOP)
            && !initial
            && !joint
            && (shape != Shape::Upper || self.shouting);
        let plain = known.contains(Known::WORD) && !known.intersects(Known::NAME);
        if large_stop || shape == Shape::Initial && !initial {
            !known.intersects(Known::GIVEN) || !goes_on || starts || self.shouting
        } else if known.contains(Known::DAY) {
            true
        } else if known.contains(Known::TITLE) || initial || joint {
            false
        } else if self.weak {
            plain && (is_first || !known.contains(Known::ORG))
        } else {
            starts && plain && !known.intersects(Known::ORG | Known::AREA)
        }
    }

    /// Whether `before` is no part of the name that starts behind it with a word of which that is `known`: `the Republic
    /// Costis Lee`, `Zealand-born Lee`. `goes_on`: that word is not the last.
    #[inline(never)]
    fn stands_before(&self, before: &Word, known: Known, goes_on: bool) -> bool {
        let given = known.intersects(Known::MALE | Known::FEMALE) && goes_on;
        given
            && before.known.contains(Known::ORG)
            && !before.known.intersects(Known::SURNAME | Known::GIVEN)
            && !known.contains(Known::WORD)
            || !before.plain && is_attribute(&self.text[before.span.range()])
            || given && self.is_job(before)
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
        let text = &self.text[word.span.range()];
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
}
