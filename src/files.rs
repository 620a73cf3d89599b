//! What the edges ask of the file system alike: whether a file has changed, and whether it can be a draft.

use std::path::Path;
use std::time::SystemTime;

/// The largest draft, in bytes. An article has thousands of words, not millions.
pub const LARGEST_DRAFT: u64 = 32 << 20;

/// Size in bytes and time of change of a file: as long as they stay, so has what it holds.
pub type Stamp = (u64, Option<SystemTime>);

/// That of the file at `path`; `None` where there is no regular file, the only kind that can be read to its end.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let meta = std::fs::metadata(path).ok().filter(|m| m.is_file())?;
    Some((meta.len(), meta.modified().ok()))
}
