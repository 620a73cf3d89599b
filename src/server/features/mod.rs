//! Reading aids: one file a feature, each a pure function from a [`Snapshot`](super::snapshot::Snapshot) and the
//! request's parameters to an answer. To add one: its file, its line in [`announce`], and its forwarding method in
//! `backend.rs`.

pub mod completion;
mod credit_words;
mod files;
pub mod hover;
pub mod inlay;
pub mod links;
mod page;
pub mod people;
pub mod rename;
pub mod semantic;
mod settings_file;
pub mod shape;
pub mod sheet;
pub mod sources;
pub mod symbols;
mod target;
pub mod typing;
pub mod workspace;

#[cfg(test)]
mod fixture;

use super::client::Client;
use tower_lsp::lsp_types::{
    CodeLensOptions, CompletionOptions, DocumentLinkOptions, DocumentOnTypeFormattingOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, OneOf, RenameOptions,
    SelectionRangeProviderCapability, SemanticTokensFullOptions, SemanticTokensOptions,
    ServerCapabilities,
};

/// Tells the client which of them there are.
pub fn announce(capabilities: &mut ServerCapabilities, client: &Client) {
    capabilities.hover_provider = Some(HoverProviderCapability::Simple(true));
    capabilities.document_symbol_provider = Some(OneOf::Left(true));
    capabilities.definition_provider = Some(OneOf::Left(true));
    capabilities.references_provider = Some(OneOf::Left(true));
    capabilities.document_highlight_provider = Some(OneOf::Left(true));
    capabilities.completion_provider = Some(CompletionOptions {
        resolve_provider: Some(true),
        ..CompletionOptions::default()
    });
    capabilities.inlay_hint_provider = Some(OneOf::Left(true));
    capabilities.code_lens_provider = Some(CodeLensOptions {
        resolve_provider: Some(false),
    });
    capabilities.document_link_provider = Some(DocumentLinkOptions {
        resolve_provider: Some(false),
        work_done_progress_options: Default::default(),
    });
    capabilities.workspace_symbol_provider = Some(OneOf::Left(true));
    capabilities.semantic_tokens_provider = Some(
        SemanticTokensOptions {
            legend: semantic::legend(),
            range: Some(true),
            full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
            work_done_progress_options: Default::default(),
        }
        .into(),
    );
    capabilities.folding_range_provider = Some(FoldingRangeProviderCapability::Simple(true));
    capabilities.selection_range_provider = Some(SelectionRangeProviderCapability::Simple(true));
    capabilities.document_on_type_formatting_provider = Some(DocumentOnTypeFormattingOptions {
        first_trigger_character: "\"".to_string(),
        more_trigger_character: Some(vec!["'".to_string()]),
    });
    capabilities.rename_provider = Some(if client.prepares_rename {
        OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        })
    } else {
        OneOf::Left(true)
    });
}
