//! A draft and its facts, kept up to date edit by edit.

use crate::config::Settings;
use crate::facts::{self, ChunkFacts, Facts};
use crate::finding::Finding;
use crate::language::{self, Pack};
use crate::markup::{self, Cutter, Format};
use crate::rules::{self, Context};
use crate::text::{Source, Span};
use ropey::Rope;

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
    let chunks = Chunks::read(&text, format, settings);
    chunks.analyse(&text, settings)
}

/// The chunks of a text with what was read of each.
#[derive(Clone, Debug)]
struct Chunks {
    format: Format,
    pack: &'static Pack,
    list: Vec<Chunk>,
}

#[derive(Clone, Debug)]
struct Chunk {
    /// Bytes.
    len: usize,
    facts: ChunkFacts,
}

impl Chunks {
    fn read(source: &dyn Source, format: Format, settings: &Settings) -> Self {
        let code = settings.language.as_deref().unwrap_or("en");
        let pack = language::by_code(code).unwrap_or(language::english());
        let mut chunks = Chunks {
            format,
            pack,
            list: Vec::new(),
        };
        chunks.list = chunks.cut(source, 0, &mut |_| false);
        chunks
    }

    /// Reads chunks from byte `from` (a chunk's start) until `stop` answers true at a chunk's end.
    fn cut(
        &self,
        source: &dyn Source,
        from: usize,
        stop: &mut dyn FnMut(usize) -> bool,
    ) -> Vec<Chunk> {
        let mut list = Vec::new();
        let (mut start, mut at) = (from, from);
        let mut cutter = Cutter::new(self.format, from == 0);
        source.lines_from(from, &mut |line| {
            if cutter.line(line) {
                list.push(self.chunk(source, start, at));
                start = at;
                if stop(at) {
                    return false;
                }
            }
            at += line.len();
            true
        });
        if at > start {
            list.push(self.chunk(source, start, at));
        }
        list
    }

    fn chunk(&self, source: &dyn Source, start: usize, end: usize) -> Chunk {
        let text = source.slice(Span::new(start, end));
        let document = markup::parse(self.format, &text, start == 0);
        Chunk {
            len: end - start,
            facts: facts::read(&text, document, self.pack),
        }
    }

    /// Reads again what an edit touched: the old bytes `old` were replaced by `new` bytes of text.
    fn edit(&mut self, source: &dyn Source, old: Span, new: usize) {
        // The chunk before the edit may run on into it, so reading starts there.
        let mut first = 0;
        let mut start = 0;
        let mut before = 0;
        for (i, chunk) in self.list.iter().enumerate() {
            if start + chunk.len >= old.from() {
                first = i;
                break;
            }
            first = i;
            before = start;
            start += chunk.len;
        }
        if first > 0 {
            first -= 1;
            start = before;
        }
        // Old chunk ends behind the edit, as bytes of the new text.
        let mut ends = Vec::new();
        let mut end = start;
        for (i, chunk) in self.list.iter().enumerate().skip(first) {
            end += chunk.len;
            if end > old.to() {
                ends.push((end - old.len() + new, i + 1));
            }
        }
        let mut next = self.list.len();
        let mut ends = ends.into_iter().peekable();
        let fresh = self.cut(source, start, &mut |at| {
            while ends.next_if(|(end, _)| *end < at).is_some() {}
            match ends.peek() {
                Some(&(end, i)) if end == at && at > old.from() + new => {
                    next = i;
                    true
                }
                _ => false,
            }
        });
        self.list.splice(first..next, fresh);
    }

    fn analyse(&self, source: &dyn Source, settings: &Settings) -> Analysis {
        let mut start = 0;
        let placed: Vec<(usize, &ChunkFacts)> = self
            .list
            .iter()
            .map(|c| {
                let at = start;
                start += c.len;
                (at, &c.facts)
            })
            .collect();
        let facts = facts::resolve(&placed, self.pack);
        let findings = rules::check(&Context {
            facts: &facts,
            settings,
            source,
            format: self.format,
            pack: self.pack,
        });
        Analysis {
            facts,
            findings,
            language: self.pack.code,
        }
    }
}

/// A draft open in an editor.
#[derive(Clone, Debug)]
pub struct Draft {
    rope: Rope,
    format: Format,
    chunks: Chunks,
}

impl Draft {
    /// Opens a draft.
    pub fn new(text: &str, format: Format, settings: &Settings) -> Self {
        let rope = Rope::from_str(text);
        let chunks = Chunks::read(&rope, format, settings);
        Draft {
            rope,
            format,
            chunks,
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

    /// Replaces the bytes of `span` by `text` and reads again what that touched. A span that does not lie on
    /// character boundaries of the text is moved to those before.
    pub fn edit(&mut self, span: Span, text: &str) {
        let floor = |at: usize| {
            let at = self.rope.byte_to_char(at.min(self.rope.len_bytes()));
            (at, self.rope.char_to_byte(at))
        };
        let (from, start) = floor(span.from());
        let (to, end) = floor(span.to());
        self.rope.remove(from..to);
        self.rope.insert(from, text);
        self.chunks
            .edit(&self.rope, Span::new(start, end), text.len());
    }

    /// Facts and findings of the text as it is now.
    pub fn analyse(&self, settings: &Settings) -> Analysis {
        self.chunks.analyse(&self.rope, settings)
    }

    /// The same draft read under other settings.
    pub fn reread(&mut self, settings: &Settings) {
        self.chunks = Chunks::read(&self.rope, self.format, settings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lens(chunks: &Chunks) -> Vec<usize> {
        chunks.list.iter().map(|c| c.len).collect()
    }

    proptest! {
        /// Pieces that open, close and run over chunks, put together and edited at random.
        #[test]
        fn incremental_equals_whole(
            pieces in prop::collection::vec(0..PIECES.len(), 0..12),
            edits in prop::collection::vec((0..400usize, 0..30usize, 0..PIECES.len()), 1..6),
            markdown in any::<bool>(),
        ) {
            let format = if markdown { Format::Markdown } else { Format::Plain };
            let settings = Settings::default();
            let mut text: String = pieces.iter().map(|&i| PIECES[i]).collect();
            let mut draft = Draft::new(&text, format, &settings);
            for (at, len, piece) in edits {
                let floor = |mut i: usize| { i = i.min(text.len()); while !text.is_char_boundary(i) { i -= 1 } i };
                let (from, to) = (floor(at), floor(at + len));
                text.replace_range(from..to, PIECES[piece]);
                draft.edit(Span::new(from, to), PIECES[piece]);
                let fresh = Draft::new(&text, format, &settings);
                prop_assert_eq!(draft.rope.to_string(), &text[..]);
                prop_assert_eq!(lens(&draft.chunks), lens(&fresh.chunks));
                prop_assert_eq!(draft.analyse(&settings), fresh.analyse(&settings));
                prop_assert_eq!(draft.analyse(&settings), analyse(&text, format, &settings));
            }
        }
    }

    const PIECES: &[&str] = &[
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "Mark Rutte said “no” to it.\n",
        "```\n",
        "- item\n",
        "  more\n",
        "> quoted\n",
        "<!--",
        "-->\n",
        "---\n",
        "title: A\n",
        "The committee met on Tuesday for the first time since\n",
        "the war",
        "“",
        "”",
        "é😀",
        "![](a.jpg)\n",
        "*Photo: Lee/AP*\n",
        "# Head\n",
        "",
        " ",
        "\u{2028}",
    ];
}
