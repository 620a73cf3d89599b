//! Documentation made from the registry: what `explain` and `rules` print, the tables of the README, the site.

mod commands;
mod rule;
mod settings;
mod site;

pub use crate::rules::page;
pub use commands::commands;
pub use rule::table;
pub use settings::settings;
pub use site::write as write_site;
