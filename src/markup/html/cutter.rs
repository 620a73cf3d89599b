//! Ends of HTML chunks: before a paragraph, heading or figure that starts a line where nothing is open that
//! gives meaning to what stands in it. What `div` and `article` hold means the same without them.

use super::tags::{Role, Tag, role_of_class};

#[derive(Debug, Default)]
pub struct Cutter {
    state: State,
    started: bool,
    /// Open elements, and whether each holds its content together.
    stack: Vec<(Tag, bool)>,
    holding: usize,
    /// The end tag of the raw text behind the tag that is open.
    raw: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    Comment,
    /// In a tag, in a value quoted by this byte.
    Tag(Option<u8>),
    /// In text that has no tags, up to this end tag.
    Raw(&'static str),
}

/// As in the reader, deeper elements are not told apart.
const DEEPEST: usize = 256;

/// What ends text that has no tags in it.
const RAW: [&str; 6] = [
    "</script",
    "</style",
    "</title",
    "</textarea",
    "</iframe",
    "</noscript",
];

impl Cutter {
    pub fn line(&mut self, line: &str) -> bool {
        let cut = self.started && self.state == State::Text && self.may_start(line.trim_start());
        if cut {
            *self = Cutter::default();
        }
        self.started = true;
        self.scan(line.as_bytes());
        cut
    }

    /// Whether a chunk may start with this line.
    fn may_start(&self, line: &str) -> bool {
        let Some(rest) = line.strip_prefix('<') else {
            return false;
        };
        let (tag, rest) = name(rest.as_bytes());
        let starts = matches!(
            tag,
            Tag::Paragraph
                | Tag::Heading(_)
                | Tag::Figure
                | Tag::BlockQuote
                | Tag::List
                | Tag::Table
                | Tag::Page
                | Tag::Aside
                | Tag::Footer
        );
        // A paragraph that is open ends here without its end tag.
        let block = self.stack.iter().rposition(|(t, _)| !t.is_inline());
        let left = match block {
            Some(i) if self.stack[i].0 == Tag::Paragraph => &self.stack[..i],
            _ => &self.stack[..],
        };
        starts
            && (self.holding == 0 || !left.iter().any(|(_, holds)| *holds))
            && !matches!(role(rest), Some(Role::Caption | Role::Credit))
    }

    fn scan(&mut self, line: &[u8]) {
        let mut rest = line;
        loop {
            rest = match self.state {
                State::Text => {
                    let Some(i) = memchr::memchr(b'<', rest) else {
                        return;
                    };
                    self.open(&rest[i + 1..])
                }
                State::Comment => match memchr::memmem::find(rest, b"-->") {
                    Some(i) => {
                        self.state = State::Text;
                        &rest[i + 3..]
                    }
                    None => return,
                },
                State::Tag(None) => match memchr::memchr3(b'>', b'"', b'\'', rest) {
                    Some(i) if rest[i] == b'>' => {
                        self.state = self.raw.take().map_or(State::Text, State::Raw);
                        &rest[i + 1..]
                    }
                    Some(i) => {
                        self.state = State::Tag(Some(rest[i]));
                        &rest[i + 1..]
                    }
                    None => return,
                },
                State::Tag(Some(quote)) => match memchr::memchr(quote, rest) {
                    Some(i) => {
                        self.state = State::Tag(None);
                        &rest[i + 1..]
                    }
                    None => return,
                },
                State::Raw(end) => match find_end(rest, end) {
                    Some(i) => {
                        self.state = State::Text;
                        &rest[i..]
                    }
                    None => return,
                },
            };
        }
    }

    /// Behind a `<` in text.
    fn open<'l>(&mut self, rest: &'l [u8]) -> &'l [u8] {
        if rest.starts_with(b"!--") {
            self.state = State::Comment;
            return &rest[3..];
        }
        match rest.first() {
            Some(b'/') => {
                let (tag, rest) = name(&rest[1..]);
                self.end(tag);
                self.state = State::Tag(None);
                rest
            }
            Some(b) if b.is_ascii_alphabetic() => {
                self.raw = RAW.into_iter().find(|end| {
                    let name = &end.as_bytes()[2..];
                    let start = rest.get(..name.len());
                    start.is_some_and(|s| s.eq_ignore_ascii_case(name))
                        && !rest.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
                });
                let (tag, rest) = name(rest);
                self.start(tag, rest);
                self.state = State::Tag(None);
                rest
            }
            _ => rest,
        }
    }

    fn start(&mut self, tag: Tag, rest: &[u8]) {
        if tag.is_void() {
            return;
        }
        if !tag.is_inline() {
            let in_line = |t: &Tag| t.is_inline();
            let above = self.stack.iter().rposition(|(t, _)| !in_line(t));
            if let Some(i) = above
                && self.stack[i].0 == Tag::Paragraph
            {
                self.pop_to(i);
            }
        }
        if self.stack.len() >= DEEPEST {
            return;
        }
        let holds = !matches!(tag, Tag::Block | Tag::Page | Tag::Html) || role(rest).is_some();
        self.holding += usize::from(holds);
        self.stack.push((tag, holds));
    }

    fn end(&mut self, tag: Tag) {
        let mut found = None;
        for (i, (open, _)) in self.stack.iter().enumerate().rev() {
            if *open == tag {
                found = Some(i);
                break;
            }
            if tag.is_inline() && !open.is_inline() {
                break;
            }
        }
        if let Some(i) = found {
            self.pop_to(i);
        }
    }

    fn pop_to(&mut self, index: usize) {
        let popped = self.stack.drain(index..);
        self.holding -= popped.filter(|(_, holds)| *holds).count();
    }
}

/// The tag whose name starts `rest`, and what follows the name.
fn name(rest: &[u8]) -> (Tag, &[u8]) {
    let end = rest
        .iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
        .unwrap_or(rest.len());
    let mut lower = [0; 16];
    let Some(buffer) = lower.get_mut(..end) else {
        return (Tag::Inline, &rest[end..]);
    };
    buffer.copy_from_slice(&rest[..end]);
    buffer.make_ascii_lowercase();
    (Tag::of(buffer), &rest[end..])
}

/// The role that a class in the rest of a tag gives, as far as it stands in the line.
fn role(rest: &[u8]) -> Option<Role> {
    let tag = &rest[..memchr::memchr(b'>', rest).unwrap_or(rest.len())];
    let at = memchr::memmem::find(tag, b"class=")? + 6;
    let value = &tag[at..];
    let value = match value.first()? {
        quote @ (b'"' | b'\'') => value[1..].split(|b| b == quote).next()?,
        _ => value.split(|b| b.is_ascii_whitespace()).next()?,
    };
    role_of_class(std::str::from_utf8(value).ok()?, false)
}

fn find_end(rest: &[u8], end: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(i) = memchr::memchr(b'<', &rest[at..]) {
        at += i;
        let tag = rest.get(at..at + end.len());
        if tag.is_some_and(|t| t.eq_ignore_ascii_case(end.as_bytes())) {
            return Some(at);
        }
        at += 1;
    }
    None
}
