//! An open draft at one moment, for whoever answers a question about it. Cheap to take: text, facts and settings
//! are shared.

use super::client::Client;
use crate::config::Settings;
use crate::draft::Analysis;
use crate::facts::images::Pictures;
use crate::markup::Format;
use crate::text::{self, Lines, Span};
use ropey::Rope;
use std::path::PathBuf;
use std::sync::Arc;
use tower_lsp::lsp_types::{Position, Range, Url};

#[derive(Clone, Debug)]
pub struct Snapshot {
    pub url: Url,
    /// `None` where the client does not count.
    pub version: Option<i32>,
    pub rope: Rope,
    pub format: Format,
    /// It is no draft but a `copydesk.toml`; its findings are its problems.
    pub is_settings: bool,
    pub analysis: Arc<Analysis>,
    pub settings: Arc<Settings>,
    /// What the files of its pictures told when they were last looked at.
    pub pictures: Pictures,
    pub client: Arc<Client>,
    /// The folders of the workspace.
    pub roots: Vec<PathBuf>,
}

impl Snapshot {
    /// The byte that a position of the client names.
    pub fn byte(&self, position: Position) -> usize {
        let position = text::Position {
            line: position.line,
            column: position.character,
        };
        text::byte_of(&self.rope, position, self.client.encoding)
    }

    /// The bytes that a range of the client names; an inverted one is turned round.
    pub fn span(&self, range: Range) -> Span {
        let (a, b) = (self.byte(range.start), self.byte(range.end));
        Span::new(a.min(b), a.max(b))
    }

    /// For many places, one near the other.
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(&self.rope, self.client.encoding)
    }

    /// Byte `at` as the client counts.
    pub fn position(&self, at: usize) -> Position {
        let p = text::position_of(&self.rope, at, self.client.encoding);
        Position::new(p.line, p.column)
    }

    /// `span` as the client counts.
    pub fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.from()), self.position(span.to()))
    }
}

/// `span` as the client counts.
pub fn range(lines: &mut Lines<'_>, span: Span) -> Range {
    let mut position = |at| {
        let p = lines.position(at);
        Position::new(p.line, p.column)
    };
    Range::new(position(span.from()), position(span.to()))
}
