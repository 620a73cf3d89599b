//! The house itself: layers use only what stands left of them.

mod layers;
