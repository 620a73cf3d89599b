//! Documentation made from the registry: what `explain` and `rules` print, the tables of the README, the site.

mod commands;
mod rule;
mod settings;
mod site;

pub use commands::commands;
pub use rule::{level, page, table};
pub use settings::settings;
pub use site::write as write_site;
