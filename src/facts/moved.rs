//! Facts that stay what they are while text between them grows or shrinks: only their places move.
//!
//! Every type is taken apart field by field, so that a new field cannot be forgotten here.

use super::images::{CreditLine, LocalPicture, Picture};
use super::names::{self, LocalMention, Mention, Name, Title, Variant};
use super::quotes::{self, LocalQuote, Quote, Said, Speaker, Subject};
use super::{BlockFacts, ChunkFacts, Comment, Facts, Heading, images};
use crate::markup::Image;
use crate::text::Span;

/// The bytes `from..to` became `len` others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    pub from: u32,
    pub to: u32,
    pub len: u32,
}

impl Move {
    #[inline]
    fn place(self, at: &mut u32) {
        let end = self.from + self.len;
        *at = if *at >= self.to {
            *at - self.to + end
        } else {
            // Within what was replaced it is anywhere there, but not behind.
            (*at).min(end.max(self.from))
        };
    }

    /// This replacement and a later one, counted in the bytes as they then were, as one.
    #[must_use]
    pub fn then(self, later: Move) -> Self {
        let from = self.from.min(later.from);
        // Where both end: in the text between them, and before.
        let end = later.to.max(self.from + self.len);
        Move {
            from,
            to: end - (self.from + self.len) + self.to,
            len: end - from - (later.to - later.from) + later.len,
        }
    }

    /// The same replacement counted from a byte that lies `start` bytes before.
    #[must_use]
    pub fn from_byte(self, start: u32) -> Self {
        Move {
            from: self.from + start,
            to: self.to + start,
            len: self.len,
        }
    }

    /// The same replacement counted from byte `start`, which does not lie behind it.
    #[must_use]
    pub fn within(self, start: u32) -> Self {
        Move {
            from: self.from - start,
            to: self.to - start,
            len: self.len,
        }
    }

    /// How many bytes lie between `span` and what was replaced; 0 if they touch.
    pub fn distance(self, span: Span) -> u32 {
        let before = self.from.saturating_sub(span.end);
        let behind = span.start.saturating_sub(self.to);
        before.max(behind)
    }
}

/// What has places in a text.
pub trait Moved {
    /// Moves the places behind the replacement; those within it are no longer right.
    fn moved(&mut self, by: Move);
}

impl Moved for Span {
    #[inline]
    fn moved(&mut self, by: Move) {
        if self.start >= by.to {
            let end = by.from + by.len;
            *self = Span {
                start: self.start - by.to + end,
                end: self.end - by.to + end,
            };
        } else if self.end >= by.from {
            by.place(&mut self.start);
            by.place(&mut self.end);
        }
    }
}

impl<T: Moved> Moved for Option<T> {
    #[inline]
    fn moved(&mut self, by: Move) {
        if let Some(it) = self {
            it.moved(by);
        }
    }
}

impl<T: Moved> Moved for [T] {
    #[inline]
    fn moved(&mut self, by: Move) {
        for it in self {
            it.moved(by);
        }
    }
}

/// Moves the named fields and says of the others that they hold no places.
macro_rules! moved {
    ($type:ty { $($field:ident),* } fixed { $($fixed:ident),* }) => {
        impl Moved for $type {
            #[inline]
            fn moved(&mut self, by: Move) {
                let Self { $($field,)* $($fixed: _,)* } = self;
                $($field.moved(by);)*
            }
        }
    };
}

moved!(ChunkFacts { blocks, images, comments, faults } fixed { definitions });
moved!(BlockFacts { span, quotes, names, credits } fixed { kind, group, heading });
moved!(Comment { span } fixed { text });
moved!(Heading { span } fixed { level, text });

moved!(quotes::Local { quotes, subjects, strays, lead, label, answer } fixed { singles, doubles, block_quote, letter, question });
moved!(LocalQuote { span, content, cue, speaker, likely } fixed {
    kind, sieve, closed, single, in_single, whole, opens, ends, starts, words, sentences, altered
});
moved!(quotes::Stray { span, sentence } fixed {});
moved!(Said { span, named } fixed { form, text });
moved!(Subject { who, cue } fixed { gender, human });
moved!(Quote { span, content, cue, speaker } fixed {
    kind, attribution, sieve, closed, runs_on, opens, ends, starts, words, sentences, altered, block
});
moved!(Speaker { span } fixed { name, form, person });

moved!(names::Local { mentions } fixed {});
moved!(LocalMention { span, title } fixed { text, sign, place });
moved!(Title { span } fixed { text });
moved!(Mention { span, title } fixed { text, place });
moved!(Variant { places, others } fixed { slip, sure, wrong, right });
moved!(names::At { span } fixed { quoted });

