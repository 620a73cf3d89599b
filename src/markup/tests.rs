//! What holds of the documents of every format.

use super::*;
use crate::text::line_end;
use proptest::prelude::*;

/// Parses a text chunk by chunk as a draft does; checks what holds of any document.
fn read(format: Format, text: &str) -> usize {
    let (mut cutter, mut start, mut at) = (Cutter::new(format, true), 0, 0);
    let mut blocks = 0;
    while at < text.len() {
        let end = at + line_end(&text[at..]);
        if cutter.line(&text[at..end]) {
            blocks += check(format, &text[start..at], start == 0);
            start = at;
        }
        at = end;
    }
    blocks + check(format, &text[start..], start == 0)
}

fn check(format: Format, chunk: &str, first: bool) -> usize {
    let document = parse(format, chunk, first);
    let valid = |span: Span| {
        assert!(
            chunk.get(span.range()).is_some(),
            "{format:?} {span:?} {chunk:?}"
        );
    };
    let mut before = 0;
    for block in &document.blocks {
        valid(block.span);
        let text = block.prose.text();
        assert!(!text.trim().is_empty());
        assert!(
            block.prose.source_begin() >= before,
            "{format:?} order {chunk:?}"
        );
        before = block.prose.source_begin();
        let mut last = block.span.start;
        for (i, c) in text.char_indices() {
            let source = block.prose.source(Span::new(i, i + c.len_utf8()));
            valid(source);
            assert!(source.start >= last, "{format:?} {text:?} {chunk:?}");
            assert!(block.span.covers(source), "{format:?} {text:?} {chunk:?}");
            last = source.start;
        }
        let mut from = 0;
        for mark in &block.marks {
            assert!(text.get(mark.span.range()).is_some_and(|t| !t.is_empty()));
            assert!(mark.span.from() >= from);
            from = mark.span.from();
        }
    }
    let mut before = 0;
    for image in &document.images {
        valid(image.span);
        assert!(image.span.from() >= before);
        before = image.span.from();
        let spans = [&image.title, &image.credit].into_iter().flatten();
        for span in spans.map(|(_, s)| *s).chain(image.source_span) {
            valid(span);
        }
    }
    for comment in &document.comments {
        valid(*comment);
    }
    document.blocks.len()
}

/// Marks of all formats, whole and broken.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\n", "\n\n", "\r\n", " ", "    ", "Ann Lee said “no”.", "é😀", "&amp;", "&ldquo;", "&#8217;", "&", "<", ">",
    "<p>", "</p>", "<b>", "</b>", "<figure>", "</figure>", "<figcaption>", "<img src=a.jpg alt=é>",
    "<img src='a", "'", "\"", "<span class=credit>", "</span>", "<blockquote>", "</blockquote>", "<cite>",
    "</cite>", "<ul><li>", "</ul>", "<table><tr><td>", "</table>", "<br>", "<script>", "</script>", "<!--",
    "-->", "<title>", "</title>", "<noscript>", "</noscript>", "<div class=\"wp-caption\">", "</div>",
    "<a href=x>", "</a>", "![é](a.jpg \"t\")", "![", "](", ")", "[", "]", "![[a.jpg|é]]", "*", "**", "_", "`",
    "```\n", "> ", "- ", "# ", "| a | b |\n|---|---|\n", "[^1]", "[^1]: ",
    "{{< figure src=\"a.jpg\" caption=\"é\" >}}", "{{< ", " >}}", "{% include figure.html src='a.jpg' %}", "{%",
    "---\n", "title: é\n", "image: a.jpg\n", "+++\n", "{\n", "}\n", "title: \"é\\\"\\u00e9", "title = \"",
    "images: [", "cover: {src: a.jpg, credit: é}\n", "- x: y\n", "image = {src = \"a.jpg\"}\n",
    "caption: |\n  é\n  b\n", "\"image\": \"a.jpg\",\n", "'é'", "* ", "** ", "= ", "== é\n", "----\n", "____\n",
    "|===\n", "====\n", "////\n", "[quote, é]\n", ".é\n", "image::é.jpg[é, title=\"é\"]\n", "image:a.jpg[",
    "\"`", "`\"", "_é_", "footnote:[é]", "<<a,", ">>", "https://é.example[é]", "{é}", ":lang: é\n", "+\n",
    "#+TITLE: é\n", "#+CAPTION: é\n", "[[file:é.jpg]]", "[[", "]]", "][", "#+begin_quote\n", "#+end_quote\n",
    "#+begin_src\n", "[fn:: é]", ":END:\n", ":a:\n", "/é/", "=é=", "|é|\n", "# é\n", "@@", "{{{",
    ".. image:: é.jpg\n", ".. figure:: a.jpg\n", "   :alt: é\n", "   é\n", "  ", ".. ", "=====\n", "é\n--\n",
    "::\n", "`é <b>`_", ":ref:`é`", "``", "[1]_", ".. [1] é\n", "-- é\n", "+-+\n", "==  ==\n", "é_ ",
    "\\documentclass{a}\n", "\\begin{document}\n", "\\begin{figure}", "\\end{figure}\n",
    "\\includegraphics{é.jpg}", "\\caption{é", "}", "{", "\\emph{", "\\footnote{é}", "``", "''", "\\'e",
    "\\c{é}", "\\ldots", "$é$", "%é\n", "\\begin{quote}", "\\end{quote}", "\\section{é}", "\\href{é}{é}",
    "\\item ", "\\begin{tabular}{l}", "&", "\\\\", "\\begin{verbatim}", "\\verb|é|", "~", "\\photocredit{é}",
    "<Image src={é} alt='é' ", "/>", "<A>", "{/*", "*/}", "export a = {\n", "import é from 'é'\n",
    "Related:\n", "[PHOTO: é]", "$", "~~", ":", "\\", "\u{2028}", "\u{a0}", "\0",
];

