//! Sessions that failed once, made small; each must hold from then on.

use super::sessions::{
    Ask::{All, Findings},
    Step, replay,
};
use copydesk::markup::Format;

/// Format, number of the settings, text, edits.
type Kept = (Format, usize, &'static str, &'static [Step<'static>]);

const KEPT: &[Kept] = &[
    // The line feed of a CRLF goes and the next line moves up.
    (Format::Markdown, 0, "\r\n[", &[(1, 2, "]", All)]),
    // Two chunks stay two, cut elsewhere.
    (Format::Rst, 0, "=\n\n\ni", &[(3, 3, ":", All)]),
    (Format::Plain, 0, "\r\nB", &[(1, 2, "}", All)]),
    (
        Format::Org,
        0,
        "Nrrhne,L Noraen",
        &[(8, 8, "e", All), (9, 9, " ", All)],
    ),
    (
        Format::Plain,
        0,
        "L Zelen a Zelek",
        &[(1, 1, "n", All), (2, 2, " ", Findings)],
    ),
    (
        Format::Asciidoc,
        0,
        "official.\n\n* “e,---\nti Lee said.\n+\nMore.",
        &[
            (
                8,
                8,
                "////\ncopydesk-ignore-file orphan-quote\n////",
                Findings,
            ),
            (55, 70, "", All),
        ],
    ),
    (
        Format::Asciidoc,
        0,
        " A- i ore\n",
        &[
            (0, 4, "", All),
            (5, 6, "", Findings),
            (5, 5, "\u{afc45}", All),
        ],
    ),
    // The paragraph behind the next quotation goes on with that.
    (
        Format::Plain,
        0,
        "Lee said “so”.\n\n\"#::\n\nblock\" ",
        &[(0, 0, " ", All), (1, 1, " ", All), (2, 2, " ", All)],
    ),
    // A fix over the text of a picture and what stands behind it in the same paragraph.
    (
        Format::Markdown,
        0,
        "The UN and ![the U.N.](a.jpg), UN",
        &[(33, 33, " and U.N.", All)],
    ),
    (
        Format::Rst,
        0,
        "s{ pier}\n\\end\t{figure#+caption: A pier\n[[file:k.jpg]]\n",
        &[
            (2, 8, "", All),
            (
                3,
                48,
                "[[file:k.jpg]]\n\\end\t{figure#+caption: A pier\n",
                Findings,
            ),
            (14, 15, "", Findings),
            (2, 7, "", All),
        ],
    ),
    // A source that stands in the paragraph before its quotation.
    (
        Format::Asciidoc,
        0,
        "____\n\n____\n:\n\n\"\"official\n\nP\n\nA e s",
        &[
            (11, 11, "\n____\n", All),
            (5, 5, "“A quotation that runs on", All),
        ],
    ),
    // A folded text of front matter that begins with a blank line.
    (
        Format::Mdx,
        0,
        "---\ntitle: >\n\n  ”\n  g\n---",
        &[(13, 13, "", All)],
    ),
    (
        Format::Asciidoc,
        0,
        "\"\"told th Bra",
        &[(9, 9, "e", Findings), (10, 10, " ", All)],
    ),
    (
        Format::Latex,
        0,
        "“” Ma",
        &[(6, 6, "a", All), (7, 7, " ", All)],
    ),
    (
        Format::Latex,
        0,
        "\\includegraphics{}\n\n pier}\n\\end{figure",
        &[
            (
                20,
                20,
                "*bold** *it* _x_ \\begin{figure\n\n}\n\\includegraphics{l.jpg}- ite",
                All,
            ),
            (38, 38, "= Title\n", Findings),
        ],
    ),
    (
        Format::Markdown,
        0,
        "<e>\n{{figure \"\"caption=\"UN n U.N}}",
        &[(24, 24, "He told reporters that ", Findings)],
    ),
    (
        Format::Html,
        0,
        "<img>\n<p></figure",
        &[(9, 9, "\r", Findings)],
    ),
    (
        Format::Mdx,
        0,
        "o\n\n</Figure> said L",
        &[
            (1, 1, "<figure><img src=\"g.jpg\" alt=\"a “b”\">", All),
            (46, 47, "!", All),
        ],
    ),
    (
        Format::Plain,
        0,
        "н Лор\n«М б э с»,А Лор",
        &[(0, 0, "A", Findings), (1, 1, ":", All)],
    ),
    (
        Format::Latex,
        0,
        "o Ida Brandt/Norrhaven Post The so-called “bridge tax” rose by 5” and 6’2”. The so-called “bridge tax” rose by 5” and 6’2”. \n\nNATO and Nato and the E.U. disagree; the UN and the U.N. do not. \n\n\\section{``Heading''}\n\n“A quotation that runs on Jean-Luc Jean-Luc van den Berg’s brother, Luc van den Berg, said: “‘Inner,’ he crivan den Berg’s brother, Luc van den Berg, said: “‘Inner,’ he cried.” “Nobody knows,” she added. \n“A quotation that runs on Jean-Luc van den Berg’s brother, Luc van den Berg, said: “‘Inner,’ he cried.” “Nobody knows,” she ed",
        &[(354, 354, "e", Findings), (355, 355, "d", All)],
    ),
    (
        Format::Latex,
        0,
        "\\section{``\\begin{}\"r}''\n\nA\"",
        &[(0, 0, "", Findings), (27, 27, "=", Findings)],
    ),
];

#[test]
fn sessions_that_failed_hold() {
    for (format, settings, text, steps) in KEPT {
        replay(*format, *settings, text, steps);
    }
}
