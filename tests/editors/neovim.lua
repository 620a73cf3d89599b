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

-- Puts the cursor on the words.
local function on(words)
  vim.fn.cursor(1, 1)
  if vim.fn.search('\\V' .. words) == 0 then fail('not in the draft: ' .. words) end
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

  vim.cmd('normal! GoSolv')
  vim.bo.omnifunc = 'v:lua.vim.lsp.omnifunc'
  local client = vim.lsp.get_clients({ name = 'copydesk' })[1]
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.position.character = 4
  local answer = client:request_sync('textDocument/completion', params, 5000)
  local items = answer and answer.result and (answer.result.items or answer.result) or {}
  if not vim.iter(items):any(function(item) return item.label:find('Solvang', 1, true) end) then
    fail('Solvang was not offered: ' .. vim.inspect(answer))
  end
  vim.cmd('undo')

  on('Solvang said')
  vim.lsp.buf.rename('Solberg')
  wait('the new name', function() return vim.fn.search('Solvang', 'nw') == 0 end)
  vim.cmd.write()
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
  vim.uv.fs_copyfile(vim.env.DRAFT, vim.env.FIXED)
  helped()
end, debug.traceback)
if not ok then fail(why) end
vim.cmd('qall!')
