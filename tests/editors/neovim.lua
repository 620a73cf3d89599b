-- Drives Neovim: see `drive` for what is expected of it.
local function fail(why)
  io.stderr:write(why .. '\n')
  vim.cmd('cquit 1')
end

local function wait(what, condition, seconds)
  if not vim.wait((seconds or 20) * 1000, condition, 20) then fail('never came: ' .. what) end
end

local function findings()
  return vim.tbl_filter(function(d)
    return d.source == 'copydesk' and d.severity <= vim.diagnostic.severity.WARN
  end, vim.diagnostic.get(0))
end

local function write(path)
  local lines = {}
  for _, d in ipairs(findings()) do
    local words = vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {})
    table.insert(lines, d.code .. '\t' .. table.concat(words, '\n'))
  end
  vim.fn.writefile(lines, path)
end

local ok, why = xpcall(function()
  wait('three findings', function() return #findings() == 3 end)
  write(vim.env.SEEN)
  for _, rule in ipairs { 'inconsistent-name', 'missing-image-credit', 'unattributed-quote' } do
    local at = vim.tbl_filter(function(d) return d.code == rule end, findings())[1]
    local before = vim.api.nvim_buf_get_changedtick(0)
    vim.api.nvim_win_set_cursor(0, { at.lnum + 1, at.col })
    local taken = false
    vim.lsp.buf.code_action {
      context = { only = { 'quickfix' }, diagnostics = { at.user_data.lsp } },
      filter = function(action)
        local first = not taken
        taken = true
        return first
      end,
      apply = true,
    }
    wait('the fix of ' .. rule, function() return vim.api.nvim_buf_get_changedtick(0) > before end,
      tonumber(vim.env.FIX_SECONDS))
    wait('the end of ' .. rule, function()
      return #vim.tbl_filter(function(d) return d.code == rule end, findings()) == 0
    end)
  end
  vim.cmd.write()
  write(vim.env.LEFT)
end, debug.traceback)
if not ok then fail(why) end
vim.cmd('qall!')
