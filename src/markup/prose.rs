//! The prose of a block: text without markup, with an exact map back to the source.

use crate::text::{Span, line_end};
use smallvec::{SmallVec, smallvec};
use std::borrow::Cow;

/// Text as a reader sees it. Every byte of it maps to the source bytes it came from.
#[derive(Clone, Debug, Default)]
pub struct Prose<'a> {
    text: Cow<'a, str>,
    /// In order, without gaps in `prose`.
    segments: Segments,
    /// Mostly all is the source itself: so many bytes at the start are the same as those from `shift` on.
    same: u32,
    shift: u32,
}

type Segments = SmallVec<[Segment; 1]>;

/// A stretch of prose and the source bytes it came from. Where both have the same length the bytes are the same;
/// else (an entity, a line break) the stretch counts as one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub prose: Span,
    pub source: Span,
}

impl Segment {
    /// Whether the bytes are the same.
    fn is_same(&self) -> bool {
        self.prose.len() == self.source.len()
    }
}

impl<'a> Prose<'a> {
    fn new(text: Cow<'a, str>, segments: Segments) -> Self {
        let first = segments.first();
        let same = first.filter(|s| s.is_same()).map_or(0, |s| s.prose.end);
        let shift = first.map_or(0, |s| s.source.start);
        Prose {
            text,
            segments,
            same,
            shift,
        }
    }

    /// Prose that is the source itself, standing at byte `at` of it.
    pub fn verbatim(text: &'a str, at: usize) -> Self {
        let segment = Segment {
            prose: Span::new(0, text.len()),
            source: Span::new(at, at + text.len()),
        };
        Prose::new(Cow::Borrowed(text), smallvec![segment])
    }

    /// Prose of hard-wrapped lines that stand at byte `at` of the source: each line end is one space.
    pub fn unwrapped(text: &'a str, at: usize) -> Self {
        if memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
            return Prose::verbatim(text, at);
        }
        let mut out = ProseBuilder::default();
        let mut from = 0;
        while from < text.len() {
            let end = from + line_end(&text[from..]);
            let line = text[from..end].trim_end_matches(['\n', '\r']);
            let to = from + line.len();
            out.push(line, Span::new(at + from, at + to));
            if end < text.len() {
                out.push(" ", Span::new(at + to, at + end));
            }
            from = end;
        }
        out.take()
    }

    /// The text a reader sees.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The smallest source span that holds the prose bytes `span`. An empty span maps to the place
    /// behind the byte before it.
    #[inline]
    pub fn source(&self, span: Span) -> Span {
        if span.end <= self.same {
            return span.shifted(self.shift as usize);
        }
        self.mapped(span)
    }

    fn mapped(&self, span: Span) -> Span {
        if span.is_empty() {
            return Span::at(self.source_end(span.from()));
        }
        let start = self.source_start(span.from());
        let end = self.source_end(span.to());
        Span::new(start, end.max(start))
    }

    /// Cuts off what stands behind prose byte `at`.
    pub fn truncate(&mut self, at: usize) {
        let source = self.source_end(at);
        self.text.to_mut().truncate(at);
        self.segments.retain(|s| s.prose.from() < at);
        if let Some(last) = self.segments.last_mut() {
            last.prose.end = at as u32;
            last.source.end = source as u32;
        }
        self.same = self.same.min(at as u32);
    }

    /// The source byte its first byte came from.
    pub fn source_begin(&self) -> usize {
        self.segments.first().map_or(0, |s| s.source.from())
    }

    fn segment(&self, at: usize) -> Option<&Segment> {
        let i = self.segments.partition_point(|s| s.prose.to() <= at);
        self.segments.get(i).or_else(|| self.segments.last())
    }

    fn source_start(&self, at: usize) -> usize {
        self.segment(at).map_or(0, |s| {
            let inside = at.saturating_sub(s.prose.from());
            if s.is_same() {
                s.source.from() + inside
            } else if inside == 0 {
                s.source.from()
            } else {
                s.source.to()
            }
        })
    }

    fn source_end(&self, at: usize) -> usize {
        let Some(before) = at.checked_sub(1) else {
            return self.segments.first().map_or(0, |s| s.source.from());
        };
        self.segment(before).map_or(0, |s| {
            if s.is_same() {
                s.source.from() + (at - s.prose.from()).min(s.prose.len())
            } else {
                s.source.to()
            }
        })
    }
}

