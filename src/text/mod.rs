//! Text as bytes, lines and positions: spans, a source that is a string or a rope, and the columns
//! that editors count in. Knows nothing of markup.

mod letters;
mod lines;
mod nearest;
mod position;
mod source;
mod span;
mod spot;
mod trim;

pub use letters::{CASE, small_letters};
pub use lines::Lines;
pub use nearest::nearest;
pub use position::{Encoding, Position, byte_of, position_of};
pub use source::{Source, line_end};
pub use span::Span;
pub use spot::{Spot, spots};
pub use trim::{trim, trim_end, trim_start};
