//! tower-lsp's view of the server. Forwards only: each request is a question to a snapshot of the draft. What clients
//! ask at each pause never comes here: see `reading`.

use super::client::{self, Client};
use super::desk::{Desk, Phase};
use super::snapshot::Snapshot;
use super::{actions, commands, configuration, features, pages, renames, workspace};
use crate::text::Encoding;
use serde_json::Value;
use std::sync::Arc;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionItem,
    CompletionParams, CompletionResponse, DiagnosticOptions, DiagnosticServerCapabilities,
    DidChangeConfigurationParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DocumentHighlight, DocumentHighlightParams, DocumentOnTypeFormattingParams,
    ExecuteCommandOptions, ExecuteCommandParams, FileOperationFilter, FileOperationPattern,
    FileOperationPatternKind, FileOperationRegistrationOptions, GotoDefinitionParams,
    GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult,
    InitializedParams, Location, LogMessageParams, MessageType, OneOf, PositionEncodingKind,
    PrepareRenameResponse, ReferenceParams, RenameFilesParams, RenameParams, ServerCapabilities,
    ServerInfo, SymbolInformation, TextDocumentIdentifier, TextDocumentPositionParams,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, TextEdit, WorkspaceEdit,
    WorkspaceFileOperationsServerCapabilities, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities, WorkspaceSymbolParams, notification,
};
use tower_lsp::{LanguageServer, async_trait};

pub struct Backend {
    desk: Arc<Desk>,
}

impl Backend {
    pub fn new(desk: Arc<Desk>) -> Self {
        Backend { desk }
    }

    /// Puts a question to the draft; no answer if it is not open.
    fn read<T>(
        &self,
        document: &TextDocumentIdentifier,
        question: impl FnOnce(&Snapshot) -> Option<T>,
    ) -> Result<Option<T>> {
        Ok(self
            .desk
            .snapshot(&document.uri)
            .as_ref()
            .and_then(question))
    }
}

/// A request whose answer holds more than tower-lsp's types do, by our own name.
impl Backend {
    /// `workspace/diagnostic`: its reports are written already.
    pub async fn workspace_diagnostics(&self, p: Value) -> Result<Value> {
        workspace::diagnostics(&self.desk, p).await
    }
}

