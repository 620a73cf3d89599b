//! Quotations: what was said (content), the words that report it (cue) and who said it (speaker).
//!
//! [`scan`](scan()) pairs the marks of a block, [`read`](read()) tells what each quotation is and lets the sieves
//! look for its speaker in the block, [`resolve`](resolve()) settles over the whole draft what one block cannot
//! tell: running quotations, neighbours, which person a surname or a pronoun means.

mod asked;
mod block_quote;
mod cue;
mod dialogue;
mod form;
mod gender;
mod interview;
mod inverted;
mod kind;
mod nearby;
mod noun;
mod outer;
pub mod part;
mod read;
mod resolve;
mod scan;
mod sieves;

pub use asked::Asked;
pub use noun::Form;
pub use read::read;
pub use resolve::{by_place, resolve};
pub use scan::Scan;
pub use sieves::Sieve;

use super::Passage;
use crate::text::Span;
use std::sync::Arc;

/// A pair of quotation marks in a block's prose (bytes of the prose).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Marks included.
    pub span: Span,
    /// Marks left out.
    pub content: Span,
    /// Stands within another quotation.
    pub nested: bool,
    /// The closing mark is there.
    pub closed: bool,
    /// Single marks: a quotation only where the draft's first marks are single ones, or in headings.
    pub single: bool,
}

/// A closing mark that closes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stray {
    pub span: Span,
    /// Where the sentence begins that it stands in: an empty span.
    pub sentence: Span,
}

impl Stray {
    /// The same in a text that begins so many bytes earlier.
    pub fn shifted(self, by: usize) -> Self {
        Stray {
            span: self.span.shifted(by),
            sentence: self.sentence.shifted(by),
        }
    }
}

/// What one block tells of its quotations; spans count from the chunk's first byte.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Local {
    pub quotes: Vec<LocalQuote>,
    /// Who the block's sentences are about, in order: of all of them where it has quotations, else of the last few,
    /// those whom the draft may come back to. Where nobody asks, only those whose gender it tells.
    pub subjects: Vec<Subject>,
    /// Closing marks that close nothing.
    pub strays: Vec<Stray>,
    /// It ends with a colon: the next block may be what somebody says, and who that is.
    pub lead: Option<Option<Said>>,
    /// A block quote: quoted as a whole, by markup. The number is shared by the paragraphs of one.
    pub block_quote: Option<u32>,
    /// It is nothing but a dash and a name: who said what stands before it.
    pub label: Option<Said>,
    /// The speaker label that it starts with, in bold or in capitals, as interviews have it.
    pub answer: Option<Said>,
    /// It is nothing but a question to somebody.
    pub question: Option<Question>,
    /// It begins or ends a letter.
    pub letter: Option<Letter>,
    /// It has marks of the kind that only the whole draft can tell from apostrophes and terms: how many stretches
    /// of four words or more stand in single marks, and in double ones.
    pub singles: u32,
    pub doubles: u32,
}

/// A quotation as far as its block can tell.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalQuote {
    pub span: Span,
    pub content: Span,
    pub kind: Kind,
    pub sieve: Sieve,
    pub cue: Option<Span>,
    pub speaker: Option<Said>,
    /// Who may have said it, by a sentence nearby, where no sieve tells.
    pub likely: Option<Said>,
    pub closed: bool,
    pub single: bool,
    /// Stands within single marks.
    pub in_single: bool,
    /// Nothing else stands in its paragraph.
    pub whole: bool,
    /// The paragraph begins with it.
    pub opens: bool,
    /// The paragraph ends with it.
    pub ends: bool,
    /// Its sentence begins with it.
    pub starts: bool,
    /// As in [`Quote`].
    pub words: u8,
    pub sentences: u8,
    pub altered: u8,
}

/// A paragraph that asks somebody, as interviews without labels have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// In bold or italics from its first to its last word.
    Bold,
    Plain,
}

/// What a line is to a letter that the draft prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// `Dear editor,`
    Opens,
    /// `Yours faithfully,`
    Closes,
}

/// Words that name somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub span: Span,
    /// The words among them, or before them (`Lee, who said`), that name whoever is meant.
    pub named: Span,
    pub form: Form,
    /// The words of `named`, possessive left out.
    pub text: Arc<str>,
}

/// Who a sentence is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    pub who: Said,
    /// The sentence reports what the subject says.
    pub cue: Option<Span>,
    /// It may speak: a name, somebody’s pronoun, a noun for people or for a body of them.
    pub human: bool,
    /// Of the pronouns that the sentence has for its subject: `MASCULINE`, `FEMININE` or nothing.
    pub gender: crate::language::Class,
}

impl Subject {
    /// Whether a quotation nearby may be the subject’s.
    fn speaks(&self) -> bool {
        self.human || self.cue.is_some()
    }
}

/// A quotation of the draft. A running quotation over several paragraphs is one a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Marks included.
    pub span: Span,
    /// Marks left out.
    pub content: Span,
    pub kind: Kind,
    pub attribution: Attribution,
    /// How the speaker was found: how sure it is.
    pub sieve: Sieve,
    /// The words that report it; of a quotation that only a sentence nearby attributes, those that report the sentence
    /// right before it in its paragraph.
    pub cue: Option<Span>,
    pub speaker: Option<Speaker>,
    /// The closing mark is there.
    pub closed: bool,
    /// It runs on in the next paragraph, which is why it is not closed.
    pub runs_on: bool,
    /// The paragraph begins with it.
    pub opens: bool,
    /// The paragraph ends with it.
    pub ends: bool,
    /// Its sentence begins with it.
    pub starts: bool,
    /// How many words it has; 80 are many.
    pub words: u8,
    /// How many sentences begin in it; 255 are many.
    pub sentences: u8,
    /// How many signs there are that the reporter has changed the words: brackets, ellipses at either end.
    pub altered: u8,
    /// Index of its block in [`Facts::blocks`](super::Facts::blocks).
    pub block: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// At least a sentence of speech.
    Full,
    /// Words of a speaker woven into a sentence.
    Partial,
    /// A term, a motto, words held at arm's length.
    Term,
    /// The title of a work.
    Title,
    /// Attributed by its form, or no speech at all: interview answers, headings, link lists.
    Exempt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// By its own cue or label.
    Explicit,
    /// By the other half of a split quotation, a running quotation or a neighbour.
    Inherited,
    /// Only by the sentence before.
    LeadIn,
    None,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The person's full name where the draft gives it, else the words themselves (`a spokesman`).
    pub name: Arc<str>,
    /// The words that name the speaker.
    pub span: Option<Span>,
    /// What kind of words these are.
    pub form: Form,
    /// Index of the name in [`Facts::names`](super::Facts::names).
    pub person: Option<u32>,
}

/// Finds the quotation marks of a block and pairs them.
pub fn scan(passage: &Passage<'_>) -> Scan {
    let mut scan = scan::scan(passage.text, passage.tokens, &passage.block.marks);
    dialogue::add(passage, &mut scan);
    scan
}

#[cfg(test)]
mod tests;
