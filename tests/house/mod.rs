//! The house itself: layers use only what stands left of them, and files made from the registry are up to date.

mod generated;
mod layers;
