-- What the scripts that drive Neovim share.
local M = {}

function M.fail(why)
  io.stderr:write(why .. '\n')
  vim.cmd('cquit 1')
end

function M.wait(what, condition, seconds)
  if not vim.wait((seconds or 20) * 1000, condition, 20) then
    M.fail('never came: ' .. what)
  end
end

--- The warnings of a rule, or of all.
function M.findings(rule)
  return vim.tbl_filter(function(d)
    return d.source == 'copydesk' and d.severity <= vim.diagnostic.severity.WARN and (not rule or d.code == rule)
  end, vim.diagnostic.get(0))
end

--- Puts the cursor on the words.
function M.on(words)
  vim.fn.cursor(1, 1)
  if vim.fn.search('\\V' .. words) == 0 then
    M.fail('not in the draft: ' .. words)
  end
end

--- Runs `steps`, then ends Neovim.
function M.drive(steps)
  local ok, why = xpcall(steps, debug.traceback)
  if not ok then
    M.fail(why)
  end
  vim.cmd('qall!')
end

return M
