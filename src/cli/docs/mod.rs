//! Documentation made from the registry: what `explain` and `rules` print, the tables of the README, the site.

mod rule;

pub use rule::{level, page, table};
