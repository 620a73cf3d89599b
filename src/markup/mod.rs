//! Markup to structure: one file a format, each giving the same [`Document`] with exact source ranges.
//!
//! A draft is cut into **chunks**, stretches of source that can be parsed alone ([`Cutter`]); each is parsed
//! into blocks of prose, pictures and comments. A fresh analysis and an edited draft take the same road, so
//! they agree: a chunk is parsed from its own text and nothing else.
//! Knows nothing of quotations, names or credits.

mod asciidoc;
mod builder;
pub mod front_matter;
mod html;
mod latex;
mod lines;
mod markdown;
mod mdx;
mod org;
mod plain;
mod prose;
mod rst;

use builder::Builder;
pub use prose::{Prose, ProseBuilder, Segment};

use crate::text::Span;
use smallvec::SmallVec;

/// A format that articles are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Plain,
    Markdown,
    Html,
    Asciidoc,
    Org,
    Rst,
    Latex,
    Mdx,
}

impl Format {
    /// All formats with their names on the command line and in settings.
    pub const ALL: &[(&'static str, Format)] = &[
        ("plain", Format::Plain),
        ("markdown", Format::Markdown),
        ("html", Format::Html),
        ("asciidoc", Format::Asciidoc),
        ("org", Format::Org),
        ("rst", Format::Rst),
        ("latex", Format::Latex),
        ("mdx", Format::Mdx),
    ];

    /// By the name used on the command line, in settings and in `inspect`.
    pub fn from_name(name: &str) -> Option<Self> {
        let known = Self::ALL.iter().find(|(n, _)| *n == name);
        known.map(|&(_, f)| f)
    }

    /// By the protocol's language identifier of an editor.
    pub fn from_language_id(id: &str) -> Option<Self> {
        match id {
            "plaintext" | "text" => Some(Format::Plain),
            "markdown" | "quarto" | "rmd" => Some(Format::Markdown),
            "html" | "xhtml" => Some(Format::Html),
            "asciidoc" => Some(Format::Asciidoc),
            "org" => Some(Format::Org),
            "restructuredtext" | "rst" => Some(Format::Rst),
            "latex" | "tex" => Some(Format::Latex),
            "mdx" => Some(Format::Mdx),
            _ => None,
        }
    }

    /// By the file name's ending (without dot, any case).
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Plain),
            "md" | "markdown" | "mkd" | "mdown" | "qmd" | "rmd" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "adoc" | "asciidoc" | "asc" => Some(Format::Asciidoc),
            "org" => Some(Format::Org),
            "rst" | "rest" => Some(Format::Rst),
            "tex" | "latex" | "ltx" => Some(Format::Latex),
            "mdx" => Some(Format::Mdx),
            _ => None,
        }
    }

    /// Its name, as in [`Format::ALL`].
    pub fn name(self) -> &'static str {
        let known = Self::ALL.iter().find(|(_, f)| *f == self);
        known.map_or("plain", |(n, _)| n)
    }
}

/// What a chunk holds; all source spans count from the chunk's first byte.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    /// In source order.
    pub blocks: SmallVec<[Block<'a>; 1]>,
    /// In source order.
    pub images: Vec<Image>,
    /// Comments and other text that is not printed; suppressions live there.
    pub comments: Vec<Span>,
    /// Definitions of addresses for the whole draft (`[name]: address` in Markdown), in source order.
    pub definitions: Vec<Definition>,
    /// The language code that the markup gives for the whole text (`lang` of `html` or front matter).
    pub language: Option<&'a str>,
}

/// An address that the draft gives a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// As [`Image::reference`].
    pub name: String,
    pub address: String,
}

/// A stretch of prose that stands alone: no sentence and no quotation mark pairs across blocks.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    pub kind: BlockKind,
    /// Source bytes, markup included.
    pub span: Span,
    pub prose: Prose<'a>,
    /// Stretches of the prose that markup sets apart, in order.
    pub marks: Vec<Mark>,
    /// Blocks and images of one chunk with the same number stand in one figure, gallery or block quote.
    pub group: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The headline: a front matter title, or the page's `title`.
    Title,
    /// A front matter description or summary.
    Standfirst,
    /// A heading of level 1 to 6.
    Heading(u8),
    Paragraph,
    ListItem,
    TableCell,
    /// A paragraph inside a block quote.
    BlockQuote,
    /// The source line of a block quote, as its markup says (`cite`, `footer`, a quote's attribution).
    Citation,
    /// The caption of a picture (`group` ties it to its image).
    Caption,
    /// The credit of a picture, as its markup says (a class, `itemprop`); `group` ties it to its image.
    Credit,
    /// The alternative text of a picture.
    Alt,
    Footnote,
    /// A link list ("Read also") or navigation: text that nobody reads as the article.
    Links,
}

/// A stretch of a block's prose set apart by markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub kind: MarkKind,
    /// Bytes of the prose (not of the source).
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    Strong,
    Emphasis,
    /// The text of a link.
    Link,
    /// Code, mathematics, a bare address: text that is no prose.
    Verbatim,
    /// An inline quotation by markup (HTML `q`), which prints its own quotation marks.
    Quotation,
}

