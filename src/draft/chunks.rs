//! The chunks of a draft with what was read of each, read again where an edit touched them.
//!
//! An edit only merges the chunks it touches into one that is marked as not read. Before facts are asked for,
//! each of these is cut and read again, from the chunk before it (which may now run on) until a cut falls on
//! the start of a chunk that was not touched. A burst of edits in one place so costs one reading.

use crate::facts::quotes::Asked;
use crate::facts::{self, ChunkFacts, Move, Moved};
use crate::fault;
use crate::language::{self, Pack};
use crate::markup::{self, Cutter, Format};
use crate::text::{Source, Span};
use rayon::prelude::*;
use std::cell::Cell;
use std::hint::black_box;

/// Bytes of a draft from which on it is read on all cores: sooner, waking them costs more than it saves.
pub(super) const LARGE: usize = 64 << 10;
/// Bytes of a short paragraph.
const MOSTLY: usize = 192;
/// A core takes so many chunks at least, mostly paragraphs.
const SHARE: usize = 32;

/// Bytes of the facts that a core makes of its part of a long draft, about.
const ROOM: usize = 4 << 20;

/// Makes room for facts on this thread, once. glibc lets the heap of any thread but the first grow by a few pages at a
/// time, each time through the kernel, where the threads wait for each other. A heap that was large once grows without
/// it; memory that nothing is written to is not taken. The first block is mapped apart, which tells glibc that such
/// blocks come and go, and so the second lies in the heap (`M_MMAP_THRESHOLD` in mallopt(3)). Elsewhere this does
/// nothing.
fn make_room() {
    thread_local!(static MADE: Cell<bool> = const { Cell::new(false) });
    if cfg!(target_env = "gnu") && !MADE.replace(true) {
        drop(black_box(Vec::<u8>::with_capacity(ROOM + ROOM / 4)));
        drop(black_box(Vec::<u8>::with_capacity(ROOM)));
    }
}

#[derive(Clone, Debug)]
pub(super) struct Chunks {
    format: Format,
    pack: &'static Pack,
    /// The text tells the language, by its beginning.
    detects: bool,
    /// The beginning has changed since it was asked, and what it then was as far as it tells.
    beginning: bool,
    told_by: String,
    /// First byte of each chunk, in order; beside the facts, since they change at every edit.
    starts: Vec<u32>,
    /// Bytes of the text.
    len: u32,
    /// `None`: touched by an edit and not read yet.
    facts: Vec<Option<ChunkFacts>>,
    /// How many are not read.
    unread: usize,
    since: Since,
}

/// What reading again came to.
struct Reread {
    /// Index behind the chunks that were read.
    end: usize,
    /// Chunks behind the touched one that stood there before and had been read.
    over: Vec<(u32, ChunkFacts)>,
}

/// What edits have done to what the chunks say.
#[derive(Debug)]
pub(super) enum Change {
    /// Every chunk says what it said, only further on, and no rule looks at what was replaced: that, in bytes of the
    /// draft, and the first byte of its chunk.
    Moved(Move, u32),
    /// Some chunks in a row were read again; those before and behind say what they said.
    Some(Changed),
    All,
}

/// Chunks in a row that were read again.
#[derive(Debug)]
pub(super) struct Changed {
    /// What was replaced, in bytes of the draft: all within the first of the old chunks.
    pub by: Move,
    /// Index of the first, which starts where it did, and how many there are now.
    pub first: usize,
    pub count: usize,
    /// What stood there before, each with its first byte as that then was.
    pub said: Vec<(usize, ChunkFacts)>,
    /// Where the last of these ended, as that then was, and where the last ends now.
    pub ended: usize,
    pub ends: usize,
}

/// What has been edited since the last reading.
#[derive(Clone, Debug)]
enum Since {
    Nothing,
    /// Bytes of one chunk, counted from its start, and what that chunk said before.
    One {
        index: usize,
        by: Move,
        said: Box<ChunkFacts>,
    },
    More,
}