moved!(images::Local { credits, caption } fixed { long });
moved!(LocalPicture { image, credit } fixed { alt_credit, exempt, graphic });
moved!(CreditLine { span, value } fixed { label, text, placeholder, alone, all, lead, bound_only, last });
moved!(Picture { image, caption, credit } fixed { alt_credit, exempt, graphic });
moved!(Image { span, source_span, title, credit, figure_end, outer } fixed {
    form, source, reference, alt, decorative, width, height, classes, group, place
});

/// Words with their place, and blocks with what they are.
impl<T> Moved for (Span, T) {
    fn moved(&mut self, by: Move) {
        self.0.moved(by);
    }
}

impl<T: AsRef<str>> Moved for (T, Span) {
    fn moved(&mut self, by: Move) {
        self.1.moved(by);
    }
}

impl Facts {
    /// Moves the places behind a replacement in the chunk that begins at byte `floor`. Most facts are mentions: each
    /// name's are in order as far as they stand in different chunks, and those before are not looked at.
    pub fn moved_from(&mut self, floor: u32, by: Move) {
        let Facts {
            headings,
            quotes,
            strays,
            names,
            variants,
            loose,
            images,
            credits,
            comments,
            blocks,
            faults,
        } = self;
        headings.moved(by);
        quotes.moved(by);
        strays.moved(by);
        variants.moved(by);
        loose.moved(by);
        images.moved(by);
        credits.moved(by);
        comments.moved(by);
        blocks.moved(by);
        faults.moved(by);
        for Name {
            mentions,
            name: _,
            kind: _,
        } in names
        {
            let behind = mentions.iter_mut().rev();
            let behind = behind.take_while(|m| m.span.start >= floor);
            behind.for_each(|m| m.moved(by));
        }
    }
}

impl ChunkFacts {
    /// Whether the replacement stands clear of all that rules look at: nothing but prose and names is near it, no
    /// quotation goes on around it. Rules read the source within facts and at most `near` bytes around them.
    pub fn is_clear(&self, by: Move, near: u32) -> bool {
        self.images.is_empty()
            && self.comments.is_empty()
            && self.definitions.is_empty()
            && self.faults.is_empty()
            && self.blocks.iter().all(|block| {
                let far = |span: Span| by.distance(span) >= near;
                let quotes = &block.quotes;
                block.credits.is_empty()
                    && block.heading.is_empty()
                    && quotes.strays.is_empty()
                    && quotes.quotes.iter().all(|q| {
                        let cue = q.cue.unwrap_or(q.span);
                        let said = [&q.speaker, &q.likely];
                        let speakers = said.into_iter().flatten().map(|s| s.span);
                        far(speakers.fold(q.span.joined(cue), Span::joined))
                    })
                    && block.names.mentions.iter().all(|m| far(m.span))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_behind_move_and_places_before_stay() {
        let by = Move {
            from: 10,
            to: 12,
            len: 5,
        };
        let moved = |start, end| {
            let mut span = Span::new(start, end);
            span.moved(by);
            span
        };
        assert_eq!(moved(0, 9), Span::new(0, 9));
        assert_eq!(moved(12, 14), Span::new(15, 17));
        assert_eq!(moved(3, 20), Span::new(3, 23));
        assert_eq!(by.distance(Span::new(0, 4)), 6);
        assert_eq!(by.distance(Span::new(15, 16)), 3);
        assert_eq!(by.distance(Span::new(3, 20)), 0);
    }

    #[test]
    fn two_replacements_are_one() {
        let apply = |text: &mut String, by: Move| {
            text.replace_range(
                by.from as usize..by.to as usize,
                &"x".repeat(by.len as usize),
            );
        };
        let edits = [
            (2, 4, 3),
            (1, 3, 0),
            (4, 9, 1),
            (0, 0, 2),
            (9, 9, 4),
            (3, 5, 2),
        ];
        for (a, b, n) in edits {
            for (c, d, m) in edits {
                let first = Move {
                    from: a,
                    to: b,
                    len: n,
                };
                let second = Move {
                    from: c,
                    to: d,
                    len: m,
                };
                let mut one_by_one = "abcdefghijklmnop".to_string();
                let mut at_once = one_by_one.clone();
                apply(&mut one_by_one, first);
                apply(&mut one_by_one, second);
                let both = first.then(second);
                apply(&mut at_once, both);
                assert_eq!(at_once.len(), one_by_one.len());
                let outside = |t: &str| {
                    let end = (both.from + both.len) as usize;
                    (t[..both.from as usize].to_string(), t[end..].to_string())
                };
                assert_eq!(
                    outside(&at_once),
                    outside(&one_by_one),
                    "{first:?} {second:?}"
                );
            }
        }
    }
}
