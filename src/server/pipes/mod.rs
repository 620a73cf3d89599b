//! The client's end of the line. On Unix one thread waits for everything; elsewhere threads read and write.

#[cfg(unix)]
mod poll;
#[cfg(any(not(unix), test))]
mod threads;

#[cfg(unix)]
pub use poll::Pipes;
#[cfg(not(unix))]
pub use threads::Pipes;

/// What can be done without waiting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ready {
    pub input: bool,
    pub output: bool,
}
