//! What the transport survives, in one process: a server whose handlers hang, panic and ask the client, and the
//! real one where its text can be looked at.

use super::desk::Desk;
use super::frame;
use super::hub::Hub;
use super::log::Log;
use super::pipes::Pipes;
use super::transport::{Front, Transport};
use crate::rules;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::future::pending;
use std::io::{PipeReader, PipeWriter, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use tower_lsp::jsonrpc::{Id, Result};
use tower_lsp::lsp_types::*;
use tower_lsp::{LanguageServer, LspService, async_trait};

/// An editor at the other end.
struct Editor {
    to: PipeWriter,
    from: PipeReader,
    framer: frame::Framer,
    server: JoinHandle<bool>,
}

impl Editor {
    fn start(serve: impl FnOnce(Pipes, Arc<Hub>) -> bool + Send + 'static) -> Self {
        let (input, to) = std::io::pipe().unwrap();
        let (from, output) = std::io::pipe().unwrap();
        let (pipes, bell) = Pipes::new(input.into(), output.into()).unwrap();
        let hub = Arc::new(Hub::new(bell, Log::new(None, false).unwrap()));
        Editor {
            to,
            from,
            framer: frame::Framer::default(),
            server: std::thread::spawn(move || serve(pipes, hub)),
        }
    }

    fn mock() -> Self {
        let mut editor = Self::start(|pipes, hub| {
            let (service, _) = LspService::new(|_| Mock { hub: hub.clone() });
            Transport::new(service, Nothing, hub).serve(pipes)
        });
        editor.initialize(json!({"capabilities": {}}));
        editor
    }

    fn initialize(&mut self, params: Value) {
        self.ask(0, "initialize", params);
        self.tell("initialized", json!({}));
    }

    fn send(&mut self, message: &Value) {
        let mut bytes = Vec::new();
        frame::frame(&mut bytes, message.to_string().as_bytes());
        self.to.write_all(&bytes).unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn call(&mut self, id: i64, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
    }

    /// The next message of the server.
    fn next(&mut self) -> Value {
        loop {
            if let Some(body) = self.framer.next() {
                return serde_json::from_slice(&self.framer.bytes()[body]).unwrap();
            }
            let mut bytes = [0; 4096];
            let n = self.from.read(&mut bytes).unwrap();
            assert!(n > 0, "the server went away");
            self.framer.push(&bytes[..n]);
        }
    }

    /// The answer to request `id`; other messages are passed over.
    fn answer(&mut self, id: i64) -> Value {
        loop {
            let message = self.next();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    fn ask(&mut self, id: i64, method: &str, params: Value) -> Value {
        self.call(id, method, params);
        self.answer(id)
    }

    /// The next findings published for a draft.
    fn published(&mut self, uri: &str) -> Vec<Value> {
        loop {
            let message = self.next();
            if message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
            {
                let found = message["params"]["diagnostics"].as_array();
                return found.cloned().unwrap_or_default();
            }
        }
    }

    fn end(mut self) -> bool {
        self.call(-1, "shutdown", Value::Null);
        self.answer(-1);
        self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
        // Standard input stays open.
        self.server.join().unwrap()
    }
}

struct Nothing;

impl Front for Nothing {
    fn notification(&self, method: &str, _: Option<&RawValue>) -> bool {
        assert!(method != "test/panic", "as the test wants it");
        false
    }
    fn request(&self, _: &Id, _: &str, _: Option<&RawValue>) -> bool {
        false
    }
    fn repaired(&self, method: &str, params: Option<&RawValue>) -> Option<Value> {
        super::repair::params(method, params)
    }
    fn settle(&self) {}
    fn is_asked(&self) -> bool {
        false
    }
    fn rest(&self) {}
}

/// Has the loop carry on a job while it settles, and tells `seen` of it when it settles the next time.
struct Later {
    hub: Arc<Hub>,
    round: Arc<AtomicUsize>,
    seen: std::sync::mpsc::Sender<()>,
}

impl Front for Later {
    fn notification(&self, _: &str, _: Option<&RawValue>) -> bool {
        false
    }
    fn request(&self, _: &Id, _: &str, _: Option<&RawValue>) -> bool {
        false
    }
    fn repaired(&self, method: &str, params: Option<&RawValue>) -> Option<Value> {
        super::repair::params(method, params)
    }
    fn settle(&self) {
        let round = self.round.clone();
        match round.load(Ordering::SeqCst) {
            0 => self.hub.spawn(async move {
                round.store(1, Ordering::SeqCst);
            }),
            1 => {
                round.store(2, Ordering::SeqCst);
                self.seen.send(()).unwrap();
            }
            _ => {}
        }
    }
    fn is_asked(&self) -> bool {
        false
    }
    fn rest(&self) {}
}

#[test]
fn what_a_job_changes_is_settled_without_another_message() {
    let (seen, see) = std::sync::mpsc::channel();
    let editor = Editor::start(move |pipes, hub| {
        let (service, _) = LspService::new(|_| Mock { hub: hub.clone() });
        let round = Arc::default();
        let front = Later {
            hub: hub.clone(),
            round,
            seen,
        };
        Transport::new(service, front, hub).serve(pipes)
    });
    let waited = see.recv_timeout(std::time::Duration::from_secs(20));
    waited.expect("the loop settles again");
    drop(editor.to);
    editor.server.join().unwrap();
}

struct Mock {
    hub: Arc<Hub>,
}

#[async_trait]
impl LanguageServer for Mock {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(InitializeResult::default())
    }
    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
    /// Never done.
    async fn hover(&self, _: HoverParams) -> Result<Option<Hover>> {
        pending().await
    }
    async fn folding_range(&self, _: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        panic!("as the test wants it")
    }
    /// Answers at once.
    async fn document_symbol(
        &self,
        _: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        Ok(None)
    }
    /// Asks the client first.
    async fn execute_command(&self, p: ExecuteCommandParams) -> Result<Option<Value>> {
        let items = vec![];
        let answer = self
            .hub
            .ask::<request::WorkspaceConfiguration>(ConfigurationParams { items })
            .await?;
        assert!(p.command != "panic", "as the test wants it");
        Ok(Some(Value::from(answer)))
    }
}

fn about() -> Value {
    json!({"textDocument": {"uri": "file:///a.md"}, "position": {"line": 0, "character": 0}})
}

#[test]
fn any_number_of_slow_requests_holds_up_nothing() {
    let mut editor = Editor::mock();
    for id in 1..=200 {
        editor.call(id, "textDocument/hover", about());
    }
    let quick = editor.ask(500, "textDocument/documentSymbol", about());
    assert_eq!(quick["result"], Value::Null);
    editor.tell("$/cancelRequest", json!({"id": 77}));
    assert_eq!(editor.answer(77)["error"]["code"], -32800);
    assert!(editor.end());
}

#[test]
fn any_number_of_requests_may_await_the_client() {
    let mut editor = Editor::mock();
    for id in 1..=150 {
        editor.call(id, "workspace/executeCommand", json!({"command": "x"}));
    }
    let (mut answered, mut asked) = (0, 0);
    while answered < 150 {
        let message = editor.next();
        if message.get("method").is_some() {
            asked += 1;
            editor.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": [asked]}));
        } else {
            assert_eq!(message["result"].as_array().unwrap().len(), 1);
            answered += 1;
        }
    }
    assert!(editor.end());
}

#[test]
fn answers_to_cancelled_or_unknown_questions_are_left_alone() {
    let mut editor = Editor::mock();
    editor.call(1, "workspace/executeCommand", json!({"command": "x"}));
    let question = editor.next();
    editor.tell("$/cancelRequest", json!({"id": 1}));
    assert_eq!(editor.answer(1)["error"]["code"], -32800);
    editor.send(&json!({"jsonrpc": "2.0", "id": question["id"], "result": []}));
    editor.send(&json!({"jsonrpc": "2.0", "id": question["id"], "result": []}));
    editor.send(&json!({"jsonrpc": "2.0", "id": "odd", "error": {"code": 1.5}}));
    // An error is handed on to whoever asked.
    editor.call(2, "workspace/executeCommand", json!({"command": "x"}));
    let question = editor.next();
    editor.send(
        &json!({"jsonrpc": "2.0", "id": question["id"], "error": {"code": -1, "message": "no"}}),
    );
    assert_eq!(editor.answer(2)["error"]["message"], "no");
    assert!(editor.end());
}

#[test]
fn panics_are_answered() {
    let mut editor = Editor::mock();
    let failed = editor.ask(1, "textDocument/foldingRange", about());
    assert_eq!(failed["error"]["code"], -32603);
    editor.tell("test/panic", json!({}));
    editor.call(2, "workspace/executeCommand", json!({"command": "panic"}));
    let question = editor.next();
    editor.send(&json!({"jsonrpc": "2.0", "id": question["id"], "result": []}));
    assert_eq!(editor.answer(2)["error"]["code"], -32603);
    assert!(editor.end());
}

#[test]
fn unread_output_does_not_hold_up_input() {
    let mut editor = Editor::mock();
    // Far more of either than a pipe holds.
    let filler = "x".repeat(1000);
    for id in 1..=3000 {
        let params = json!({"textDocument": {"uri": "file:///a.md"}, "filler": filler});
        editor.call(id, "textDocument/documentSymbol", params);
    }
    for id in 1..=3000 {
        assert_eq!(editor.next()["id"], id);
    }
    assert!(editor.end());
}

#[test]
fn a_client_that_closes_its_end_is_the_end() {
    let mut editor = Editor::mock();
    let (from, _) = std::io::pipe().unwrap();
    editor.from = from;
    editor.call(1, "textDocument/documentSymbol", about());
    assert!(!editor.server.join().unwrap());

    let editor = Editor::mock();
    drop(editor.to);
    assert!(!editor.server.join().unwrap());
}

/// The real server, its state, and an editor that has initialized it.
fn real(params: Value) -> (Editor, std::sync::mpsc::Receiver<Arc<Desk>>) {
    let (give, take) = std::sync::mpsc::channel();
    let mut editor = Editor::start(move |pipes, hub| {
        let desk = Arc::new(Desk::new(hub.clone()));
        give.send(desk.clone()).unwrap();
        let (service, _) = super::service(&desk);
        Transport::new(service, desk, hub).serve(pipes)
    });
    editor.initialize(params);
    (editor, take)
}

fn text_of(desk: &Desk, uri: &str) -> String {
    let mut state = desk.state();
    let open = state.open(uri).expect("the draft is open");
    open.rope().to_string()
}

fn open(uri: &str, text: &str) -> Value {
    json!({"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}})
}

#[test]
fn a_burst_of_edits_is_made_in_order_and_analysed_once() {
    let (mut editor, desk) = real(json!({"capabilities": {}}));
    let uri = "file:///a b/é[x]|.md";
    editor.tell("textDocument/didOpen", open(uri, "end\n"));
    let mut all = Vec::new();
    let mut want = String::new();
    for i in 0..3000 {
        let typed = char::from(b'a' + (i % 26) as u8);
        want.push(typed);
        let at = json!({"line": 0, "character": i});
        let change = json!({"range": {"start": at, "end": at}, "text": typed});
        let document = json!({"uri": uri, "version": i + 2});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        let message =
            json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params});
        frame::frame(&mut all, message.to_string().as_bytes());
    }
    editor.to.write_all(&all).unwrap();
    let mut published = 0;
    loop {
        let message = editor.next();
        if message["method"] == "textDocument/publishDiagnostics" {
            assert_eq!(message["params"]["uri"], uri);
            published += 1;
            if message["params"]["version"] == 3001 {
                break;
            }
        }
    }
    assert!(published < 1000, "{published} publications");
    let desk = desk.recv().unwrap();
    assert_eq!(text_of(&desk, uri), format!("{want}end\n"));
    assert!(editor.end());
}

#[test]
fn sloppy_changes_keep_in_step() {
    let (mut editor, desk) = real(json!({"capabilities": {}}));
    editor.tell("textDocument/didOpen", open("/draft.md", "One 😀 two\n"));
    let mut change = |version: Value, changes: &str| {
        let message = format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"file:///draft.md","version":{version}}},"contentChanges":{changes}}}}}"#
        );
        let mut bytes = Vec::new();
        frame::frame(&mut bytes, message.as_bytes());
        editor.to.write_all(&bytes).unwrap();
    };
    // A pair cut in two, each half a change of its own; columns go on counting two units.
    change(
        json!(2),
        r#"[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"\ud83d"}]"#,
    );
    change(
        json!(null),
        r#"[{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":1}},"text":"\ude00"}]"#,
    );
    change(
        json!(4.0),
        r#"[{"range":{"start":{"line":0,"character":9.0},"end":{"line":-3,"character":12}},"text":"2"}]"#,
    );
    change(
        json!(9e12),
        r#"[{"range":{"start":{"line":7,"character":0},"end":{"line":9,"character":0}},"text":"end"}]"#,
    );
    let answer = editor.ask(
        5,
        "textDocument/diagnostic",
        json!({"textDocument": {"uri": "/draft.md"}}),
    );
    assert_eq!(answer["result"]["kind"], "full");
    let desk = desk.recv().unwrap();
    assert_eq!(text_of(&desk, "/draft.md"), "\u{fffd}\u{fffd}One 😀 2\nend");
    let mut whole = |text: &str| {
        let document = json!({"uri": "file:///draft.md", "version": 10});
        let changes = json!([{"text": text}]);
        editor.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        );
        editor.ask(
            6,
            "textDocument/diagnostic",
            json!({"textDocument": {"uri": "/draft.md"}}),
        );
        assert_eq!(text_of(&desk, "/draft.md"), text);
    };
    whole("One 2\nend");
    whole("");
    whole("“One” 😀");
    assert!(editor.end());
}

