//! A draft and its facts, kept up to date edit by edit.

mod again;
mod chunks;
mod named;
mod reading;
mod rehearsal;
#[cfg(test)]
mod tests;
mod update;

use chunks::{Change, Chunks, LARGE};
pub use reading::{Light, Reading, used_entries};
pub use rehearsal::rehearse;
use update::Kept;

use crate::config::Settings;
use crate::facts::images::Pictures;
use crate::facts::names::across::Elsewhere;
use crate::facts::{Facts, Move, Moved};
use crate::fault;
use crate::finding::Finding;
use crate::language::{self, Pack};
use crate::markup::Format;
use crate::text::{Source, Span};
use ropey::Rope;
use std::sync::Arc;

/// Facts and findings of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    pub facts: Facts,
    pub findings: Vec<Finding>,
    /// Language code the draft was read in.
    pub language: &'static str,
}

/// Analyses a text that is not being edited.
pub fn analyse(text: &str, format: Format, settings: &Settings) -> Analysis {
    analyse_with(text, format, settings, &|_| Pictures::default())
}

/// The same with what picture files tell: `look` is given the facts and answers for the pictures among them.
pub fn analyse_with(
    text: &str,
    format: Format,
    settings: &Settings,
    look: &dyn Fn(&Facts) -> Pictures,
) -> Analysis {
    analyse_among(text, format, settings, look, &[])
}

/// The same of a draft that stands among others: `elsewhere` are its names that these spell otherwise.
pub fn analyse_among(
    text: &str,
    format: Format,
    settings: &Settings,
    look: &dyn Fn(&Facts) -> Pictures,
    elsewhere: &[Elsewhere],
) -> Analysis {
    let chunks = Chunks::read_once(&text, format, pack(settings));
    settle(&chunks, &text, format, settings, look, elsewhere)
}

/// The pack that the settings name; `None` where the text is to tell.
fn pack(settings: &Settings) -> Option<&'static Pack> {
    let code = settings.language.as_deref()?;
    Some(language::by_code(code).unwrap_or(language::english()))
}

fn settle(
    chunks: &Chunks,
    source: &dyn Source,
    format: Format,
    settings: &Settings,
    look: &dyn Fn(&Facts) -> Pictures,
    elsewhere: &[Elsewhere],
) -> Analysis {
    let pack = chunks.pack();
    // Rules look at many places: in a text of one piece each costs less than in a rope.
    let text = source.slice(Span::new(0, source.len()));
    let facts = reading::facts_of(chunks, text.len());
    let light = Light {
        settings,
        pictures: &look(&facts),
        elsewhere,
    };
    let findings = reading::judge(&text, format, pack, &facts, &light);
    Analysis {
        facts,
        findings,
        language: pack.code,
    }
}

/// A draft open in an editor.
#[derive(Clone, Debug)]
pub struct Draft {
    rope: Rope,
    format: Format,
    settings: Arc<Settings>,
    /// What the files of its pictures tell, as far as somebody has looked.
    pictures: Pictures,
    /// Its names that other drafts spell otherwise, as far as somebody has looked.
    elsewhere: Arc<[Elsewhere]>,
    chunks: Chunks,
    /// Findings of the text as it was at the last call of [`Draft::findings`]; facts as they were `moves` ago.
    analysis: Arc<Analysis>,
    /// Replacements that moved findings and changed none, since the findings were worked out.
    moves: Vec<Moves>,
    /// How many of these the facts have followed.
    followed: usize,
    /// What makes the next change cheap; `None` until there is time for it.
    kept: Option<Box<Kept>>,
    /// Counts how often the findings were worked out.
    round: u64,
    /// Counts how often names were.
    named: u64,
    /// Counts how often the whole draft was settled.
    wholes: u64,
    stale: Stale,
}

/// What the findings have not seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stale {
    Nothing,
    /// Edits; whether one of them took away or brought a line break.
    Text {
        lines: bool,
    },
    /// Edits or not, and whatever else findings come from.
    All,
}

/// A replacement that moved findings and changed none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moves {
    pub by: Move,
    /// It took away or brought a line break.
    pub lines: bool,
    /// First byte of the chunk that it stood in.
    floor: u32,
}

/// The findings of a draft, and what has become of them.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    pub list: &'a [Finding],
    /// Changes when they have been worked out anew.
    pub round: u64,
    /// Since then they have only been moved, by these one after the other; grows within a round.
    pub moves: &'a [Moves],
    /// Changes when the draft names others, or elsewhere.
    pub named: u64,
}

/// Bytes around a fact that rules may look at: a mark or two, and phrases of the name book around a name.
fn near(settings: &Settings) -> u32 {
    let phrases = settings.names.iter().flat_map(|n| &n.exceptions);
    phrases.map(String::len).max().unwrap_or(0).max(16) as u32
}

/// Moves are few in a round, so that nobody has to follow many.
const MOVES: usize = 512;

impl Draft {
    /// Opens a draft.
    pub fn new(text: &str, format: Format, settings: Arc<Settings>) -> Self {
        let pack = pack(&settings);
        let rope = || Rope::from_str(text);
        let chunks = || Chunks::read(&text, format, pack);
        let (rope, chunks) = if text.len() < LARGE {
            (rope(), chunks())
        } else {
            rayon::join(rope, chunks)
        };
        Draft {
            rope,
            format,
            settings,
            pictures: Pictures::default(),
            elsewhere: Arc::default(),
            chunks,
            analysis: Arc::default(),
            moves: Vec::new(),
            followed: 0,
            kept: None,
            round: 0,
            named: 0,
            wholes: 0,
            stale: Stale::All,
        }
    }

