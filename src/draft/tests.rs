//! Drafts that are edited: what a fault costs, what moves along, what is read again.

use super::*;
use crate::rules::FAULT;
use proptest::prelude::*;

/// Words under findings, with the rule.
fn found(draft: &mut Draft) -> Vec<(&'static str, String)> {
    let text = draft.rope.to_string();
    let findings = draft.findings().list.iter();
    findings
        .map(|f| (f.rule, text[f.span.range()].to_string()))
        .collect()
}

#[test]
fn a_fault_costs_the_chunk_it_is_in() {
    let text = "“It is late.”\n\nHere is a fault in markup.\n\n“It is wrong.”\n";
    let settings = Arc::new(Settings::default());
    let mut draft = Draft::new(text, Format::Markdown, settings.clone());
    let want = [
        ("unattributed-quote", "“It is late.”"),
        (FAULT, "Here is a fault in markup.\n\n"),
        ("unattributed-quote", "“It is wrong.”"),
    ];
    assert_eq!(found(&mut draft), want.map(|(r, w)| (r, w.to_string())));
    // Typing in it, before it and behind it goes on; without it all is read.
    draft.edit(Span::at(0), "# Late\n\n");
    let at = draft.rope.to_string().find("Here").unwrap();
    draft.edit(Span::at(at), "Now ");
    let whole = analyse(&draft.rope.to_string(), Format::Markdown, &settings);
    assert_eq!(**draft.analyse(), whole);
    assert_eq!(found(&mut draft).len(), 3);
    let at = draft.rope.to_string().find("a fault").unwrap();
    draft.edit(Span::new(at, at + 1), "no");
    assert!(found(&mut draft).iter().all(|f| f.0 != FAULT));
}

#[test]
fn a_fault_in_the_whole_costs_its_findings_and_no_more() {
    let text = "# Not a fault in what the whole says\n\n“It is late.”\n";
    let mut draft = Draft::new(text, Format::Markdown, Arc::default());
    assert_eq!(found(&mut draft), [(FAULT, text.to_string())]);
    draft.edit(Span::new(2, 5), "A");
    draft.edit(Span::new(4, 5), "");
    let rules: Vec<_> = found(&mut draft).into_iter().map(|f| f.0).collect();
    assert_eq!(rules, ["unattributed-quote"]);
}

#[test]
fn a_rule_that_breaks_off_is_told_and_the_others_run() {
    let text = "“Here is a fault in a rule.”\n\n![A pier](a.jpg)\n";
    let mut draft = Draft::new(text, Format::Markdown, Arc::default());
    let rules: Vec<_> = found(&mut draft).into_iter().map(|f| f.0).collect();
    assert_eq!(rules, [FAULT, "missing-image-credit"]);
    let first = &draft.findings().list[0];
    assert!(first.message.contains("`unattributed-quote`"), "{first:?}");
}

proptest! {
    /// Pieces that open, close and run over chunks, put together and edited at random.
    #[test]
    fn incremental_equals_whole(
        pieces in prop::collection::vec(0..PIECES.len(), 0..12),
        edits in prop::collection::vec((0..400usize, 0..30usize, 0..PIECES.len(), any::<bool>()), 1..9),
        format in 0..Format::ALL.len(),
    ) {
        let format = Format::ALL[format].1;
        let settings = Arc::new(Settings::default());
        let mut text: String = pieces.iter().map(|&i| PIECES[i]).collect();
        let mut draft = Draft::new(&text, format, settings.clone());
        for (at, len, piece, burst) in edits {
            let floor = |mut i: usize| { i = i.min(text.len()); while !text.is_char_boundary(i) { i -= 1 } i };
            let (from, to) = (floor(at), floor(at + len));
            text.replace_range(from..to, PIECES[piece]);
            draft.edit(Span::new(from, to), PIECES[piece]);
            if burst {
                continue;
            }
            draft.findings();
            draft.prepare();
            let mut fresh = Draft::new(&text, format, settings.clone());
            prop_assert_eq!(draft.rope.to_string(), &text[..]);
            prop_assert_eq!(draft.analyse(), fresh.analyse());
            prop_assert_eq!(draft.chunks.starts(), fresh.chunks.starts());
            prop_assert_eq!(&**draft.analyse(), &analyse(&text, format, &settings));
        }
    }
}

