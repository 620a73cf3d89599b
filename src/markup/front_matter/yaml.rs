//! YAML (and JSON, which is YAML) to values with source bytes.

use super::{DEEPEST, Entry, Value};
use crate::text::Span;
use saphyr_parser::{Event, Parser, ScalarStyle};

/// A list or map being read.
#[derive(Debug)]
enum Open {
    List(Vec<Value>),
    /// With the key that waits for its value.
    Map(Vec<Entry>, Option<(String, usize)>),
}

/// The entries of a map; nothing if the text is no such thing. `at`: the text's first source byte.
pub fn parse(text: &str, at: usize) -> Option<Vec<Entry>> {
    match value(text, at)? {
        Value::Map(entries) => Some(entries),
        _ => None,
    }
}

/// The map or list that the text is.
pub fn value(text: &str, at: usize) -> Option<Value> {
    let mut stack: Vec<Open> = Vec::new();
    // Of lists and maps that are nested too deep.
    let mut skipped = 0;
    let mut place = Place::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if stack.len() >= DEEPEST {
                    skipped += 1;
                } else if matches!(event, Event::SequenceStart(..)) {
                    stack.push(Open::List(Vec::new()));
                } else {
                    stack.push(Open::Map(Vec::new(), None));
                }
            }
            Event::SequenceEnd | Event::MappingEnd if skipped > 0 => skipped -= 1,
            Event::SequenceEnd | Event::MappingEnd => {
                let value = match stack.pop()? {
                    Open::List(list) => Value::List(list),
                    Open::Map(map, _) => Value::Map(map),
                };
                if stack.is_empty() {
                    return Some(value);
                }
                let end = at + place.byte(text, span.end.index());
                add(stack.last_mut()?, value, end);
            }
            Event::Scalar(scalar, style, ..) if skipped == 0 => {
                let start = place.byte(text, span.start.index());
                let end = place.byte(text, span.end.index()).max(start);
                let (from, to) = inner(text, start, end, style);
                let span = Span::new(at + from, at + to);
                match stack.last_mut()? {
                    Open::Map(_, key @ None) => *key = Some((scalar.into_owned(), at + start)),
                    open => add(open, Value::Scalar(scalar.into_owned(), span), at + end),
                }
            }
            Event::Alias(_) if skipped == 0 => {
                let start = at + place.byte(text, span.start.index());
                let open = stack.last_mut()?;
                if matches!(open, Open::Map(_, None)) {
                    return None;
                }
                add(open, Value::List(Vec::new()), start);
            }
            _ => {}
        }
    }
    None
}

fn add(open: &mut Open, value: Value, end: usize) {
    match open {
        Open::List(list) => list.push(value),
        Open::Map(map, key) => {
            // A map or list as a key has no name.
            if let Some((key, start)) = key.take() {
                map.push(Entry {
                    key,
                    span: Span::new(start, end.max(start)),
                    value,
                });
            } else {
                *key = Some((String::new(), end));
            }
        }
    }
}

/// The bytes of a scalar without its quotation marks or block header.
fn inner(text: &str, start: usize, end: usize, style: ScalarStyle) -> (usize, usize) {
    let source = &text[start..end];
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted if source.len() >= 2 => {
            (start + 1, end - 1)
        }
        ScalarStyle::Literal | ScalarStyle::Folded if source.starts_with(['|', '>']) => {
            let header = source.find('\n').map_or(source.len(), |i| i + 1);
            (start + header, end)
        }
        _ => (start, start + source.trim_end().len()),
    }
}

/// Turns the parser's character counts into bytes; they come nearly in order.
#[derive(Debug, Default)]
struct Place {
    chars: usize,
    byte: usize,
}

impl Place {
    fn byte(&mut self, text: &str, chars: usize) -> usize {
        while self.chars > chars {
            self.chars -= 1;
            self.byte = text[..self.byte]
                .char_indices()
                .next_back()
                .map_or(0, |(i, _)| i);
        }
        for c in text[self.byte..].chars().take(chars - self.chars) {
            self.byte += c.len_utf8();
            self.chars += 1;
        }
        self.byte
    }
}
