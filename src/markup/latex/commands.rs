//! What LaTeX commands and environments mean.

use crate::markup::{BlockKind, MarkKind};
use unicode_normalization::UnicodeNormalization;

/// What a command does to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Begin,
    End,
    /// `\\`.
    Break,
    Item,
    /// Starts a paragraph.
    Paragraph,
    /// Mathematics up to this.
    Formula(&'static str),
    /// `\verb|…|`.
    Verbatim,
    Picture,
    /// The argument is a block of its own.
    Apart(BlockKind),
    Mark(MarkKind),
    /// An address and the text of the link.
    Link,
    Address,
    /// So many arguments that are no prose.
    Skip(u8),
    /// Sets the language.
    Language,
    /// `\documentclass`: the preamble starts.
    Class,
    Package,
    /// Unknown: arguments are prose.
    Other,
}

/// The name at the start of `text`, behind the backslash: letters, or one other character.
pub fn name(text: &str) -> &str {
    let letters = text
        .bytes()
        .position(|b| !b.is_ascii_alphabetic() && b != b'@')
        .unwrap_or(text.len());
    if letters > 0 {
        return &text[..letters];
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    &text[..first]
}

pub fn command(name: &str) -> Command {
    use Command::*;
    match name {
        "begin" => Begin,
        "end" => End,
        "\\" | "newline" | "linebreak" | "tabularnewline" => Break,
        "item" => Item,
        "par" | "bigskip" | "medskip" | "smallskip" | "newpage" | "clearpage" => Paragraph,
        "(" => Formula("\\)"),
        "[" => Formula("\\]"),
        "verb" | "lstinline" => Verbatim,
        "includegraphics" | "includesvg" | "adjincludegraphics" => Picture,
        "title" => Apart(BlockKind::Title),
        "subtitle" => Apart(BlockKind::Standfirst),
        "part" | "chapter" => Apart(BlockKind::Heading(1)),
        "section" => Apart(BlockKind::Heading(2)),
        "subsection" => Apart(BlockKind::Heading(3)),
        "subsubsection" => Apart(BlockKind::Heading(4)),
        "paragraph" => Apart(BlockKind::Heading(5)),
        "subparagraph" => Apart(BlockKind::Heading(6)),
        "caption" | "captionof" | "subcaption" => Apart(BlockKind::Caption),
        "footnote" | "footnotetext" | "endnote" | "marginpar" | "sidenote" => {
            Apart(BlockKind::Footnote)
        }
        "emph" | "textit" | "textsl" | "textsc" | "underline" => Mark(MarkKind::Emphasis),
        "textbf" => Mark(MarkKind::Strong),
        "enquote" | "textquote" => Mark(MarkKind::Quotation),
        "texttt" | "code" => Mark(MarkKind::Verbatim),
        "href" => Link,
        "url" | "path" | "nolinkurl" => Address,
        "selectlanguage" => Language,
        "documentclass" => Class,
        "usepackage" => Package,
        "label"
        | "ref"
        | "pageref"
        | "autoref"
        | "cref"
        | "Cref"
        | "eqref"
        | "nameref"
        | "cite"
        | "citep"
        | "citet"
        | "citeauthor"
        | "citeyear"
        | "parencite"
        | "textcite"
        | "autocite"
        | "footcite"
        | "nocite"
        | "bibliography"
        | "bibliographystyle"
        | "addbibresource"
        | "input"
        | "include"
        | "vspace"
        | "hspace"
        | "index"
        | "graphicspath"
        | "hypersetup"
        | "pagestyle"
        | "thispagestyle"
        | "author"
        | "date"
        | "geometry"
        | "color"
        | "fontsize"
        | "foreignlanguage"
        | "textcolor"
        | "colorbox"
        | "phantomsection"
        | "hypertarget"
        | "graphicsdir"
        | "lstset"
        | "captionsetup"
        | "setmainfont"
        | "usetikzlibrary"
        | "RequirePackage"
        | "PassOptionsToPackage"
        | "newlength"
        | "raisebox"
        | "scalebox"
        | "parbox"
        | "pagenumbering" => Skip(1),
        "newcommand"
        | "renewcommand"
        | "providecommand"
        | "setlength"
        | "addtolength"
        | "setcounter"
        | "addtocounter"
        | "newtheorem"
        | "DeclareMathOperator"
        | "rule"
        | "resizebox"
        | "def"
        | "multicolumn" => Skip(2),
        "newenvironment" | "renewenvironment" | "definecolor" | "addcontentsline" => Skip(3),
        _ if name.to_ascii_lowercase().contains("credit") => Apart(BlockKind::Credit),
        _ => Other,
    }
}

/// What an environment holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// Prose as around it.
    Transparent,
    Document,
    Quote,
    Figure,
    /// A figure with arguments for its width and side.
    Wrapped,
    Table,
    Abstract,
    /// No prose.
    Nothing,
}

