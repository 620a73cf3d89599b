//! What was said, for whoever has to find out why an editor shows nothing: methods, numbers and times, and a
//! draft's words only where somebody asks for them (`--log-text`). Into a file (`copydesk lsp --log FILE`) and, without
//! words, to the client when it asks for a trace.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::hub::lock;

pub struct Log {
    start: Instant,
    file: Option<Mutex<File>>,
    /// Whole messages go into the file.
    words: bool,
    /// The client wants to be told too.
    trace: AtomicBool,
}

impl Log {
    /// Appends to the file at `path`, if one is given; whole messages with `words`.
    pub fn new(path: Option<&Path>, words: bool) -> io::Result<Self> {
        let open = |p: &Path| OpenOptions::new().create(true).append(true).open(p);
        let file = path.map(open).transpose()?;
        Ok(Log {
            start: Instant::now(),
            file: file.map(Mutex::new),
            words,
            trace: AtomicBool::new(false),
        })
    }

    /// Whether anybody reads it.
    pub fn is_on(&self) -> bool {
        self.file.is_some() || self.traces()
    }

    /// Whether the client is to be told.
    pub fn traces(&self) -> bool {
        self.trace.load(Ordering::Relaxed)
    }

    /// The client's `trace`: `off`, `messages`, `verbose` or something that means off.
    pub fn set_trace(&self, value: &str) {
        let on = matches!(value, "messages" | "verbose");
        self.trace.store(on, Ordering::Relaxed);
    }

    /// Writes a message: where it goes (`->` to us), what it is, and its words if they are asked for.
    pub fn message(&self, way: &str, what: &str, body: &[u8]) {
        if self.words {
            let body = String::from_utf8_lossy(body);
            self.line(&format!("{way} {what} {}", body.replace(['\n', '\r'], " ")));
        } else {
            self.line(&format!("{way} {what}"));
        }
    }

    /// Writes a line: seconds since the start, then `what`.
    pub fn line(&self, what: &str) {
        if let Some(file) = &self.file {
            let at = self.start.elapsed().as_secs_f64();
            // A full disk does not stop the server.
            let _ = writeln!(lock(file), "{at:11.6} {what}");
        }
    }
}

/// What a message is: its method and id, its length in bytes, and nothing else of it.
pub fn summary(body: &[u8]) -> String {
    #[derive(serde::Deserialize)]
    struct Head {
        id: Option<serde_json::Value>,
        method: Option<String>,
        error: Option<Code>,
    }
    #[derive(serde::Deserialize)]
    struct Code {
        code: i64,
    }
    let Ok(head) = serde_json::from_slice::<Head>(body) else {
        return format!("unreadable, {} bytes", body.len());
    };
    let mut out = head.method.unwrap_or_else(|| "answer".to_string());
    if let Some(id) = head.id {
        out += &format!(" {id}");
    }
    if let Some(error) = head.error {
        out += &format!(" error {}", error.code);
    }
    out + &format!(", {} bytes", body.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_hold_no_words() {
        let sent = br#"{"jsonrpc":"2.0","id":3,"method":"a/b","params":{"text":"secret"}}"#;
        assert_eq!(summary(sent), "a/b 3, 66 bytes");
        let failed = br#"{"id":"x","error":{"code":-1,"message":"secret"}}"#;
        assert_eq!(summary(failed), "answer \"x\" error -1, 49 bytes");
        assert_eq!(summary(b"{"), "unreadable, 1 bytes");
    }
}
