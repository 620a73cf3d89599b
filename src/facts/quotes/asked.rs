//! Who the sentences of a block are about is asked by quotations that stand behind it. Where these are known before the
//! block is read, it is spared what nobody asks.

use super::{Form, Local, Said, Sieve};
use crate::markup::BlockKind;

/// What the blocks behind one ask of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Whom a pronoun may mean.
    pronoun: bool,
    /// Who the last sentence is about.
    last: bool,
}

impl Asked {
    /// Nothing stands behind.
    pub fn nothing() -> Asked {
        Asked {
            pronoun: false,
            last: false,
        }
    }

    /// Nobody knows what will stand behind.
    pub fn anything() -> Asked {
        Asked {
            pronoun: true,
            last: true,
        }
    }

    /// Up to which byte of its chunk it is asked who the sentences of `block` are about, besides their gender.
    pub(super) fn until(self, block: &Local) -> usize {
        if self.pronoun || self.last || block.lead.as_ref().is_some_and(is_pronoun) {
            return usize::MAX;
        }
        let mut asking = block.quotes.iter().filter(|q| is_pronoun(&q.speaker));
        asking.next_back().map_or(0, |q| q.span.from())
    }

    /// What `block` and those behind it, which ask this, ask of the one before.
    pub(super) fn before(self, kind: BlockKind, block: &Local) -> Asked {
        // These stand apart from what the draft tells.
        let apart = matches!(
            kind,
            BlockKind::Alt | BlockKind::Caption | BlockKind::Links | BlockKind::Citation
        );
        let last = block.subjects.last().map(|s| s.who.form);
        let mut quotes = block.quotes.iter();
        Asked {
            pronoun: self.pronoun || has_pronoun(block) || self.last && last == Some(Form::Pronoun),
            last: self.last && apart || quotes.any(|q| q.opens && q.sieve == Sieve::None),
        }
    }
}

/// Whether a pronoun tells who says something in the block, or in what stands behind it.
fn has_pronoun(block: &Local) -> bool {
    let mut quotes = block.quotes.iter();
    quotes.any(|q| is_pronoun(&q.speaker) || is_pronoun(&q.likely))
        || is_pronoun(&block.label)
        || block.lead.as_ref().is_some_and(is_pronoun)
}

fn is_pronoun(said: &Option<Said>) -> bool {
    said.as_ref().is_some_and(|s| s.form == Form::Pronoun)
}