pub fn environment(name: &str) -> Environment {
    match name.trim_end_matches('*') {
        "document" => Environment::Document,
        "quote" | "quotation" | "displayquote" | "displaycquote" | "verse" => Environment::Quote,
        "figure" | "SCfigure" | "marginfigure" => Environment::Figure,
        "wrapfigure" | "subfigure" | "floatingfigure" => Environment::Wrapped,
        "tabular" | "tabularx" | "tabulary" | "longtable" | "tabu" => Environment::Table,
        "abstract" => Environment::Abstract,
        "verbatim" | "Verbatim" | "lstlisting" | "minted" | "equation" | "align" | "alignat"
        | "gather" | "multline" | "eqnarray" | "math" | "displaymath" | "tikzpicture"
        | "comment" | "filecontents" | "thebibliography" | "algorithm" | "algorithmic" => {
            Environment::Nothing
        }
        _ => Environment::Transparent,
    }
}

/// The text a command stands for alone.
pub fn symbol(name: &str) -> Option<&'static str> {
    Some(match name {
        "&" => "&",
        "%" => "%",
        "$" => "$",
        "#" => "#",
        "_" => "_",
        "{" => "{",
        "}" => "}",
        " " | "," | ";" | ":" | "\n" | "quad" | "qquad" | "thinspace" | "space" => " ",
        "ldots" | "dots" | "textellipsis" => "…",
        "textendash" => "–",
        "textemdash" => "—",
        "textquotedblleft" | "lq@" => "“",
        "textquotedblright" => "”",
        "textquoteleft" | "lq" => "‘",
        "textquoteright" | "rq" => "’",
        "guillemotleft" | "og" | "guillemetleft" => "«",
        "guillemotright" | "fg" | "guillemetright" => "»",
        "glqq" | "quotedblbase" => "„",
        "grqq" => "“",
        "ss" => "ß",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "aa" => "å",
        "AA" => "Å",
        "o" => "ø",
        "O" => "Ø",
        "l" => "ł",
        "L" => "Ł",
        "i" => "ı",
        "dh" => "ð",
        "th" => "þ",
        "textcopyright" | "copyright" => "©",
        "textregistered" => "®",
        "texttrademark" => "™",
        "pounds" => "£",
        "euro" | "texteuro" => "€",
        "textbackslash" => "\\",
        "textasciitilde" => "~",
        "S" => "§",
        "LaTeX" => "LaTeX",
        "TeX" => "TeX",
        _ => return None,
    })
}

/// The accented letter at the start of `text` (`\'e`, `\'{e}`, `\v{s}`), and its bytes of source.
pub fn accent(text: &str) -> Option<(String, usize)> {
    let mark = *text.as_bytes().get(1)?;
    let combining = match mark {
        b'\'' => '\u{301}',
        b'`' => '\u{300}',
        b'^' => '\u{302}',
        b'"' => '\u{308}',
        b'~' => '\u{303}',
        b'=' => '\u{304}',
        b'.' => '\u{307}',
        b'c' => '\u{327}',
        b'v' => '\u{30c}',
        b'u' => '\u{306}',
        b'H' => '\u{30b}',
        b'k' => '\u{328}',
        b'r' => '\u{30a}',
        _ => return None,
    };
    let rest = &text[2..];
    // A letter for a mark must stand apart from the letter it is for: `\c{c}`, `\c c`.
    let (rest, skipped) = match rest.strip_prefix(' ') {
        Some(inner) if mark.is_ascii_alphabetic() => (inner, 1),
        _ => (rest, 0),
    };
    let braced = rest.starts_with('{');
    if mark.is_ascii_alphabetic() && !braced && skipped == 0 {
        return None;
    }
    let inner = &rest[usize::from(braced)..];
    let (letter, len) = match inner.strip_prefix("\\i") {
        Some(more) if !more.starts_with(|c: char| c.is_ascii_alphabetic()) => ('i', 2),
        _ => {
            let c = inner.chars().next().filter(|c| c.is_alphabetic())?;
            (c, c.len_utf8())
        }
    };
    if braced && !inner[len..].starts_with('}') {
        return None;
    }
    let composed = [letter, combining].into_iter().nfc().collect();
    Some((composed, 2 + skipped + len + 2 * usize::from(braced)))
}
