--- What the :Copydesk commands do.
local M = {}

local function say(text, level)
  vim.notify('copydesk: ' .. text, level or vim.log.levels.INFO)
end

--- The server of the buffer in front, or nothing and a word why.
---@return vim.lsp.Client?
local function server()
  local client = vim.lsp.get_clients({ name = 'copydesk', bufnr = 0 })[1]
  if not client then
    say('no server reads this buffer; see :checkhealth copydesk', vim.log.levels.WARN)
  end
  return client
end

--- Asks the server for people and pictures, and hands them to `show`.
---@param show fun(sources: table, bufnr: integer, client: vim.lsp.Client)
local function with_sources(show)
  local client, bufnr = server(), vim.api.nvim_get_current_buf()
  if not client then
    return
  end
  client:request('workspace/executeCommand', {
    command = 'copydesk.sources',
    arguments = { vim.uri_from_bufnr(bufnr) },
  }, function(err, sources)
    if err or not sources or sources == vim.NIL then
      say(err and err.message or 'the server has nothing to tell', vim.log.levels.WARN)
    else
      show(sources, bufnr, client)
    end
  end, bufnr)
end

--- Makes all safe fixes.
function M.fix()
  local client, bufnr = server(), vim.api.nvim_get_current_buf()
  if not client then
    return
  end
  local context = { only = { 'source.fixAll.copydesk' }, diagnostics = {} }
  local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
  params.context = context
  client:request('textDocument/codeAction', params, function(_, offered)
    if offered and offered ~= vim.NIL and #offered > 0 then
      vim.lsp.buf.code_action({ context = context, apply = true })
    else
      say('nothing to fix without you: gra on the underlined words offers the choices')
    end
  end, bufnr)
end

--- Offers what the name book can do about the name under the cursor.
function M.add_name()
  if server() then
    vim.lsp.buf.code_action({ context = { only = { 'quickfix.copydesk.book' }, diagnostics = {} } })
  end
end

--- How a picture is credited, for people.
local function credit(picture)
  local states = { missing = 'no credit', exempt = 'needs no credit' }
  local said = picture.credit ~= vim.NIL and picture.credit or states[picture.state] or picture.state
  return picture.state == 'placeholder' and said .. ' (to be filled in)' or said
end

--- The location list: quotations nobody is named for, people with what they said, pictures.
function M.sources()
  with_sources(function(sources, bufnr, client)
    local list = {}
    local function add(range, text, kind)
      local place = { uri = vim.uri_from_bufnr(bufnr), range = range }
      local item = vim.lsp.util.locations_to_items({ place }, client.offset_encoding)[1]
      item.text, item.type = text, kind
      table.insert(list, item)
    end
    for _, quote in ipairs(sources.unattributed) do
      -- Null is nil in some versions, and a value of its own in others.
      local known = quote.likely ~= nil and quote.likely ~= vim.NIL
      local likely = known and (' (likely %s)'):format(quote.likely) or ''
      add(quote.range, ('no speaker%s: %s'):format(likely, quote.text), 'W')
    end
    for _, person in ipairs(sources.people) do
      for _, quote in ipairs(person.quotes) do
        add(quote.range, person.name .. ': ' .. quote.text, 'I')
      end
    end
    for _, quote in ipairs(sources.unnamed) do
      add(quote.range, 'not named: ' .. quote.text, 'I')
    end
    for _, picture in ipairs(sources.pictures) do
      local open = picture.state == 'missing' or picture.state == 'placeholder'
      add(picture.range, picture.source .. ': ' .. credit(picture), open and 'W' or 'I')
    end
    if #list == 0 then
      return say('nobody is quoted in this draft, and it shows no pictures')
    end
    vim.fn.setloclist(0, {}, ' ', { title = 'Sources', items = list })
    vim.cmd('lopen')
  end)
end

--- A cell of a Markdown table.
local function cell(text)
  return (text:gsub('%s+', ' '):gsub('[|\\]', '\\%0'))
end

--- Who said what, where, as a table beside the draft for the fact-checker.
function M.quotes()
  with_sources(function(sources, bufnr)
    local rows = {}
    local function add(quote, who)
      table.insert(rows, { at = quote.range.start, who = who, text = quote.text })
    end
    for _, quote in ipairs(sources.unattributed) do
      add(quote, '**nobody is named**')
    end
    for _, quote in ipairs(sources.unnamed) do
      add(quote, '*not named*')
    end
    for _, person in ipairs(sources.people) do
      for _, quote in ipairs(person.quotes) do
        add(quote, cell(person.name))
      end
    end
    table.sort(rows, function(a, b)
      return a.at.line < b.at.line or a.at.line == b.at.line and a.at.character < b.at.character
    end)
    local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':t')
    local lines = { '# Quotations in ' .. name, '', '| Line | Who | What |', '|---:|---|---|' }
    for _, row in ipairs(rows) do
      table.insert(lines, ('| %d | %s | %s |'):format(row.at.line + 1, row.who, cell(row.text)))
    end
    vim.cmd('new')
    vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
    vim.api.nvim_buf_set_lines(0, 0, -1, true, lines)
    vim.bo.modifiable = false
    -- The syntax alone: as a Markdown buffer the sheet would itself be read as a draft.
    vim.bo.syntax = 'markdown'
  end)
end

--- Opens a copy of the sample draft: a file of one's own, to try things on.
function M.sample()
  local from = vim.api.nvim_get_runtime_file('sample/ferry.md', false)[1]
  local folder = vim.fs.joinpath(vim.fn.stdpath('cache'), 'copydesk')
  local to = vim.fs.joinpath(folder, 'ferry.md')
  vim.fn.mkdir(folder, 'p')
  if vim.fn.bufnr(to) == -1 or not vim.bo[vim.fn.bufnr(to)].modified then
    vim.fn.writefile(vim.fn.readfile(from), to)
  end
  vim.cmd.edit(vim.fn.fnameescape(to))
end

--- Starts the server anew for all buffers it reads.
function M.restart()
  local clients = vim.lsp.get_clients({ name = 'copydesk' })
  vim.lsp.enable('copydesk', false)
  for _, client in ipairs(clients) do
    client:stop()
  end
  local function stopped()
    return #vim.lsp.get_clients({ name = 'copydesk' }) == 0
  end
  if not vim.wait(2000, stopped, 20) then
    for _, client in ipairs(clients) do
      client:stop(true)
    end
    vim.wait(1000, stopped, 20)
  end
  -- This attaches it to the buffers that are open, too.
  vim.lsp.enable('copydesk')
  say('started anew')
end

--- Opens what the server had to say.
function M.log()
  local path = vim.lsp.log.get_filename and vim.lsp.log.get_filename() or vim.lsp.get_log_path()
  vim.cmd.tabedit(vim.fn.fnameescape(path))
end

return M
