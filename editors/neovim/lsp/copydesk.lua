---@type vim.lsp.Config
return {
  cmd = { 'copydesk', 'lsp' },
  -- Of TOML files only copydesk.toml is looked at.
  filetypes = { 'toml', 'markdown', 'text', 'html', 'rst', 'asciidoc', 'org', 'tex', 'plaintex', 'mdx' },
  root_markers = { 'copydesk.toml', '.git' },
  -- Findings are sent unasked: Neovim 0.11 cannot be told to ask again when the settings file changes, and 0.12
  -- then asks for every draft but those that are open.
  before_init = function(params)
    params.capabilities.textDocument.diagnostic = nil
  end,
  -- As the protocol calls them; Neovim's own names for the others are the same.
  get_language_id = function(_, filetype)
    local names = { text = 'plaintext', rst = 'restructuredtext', tex = 'latex', plaintex = 'latex' }
    return names[filetype] or filetype
  end,
}
