//! Parameters of the client as tower-lsp's types want them, where clients are known to send others.

use super::uri;
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// Our name for `workspace/diagnostic`.
pub const WORKSPACE_DIAGNOSTIC: &str = "copydesk/workspaceDiagnostic";

/// The name that `method` goes by here: tower-lsp keeps its own handlers for the protocol's names.
pub fn name(method: &str) -> &str {
    match method {
        "workspace/diagnostic" => WORKSPACE_DIAGNOSTIC,
        other => other,
    }
}

/// The parameters that tower-lsp is given for `method`.
pub fn params(method: &str, params: Option<&RawValue>) -> Option<Value> {
    let params: Option<Value> = params.and_then(|p| serde_json::from_str(p.get()).ok());
    match method {
        // One value of an unknown kind anywhere would fail the whole; we read what we need ourselves.
        "initialize" => Some(json!({"capabilities": {}, "initializationOptions": params})),
        "initialized" => Some(json!({})),
        // They have none, and tower-lsp accepts not even `null`.
        "shutdown" | "exit" => None,
        _ => params.map(|mut params| {
            if let Some(address) = params.pointer_mut("/textDocument/uri")
                && let Some(url) = address.as_str().and_then(uri::parse)
            {
                *address = Value::from(url.as_str());
            }
            params
        }),
    }
}
