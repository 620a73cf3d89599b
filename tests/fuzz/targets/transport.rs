//! The server on any bytes and on messages in any order: it ends when its input does, and no handler panics.
#![no_main]

#[path = "../../properties/pieces.rs"]
#[allow(dead_code)]
mod pieces;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use std::io::{Read, Write};

#[derive(Arbitrary, Debug)]
enum Message<'a> {
    Bytes(&'a [u8]),
    Framed(&'a str),
    Open(u8, u8),
    Type(u8, (u8, u8), (u8, u8), u8),
    Whole(u8, &'a str),
    Ask(u8, u8, u8, u8),
    Close(u8),
    Cancel(u8),
}

const ASKED: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/codeAction",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/documentSymbol",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/inlayHint",
    "textDocument/codeLens",
    "textDocument/documentLink",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/onTypeFormatting",
    "textDocument/diagnostic",
    "textDocument/linkedEditingRange",
    "workspace/symbol",
    "workspace/executeCommand",
];

const LANGUAGES: &[&str] = &["markdown", "html", "plaintext", "latex", "org", "asciidoc", "restructuredtext", "mdx", "toml"];

fn draft(number: u8) -> Value {
    json!({"uri": format!("untitled:{}", number % 3)})
}

fn place(line: u8, character: u8) -> Value {
    json!({"line": line % 12, "character": character})
}

fn body(message: &Message<'_>, id: usize) -> Value {
    let said = |method: &str, params: Value| json!({"jsonrpc": "2.0", "method": method, "params": params});
    match *message {
        Message::Open(number, kind) => {
            let text = pieces::PIECES.iter().skip(kind as usize % 60).take(40).copied().collect::<String>();
            let mut document = draft(number);
            document["languageId"] = LANGUAGES[kind as usize % LANGUAGES.len()].into();
            document["version"] = 1.into();
            document["text"] = text.into();
            said("textDocument/didOpen", json!({"textDocument": document}))
        }
        Message::Type(number, a, b, piece) => {
            let range = json!({"start": place(a.0, a.1), "end": place(b.0, b.1)});
            let text = pieces::PIECES[piece as usize % pieces::PIECES.len()];
            let mut document = draft(number);
            document["version"] = id.into();
            let change = json!({"range": range, "text": text});
            said("textDocument/didChange", json!({"textDocument": document, "contentChanges": [change]}))
        }
        Message::Whole(number, text) => {
            let mut document = draft(number);
            document["version"] = id.into();
            said("textDocument/didChange", json!({"textDocument": document, "contentChanges": [{"text": text}]}))
        }
        Message::Ask(what, number, line, column) => {
            let at = place(line, column);
            let method = ASKED[what as usize % ASKED.len()];
            let range = json!({"start": at, "end": place(line.wrapping_add(number), column)});
            let params = json!({
                "textDocument": draft(number), "position": at, "range": range, "positions": [at], "newName": "Ann",
                "context": {"diagnostics": [], "includeDeclaration": true, "triggerKind": 1},
                "ch": "\"", "options": {"tabSize": 4, "insertSpaces": true}, "query": "a",
                "command": "copydesk.sources", "arguments": [draft(number)["uri"]],
            });
            json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})
        }
        Message::Close(number) => said("textDocument/didClose", json!({"textDocument": draft(number)})),
        Message::Cancel(before) => said("$/cancelRequest", json!({"id": id.saturating_sub(before as usize)})),
        Message::Bytes(_) | Message::Framed(_) => Value::Null,
    }
}

fn frame(out: &mut Vec<u8>, body: &str) {
    out.extend_from_slice(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
}

fuzz_target!(|input: (u8, Vec<Message<'_>>)| {
    let (encoding, messages) = input;
    let encoding = ["utf-8", "utf-16", "utf-32"][encoding as usize % 3];
    let capabilities = json!({"general": {"positionEncodings": [encoding]}});
    let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
    let first = json!({"jsonrpc": "2.0", "id": "first", "method": "initialize", "params": params});
    let mut sent = Vec::new();
    frame(&mut sent, &first.to_string());
    frame(&mut sent, r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
    for (id, message) in messages.iter().enumerate() {
        match message {
            Message::Bytes(bytes) => sent.extend_from_slice(bytes),
            Message::Framed(text) => frame(&mut sent, text),
            message => frame(&mut sent, &body(message, id).to_string()),
        }
    }
    let (input, mut to) = std::io::pipe().expect("a pipe");
    let (mut from, output) = std::io::pipe().expect("a pipe");
    let server = std::thread::spawn(move || copydesk::server::serve(input.into(), output.into()));
    let reader = std::thread::spawn(move || from.read_to_end(&mut Vec::new()));
    // It may have said good-bye.
    let _ = to.write_all(&sent);
    drop(to);
    let _ = server.join().expect("no panic");
    let _ = reader.join();
});
