//! The reference of the command line, as Markdown, from the definitions that parse it.

/// All commands with their arguments and options.
pub fn commands() -> String {
    let options = clap_markdown::MarkdownOptions::new()
        .title("Commands".to_string())
        .show_footer(false);
    clap_markdown::help_markdown_custom::<super::super::Args>(&options)
}
