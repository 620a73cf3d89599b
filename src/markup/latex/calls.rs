//! What each command does to the text that is read.

use super::commands::{self, Command, accent, command, symbol};
use super::{Apart, Open, Reader};
use crate::markup::{BlockKind, MarkKind};
use crate::text::Span;

impl Reader<'_> {
    pub(super) fn command(
        &mut self,
        at: usize,
        end: usize,
        open: &mut Vec<Open>,
        apart: Apart,
    ) -> usize {
        let chunk = self.chunk;
        let name = commands::name(&chunk[at + 1..end]);
        let mut after = at + 1 + name.len();
        if let Some((with, len)) = accent(&chunk[at..end]) {
            if !self.preamble {
                self.out.push(&with, Span::new(at, at + len));
            }
            return at + len;
        }
        if let Some(with) = symbol(name) {
            // `\ldots{}` and `\ss ` take what ends the name with them.
            let rest = &chunk[after..end];
            if rest.starts_with("{}") {
                after += 2;
            } else if name.as_bytes()[0].is_ascii_alphabetic() {
                after += usize::from(rest.starts_with(' '));
            }
            if with == " " {
                self.out.space(Span::new(at, after));
            } else if !self.preamble {
                self.out.push(with, Span::new(at, after));
            }
            return after;
        }
        after += usize::from(chunk[after..end].starts_with('*'));
        match command(name) {
            Command::Begin => return self.begin(at, after, end, open),
            Command::End => return self.end(at, after, end, open, apart),
            Command::Break => {
                let table = open.iter().any(|o| o.table);
                if table || chunk[after..end].starts_with('[') {
                    self.out.flush(after);
                } else {
                    self.out.space(Span::new(at, after));
                }
                return self.options(after, end).1;
            }
            Command::Item => {
                let (_, next) = self.options(after, end);
                self.out.flush(next);
                if self.out.kind == BlockKind::Paragraph {
                    self.out.kind = BlockKind::ListItem;
                }
                return next;
            }
            Command::Paragraph => {
                self.out.flush(after);
                return after;
            }
            Command::Formula(close) => return self.verbatim(at, end, after - at, close),
            Command::Verbatim => {
                let Some(delimiter) = chunk[after..end].chars().next() else {
                    return after;
                };
                let close = delimiter.to_string();
                return self.verbatim(at, end, after + delimiter.len_utf8() - at, &close);
            }
            Command::Picture => return self.picture(at, after, end),
            Command::Apart(kind) => {
                let (_, next) = self.options(after, end);
                let Some(span) = self.argument(next, end) else {
                    return next;
                };
                if !matches!(kind, BlockKind::Footnote) {
                    self.out.flush(at);
                }
                let figure = self.out.group;
                let group =
                    figure.filter(|_| matches!(kind, BlockKind::Caption | BlockKind::Credit));
                let kind = match kind {
                    BlockKind::Credit | BlockKind::Caption if group.is_none() => {
                        BlockKind::Paragraph
                    }
                    kind => kind,
                };
                if kind == BlockKind::Credit {
                    self.credit(group, span);
                }
                self.later.push(Apart { kind, group, span });
                return span.to() + 1;
            }
            Command::Mark(kind) => {
                let (_, next) = self.options(after, end);
                if let Some(span) = self.argument(next, end) {
                    self.brace(span.from() - 1, end, Some(kind), open);
                    return span.from();
                }
            }
            Command::Link => {
                if let Some(address) = self.argument(after, end) {
                    let next = address.to() + 1;
                    if let Some(span) = self.argument(next, end) {
                        self.brace(span.from() - 1, end, Some(MarkKind::Link), open);
                        return span.from();
                    }
                    return next;
                }
            }
            Command::Address => {
                if let Some(span) = self.argument(after, end) {
                    let from = self.out.prose.end();
                    self.out.push(&chunk[span.range()], span);
                    self.out.mark(MarkKind::Verbatim, from);
                    return span.to() + 1;
                }
            }
            Command::Skip(arguments) => {
                let mut next = after;
                for _ in 0..arguments {
                    next = self.options(next, end).1;
                    next = self.options(next, end).1;
                    match self.argument(next, end) {
                        Some(span) => next = span.to() + 1,
                        None => break,
                    }
                }
                return next;
            }
            Command::Language => {
                if let Some(span) = self.argument(after, end) {
                    self.out.document.language = language(&chunk[span.range()]);
                    return span.to() + 1;
                }
            }
            Command::Class => {
                let next = self.options(after, end).1;
                self.preamble = true;
                return self.argument(next, end).map_or(next, |s| s.to() + 1);
            }
            Command::Package => {
                let (options, next) = self.options(after, end);
                let Some(span) = self.argument(next, end) else {
                    return next;
                };
                if &chunk[span.range()] == "babel"
                    && let Some(options) = options
                {
                    // The last language named is the main one.
                    let last = chunk[options.range()]
                        .rsplit(',')
                        .next()
                        .unwrap_or_default();
                    self.out.document.language = language(last.trim());
                }
                return span.to() + 1;
            }
            Command::Other => {
                let (_, next) = self.options(after, end);
                // The space that ends a name is no text.
                if next == after && chunk[after..end].starts_with(' ') && !name.is_empty() {
                    return after + 1;
                }
                return next;
            }
        }
        after
    }
}

/// The code of a language by babel's name for it.
fn language(name: &str) -> Option<&'static str> {
    Some(match name {
        "english" | "british" | "american" | "australian" | "canadian" | "UKenglish"
        | "USenglish" => "en",
        "german" | "ngerman" | "austrian" | "naustrian" | "swissgerman" => "de",
        "french" | "francais" | "acadian" | "canadien" => "fr",
        "spanish" => "es",
        "dutch" => "nl",
        "italian" => "it",
        "portuguese" | "brazilian" | "brazil" => "pt",
        "ukrainian" => "uk",
        "russian" => "ru",
        "swedish" => "sv",
        "finnish" => "fi",
        "danish" => "da",
        "norsk" | "nynorsk" => "no",
        "polish" => "pl",
        _ => return None,
    })
}
