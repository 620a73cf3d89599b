//! The house itself: layers use only what stands left of them, files made from the registry are up to date, the
//! command line and the server agree.

mod agreement;
mod generated;
mod layers;
