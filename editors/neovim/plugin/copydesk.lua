if vim.g.loaded_copydesk then return end
vim.g.loaded_copydesk = true
if vim.g.copydesk_enable ~= false then vim.lsp.enable('copydesk') end