#[test]
fn what_is_piped_in_behind_initialize_is_kept() {
    let (mut editor, desk) = {
        let (give, take) = std::sync::mpsc::channel();
        let editor = Editor::start(move |pipes, hub| {
            let desk = Arc::new(Desk::new(hub.clone()));
            give.send(desk.clone()).unwrap();
            let (service, _) = super::service(&desk);
            Transport::new(service, desk, hub).serve(pipes)
        });
        (editor, take)
    };
    // Too early: refused, and nothing comes of it.
    let early = editor.ask(
        1,
        "textDocument/diagnostic",
        json!({"textDocument": {"uri": "file:///a.md"}}),
    );
    assert_eq!(early["error"]["code"], -32002);
    let mut all = Vec::new();
    for message in [
        json!({"jsonrpc": "2.0", "id": 2, "method": "initialize", "params": {
            "processId": -1, "rootUri": "", "trace": "compact", "workspaceFolders": [{"uri": "/x"}],
            "capabilities": {"workspace": {"workspaceEdit": {"resourceOperations": ["teleport"]}}}}}),
        json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}),
        json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": open("file:///a.md", "x")}),
    ] {
        frame::frame(&mut all, message.to_string().as_bytes());
    }
    editor.to.write_all(&all).unwrap();
    assert!(editor.answer(2)["result"]["capabilities"].is_object());
    loop {
        let message = editor.next();
        if message["method"] == "textDocument/publishDiagnostics" {
            assert_eq!(message["params"]["version"], 1);
            break;
        }
    }
    assert_eq!(text_of(&desk.recv().unwrap(), "file:///a.md"), "x");
    assert!(editor.end());
}