    /// The text.
    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    /// The format it is read in.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The settings it is read under.
    pub fn settings(&self) -> &Arc<Settings> {
        &self.settings
    }

    /// Replaces the bytes of `span` by `text`; what that touched is read again before the next analysis. A span
    /// that does not lie on character boundaries of the text is moved to those before.
    pub fn edit(&mut self, span: Span, text: &str) {
        let floor = |at: usize| {
            let at = self.rope.byte_to_char(at.min(self.rope.len_bytes()));
            (at, self.rope.char_to_byte(at))
        };
        let (from, start) = floor(span.from());
        let (to, end) = if span.is_empty() {
            (from, start)
        } else {
            floor(span.to())
        };
        let is_break = |c: char| matches!(c, '\n' | '\r');
        let lines = text.contains(is_break) || self.rope.slice(from..to).chars().any(is_break);
        // Either looks for its place from the top.
        if from < to {
            self.rope.remove(from..to);
        }
        if !text.is_empty() {
            self.rope.insert(from, text);
        }
        self.chunks.edit(Span::new(start, end), text.len());
        self.stale = match self.stale {
            Stale::Nothing => Stale::Text { lines },
            Stale::Text { lines: before } => Stale::Text {
                lines: before || lines,
            },
            Stale::All => Stale::All,
        };
    }

    /// Findings of the text as it is now; the cheapest question while somebody types.
    pub fn findings(&mut self) -> Findings<'_> {
        let stale = std::mem::replace(&mut self.stale, Stale::Nothing);
        if stale != Stale::Nothing {
            let change = self.chunks.refresh(&self.rope, near(&self.settings));
            let done = match (change, stale) {
                (Change::Moved(by, floor), Stale::Text { lines }) if self.moves.len() < MOVES => {
                    Arc::make_mut(&mut self.analysis).findings.moved(by);
                    self.moves.push(Moves { by, lines, floor });
                    true
                }
                (Change::Some(changed), Stale::Text { lines }) => {
                    let update = || self.update(&changed, lines);
                    fault::guard(update).flatten().is_some()
                }
                _ => false,
            };
            if !done {
                self.settle();
            }
        }
        Findings {
            list: &self.analysis.findings,
            round: self.round,
            moves: &self.moves,
            named: self.named,
        }
    }

    /// Works everything out that only the whole draft can tell.
    fn settle(&mut self) {
        let look = |_: &Facts| self.pictures.clone();
        let analysis = settle(
            &self.chunks,
            &self.rope,
            self.format,
            &self.settings,
            &look,
            &self.elsewhere,
        );
        self.analysis = Arc::new(analysis);
        self.kept = None;
        self.named += 1;
        self.wholes += 1;
        self.renew();
    }

    /// The findings have been worked out anew, and the facts with them.
    fn renew(&mut self) {
        self.moves.clear();
        self.followed = 0;
        self.round += 1;
    }

    /// How often so far the whole draft had to be settled: the slow way.
    pub fn wholes(&self) -> u64 {
        self.wholes
    }

    /// Makes the next change cheap. For when there is nothing else to do.
    pub fn prepare(&mut self) {
        let is_known = self.stale == Stale::Nothing && self.round > 0;
        if self.kept.is_none() && is_known && !self.is_tangled() {
            self.follow();
            let kept = || Kept::of(&self.chunks, &self.analysis.facts, &self.rope).map(Box::new);
            self.kept = fault::guard(kept).flatten();
        }
    }

    /// Has the facts follow the moves that the findings have followed.
    fn follow(&mut self) {
        let mut moves = self.moves[self.followed..].iter().peekable();
        while let Some(&Moves {
            mut by, mut floor, ..
        }) = moves.next()
        {
            // What is typed on and on is one insertion. Places within what was replaced must see each replacement.
            let goes_on = |by: Move, next: Move| {
                by.from == by.to && by.from <= next.from && next.to <= by.from + by.len
            };
            while let Some(next) = moves.next_if(|next| goes_on(by, next.by)) {
                by = by.then(next.by);
                floor = floor.min(next.floor);
            }
            let facts = &mut Arc::make_mut(&mut self.analysis).facts;
            facts.moved_from(floor, by);
            if let Some(kept) = &mut self.kept {
                kept.quotes.moved_from(floor, by);
            }
        }
        self.followed = self.moves.len();
    }

    /// Facts and findings of the text as it is now. Clone the `Arc` to keep them while the draft is edited.
    pub fn analyse(&mut self) -> &Arc<Analysis> {
        self.findings();
        self.follow();
        &self.analysis
    }

    /// What the files of its pictures tell; findings follow at the next analysis.
    pub fn set_pictures(&mut self, pictures: Pictures) {
        if self.pictures != pictures {
            self.pictures = pictures;
            self.stale = Stale::All;
        }
    }

    /// Its names that other drafts spell otherwise; findings follow at the next analysis. Whether they are others than
    /// before.
    pub fn set_elsewhere(&mut self, elsewhere: Vec<Elsewhere>) -> bool {
        let is_new = *self.elsewhere != *elsewhere;
        if is_new {
            self.elsewhere = elsewhere.into();
            self.stale = Stale::All;
        }
        is_new
    }

    /// What is known of the files of its pictures.
    pub fn pictures(&self) -> &Pictures {
        &self.pictures
    }

    /// The same draft read under other settings.
    pub fn reread(&mut self, settings: Arc<Settings>) {
        self.chunks = Chunks::read(&self.rope, self.format, pack(&settings));
        self.settings = settings;
        self.stale = Stale::All;
    }
}
