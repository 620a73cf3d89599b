//! A panic, of ours or of a library, costs what was being worked on and nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What `work` gives; nothing if it panics. It must leave nothing half done behind that somebody goes on to use.
pub fn guard<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// From now on a panic says on standard error and to `also` where it happened, not what it said: that may hold words
/// of a draft.
pub fn speak_of_places_only(also: impl Fn(&str) + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |panic| {
        use std::io::Write;
        let place = panic.location().map(ToString::to_string);
        let what = format!("a fault at {}", place.unwrap_or_default());
        // Nobody is left to tell where standard error is closed.
        let _ = writeln!(std::io::stderr(), "copydesk: {what}; please report it");
        also(&what);
    }));
}

/// Panics where tests want a fault: in a text that holds the words.
#[cfg(test)]
pub fn planted(text: &str, at: &str) {
    assert!(
        !text.contains(&format!("a fault in {at}")),
        "as the test wants it"
    );
}