/// A picture, as markup gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Source bytes of the whole element: `![…](…)`, the `img` tag, the front matter line.
    pub span: Span,
    pub form: ImageForm,
    /// Path or address as written, entities resolved.
    pub source: String,
    /// Source bytes of the path, to link from.
    pub source_span: Option<Span>,
    /// The name of the [`Definition`] that has the path, where it stands elsewhere: in lower case, with single spaces.
    pub reference: Option<String>,
    pub alt: String,
    /// The markup says it is decoration (HTML `alt=""`, `role=presentation`).
    pub decorative: bool,
    /// Printed width and height in pixels, where the markup gives them.
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// Class, id or role words of the element, its figure and what stands close around it.
    pub classes: String,
    /// A title attribute or title of the link: prose that readers see, with its source bytes.
    pub title: Option<(String, Span)>,
    /// Credit given by an attribute, key or element of its own (`attr=`, `image_credit:`, class `credit`), with
    /// its source bytes; a label before the name may stand in it.
    pub credit: Option<(String, Span)>,
    /// The same number as the caption's [`Block::group`].
    pub group: Option<u32>,
    /// What ends the figure around: `</figure>`, `\\end{figure}`. None without a figure, or where nothing ends it.
    pub figure_end: Option<Span>,
    /// HTML: the link, `picture`, paragraph or video that holds the picture and nothing else, with its tags.
    pub outer: Option<Span>,
    /// The image stands alone in its block, is the target of a link, or stands within running text.
    pub place: ImagePlace,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImageForm {
    /// `![alt](path "title")` and its reference forms.
    #[default]
    Markdown,
    /// `img`, `picture`, `video poster` in HTML, also within Markdown.
    Html,
    /// A key in front matter.
    FrontMatter,
    /// A shortcode of a site generator: Hugo `figure`, Jekyll `include`.
    Shortcode,
    /// A component in MDX: `<Image src= alt= credit= />`.
    Jsx,
    /// `![[picture.jpg]]`.
    WikiEmbed,
    /// `[PHOTO: …]` in plain text.
    Bracket,
    Rst,
    Asciidoc,
    Org,
    Latex,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImagePlace {
    /// Alone in its paragraph, figure or line.
    #[default]
    Block,
    /// Within running text.
    Inline,
    /// The only content of a link.
    Linked,
    /// In navigation, a sidebar or a footer.
    Aside,
}

/// Finds the ends of chunks, fed line by line from a chunk's start. After an edit the draft feeds it from the
/// start of the chunk before the edit until an end falls where an old one did; the state at a chunk's start is
/// always the same, so from there on nothing has changed.
#[derive(Debug)]
pub enum Cutter {
    Plain(plain::Cutter),
    Markdown(markdown::Cutter),
    Html(html::Cutter),
    Lines(lines::Cutter),
}

impl Cutter {
    /// A cutter at the start of a chunk; `first` if that is the start of the draft (front matter stands there).
    pub fn new(format: Format, first: bool) -> Self {
        match format {
            Format::Plain => Cutter::Plain(plain::Cutter::default()),
            Format::Markdown | Format::Mdx => Cutter::Markdown(markdown::Cutter::new(first)),
            Format::Html => Cutter::Html(html::Cutter::default()),
            Format::Asciidoc => Cutter::Lines(asciidoc::cutter()),
            Format::Org => Cutter::Lines(org::cutter()),
            Format::Rst => Cutter::Lines(rst::cutter()),
            Format::Latex => Cutter::Lines(latex::cutter()),
        }
    }

    /// Takes the next line (with its line end); true if a new chunk starts with it. The cutter then stands at
    /// that chunk's start with this line taken.
    pub fn line(&mut self, line: &str) -> bool {
        match self {
            Cutter::Plain(c) => c.line(line),
            Cutter::Markdown(c) => c.line(line),
            Cutter::Html(c) => c.line(line),
            Cutter::Lines(c) => c.line(line),
        }
    }
}

/// Parses one chunk. `first` as for [`Cutter::new`]. Total: any text gives a document.
pub fn parse(format: Format, chunk: &str, first: bool) -> Document<'_> {
    #[cfg(test)]
    crate::fault::planted(chunk, "markup");
    match format {
        Format::Plain => plain::parse(chunk),
        Format::Markdown => markdown::parse(chunk, first),
        Format::Html => html::parse(chunk),
        Format::Asciidoc => asciidoc::parse(chunk, first),
        Format::Org => org::parse(chunk),
        Format::Rst => rst::parse(chunk),
        Format::Latex => latex::parse(chunk),
        Format::Mdx => mdx::parse(chunk, first),
    }
}

/// Whether a file's name ends as those of pictures do.
pub fn is_picture(path: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "heif", "svg", "tif", "tiff", "bmp",
        "jxl",
    ];
    let path = path.split(['?', '#']).next().unwrap_or(path);
    path.rsplit_once('.')
        .is_some_and(|(_, e)| ENDINGS.iter().any(|k| k.eq_ignore_ascii_case(e)))
}

/// The prose of the blocks of one kind, for the tests of the formats.
#[cfg(test)]
fn of_kind<'d>(document: &'d Document<'_>, kind: BlockKind) -> Vec<&'d str> {
    let blocks = document.blocks.iter().filter(|b| b.kind == kind);
    blocks.map(|b| b.prose.text()).collect()
}

#[cfg(test)]
mod tests;
