//! Pictures and their credits.

mod bind;
mod credit;
mod file;
mod kind;

pub use bind::{FAR, resolve};
pub use file::{Credentials, GENERATED, Listed, PictureFile, Pictures};

use super::Passage;
use crate::markup::{BlockKind, Image, Mark, MarkKind};
use crate::text::{Span, trim, trim_start};

/// What one block tells of credits; spans count from the chunk's first byte.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Local {
    pub credits: Vec<CreditLine>,
    /// The prose of a caption, or of a short block that is all emphasis and may be one, without space around it.
    pub caption: Option<(Span, Box<str>)>,
    /// The block is longer than captions are.
    pub long: bool,
}

impl Local {
    /// Whether there is neither a credit nor a caption.
    pub fn is_empty(&self) -> bool {
        self.credits.is_empty() && self.caption.is_none()
    }
}

/// A picture with what it tells alone; spans count from the chunk's first byte.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalPicture {
    pub image: Image,
    /// A credit in its own attribute or key, or in its title.
    pub credit: Option<CreditLine>,
    /// A credit in its alternative text, which no reader sees.
    pub alt_credit: Option<String>,
    pub exempt: Option<&'static str>,
    pub graphic: bool,
}

/// Words that say whose a picture is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditLine {
    /// Label and value.
    pub span: Span,
    /// `Photo`, `Image source`, `©`; empty where the form says it alone (`(AP Photo/Lee)`).
    pub label: String,
    /// The photographer, agency or licence.
    pub value: Span,
    pub text: String,
    /// The value is a placeholder (`TK`).
    pub placeholder: bool,
    /// The line is nothing but the credit.
    pub alone: bool,
    /// The label is a plural or says that it is for all pictures.
    pub all: bool,
    /// The label says that it is for the first picture (`Cover image`).
    pub lead: bool,
    /// No credit unless it stands by a picture (`Lee/Reuters`, `Source: …`).
    pub bound_only: bool,
    /// The block ends with it.
    pub last: bool,
}

impl CreditLine {
    /// The photographer, agency or licence as written.
    pub fn value_text(&self) -> &str {
        let from = self.value.from().saturating_sub(self.span.from());
        self.text
            .get(from..from + self.value.len())
            .unwrap_or(&self.text)
    }
}

/// A picture of the draft and what was found out about its credit.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub image: Image,
    pub caption: Option<(Span, String)>,
    pub credit: Option<CreditLine>,
    /// A credit in its alternative text, which no reader sees.
    pub alt_credit: Option<String>,
    /// Why it needs no credit.
    pub exempt: Option<&'static str>,
    /// A screenshot, chart, diagram or drawing rather than a photograph.
    pub graphic: bool,
}

/// Longest block that may be a caption, in bytes.
const CAPTION: usize = 600;

/// Reads the credits of a block.
pub fn read(passage: &Passage<'_>) -> Local {
    let block = passage.block;
    // Navigation shows pictures as well, each in a figure of its own.
    let figure = block.group.is_some();
    if matches!(block.kind, BlockKind::Alt | BlockKind::Title)
        || block.kind == BlockKind::Links && !figure
    {
        return Local {
            long: block.span.len() > CAPTION,
            ..Local::default()
        };
    }
    let text = passage.text;
    let trimmed = || trim(text);
    let whole = |m: &Mark| is_emphasis(m) && m.span.len() + 2 >= trimmed().len();
    let caption = text.len() <= CAPTION && block.marks.iter().any(whole)
        || matches!(
            block.kind,
            BlockKind::Caption | BlockKind::Credit | BlockKind::Links
        );
    let mut local = Local {
        long: block.span.len() > CAPTION,
        ..Local::default()
    };
    if caption {
        let from = text.len() - trim_start(text).len();
        let span = Span::new(from, from + trimmed().len());
        local.caption = Some((passage.source(span), trimmed().into()));
    }
    // Most blocks have no word, slash or `©` of a credit.
    let tokens = passage.tokens;
    let mark = |&at: &u32| {
        let mark = &text.as_bytes()[tokens.list[at as usize].span.range()];
        matches!(mark, [b'/'] | [0xC2, 0xA9])
    };
    if caption || tokens.signs || tokens.marks.iter().any(mark) {
        local.credits = credits(passage, caption);
    }
    local
}

