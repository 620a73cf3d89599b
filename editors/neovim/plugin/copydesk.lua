if vim.g.loaded_copydesk then
  return
end
vim.g.loaded_copydesk = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify('copydesk needs Neovim 0.11 or newer', vim.log.levels.ERROR)
  return
end

if vim.g.copydesk_enable ~= false then
  vim.lsp.enable('copydesk')
end

local function command(name, what, description)
  vim.api.nvim_create_user_command('Copydesk' .. name, function()
    require('copydesk')[what]()
  end, { desc = 'Copydesk: ' .. description })
end

command('Fix', 'fix', 'make all safe fixes')
command('Sources', 'sources', 'list who is quoted and which pictures are shown')
command('Quotes', 'quotes', 'open the quote sheet')
command('AddName', 'add_name', 'write the name under the cursor into the name book')
command('Sample', 'sample', 'open a sample draft')
command('Restart', 'restart', 'start the server anew')
command('Log', 'log', 'open the log of the server')
