//! The house itself: layers use only what stands left of them, the command line and the server agree.

mod agreement;
mod layers;