proptest! {
    #[test]
    fn every_span_fits_in_any_text(pieces in prop::collection::vec(0..PIECES.len(), 0..24)) {
        let text: String = pieces.iter().map(|&i| PIECES[i]).collect();
        for (_, format) in Format::ALL {
            read(*format, &text);
        }
    }
}

#[rustfmt::skip]
const ENDLESS: &[&str] = &[
    "<div>", "<b>", "<p>", "</p>", "<figure>", "<blockquote>", "<ul><li>", "<img src=", "<!--", "&",
    "<noscript>", "<picture><source srcset=a>", "<div class=caption>", "<table><tr><td>", "> ", "* ", "![", "[",
    "*a ", "`", "<A b={", "<A ", "{/*", "import '\n", "{{< figure ", "{{", "{% ", "![[", "[^1]: ", "- ", "| ", "\"", "x ", "*a ", "_a", "`a ", "+a ",
    "#a ", "<<a", "footnote:[", "image:a[", "https://a[", "[[a", "[fn:", "/a ", "=a ", "~a ", "{{{", "@@ ", "$$",
    "\\(", "[quote]\n____\n", "--\n", "====\n", "#+begin_quote\n", "* a\n", ".. a::\n", "  ", "::\n", ":a:`",
    "`a <", "|a ", ".. ", "- a\n ", "=\n", "==  ==\n", "a_ ", "{", "\\emph{", "\\a{b}", "\\begin{quote}",
    "\\begin{figure}\\caption{", "\\footnote{", "$", "\\(", "%", "\\begin{verbatim}", "\\begin{a}\n\n",
    "\\item ", "\\verb|", "\\cite[", "\\end{a}", "``", "\\c{", "\n ", " \n", "\\",
];

/// Nothing here takes long unless some part is quadratic.
#[test]
fn endless_nesting_is_read_in_one_go() {
    for piece in ENDLESS {
        let text = piece.repeat(5_000);
        for (_, format) in Format::ALL {
            read(*format, &text);
        }
    }
    for piece in [
        "[", "{", "- ", "a: ", "a: b\n", "? ", "- - é\n", "'", "\"", "[a]\n", "a=[\n", "x={",
    ] {
        let text = piece.repeat(5_000);
        for mark in ["---", "+++"] {
            read(Format::Markdown, &format!("{mark}\n{text}\n{mark}\n"));
        }
        read(Format::Markdown, &format!("{{\n{text}\n}}\n"));
    }
}
