//! What a draft says: who is quoted, who is named, which pictures are shown. One file or folder a fact.
//!
//! Two steps. [`read`] takes one chunk and knows nothing of the rest: it can be kept while other chunks
//! are edited. [`resolve`] takes what was read of all chunks and settles what only the whole draft can tell:
//! running quotations, people, credits at the foot. Knows nothing of rules, severities or the protocol.

pub mod images;
mod moved;
pub mod names;
pub mod quotes;
mod tokens;
mod words;

pub use moved::{Move, Moved};
pub use tokens::{Shape, Token, Tokens};

use crate::language::Pack;
use crate::markup::{Block, BlockKind, Definition, Document};
use crate::text::Span;

/// What one chunk says, as far as it can tell alone. All spans count from the chunk's first byte.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChunkFacts {
    pub blocks: Vec<BlockFacts>,
    pub images: Vec<images::LocalPicture>,
    /// Comments with their text.
    pub comments: Vec<Comment>,
    /// Addresses that pictures of other chunks may name.
    pub definitions: Vec<Definition>,
    /// The whole chunk, where reading it went wrong: it then says nothing else.
    pub faults: Vec<Span>,
}

/// What one block says alone.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockFacts {
    pub kind: BlockKind,
    pub span: Span,
    pub group: Option<u32>,
    pub quotes: quotes::Local,
    pub names: names::Local,
    pub credits: images::Local,
    /// The prose of a heading or title, for the outline and for rules that compare headlines; else empty.
    pub heading: String,
}

impl BlockFacts {
    /// The heading that it is, if it is one; `start`: the first byte of its chunk.
    pub fn as_heading(&self, start: usize) -> Option<Heading> {
        let level = match self.kind {
            BlockKind::Title => 0,
            BlockKind::Heading(level) => level,
            _ => return None,
        };
        Some(Heading {
            span: self.span.shifted(start),
            level,
            text: self.heading.clone(),
        })
    }
}

/// Text in the source that readers do not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    pub span: Span,
    pub text: String,
}

/// A heading of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub span: Span,
    /// 0 for the title of the draft, else 1 to 6.
    pub level: u8,
    pub text: String,
}

/// What the whole draft says. All spans count from its first byte; every list is in source order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub headings: Vec<Heading>,
    pub quotes: Vec<quotes::Quote>,
    /// Closing quotation marks that close nothing.
    pub strays: Vec<quotes::Stray>,
    pub names: Vec<names::Name>,
    /// Names that the draft spells in two ways.
    pub variants: Vec<names::Variant>,
    /// Mentions that name nobody for certain: of headings, links, sentence starts.
    pub loose: Vec<names::Mention>,
    pub images: Vec<images::Picture>,
    /// Credit lines, bound to a picture or not.
    pub credits: Vec<images::CreditLine>,
    pub comments: Vec<Comment>,
    /// Where each block that holds prose stands, and what it is.
    pub blocks: Vec<(Span, BlockKind)>,
    /// Stretches that a fault of ours or of a library kept from being read.
    pub faults: Vec<Span>,
}

/// What the analysis of one block works on.
pub struct Passage<'a> {
    pub block: &'a Block<'a>,
    /// The block's prose; spans of tokens and of what is found count in its bytes until
    /// [`Passage::source`] maps them to the chunk.
    pub text: &'a str,
    pub tokens: &'a Tokens,
    pub pack: &'static Pack,
    /// The source of the chunk the block stands in.
    pub chunk: &'a str,
}

impl Passage<'_> {
    /// The chunk's bytes that the prose bytes `span` came from.
    pub fn source(&self, span: Span) -> Span {
        self.block.prose.source(span)
    }
}

/// Reads one chunk. `asked`: what those behind ask of it, and then what they and it ask of the chunk before.
pub fn read(
    chunk: &str,
    document: Document<'_>,
    pack: &'static Pack,
    asked: &mut quotes::Asked,
) -> ChunkFacts {
    let mut blocks = Vec::with_capacity(document.blocks.len());
    let mut tokens = tokens::scratch();
    for block in document.blocks.iter().rev() {
        let text = block.prose.text();
        tokens.read(text, pack);
        let passage = Passage {
            block,
            text,
            tokens: &tokens,
            pack,
            chunk,
        };
        // Names must know which words are quoted.
        let scan = quotes::scan(&passage);
        let names = names::read(&passage, &scan.marks);
        let credits = images::read(&passage);
        let is_heading = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title);
        blocks.push(BlockFacts {
            kind: block.kind,
            span: block.span,
            group: block.group,
            // Large: read where it stays.
            quotes: quotes::read(&passage, &scan, asked),
            names,
            credits,
            heading: if is_heading {
                text.trim().to_string()
            } else {
                String::new()
            },
        });
    }
    blocks.reverse();
    tokens::keep(tokens);
    let comments = document.comments.into_iter().map(|span| Comment {
        span,
        text: chunk[span.range()].to_string(),
    });
    ChunkFacts {
        blocks,
        comments: comments.collect(),
        images: document
            .images
            .into_iter()
            .map(images::read_image)
            .collect(),
        definitions: document.definitions,
        faults: Vec::new(),
    }
}

/// Settles what only the whole draft can tell. `chunks`: what was read, each with its first byte, in order.
pub fn resolve(chunks: &[(usize, &ChunkFacts)], pack: &'static Pack) -> Facts {
    let names::Resolved {
        names,
        variants,
        loose,
        places,
    } = names::resolve(chunks, pack);
    let quotes = quotes::resolve(chunks, &names, places, pack);
    let (images, credits) = images::resolve(chunks, pack);
    let mut facts = Facts {
        names,
        variants,
        loose,
        quotes,
        images,
        credits,
        ..Facts::default()
    };
    let blocks = chunks.iter().map(|(_, chunk)| chunk.blocks.len());
    facts.blocks.reserve_exact(blocks.sum());
    for (start, chunk) in chunks {
        #[cfg(test)]
        chunk
            .blocks
            .iter()
            .for_each(|b| crate::fault::planted(&b.heading, "what the whole says"));
        let faults = chunk.faults.iter();
        facts.faults.extend(faults.map(|s| s.shifted(*start)));
        for c in &chunk.comments {
            facts.comments.push(Comment {
                span: c.span.shifted(*start),
                text: c.text.clone(),
            });
        }
        for block in &chunk.blocks {
            let strays = block.quotes.strays.iter();
            facts.strays.extend(strays.map(|s| s.shifted(*start)));
            let span = block.span.shifted(*start);
            facts.blocks.push((span, block.kind));
            facts.headings.extend(block.as_heading(*start));
        }
    }
    facts
}