/// Puts prose together piece by piece.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    text: String,
    segments: Segments,
}

impl ProseBuilder {
    /// Adds `text`, which came from the source bytes `source`.
    pub fn push(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        let prose = Span::new(self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
        // Neighbours whose bytes run on are one segment.
        if let Some(last) = self.segments.last_mut()
            && last.source.end == source.start
            && last.is_same()
            && prose.len() == source.len()
        {
            last.prose.end = prose.end;
            last.source.end = source.end;
            return;
        }
        self.segments.push(Segment { prose, source });
    }

    /// Bytes of prose so far: where the next piece will stand.
    pub fn end(&self) -> usize {
        self.text.len()
    }

    /// Whether there is only white space so far.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Cuts off what was added from prose byte `at` on (a boundary of pushed pieces), as prose of its own.
    pub fn split_off(&mut self, at: usize) -> Prose<'static> {
        let text = self.text.split_off(at);
        let mut segments = Segments::new();
        while let Some(last) = self.segments.last_mut() {
            if last.prose.to() <= at {
                break;
            }
            let from = last.prose.from().max(at);
            let kept = from - last.prose.from();
            let prose = Span::new(from - at, last.prose.to() - at);
            let source = Span::new(last.source.from() + kept, last.source.to());
            segments.push(Segment { prose, source });
            if kept == 0 {
                self.segments.pop();
            } else {
                last.prose.end = from as u32;
                last.source.end = source.start;
            }
        }
        segments.reverse();
        Prose::new(Cow::Owned(text), segments)
    }

    /// Drops white space at the end.
    pub fn trim_end(&mut self) {
        let end = self.text.trim_end().len();
        if end < self.text.len() {
            self.split_off(end);
        }
    }

    /// Drops everything.
    pub fn clear(&mut self) {
        self.text.clear();
        self.segments.clear();
    }

    /// The prose, and an empty builder left behind.
    pub fn take(&mut self) -> Prose<'static> {
        let text = std::mem::take(&mut self.text);
        Prose::new(Cow::Owned(text), std::mem::take(&mut self.segments))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_map_to_the_source_they_came_from() {
        // source: `a **b** &amp; c`
        let mut b = ProseBuilder::default();
        b.push("a ", Span::new(0, 2));
        b.push("b", Span::new(4, 5));
        b.push(" ", Span::new(7, 8));
        b.push("&", Span::new(8, 13));
        b.push(" c", Span::new(13, 15));
        let p = b.take();
        assert_eq!(p.text(), "a b & c");
        assert_eq!(p.source(Span::new(2, 3)), Span::new(4, 5));
        assert_eq!(p.source(Span::new(0, 3)), Span::new(0, 5));
        assert_eq!(p.source(Span::new(4, 5)), Span::new(8, 13));
        assert_eq!(p.source(Span::new(6, 7)), Span::new(14, 15));
        assert_eq!(p.source(Span::at(3)), Span::at(5));
        // A first piece that is the source, one that is not, and none.
        assert_eq!(p.source(Span::new(0, 2)), Span::new(0, 2));
        assert_eq!(p.source(Span::at(2)), Span::at(2));
        b.push("&", Span::new(20, 25));
        b.push("x", Span::new(25, 26));
        let p = b.take();
        assert_eq!(p.source(Span::at(0)), Span::at(20));
        assert_eq!(p.source(Span::new(0, 1)), Span::new(20, 25));
        assert_eq!(p.source(Span::new(1, 2)), Span::new(25, 26));
        assert_eq!(b.take().source(Span::at(0)), Span::at(0));
    }
}
