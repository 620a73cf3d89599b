--- :checkhealth copydesk
local M = {}

function M.check()
  local health = vim.health
  health.start('copydesk')
  if vim.fn.has('nvim-0.11') == 0 then
    health.error('Neovim 0.11 or newer is needed')
    return
  end
  health.ok('Neovim ' .. tostring(vim.version()))

  local config = vim.lsp.config.copydesk
  local cmd = config and config.cmd
  if type(cmd) ~= 'table' then
    health.error('vim.lsp.config.copydesk has no command', { 'Is the plugin on the runtime path?' })
    return
  end
  local program = vim.fn.exepath(cmd[1])
  if program == '' then
    health.error(('the program %q is not on PATH'):format(cmd[1]), {
      'cargo install copydesk',
      "or name it: vim.lsp.config('copydesk', { cmd = { '/path/to/copydesk', 'lsp' } })",
    })
    return
  end
  local ran, result = pcall(function()
    return vim.system({ program, '--version' }, { text = true, timeout = 5000 }):wait()
  end)
  if ran and result.code == 0 then
    health.ok(('%s (%s)'):format(vim.trim(result.stdout), program))
  else
    health.error(program .. ' does not run', { ran and vim.trim(result.stderr) or result })
  end

  if not vim.lsp.is_enabled or vim.lsp.is_enabled('copydesk') then
    health.ok('enabled for ' .. table.concat(config.filetypes or {}, ', '))
  else
    health.warn('not enabled', { "vim.lsp.enable('copydesk')" })
  end
  local clients = vim.lsp.get_clients({ name = 'copydesk' })
  if #clients == 0 then
    health.info('it reads no buffer now: open a draft')
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    local root = client.root_dir or 'no root'
    health.ok(('buffers it reads: %d, root: %s, columns in %s'):format(buffers, root, client.offset_encoding))
  end
end

return M