/// The credits of a block that may have some.
#[inline(never)]
fn credits(passage: &Passage<'_>, caption: bool) -> Vec<CreditLine> {
    let (block, text) = (passage.block, passage.text);
    let mut credits = Vec::new();
    let wrapped = breaks(trim(&passage.chunk[block.span.range()]));
    let mut start = 0;
    while start < text.len() {
        let end = if wrapped {
            line_end(passage, start)
        } else {
            text.len()
        };
        let line = &text[start..end];
        for found in credit::find(line, caption) {
            let mut f = found;
            // What markup sets apart ends with it: `*Photo: Lee* The text goes on.`
            let at = start + f.span.from();
            let mut marks = block.marks.iter();
            if let Some(m) =
                marks.rfind(|m| is_emphasis(m) && m.span.from() <= at && at < m.span.to())
            {
                let end = m.span.to().saturating_sub(start).max(f.value.from());
                if end < f.span.to() && line.is_char_boundary(end) {
                    let value = f.value.from()..end;
                    let kept = line[value].trim_end_matches(['.', ' ', ',']).len();
                    f.value = Span::new(f.value.from(), f.value.from() + kept);
                    f.span = Span::new(f.span.from(), f.value.to().max(f.label.to()));
                }
            }
            let place = |s: Span| passage.source(s.shifted(start));
            credits.push(CreditLine {
                span: place(f.span),
                label: line[f.label.range()].trim_end().to_string(),
                value: place(f.value),
                text: line[f.span.range()].to_string(),
                placeholder: f.placeholder,
                alone: f.alone,
                all: f.all,
                lead: f.lead,
                bound_only: f.bound_only,
                last: !text[start + f.span.to()..].contains(char::is_alphanumeric),
            });
        }
        start = end;
    }
    credits
}

fn is_emphasis(mark: &Mark) -> bool {
    mark.kind == MarkKind::Emphasis
}

/// Whether the source breaks a line.
fn breaks(source: &str) -> bool {
    let tag = |i| {
        source
            .get(i..i + 3)
            .is_some_and(|t| t.eq_ignore_ascii_case("<br"))
    };
    let bytes = source.as_bytes();
    memchr::memchr3_iter(b'\n', b'\r', b'<', bytes).any(|i| bytes[i] != b'<' || tag(i))
}

/// Where the line of source ends that the prose byte `at` stands in, as a byte of the prose.
fn line_end(passage: &Passage<'_>, at: usize) -> usize {
    let text = passage.text;
    let mut from = at;
    // A line break is one space of prose.
    while let Some(i) = memchr::memchr2(b' ', b'\n', &text.as_bytes()[from..]) {
        let space = from + i;
        from = space + 1;
        if text.as_bytes()[space] == b'\n' {
            return from;
        }
        let source = passage.source(Span::new(space, from));
        if breaks(&passage.chunk[source.range()]) {
            return from;
        }
    }
    text.len()
}

/// Reads what the markup of a picture tells alone.
pub fn read_image(image: Image) -> LocalPicture {
    let credit = own_credit(&image);
    let alt = credit::find(&image.alt, true);
    LocalPicture {
        credit,
        alt_credit: alt.first().map(|f| image.alt[f.span.range()].to_string()),
        exempt: kind::exempt(&image),
        graphic: kind::graphic(&image),
        image,
    }
}

fn own_credit(image: &Image) -> Option<CreditLine> {
    let within = |text: &str, part: Span, whole: Span| {
        // Where entities were resolved there is no telling which bytes a part came from.
        if text.len() == whole.len() {
            part.shifted(whole.from())
        } else {
            whole
        }
    };
    if let Some((text, span)) = &image.credit
        && !text.trim().is_empty()
    {
        let found = credit::find(text, true).into_iter().next();
        let found = found.filter(|f| f.span.from() == 0 && !f.label.is_empty());
        let value = found.as_ref().map_or(Span::new(0, text.len()), |f| f.value);
        return Some(CreditLine {
            span: *span,
            label: found.map_or(String::new(), |f| text[f.label.range()].to_string()),
            value: within(text, value, *span),
            placeholder: crate::language::credits::is_placeholder(&text[value.range()]),
            text: text.clone(),
            alone: true,
            all: false,
            lead: false,
            bound_only: false,
            last: true,
        });
    }
    let (text, span) = image.title.as_ref()?;
    let f = credit::find(text, true).into_iter().next()?;
    Some(CreditLine {
        span: within(text, f.span, *span),
        label: text[f.label.range()].to_string(),
        value: within(text, f.value, *span),
        text: text[f.span.range()].to_string(),
        placeholder: f.placeholder,
        alone: f.alone,
        all: false,
        lead: false,
        bound_only: f.bound_only,
        last: true,
    })
}