#[async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        // The transport hands on what the client sent as it is, in this field.
        let params = params.initialization_options.unwrap_or_default();
        let mut client = Client::read(&params);
        client.pages = client.code_description.then(pages::folder).flatten();
        let capabilities = capabilities(&client);
        let options = client.options.clone();
        let trace = params.get("trace").and_then(Value::as_str);
        self.desk.hub.log.set_trace(trace.unwrap_or_default());
        let mut state = self.desk.state();
        state.client = Arc::new(client);
        state.roots = client::roots(&params);
        state.phase = Phase::Up;
        drop(state);
        configuration::first(&self.desk, options);
        Ok(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: "copydesk".into(),
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        let message = concat!("copydesk ", env!("CARGO_PKG_VERSION"), " is ready").into();
        let typ = MessageType::LOG;
        let hub = &self.desk.hub;
        hub.notify::<notification::LogMessage>(LogMessageParams { typ, message });
        configuration::start(&self.desk);
        let pages = self.desk.state().client.pages.clone();
        if let Some(folder) = pages {
            pages::write_all(folder);
        }
    }

    async fn did_change_configuration(&self, p: DidChangeConfigurationParams) {
        configuration::changed(&self.desk, &p);
    }

    async fn did_change_watched_files(&self, p: DidChangeWatchedFilesParams) {
        configuration::files_changed(&mut self.desk.state(), &p);
    }

    async fn will_rename_files(&self, p: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        Ok(renames::edits(&self.desk, &p))
    }

    async fn did_change_workspace_folders(&self, p: DidChangeWorkspaceFoldersParams) {
        configuration::folders_changed(&self.desk, &p.event);
    }

    async fn shutdown(&self) -> Result<()> {
        self.desk.state().phase = Phase::ShutDown;
        Ok(())
    }

    async fn execute_command(&self, p: ExecuteCommandParams) -> Result<Option<Value>> {
        commands::execute(&self.desk, p).await
    }

    async fn hover(&self, p: HoverParams) -> Result<Option<Hover>> {
        let p = p.text_document_position_params;
        let Some(at) = self.desk.snapshot(&p.text_document.uri) else {
            return Ok(None);
        };
        let hover = move |at: &Snapshot| features::hover::hover(at, p.position);
        if !features::hover::reads_files(&at, p.position) {
            return Ok(hover(&at));
        }
        let (sender, answer) = oneshot::channel();
        // Whoever asked may have gone.
        self.desk.disk.run(move || drop(sender.send(hover(&at))));
        answer.await.map_err(|_| Error::internal_error())
    }

    async fn goto_definition(
        &self,
        p: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let p = p.text_document_position_params;
        self.read(&p.text_document, |s| {
            features::people::definition(s, p.position)
        })
    }

    async fn references(&self, p: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let with_declaration = p.context.include_declaration;
        let p = p.text_document_position;
        self.read(&p.text_document, |s| {
            features::people::references(s, p.position, with_declaration)
        })
    }

    async fn document_highlight(
        &self,
        p: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let p = p.text_document_position_params;
        self.read(&p.text_document, |s| {
            features::people::highlights(s, p.position)
        })
    }

    async fn prepare_rename(
        &self,
        p: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        self.read(&p.text_document, |s| {
            features::rename::prepare(s, p.position)
        })
    }

    async fn rename(&self, p: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let at = p.text_document_position;
        match self.desk.snapshot(&at.text_document.uri) {
            Some(s) => features::rename::rename(&s, at.position, &p.new_name),
            None => Ok(None),
        }
    }

    async fn completion(&self, p: CompletionParams) -> Result<Option<CompletionResponse>> {
        let p = p.text_document_position;
        let others = self.desk.others(&p.text_document.uri);
        let listed = self.desk.state().neighbours.drafts();
        self.read(&p.text_document, |s| {
            let list = features::completion::complete(s, p.position, &others, &listed);
            Some(CompletionResponse::List(list))
        })
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        Ok(features::completion::resolve(item, |address| {
            self.desk.snapshot(&super::uri::parse(address)?)
        }))
    }

    async fn symbol(&self, p: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        let drafts = self.desk.snapshots();
        let listed = self.desk.state().neighbours.drafts();
        Ok(Some(features::workspace::symbols(
            &drafts, &listed, &p.query,
        )))
    }

    async fn on_type_formatting(
        &self,
        p: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let at = p.text_document_position;
        self.read(&at.text_document, |s| {
            features::typing::typed(s, at.position, &p.ch)
        })
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        actions::resolve(&self.desk, action)
    }
}

/// Pictures, and folders that may hold some.
fn renamed_files() -> WorkspaceFileOperationsServerCapabilities {
    let filter = |glob: &str, matches| FileOperationFilter {
        scheme: Some("file".into()),
        pattern: FileOperationPattern {
            glob: glob.into(),
            matches: Some(matches),
            options: None,
        },
    };
    let pictures = filter(configuration::PICTURES, FileOperationPatternKind::File);
    let folders = filter("**", FileOperationPatternKind::Folder);
    WorkspaceFileOperationsServerCapabilities {
        will_rename: Some(FileOperationRegistrationOptions {
            filters: vec![pictures, folders],
        }),
        ..WorkspaceFileOperationsServerCapabilities::default()
    }
}

fn capabilities(client: &Client) -> ServerCapabilities {
    let mut capabilities = ServerCapabilities {
        position_encoding: Some(match client.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::Supported(true)),
                ..TextDocumentSyncOptions::default()
            },
        )),
        code_action_provider: Some(if client.action_literals {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(actions::KINDS.map(CodeActionKind::from).to_vec()),
                resolve_provider: Some(client.action_resolve),
                ..CodeActionOptions::default()
            })
        } else {
            CodeActionProviderCapability::Simple(true)
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: Some(renamed_files()),
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::NAMES.map(String::from).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    };
    if client.pulls {
        capabilities.diagnostic_provider =
            Some(DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("copydesk".into()),
                // Names are compared with other drafts.
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..DiagnosticOptions::default()
            }));
    }
    features::announce(&mut capabilities, client);
    capabilities
}