impl Chunks {
    /// Cuts and reads `source`, which may be edited; without a pack, with that of the language that it begins in.
    pub fn read(source: &dyn Source, format: Format, pack: Option<&'static Pack>) -> Self {
        let mut chunks = Chunks::unread(source, format, pack);
        (chunks.starts, chunks.facts) = if source.len() < LARGE {
            chunks.cut(source, 0, None, &mut |_| false)
        } else {
            chunks.cut_and_share(source)
        };
        chunks
    }

    /// The same of a text that will not be edited: what its last part asks of those before is known, and no more is read.
    pub fn read_once(source: &dyn Source, format: Format, pack: Option<&'static Pack>) -> Self {
        if source.len() >= LARGE {
            return Chunks::read(source, format, pack);
        }
        let mut chunks = Chunks::unread(source, format, pack);
        let starts = chunks.all_starts(source);
        let mut asked = Asked::nothing();
        let mut end = source.len();
        let mut facts = Vec::with_capacity(starts.len());
        for &start in starts.iter().rev() {
            facts.push(Some(chunks.chunk(source, start as usize, end, &mut asked)));
            end = start as usize;
        }
        facts.reverse();
        (chunks.starts, chunks.facts) = (starts, facts);
        chunks
    }

    fn unread(source: &dyn Source, format: Format, pack: Option<&'static Pack>) -> Self {
        let told_by = telling(source);
        Chunks {
            format,
            pack: pack.unwrap_or_else(|| language::detect(&told_by)),
            told_by,
            detects: pack.is_none(),
            beginning: false,
            starts: Vec::new(),
            len: source.len() as u32,
            facts: Vec::new(),
            unread: 0,
            since: Since::Nothing,
        }
    }

    /// Where the chunks of the whole text start.
    fn all_starts(&self, source: &dyn Source) -> Vec<u32> {
        let mut cutter = Cutter::new(self.format, true);
        let mut starts = Vec::with_capacity(source.len() / MOSTLY + 1);
        starts.push(0);
        let mut at = 0;
        source.lines_from(0, &mut |line| {
            if cutter.line(line) {
                starts.push(at);
            }
            at += line.len() as u32;
            true
        });
        starts
    }

    /// Cuts the whole text, and reads it on all cores.
    fn cut_and_share(&self, source: &dyn Source) -> (Vec<u32>, Vec<Option<ChunkFacts>>) {
        let starts = self.all_starts(source);
        let read = |i: usize| {
            make_room();
            let end = starts.get(i + 1).copied().unwrap_or(self.len) as usize;
            self.chunk(source, starts[i] as usize, end, &mut Asked::anything())
        };
        let chunks = (0..starts.len()).into_par_iter().with_min_len(SHARE);
        let facts = chunks.map(|i| Some(read(i))).collect();
        (starts, facts)
    }

