//! Messages that do not take tower-lsp's way: drafts opened, changed and closed, and diagnostics asked for.
//!
//! They come with every keystroke, and a client that sends one of them slightly wrong (a version that is null or
//! a fraction, an address that is a path) must not fall out of step with the text, so they are read leniently.

use super::desk::{Desk, Phase, State, Text};
use super::diagnostics::{self, Pull};
use super::transport::Front;
use super::{neighbours, pictures, reading, repair, unused, uri};
use crate::draft::rehearse;
use crate::markup::Format;
use crate::text::{Position, Span, byte_of};
use ropey::Rope;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DidOpen<'a> {
    #[serde(borrow)]
    text_document: Opened<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Opened<'a> {
    #[serde(borrow)]
    uri: Cow<'a, str>,
    #[serde(borrow, default)]
    language_id: Option<Cow<'a, str>>,
    #[serde(default)]
    version: Value,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DidChange<'a> {
    #[serde(borrow)]
    text_document: Named<'a>,
    #[serde(borrow)]
    content_changes: Vec<Change<'a>>,
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    uri: Cow<'a, str>,
    #[serde(default)]
    version: Value,
}

#[derive(Deserialize)]
struct Change<'a> {
    #[serde(default)]
    range: Option<Places>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Places {
    start: Place,
    end: Place,
}

#[derive(Deserialize)]
struct Place {
    line: Value,
    character: Value,
}

/// Messages that name a draft and little else.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct About<'a> {
    #[serde(borrow)]
    text_document: Named<'a>,
    #[serde(borrow, default)]
    previous_result_id: Option<Cow<'a, str>>,
}

/// A number as an integer, whatever the client made of it.
fn integer(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_f64().map(|f| f.floor() as i64))
}

impl Place {
    fn position(&self) -> Position {
        let clamp = |v: &Value| integer(v).map_or(0, |n| n.clamp(0, i64::from(u32::MAX)) as u32);
        Position {
            line: clamp(&self.line),
            column: clamp(&self.character),
        }
    }
}

impl Front for Arc<Desk> {
    fn notification(&self, method: &str, params: Option<&RawValue>) -> bool {
        let params = params.map_or("null", RawValue::get);
        let mut state = self.state();

        match method {
            "textDocument/didChange" => serde_json::from_str(params)
                .map(|p| state.change(&p))
                .is_ok(),
            "textDocument/didOpen" => serde_json::from_str(params)
                .map(|p| state.opened(&p))
                .is_ok(),
            "textDocument/didClose" => serde_json::from_str(params)
                .map(|p: About<'_>| self.closed(&mut state, &p))
                .is_ok(),
            // The text is known already; a settings file that is not open here may be the one saved.
            "textDocument/didSave" => {
                state.book.look_again();
                state.workspace.touch();
                state.looks.look_again();
                state.look_at_entries();
                state.neighbours.look_again();
                true
            }
            // tower-lsp has no handler for it.
            "window/workDoneProgress/cancel" => {
                let params: Value = serde_json::from_str(params).unwrap_or_default();
                state.workspace.cancel(&params["token"]);
                true
            }
            "$/setTrace" => {
                let params: Value = serde_json::from_str(params).unwrap_or_default();
                let value = params["value"].as_str().unwrap_or_default();
                self.hub.log.set_trace(value);
                true
            }
            "$/cancelRequest" => {
                self.cancelled(&mut state, params);
                false
            }
            _ => false,
        }
    }

    fn request(&self, id: &Id, method: &str, params: Option<&RawValue>) -> bool {
        let params = params.map_or("null", RawValue::get);
        let phase = self.state().phase;
        match phase {
            // Those that tower-lsp sees it refuses itself.
            Phase::Started if is_ours(method) => self.hub.refuse(id.clone(), not_initialized()),
            Phase::ShutDown if is_ours(method) => {
                self.hub.refuse(id.clone(), Error::invalid_request());
            }
            Phase::Up if method == "textDocument/diagnostic" => self.pulled(id, params),
            Phase::Up => return reading::request(self, id, method, params),
            _ => return false,
        }
        true
    }

    fn repaired(&self, method: &str, params: Option<&RawValue>) -> Option<Value> {
        repair::params(method, params)
    }

    fn settle(&self) {
        diagnostics::settle(&self.hub, &mut self.state());
    }

    fn is_asked(&self) -> bool {
        !self.state().pulls.is_empty()
    }

    fn rest(&self) {
        let state = &mut *self.state();
        pictures::look(self, state);
        unused::look(self, state);
        neighbours::look(self, state);
        for open in state.open.values_mut() {
            if let Text::Draft(draft) = &mut open.text {
                draft.prepare();
            }
        }
        if !state.open.is_empty() && !std::mem::replace(&mut state.rehearsed, true) {
            rehearse();
        }
    }
}

impl Desk {
    fn closed(&self, state: &mut State, about: &About<'_>) {
        let key = state.key(&about.text_document.uri).to_string();
        let Some(open) = state.open.remove(&key) else {
            return;
        };
        if matches!(open.text, Text::Settings(_)) {
            // From now on the file counts, not what was typed and not saved.
            state.book.forget();
            state.settings_due = true;
        }
        state.workspace.touch();
        if !state.client.pulls {
            diagnostics::withdraw(&self.hub, &open);
        }
    }

    /// A request for diagnostics: answered when the input pauses.
    fn pulled(&self, id: &Id, params: &str) {
        let about = match serde_json::from_str::<About<'_>>(params) {
            Ok(about) => about,
            Err(e) => {
                let error = Error::invalid_params(e.to_string());
                return self.hub.refuse(id.clone(), error);
            }
        };
        let state = &mut *self.state();
        let key = state.key(&about.text_document.uri).to_string();
        let previous = about.previous_result_id.map(Cow::into_owned);
        let id = id.clone();
        state.pulls.push(Pull { id, key, previous });
    }