#[test]
fn a_fault_in_an_analysis_is_one_finding_and_the_server_goes_on() {
    let (mut editor, _desk) = real(json!({"capabilities": {}}));
    let uri = "file:///draft.md";
    let quote = "“The bridge will not open before the spring.”";
    for (version, place) in (1..).zip(["markup", "what the whole says", "a rule"]) {
        let text = format!("# Here is a fault in {place}\n\n{quote}\n");
        editor.tell("textDocument/didOpen", open(uri, &text));
        let found = editor.published(uri);
        let faults = found.iter().filter(|f| f["code"] == rules::FAULT);
        assert_eq!(faults.count(), 1, "{place}: {found:?}");
        let fold = editor.ask(
            version,
            "textDocument/foldingRange",
            json!({"textDocument": {"uri": uri}}),
        );
        assert!(fold["result"].is_array(), "{fold}");
        // It is gone with the words that brought it.
        let changes = json!([{"text": format!("{quote}\n")}]);
        editor.tell(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": changes}),
        );
        let found = editor.published(uri);
        let codes: Vec<_> = found.iter().map(|f| &f["code"]).collect();
        assert_eq!(codes, ["unattributed-quote"], "{place}");
        editor.tell(
            "textDocument/didClose",
            json!({"textDocument": {"uri": uri}}),
        );
        assert_eq!(editor.published(uri), [] as [Value; 0]);
    }
    assert!(editor.end());
}

