//! How far spans of a block reach.

use crate::text::Span;

/// Spans in order of their starts, each with how far those up to it reach.
pub(super) struct Reach(Vec<(u32, u32)>);

impl Reach {
    pub fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut list: Vec<(u32, u32)> = spans.map(|s| (s.start, s.end)).collect();
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

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them covers `span`, which is not empty.
    pub fn covers(&self, span: Span) -> bool {
        !self.is_empty() && self.before(span.start + 1) >= span.end
    }

    /// Whether one of them overlaps `span`.
    #[inline]
    pub fn overlaps(&self, span: Span) -> bool {
        // Mostly there is none.
        !self.is_empty() && self.before(span.end) > span.start
    }
}