    pub fn pack(&self) -> &'static Pack {
        self.pack
    }

    /// First byte and facts of each chunk, in order. All have been read.
    pub fn placed(&self) -> Vec<(usize, &ChunkFacts)> {
        debug_assert_eq!(self.unread, 0);
        let mut placed = Vec::with_capacity(self.starts.len());
        let starts = self.starts.iter().map(|&s| s as usize);
        let facts = starts.zip(&self.facts);
        placed.extend(facts.filter_map(|(s, f)| Some((s, f.as_ref()?))));
        placed
    }

    /// First bytes of the chunks.
    #[cfg(test)]
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// The old bytes `old` were replaced by `new` bytes.
    pub fn edit(&mut self, old: Span, new: usize) {
        if self.starts.is_empty() {
            self.starts.push(0);
            self.facts.push(None);
            self.unread += 1;
        }
        let holding = |at: u32| self.starts.partition_point(|&s| s <= at).max(1) - 1;
        let first = holding(old.start);
        let last = holding(old.end.max(old.start + 1) - 1).max(first);
        self.remember(first, last, old, new as u32);
        for facts in &mut self.facts[first..=last] {
            if facts.take().is_none() {
                self.unread -= 1;
            }
        }
        self.facts.drain(first + 1..=last);
        self.starts.drain(first + 1..=last);
        self.unread += 1;
        let grown = new as u32;
        for start in &mut self.starts[first + 1..] {
            *start = *start - old.len() as u32 + grown;
        }
        self.len = self.len - old.len() as u32 + grown;
        self.beginning |= self.detects && old.from() < language::PREFIX;
    }

    /// Keeps what the chunk said that is about to be edited, if it is the only one.
    fn remember(&mut self, first: usize, last: usize, old: Span, len: u32) {
        let start = self.starts[first];
        let edit = Move {
            from: old.start - start,
            to: old.end.saturating_sub(start),
            len,
        };
        self.since = match std::mem::replace(&mut self.since, Since::More) {
            Since::Nothing if first == last => match self.facts[first].take() {
                Some(said) => {
                    self.unread += 1;
                    let said = Box::new(said);
                    Since::One {
                        index: first,
                        by: edit,
                        said,
                    }
                }
                None => Since::More,
            },
            Since::One { index, by, said } if first == last && first == index => Since::One {
                index,
                by: by.then(edit),
                said,
            },
            _ => Since::More,
        };
    }

    /// Whether the beginning now tells another language.
    fn changes_language(&mut self, source: &dyn Source) -> bool {
        let telling = telling(source);
        if telling == self.told_by {
            return false;
        }
        self.told_by = telling;
        language::detect(&self.told_by).code != self.pack.code
    }

    /// Reads what edits have touched; what has become of it. Rules look at most `near` bytes around what a chunk
    /// says.
    pub fn refresh(&mut self, source: &dyn Source, near: u32) -> Change {
        if std::mem::take(&mut self.beginning) && self.changes_language(source) {
            *self = Chunks::read(source, self.format, None);
            return Change::All;
        }
        if let Since::One { index, by, said } = std::mem::replace(&mut self.since, Since::Nothing) {
            let first = index.saturating_sub(1);
            let start = self.starts[index];
            let reread = self.reread(source, first, index);
            // The chunk before ends where it did.
            let same = self.starts.get(index) == Some(&start);
            if same && self.unread == 0 {
                return self.changed(index, by, *said, near, reread);
            }
        }
        let mut from = 0;
        while self.unread > 0 {
            let Some(i) = self.facts[from..].iter().position(Option::is_none) else {
                break;
            };
            let first = (from + i).saturating_sub(1);
            from = self.reread(source, first, from + i).end;
        }
        Change::All
    }

    /// What has become of chunk `index`, which was read again with what `reread` tells and nothing else.
    fn changed(
        &self,
        index: usize,
        by: Move,
        mut said: ChunkFacts,
        near: u32,
        reread: Reread,
    ) -> Change {
        let start = self.starts[index] as usize;
        let moved = by.from_byte(self.starts[index]);
        let count = reread.end - index;
        if count == 1 && reread.over.is_empty() && by.from > 0 && said.is_clear(by, near) {
            let before = said.clone();
            said.moved(by);
            if self.facts[index].as_ref() == Some(&said) {
                return Change::Moved(moved, start as u32);
            }
            said = before;
        }
        let ends = self.starts.get(reread.end).map_or(self.len, |s| *s) as usize;
        let then = |now: usize| now + moved.to as usize - moved.from as usize - moved.len as usize;
        let over = reread.over.into_iter();
        let mut said = vec![(start, said)];
        said.extend(over.map(|(start, facts)| (then(start as usize), facts)));
        Change::Some(Changed {
            by: moved,
            first: index,
            count,
            said,
            ended: then(ends),
            ends,
        })
    }

    /// First byte and facts of chunk `index`, which has been read.
    pub fn at(&self, index: usize) -> Option<(usize, &ChunkFacts)> {
        let start = *self.starts.get(index)?;
        Some((start as usize, self.facts[index].as_ref()?))
    }

    /// How many chunks there are.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Indices of the chunks that the bytes `places` stand in, which come in order.
    pub fn holding(&self, places: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for place in places {
            let is_before = |start: &u32| *start as usize <= place;
            // Mostly it is the same chunk or one of the next.
            let next = found.last().map_or(0, |last| last + 1);
            let rest = &self.starts[next..];
            let near = rest.iter().take(8).position(|s| !is_before(s));
            match near.unwrap_or_else(|| rest.partition_point(is_before)) {
                0 => {}
                count => found.push(next + count - 1),
            }
        }
        found
    }

    /// Cuts and reads again from chunk `first` on, at least past chunk `touched`.
    fn reread(&mut self, source: &dyn Source, first: usize, touched: usize) -> Reread {
        let start = self.starts[first] as usize;
        let mut next = touched + 1;
        let mut met = false;
        // The chunk before mostly ends where it did, and then says what it said.
        let mut before = None;
        if first < touched
            && let Some(facts) = self.facts[first].take()
        {
            self.unread += 1;
            before = Some((self.starts[touched] as usize, facts));
        }
        let (starts, facts) = self.cut(source, start, before, &mut |at| {
            while self.starts.get(next).is_some_and(|&s| (s as usize) < at) {
                next += 1;
            }
            met = self.starts.get(next).is_some_and(|&s| s as usize == at)
                && self.facts[next].is_some();
            met
        });
        if !met {
            next = self.starts.len();
        }
        let count = starts.len();
        self.unread -= self.facts[first..next]
            .iter()
            .filter(|f| f.is_none())
            .count();
        let old = self.starts.splice(first..next, starts).collect::<Vec<_>>();
        let over = self.facts.splice(first..next, facts);
        let over = old.into_iter().zip(over).skip(touched + 1 - first);
        Reread {
            end: first + count,
            over: over.filter_map(|(s, f)| Some((s, f?))).collect(),
        }
    }

    /// Cuts and reads from byte `from` (a chunk's start) until `stop` answers true at a chunk's end. `before`: where the
    /// first chunk ended before, and what it said.
    #[allow(clippy::type_complexity)]
    fn cut(
        &self,
        source: &dyn Source,
        from: usize,
        mut before: Option<(usize, ChunkFacts)>,
        stop: &mut dyn FnMut(usize) -> bool,
    ) -> (Vec<u32>, Vec<Option<ChunkFacts>>) {
        let (mut starts, mut facts) = (Vec::new(), Vec::new());
        let (mut start, mut at) = (from, from);
        let mut stopped = false;
        let mut cutter = Cutter::new(self.format, from == 0);
        let mut add = |start: usize, end: usize| {
            starts.push(start as u32);
            facts.push(Some(match before.take() {
                Some((known, facts)) if known == end => facts,
                _ => self.chunk(source, start, end, &mut Asked::anything()),
            }));
        };
        source.lines_from(from, &mut |line| {
            if cutter.line(line) {
                add(start, at);
                start = at;
                stopped = stop(at);
            }
            at += line.len();
            !stopped
        });
        if !stopped && at > start {
            add(start, at);
        }
        (starts, facts)
    }

    /// Reads one chunk; `asked` as in [`facts::read`].
    fn chunk(
        &self,
        source: &dyn Source,
        start: usize,
        end: usize,
        asked: &mut Asked,
    ) -> ChunkFacts {
        let text = source.slice(Span::new(start, end));
        let read = || {
            let document = markup::parse(self.format, &text, start == 0);
            facts::read(&text, document, self.pack, asked)
        };
        fault::guard(read).unwrap_or_else(|| ChunkFacts {
            faults: vec![Span::new(0, text.len())],
            ..ChunkFacts::default()
        })
    }
}

/// The beginning of `source` as far as it tells the language.
fn telling(source: &dyn Source) -> String {
    // A slice that ends within a character is empty: end it before.
    let end = source.len().min(language::PREFIX);
    let mut slices = (end.saturating_sub(3)..=end)
        .rev()
        .map(|end| source.slice(Span::new(0, end)));
    let prefix = slices.find(|s| !s.is_empty()).unwrap_or_default();
    language::telling(&prefix).to_string()
}

#[cfg(test)]
mod tests;