#[test]
fn names_are_compared_with_the_other_drafts_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let write = |name: &str, text: &str| std::fs::write(root.join(name), text).unwrap();
    write("copydesk.toml", "");
    write("b.txt", "It rained.\n\nThey met Anna Quelmar on Monday.\n");
    let uri = |name: &str| Url::from_file_path(root.join(name)).unwrap().to_string();
    let (mut editor, _desk) = real(json!({
        "workspaceFolders": [{"uri": Url::from_file_path(&root).unwrap(), "name": "desk"}],
        "capabilities": {"textDocument": {"publishDiagnostics": {"relatedInformation": true}}},
    }));
    editor.tell(
        "textDocument/didOpen",
        open(&uri("a.txt"), "They met Anna Quellmar on Monday.\n"),
    );
    // Waits for the diagnostics of a.txt with `n` findings.
    let wait = |editor: &mut Editor, n: usize| loop {
        let message = editor.next();
        let items = message["params"]["diagnostics"].as_array().cloned();
        if message["params"]["uri"] == uri("a.txt")
            && let Some(items) = items.filter(|i| i.len() == n)
        {
            return items;
        }
    };
    let found = wait(&mut editor, 1);
    assert_eq!(found[0]["code"], "name-across-drafts");
    let there = &found[0]["relatedInformation"][0]["location"];
    assert_eq!(there["uri"], uri("b.txt"));
    assert_eq!(there["range"]["start"], json!({"line": 2, "character": 9}));
    // The closed draft helps to find and to complete names.
    let symbols = editor.ask(1, "workspace/symbol", json!({"query": "quelmar"}));
    let symbols = symbols["result"].as_array().unwrap();
    assert!(symbols.iter().any(|s| s["location"]["uri"] == uri("b.txt")));
    // It is put right on disk.
    write(
        "b.txt",
        "They met Anna Quellmar on Monday, and it rained.\n",
    );
    editor.tell(
        "workspace/didChangeWatchedFiles",
        json!({"changes": [{"uri": uri("b.txt"), "type": 2}]}),
    );
    assert_eq!(wait(&mut editor, 0), [] as [Value; 0]);
    // And wrong again in an editor.
    editor.tell(
        "textDocument/didOpen",
        open(&uri("b.txt"), "They met Anna Quelmar on Monday.\n"),
    );
    let found = wait(&mut editor, 1);
    assert_eq!(
        found[0]["relatedInformation"][0]["location"]["range"]["start"]["line"],
        0
    );
    // What was typed and not saved is gone with it.
    editor.tell(
        "textDocument/didClose",
        json!({"textDocument": {"uri": uri("b.txt")}}),
    );
    assert_eq!(wait(&mut editor, 0), [] as [Value; 0]);
    assert!(editor.end());
}
