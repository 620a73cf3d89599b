-- Drives Neovim: see `../drive` for what is expected of it.
local desk = require('desk')
local fail, wait, findings, on = desk.fail, desk.wait, desk.findings, desk.on

local function write(path)
  local lines = {}
  for _, d in ipairs(findings()) do
    local words = vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {})
    table.insert(lines, d.code .. '\t' .. table.concat(words, '\n'))
  end
  vim.fn.writefile(lines, path)
end

-- Reading aids: who said it, a name that is completed, a person who is renamed.
local function helped()
  local function shown(text)
    return function()
      return vim.iter(vim.api.nvim_list_wins()):any(function(window)
        local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true)
        return vim.api.nvim_win_get_config(window).relative ~= '' and table.concat(lines, ' '):find(text, 1, true)
      end)
    end
  end
  on('It was close')
  vim.lsp.buf.hover()
  wait('who said it', shown('Ingrid Solvang'))

  -- Asked for in the menu of completions, which is then left.
  local offered
  vim.api.nvim_create_autocmd('CompleteChanged', {
    once = true,
    callback = function()
      offered = vim.iter(vim.fn.complete_info({ 'items' }).items):map(function(item) return item.word end):totable()
      vim.api.nvim_feedkeys(vim.keycode('<C-e><Esc>'), 'n', false)
    end,
  })
  vim.api.nvim_feedkeys(vim.keycode('GoSolv<C-x><C-o>'), 'tx!', false)
  wait('completions', function() return offered ~= nil end)
  if not vim.list_contains(offered, 'Solvang') then fail('Solvang was not offered: ' .. vim.inspect(offered)) end
  vim.cmd('stopinsert')
  vim.cmd('$delete')

  on('Solvang said')
  vim.lsp.buf.rename('Solberg')
  wait('the new name', function() return vim.fn.search('Solvang', 'nw') == 0 end)
  vim.cmd.write()
end

desk.drive(function()
  wait('three findings', function() return #findings() == 3 end)
  write(vim.env.SEEN)
  for _, rule in ipairs { 'inconsistent-name', 'missing-image-credit', 'unattributed-quote' } do
    local at = findings(rule)[1]
    local before = vim.api.nvim_buf_get_changedtick(0)
    vim.api.nvim_win_set_cursor(0, { at.lnum + 1, at.col })
    local taken = false
    vim.lsp.buf.code_action {
      context = { only = { 'quickfix' }, diagnostics = { at.user_data.lsp } },
      filter = function()
        local first = not taken
        taken = true
        return first
      end,
      apply = true,
    }
    wait('the fix of ' .. rule, function() return vim.api.nvim_buf_get_changedtick(0) > before end,
      tonumber(vim.env.FIX_SECONDS))
    wait('the end of ' .. rule, function() return #findings(rule) == 0 end)
  end
  vim.cmd.write()
  write(vim.env.LEFT)
  vim.uv.fs_copyfile(vim.env.DRAFT, vim.env.FIXED)
  helped()
end)
