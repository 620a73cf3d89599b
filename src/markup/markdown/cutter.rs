//! Ends of Markdown chunks.

use crate::markup::front_matter;

/// Ends of chunks: at a blank line outside of everything that may run over one.
#[derive(Debug)]
pub struct Cutter {
    inside: Inside,
    blank_before: bool,
    started: bool,
    first: bool,
}

/// What may hold blank lines.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Inside {
    Nothing,
    /// Front matter, up to a line that is the mark.
    FrontMatter(&'static str),
    /// A code fence of this byte, this long.
    Fence(u8, usize),
    /// An HTML block up to a line that holds the text.
    Html(&'static str),
}

impl Cutter {
    pub fn new(first: bool) -> Self {
        Cutter {
            inside: Inside::Nothing,
            blank_before: false,
            started: false,
            first,
        }
    }

    pub fn line(&mut self, line: &str) -> bool {
        let text = line.trim_end();
        if !self.started {
            self.started = true;
            if self.first
                && let Some(end) = front_matter::closing(text)
            {
                self.inside = Inside::FrontMatter(end);
                return false;
            }
        } else if self.inside != Inside::Nothing {
            self.close(text);
            return false;
        }
        if text.is_empty() {
            self.blank_before = true;
            return false;
        }
        // An indented line may belong to a list item or footnote above the blank line, a colon to a definition.
        let new = self.blank_before && !line.starts_with([' ', '\t', ':']);
        self.blank_before = false;
        self.open(text);
        new
    }

    fn open(&mut self, text: &str) {
        let inner = text.trim_start_matches(' ');
        if text.len() - inner.len() > 3 {
            return;
        }
        let bytes = inner.as_bytes();
        if let Some(&mark @ (b'`' | b'~')) = bytes.first() {
            let run = bytes.iter().take_while(|&&b| b == mark).count();
            if run >= 3 && (mark == b'~' || !bytes[run..].contains(&b'`')) {
                self.inside = Inside::Fence(mark, run);
            }
            return;
        }
        if bytes.first() != Some(&b'<') {
            return;
        }
        let lower = inner
            .get(..inner.len().min(16))
            .unwrap_or("")
            .to_ascii_lowercase();
        let kinds: &[(&str, &'static str)] = &[
            ("<!--", "-->"),
            ("<?", "?>"),
            ("<script", "</script>"),
            ("<style", "</style>"),
            ("<pre", "</pre>"),
            ("<textarea", "</textarea>"),
            // Not by CommonMark, but what belongs together must stay together.
            ("<figure", "</figure>"),
            ("<blockquote", "</blockquote>"),
            ("<picture", "</picture>"),
            ("<div", "</div>"),
            ("<aside", "</aside>"),
            ("<nav", "</nav>"),
            ("<section", "</section>"),
            ("<table", "</table>"),
            ("<ul", "</ul>"),
            ("<ol", "</ol>"),
        ];
        if let Some((_, end)) = kinds.iter().find(|(start, _)| lower.starts_with(start)) {
            self.inside = Inside::Html(end);
            self.close(text);
        }
    }

    fn close(&mut self, text: &str) {
        let closed = match &self.inside {
            Inside::Nothing => false,
            Inside::FrontMatter(end) => front_matter::closes(end, text),
            Inside::Fence(mark, run) => {
                let t = text.trim_start_matches(' ').as_bytes();
                t.len() >= *run && t.iter().all(|b| b == mark)
            }
            Inside::Html(end) => text.to_ascii_lowercase().contains(end),
        };
        if closed {
            // Whatever follows front matter is a chunk of its own.
            self.blank_before = matches!(self.inside, Inside::FrontMatter(_));
            self.inside = Inside::Nothing;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boundaries(text: &str) -> Vec<usize> {
        let mut cutter = Cutter::new(true);
        let mut at = 0;
        let mut out = vec![];
        for line in text.split_inclusive('\n') {
            if cutter.line(line) {
                out.push(at);
            }
            at += line.len();
        }
        out
    }

    #[test]
    fn chunks_end_outside_fences_and_lists() {
        assert_eq!(boundaries("a\n\nb\n"), [3]);
        assert!(boundaries("```\na\n\nb\n```\n").is_empty());
        assert!(boundaries("- a\n\n  b\n").is_empty());
        assert!(boundaries("<!-- a\n\nb -->\n").is_empty());
        assert_eq!(boundaries("---\na: 1\n\nb: 2\n---\nText\n"), [19]);
    }
}
