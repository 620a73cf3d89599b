//! The words that JSON output uses for kinds; scripts rely on them.

use crate::facts::{names, quotes};

pub fn quote_kind(kind: quotes::Kind) -> &'static str {
    match kind {
        quotes::Kind::Full => "full",
        quotes::Kind::Partial => "partial",
        quotes::Kind::Term => "term",
        quotes::Kind::Title => "title",
        quotes::Kind::Exempt => "exempt",
    }
}

pub fn attribution(attribution: quotes::Attribution) -> &'static str {
    match attribution {
        quotes::Attribution::Explicit => "explicit",
        quotes::Attribution::Inherited => "inherited",
        quotes::Attribution::LeadIn => "lead-in",
        quotes::Attribution::None => "none",
    }
}

pub fn name_kind(kind: names::Kind) -> &'static str {
    match kind {
        names::Kind::Person => "person",
        names::Kind::Place => "place",
        names::Kind::Organisation => "organisation",
        names::Kind::Unknown => "unknown",
    }
}
