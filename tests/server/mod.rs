//! The language server, run as a program and talked to as editors do.

mod actions;
mod documentation;
mod features;
mod pictures;
mod sessions;
mod settings;
mod suppressions;
mod wire;
mod workspace;

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// An editor with the server running.
pub struct Editor {
    child: Child,
    to: Option<ChildStdin>,
    from: Option<BufReader<ChildStdout>>,
    last_id: i64,
    /// Messages passed over while waiting for others.
    pub seen: Vec<Value>,
}

impl Editor {
    /// Starts the server and nothing else.
    pub fn start() -> Self {
        Self::run(&["lsp", "--stdio"])
    }

    /// Starts it with these arguments.
    pub fn run(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(arguments)
            // The rules' pages are kept there.
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let to = child.stdin.take();
        let from = child.stdout.take().map(BufReader::new);
        Editor {
            child,
            to,
            from,
            last_id: 0,
            seen: Vec::new(),
        }
    }

    /// Several messages in one write, so that they are all there before the first is dealt with.
    pub fn send_together(&mut self, messages: &[Value]) {
        let framed = messages.iter().map(|m| {
            let body = m.to_string();
            format!("Content-Length: {}\r\n\r\n{body}", body.len())
        });
        let all: String = framed.collect();
        self.bytes(all.as_bytes());
    }

    /// Starts and initializes it for a client with these capabilities.
    pub fn with(capabilities: Value) -> Self {
        let mut editor = Self::start();
        editor
            .initialize(json!({"processId": null, "rootUri": null, "capabilities": capabilities}));
        editor
    }

    /// The result of `initialize`.
    pub fn initialize(&mut self, params: Value) -> Value {
        let result = self.ask("initialize", params);
        self.tell("initialized", json!({}));
        result
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        let to = self.to.as_mut().expect("still open");
        to.write_all(bytes).expect("the server reads");
        to.flush().expect("the server reads");
    }

    pub fn body(&mut self, body: &str) {
        self.bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn send(&mut self, message: Value) {
        self.body(&message.to_string());
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request; its id.
    pub fn call(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let id = self.last_id;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// The next message of the server; `None` when it has closed its output.
    pub fn next(&mut self) -> Option<Value> {
        let from = self.from.as_mut().expect("still open");
        let mut length = None;
        loop {
            let mut line = String::new();
            if from.read_line(&mut line).expect("the server writes text") == 0 {
                return None;
            }
            if line == "\r\n" {
                break;
            }
            if let Some(n) = line.strip_prefix("Content-Length: ") {
                length = n.trim().parse().ok();
            }
        }
        let mut body = vec![0; length.expect("a length")];
        from.read_exact(&mut body).expect("a whole body");
        Some(serde_json::from_slice(&body).expect("JSON"))
    }

    /// The next message that `is` it; others are kept in `seen`.
    pub fn until(&mut self, is: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.next().expect("the server lives");
            if is(&message) {
                return message;
            }
            self.seen.push(message);
        }
    }

    pub fn answer(&mut self, id: i64) -> Value {
        self.until(|m| m["id"] == id && m.get("method").is_none())
    }

    /// The result of a request.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.call(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Opens a draft.
    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let draft = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": draft}));
    }

    /// What is pushed for `version`.
    pub fn pushed(&mut self, version: i64) -> Value {
        let message = self.until(|m| {
            m["method"] == "textDocument/publishDiagnostics" && m["params"]["version"] == version
        });
        message["params"]["diagnostics"].clone()
    }

    pub fn shut_down(&mut self) {
        let id = self.call("shutdown", Value::Null);
        self.answer(id);
    }

    pub fn exit(&mut self) {
        self.send(json!({"jsonrpc": "2.0", "method": "exit"}));
    }

    /// The exit code; the test fails if the server does not end.
    pub fn code(&mut self) -> Option<i32> {
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server does not end");
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // Only a failed test leaves it running.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
