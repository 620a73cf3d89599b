//! Sessions that failed once, made small; each must hold from then on.

use super::sessions::{Step, replay};
use copydesk::markup::Format;

/// Format, number of the settings, text, edits.
type Kept = (Format, usize, &'static str, &'static [Step<'static>]);

const KEPT: &[Kept] = &[];

#[test]
fn sessions_that_failed_hold() {
    for (format, settings, text, steps) in KEPT {
        replay(*format, *settings, text, steps);
    }
}
