//! Sessions that failed once, made small; each must hold from then on.

use super::sessions::{Ask::All, Step, replay};
use copydesk::markup::Format;

/// Format, number of the settings, text, edits.
type Kept = (Format, usize, &'static str, &'static [Step<'static>]);

const KEPT: &[Kept] = &[
    // The line feed of a CRLF goes and the next line moves up.
    (Format::Markdown, 0, "\r\n[", &[(1, 2, "]", All)]),
    // Two chunks stay two, cut elsewhere.
    (Format::Rst, 0, "=\n\n\ni", &[(3, 3, ":", All)]),
    (Format::Plain, 0, "\r\nB", &[(1, 2, "}", All)]),
    // A fix over the text of a picture and what stands behind it in the same paragraph.
    (
        Format::Markdown,
        0,
        "The UN and ![the U.N.](a.jpg), UN",
        &[(33, 33, " and U.N.", All)],
    ),
];

#[test]
fn sessions_that_failed_hold() {
    for (format, settings, text, steps) in KEPT {
        replay(*format, *settings, text, steps);
    }
}