    /// A pull that waits for the input to pause is answered at once when it is cancelled.
    fn cancelled(&self, state: &mut State, params: &str) {
        #[derive(Deserialize)]
        struct Cancel {
            id: Id,
        }
        let Ok(Cancel { id }) = serde_json::from_str(params) else {
            return;
        };
        if let Some(i) = state.pulls.iter().position(|p| p.id == id) {
            state.pulls.remove(i);
            self.hub.refuse(id, Error::request_cancelled());
        }
    }
}

/// Whether tower-lsp never sees such a request.
fn is_ours(method: &str) -> bool {
    matches!(
        method,
        "textDocument/diagnostic" | "textDocument/codeAction"
    )
}

fn not_initialized() -> Error {
    Error {
        code: ErrorCode::ServerError(-32002),
        message: "the server has not been initialized".into(),
        data: None,
    }
}

impl State {
    fn opened(&mut self, params: &DidOpen<'_>) {
        if self.phase != Phase::Up {
            return;
        }
        let opened = &params.text_document;
        let format = format(opened.language_id.as_deref(), &opened.uri);
        let version = integer(&opened.version);
        self.add(&opened.uri, version, format, &opened.text);
    }

    fn change(&mut self, params: &DidChange<'_>) {
        let encoding = self.client.encoding;
        let Some(open) = self.open(&params.text_document.uri) else {
            return;
        };
        for change in &params.content_changes {
            let rope = open.rope();
            match &change.range {
                Some(places) => {
                    let (start, end) = (places.start.position(), places.end.position());
                    let a = byte_of(rope, start, encoding);
                    let b = if start == end {
                        a
                    } else {
                        byte_of(rope, end, encoding)
                    };
                    open.edit(Span::new(a.min(b), a.max(b)), &change.text);
                }
                None => {
                    let (span, new) = difference(rope, &change.text);
                    open.edit(span, new);
                }
            }
        }
        open.version = integer(&params.text_document.version);
        if matches!(open.text, Text::Settings(_)) {
            self.book.forget();
            self.settings_due = true;
        }
    }
}

/// What an editor's language identifier or a file's ending says of the format; plain text where neither does.
fn format(language: Option<&str>, address: &str) -> Format {
    let ending = || {
        let path = uri::path(address)?;
        Format::from_extension(path.extension()?.to_str()?)
    };
    // Editors call everything they do not know plain text; a name may know better.
    let named = language.filter(|l| !matches!(*l, "plaintext" | "text" | ""));
    named
        .and_then(Format::from_language_id)
        .or_else(ending)
        .unwrap_or(Format::Plain)
}

/// The bytes of `old` that have to be replaced, and by what of `new`, to make it `new`: clients that send whole
/// texts change a word at a time too.
pub fn difference<'a>(old: &Rope, new: &'a str) -> (Span, &'a str) {
    let mut same = 0;
    for chunk in old.chunks() {
        let rest = &new.as_bytes()[same..];
        let equal = common(chunk.bytes(), rest.iter().copied());
        same += equal;
        if equal < chunk.len() {
            break;
        }
    }
    while !new.is_char_boundary(same) {
        same -= 1;
    }
    let room = old.len_bytes().min(new.len()) - same;
    let mut tail = 0;
    let (mut chunks, _, _, _) = old.chunks_at_byte(old.len_bytes());
    let mut last = chunks.next();
    if last.is_none() {
        last = chunks.prev();
    }
    while let Some(chunk) = last {
        let rest = &new.as_bytes()[..new.len() - tail];
        let equal = common(chunk.bytes().rev(), rest.iter().rev().copied());
        tail += equal;
        if equal < chunk.len() || tail >= room {
            break;
        }
        last = chunks.prev();
    }
    let mut tail = tail.min(room);
    while !new.is_char_boundary(new.len() - tail) {
        tail -= 1;
    }
    (
        Span::new(same, old.len_bytes() - tail),
        &new[same..new.len() - tail],
    )
}

fn common(a: impl Iterator<Item = u8>, b: impl Iterator<Item = u8>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn differences_make_the_new_text(
            old in "[aé😀\n“”]{0,40}", cut in 0..40usize, new in "[aé😀\n“]{0,6}", twice in any::<bool>(),
        ) {
            // Long enough, doubled, for a rope of several chunks.
            let old = if twice { old.repeat(200) } else { old };
            let mut at = cut.min(old.len());
            while !old.is_char_boundary(at) { at -= 1 }
            let mut want = old.clone();
            want.insert_str(at, &new);
            for (from, to) in [(&old, &want), (&want, &old), (&old, &old), (&new, &old)] {
                let (span, text) = difference(&Rope::from_str(from), to);
                let mut made = from.clone();
                made.replace_range(span.range(), text);
                prop_assert_eq!(&made, to);
            }
            let (span, text) = difference(&Rope::from_str(&old), &want);
            prop_assert!(span.is_empty() && text.len() == new.len());
        }
    }

    #[test]
    fn formats_are_known_by_language_or_name() {
        assert_eq!(format(Some("markdown"), "untitled:a"), Format::Markdown);
        assert_eq!(format(Some("plaintext"), "file:///a.md"), Format::Markdown);
        assert_eq!(format(None, "file:///a.md"), Format::Markdown);
        assert_eq!(format(Some("rust"), "file:///a.rs"), Format::Plain);
    }
}
