//! Text for people to read, in Markdown or plain as the client shows it. Words of the draft can only be put in as
//! words: whatever they look like, they make no link, no picture and no command.

use std::fmt::Write;
use tower_lsp::lsp_types::{Documentation, MarkupContent, MarkupKind};

pub struct Page {
    text: String,
    markdown: bool,
}

impl Page {
    pub fn new(markdown: bool) -> Self {
        let text = String::new();
        Page { text, markdown }
    }

    /// Our own words, without Markdown.
    pub fn say(&mut self, words: &str) -> &mut Self {
        self.text.push_str(words);
        self
    }

    /// Words of the draft, of a file or of the settings.
    pub fn quote(&mut self, words: &str) -> &mut Self {
        let words = one_line(words);
        if self.markdown {
            self.text.push_str(&escape(&words));
        } else {
            self.text.push_str(&words);
        }
        self
    }

    /// The same, in bold.
    pub fn strong(&mut self, words: &str) -> &mut Self {
        let mark = if self.markdown { "**" } else { "" };
        self.say(mark).quote(words).say(mark)
    }

    /// A link; only its words where the client shows plain text.
    pub fn link(&mut self, words: &str, address: &str) -> &mut Self {
        if !self.markdown {
            return self.say(words);
        }
        let address = address.replace(['<', '>', '\n', '\r', '\\'], "");
        let _ = write!(self.text, "[{words}](<{address}>)");
        self
    }

    /// A picture, where the client can show one.
    pub fn picture(&mut self, address: &str) -> &mut Self {
        if self.markdown {
            self.say("!").link("", address).paragraph();
        }
        self
    }

    /// Our own Markdown, as it is.
    pub fn document(&mut self, markdown: &str) -> &mut Self {
        self.text.push_str(markdown);
        self
    }

    /// Starts an item of a list.
    pub fn item(&mut self) -> &mut Self {
        self.end_line();
        self.say("- ")
    }

    /// Starts a paragraph.
    pub fn paragraph(&mut self) -> &mut Self {
        self.end_line();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
        self
    }

    /// Starts a part of its own.
    pub fn part(&mut self) -> &mut Self {
        if !self.text.is_empty() {
            self.paragraph();
            self.text.push_str("---\n\n");
        }
        self
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn content(self) -> MarkupContent {
        let kind = if self.markdown {
            MarkupKind::Markdown
        } else {
            MarkupKind::PlainText
        };
        let value = self.text.trim_end().to_string();
        MarkupContent { kind, value }
    }

    pub fn documentation(self) -> Documentation {
        Documentation::MarkupContent(self.content())
    }
}

/// The words with each stretch of white space and control characters as one space.
pub fn one_line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut gap = false;
    for c in words.chars() {
        if c.is_whitespace() || c.is_control() {
            gap = !out.is_empty();
        } else {
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

/// The first words, on one line, up to `limit` characters; an ellipsis where there are more.
pub fn excerpt(words: &str, limit: usize) -> String {
    // Enough to fill the limit whatever is dropped, so that a whole book is not copied.
    let far = words
        .char_indices()
        .nth(limit * 4)
        .map_or(words.len(), |(i, _)| i);
    let line = one_line(&words[..far]);
    let Some((end, _)) = line.char_indices().nth(limit) else {
        return line;
    };
    let cut = line[..end]
        .rfind(' ')
        .filter(|&i| i * 2 > end)
        .unwrap_or(end);
    format!(
        "{}…",
        line[..cut].trim_end_matches([' ', ',', ';', ':', '.'])
    )
}

/// Markdown that shows exactly `words`, which are one line.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut last = ' ';
    for (i, c) in words.char_indices() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' | '@' | '^'
            | '{' => true,
            // Marks of blocks, at the start of a line only.
            '#' | '+' | '-' | '=' | '.' | ')'
                if i == 0 || words[..i].chars().all(|c| c.is_ascii_digit()) =>
            {
                true
            }
            // Bare addresses.
            '/' => last == ':',
            '.' => words.as_bytes()[i.saturating_sub(3)..i].eq_ignore_ascii_case(b"www"),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        last = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    /// What a reader sees, and whether there is anything but text.
    fn shown(markdown: &str) -> (String, bool) {
        let mut text = String::new();
        let mut only_text = true;
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(t) => text += &t,
                Event::SoftBreak => text.push(' '),
                Event::Start(tag) => only_text &= matches!(tag, pulldown_cmark::Tag::Paragraph),
                Event::End(_) => {}
                _ => only_text = false,
            }
        }
        (text, only_text)
    }

    proptest! {
        #[test]
        fn words_of_the_draft_stay_words(pieces in prop::collection::vec(0..PIECES.len(), 0..12)) {
            let words: String = pieces.iter().map(|&i| PIECES[i]).collect();
            let mut page = Page::new(true);
            page.quote(&words);
            let (text, only_text) = shown(&page.content().value);
            prop_assert!(only_text, "{words:?}");
            prop_assert_eq!(text, one_line(&words));
        }
    }

    const PIECES: &[&str] = &[
        "[go](command:evil)",
        "<command:evil>",
        "![x](http://a.b/c.png)",
        "`",
        "*",
        "**",
        "_",
        "~~",
        "|",
        "a",
        " ",
        "\n",
        "\n\n",
        "# ",
        "- ",
        "1. ",
        "1) ",
        "+ ",
        "===",
        "> ",
        "&amp;",
        "&#91;",
        "\\",
        "<b>",
        "$x$",
        "[^1]",
        "---",
        "http://a.b",
        "www.a.b",
        "x@y.z",
        "é",
        "“",
        "\u{0}",
        "\t",
        "    ",
        "![[a]]",
        "- [ ] ",
        ":",
        "{#a}",
        "^",
        "12.",
    ];

    #[test]
    fn excerpts_end_at_words() {
        assert_eq!(excerpt("one  two\nthree", 40), "one two three");
        assert_eq!(excerpt("one two, three", 9), "one two…");
        assert_eq!(excerpt("ééééééééé", 4), "éééé…");
        assert_eq!(excerpt("", 4), "");
    }
}
