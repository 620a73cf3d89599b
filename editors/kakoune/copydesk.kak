# Copydesk in Kakoune with kakoune-lsp 17 or newer: put this file into ~/.config/kak/autoload, or source
# it from kakrc after kakoune-lsp. :lsp-code-actions offers the fixes under the cursor.
# Written by kakoune-lsp's documentation; untried.

define-command -hidden copydesk-serve-buffer %{
    set-option -add buffer lsp_servers %{
        [copydesk]
        command = "copydesk"
        args = ["lsp"]
        root_globs = ["copydesk.toml", ".git", ".hg"]
        settings_section = "copydesk"
    }
}

define-command -hidden copydesk-enable-window %{
    lsp-enable-window
    lsp-inlay-diagnostics-enable window
}

hook -group copydesk global BufSetOption filetype=(?:markdown|plain|html|restructuredtext|asciidoc|org|latex) copydesk-serve-buffer
hook -group copydesk global WinSetOption filetype=(?:markdown|plain|html|restructuredtext|asciidoc|org|latex) copydesk-enable-window

# Kakoune has no file type for plain text.
hook -group copydesk global BufCreate .*\.(?:txt|text) %{ set-option buffer filetype plain }

# Of TOML files only its own settings.
hook -group copydesk global BufCreate (?:.*/)?copydesk\.toml copydesk-serve-buffer
hook -group copydesk global WinCreate (?:.*/)?copydesk\.toml copydesk-enable-window