#[test]
fn long_drafts_may_be_read_side_by_side() {
    use rayon::prelude::*;
    let text = "Mara Quint said “no”.\n\n".repeat(4000);
    let one = analyse(&text, Format::Plain, &Settings::default());
    let same = |_| analyse(&text, Format::Plain, &Settings::default()) == one;
    assert!((0..8).into_par_iter().all(same));
}

/// A picture, prose of this length, and a line that is a credit only near a picture.
fn captioned(format: Format, prose: usize) -> String {
    let prose = "the water rose and fell ".repeat(prose / 24 + 1)[..prose].to_string();
    match format {
        Format::Html => format!(
            "<img src=a.jpg>\n<p>{prose}</p>\n<p>Mara Quint/Reuters</p>\n<p>It rained.</p>\n"
        ),
        _ => format!("![](a.jpg)\n\n{prose}\n\nMara Quint/Reuters\n\nIt rained.\n"),
    }
}

/// Edits prose of `long` bytes between a picture and a credit: each adds or takes away so many bytes at byte `at`.
fn grow(html: bool, long: usize, at: usize, edits: &[isize]) {
    let format = if html { Format::Html } else { Format::Markdown };
    let mut text = captioned(format, long);
    let mut draft = Draft::new(&text, format, Arc::default());
    draft.analyse();
    for by in edits {
        let at = at.min(text.len());
        let (span, new) = match usize::try_from(*by) {
            Ok(n) => (Span::at(at), "e".repeat(n)),
            Err(_) => {
                let to = (at + by.unsigned_abs()).min(text.len());
                (Span::new(at, to), String::new())
            }
        };
        text.replace_range(span.range(), &new);
        draft.edit(span, &new);
        assert_eq!(
            **draft.analyse(),
            analyse(&text, format, &Settings::default())
        );
    }
}

#[test]
fn a_block_may_shrink_to_a_caption() {
    grow(false, 600, 60, &[-1]);
}

proptest! {
    /// Past the length of captions and back.
    #[test]
    fn a_block_may_grow_past_a_caption(
        html in any::<bool>(),
        long in 560..640usize,
        at in 60..500usize,
        edits in prop::collection::vec(-40..40isize, 1..8),
    ) {
        grow(html, long, at, &edits);
    }
}

const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "Mark Rutte said “no” to it.\n",
    "```\n",
    "- item\n",
    "  more\n",
    "> quoted\n",
    "<!--",
    "-->\n",
    "---\n",
    "title: A\n",
    "The committee met on Tuesday for the first time since\n",
    "the war",
    "“",
    "”",
    "é😀",
    "![](a.jpg)\n",
    "*Photo: Lee/AP*\n",
    "# Head\n",
    "",
    " ",
    "\u{2028}",
    "<p>One.</p>\n",
    "<p>Two\n",
    "<figure>\n",
    "</figure>\n",
    "<div class=caption>",
    "</div>\n",
    "<script>\n",
    "</script>\n",
    "<ul>\n<li>",
    "Read also:\n",
    "+++\n",
    "[quote]\n____\n",
    "____\n",
    "|===\n",
    "= Title\nLee\n",
    ".Caption\nimage::a.jpg[]\n",
    "#+begin_quote\n",
    "#+end_quote\n",
    "#+CAPTION: Boats\n",
    ":a:\n",
    ":end:\n",
    "* Head\n",
    ".. figure:: a.jpg\n",
    "   Boats\n",
    "Head\n----\n",
    "Code::\n",
    "\\documentclass{a}\n",
    "\\begin{document}\n",
    "\\begin{figure}\n",
    "\\end{figure}\n",
    "\\caption{Boats\n",
    "}\n",
    "import a from 'b'\n",
    "<Image src={\n",
    "/>\n",
];
