---@type vim.lsp.Config
return {
  cmd = { 'copydesk', 'lsp' },
  -- Of TOML files only copydesk.toml is looked at.
  filetypes = { 'toml', 'markdown', 'text', 'html', 'rst', 'asciidoc', 'org', 'tex', 'plaintex', 'mdx' },
  root_markers = { 'copydesk.toml', '.git' },
  -- As the protocol calls them; Neovim's own names for the others are the same.
  get_language_id = function(_, filetype)
    local names = { text = 'plaintext', rst = 'restructuredtext', tex = 'latex', plaintex = 'latex' }
    return names[filetype] or filetype
  end,
}
