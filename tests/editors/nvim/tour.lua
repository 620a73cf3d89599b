-- What the plugin for Neovim has besides the fixes: its commands, :checkhealth and its help.
local desk = require('desk')
local fail, wait, findings, on = desk.fail, desk.wait, desk.findings, desk.on

local function lines(buffer) return vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, true) end
local function text(buffer) return table.concat(lines(buffer), '\n') end
local function expect(what, where, words)
  if not where:find(words, 1, true) then fail(('%s: no %q in\n%s'):format(what, words, where)) end
end

local said = {}
vim.notify = function(message) table.insert(said, message) end

-- Takes the offer that has these words; fails if there is none.
local function choose(words)
  vim.ui.select = function(offers, options, done)
    for _, offer in ipairs(offers) do
      if options.format_item(offer):find(words, 1, true) then return done(offer) end
    end
    fail('not offered: ' .. words .. '\n' .. vim.inspect(vim.tbl_map(options.format_item, offers)))
  end
end

desk.drive(function()
  vim.cmd('CopydeskSample')
  local draft = vim.api.nvim_get_current_buf()
  wait('the four findings of the sample', function() return #findings() == 4 end)

  vim.cmd('CopydeskFix')
  wait('the safe fix', function() return #findings('mixed-marks') == 0 end)
  expect('after :CopydeskFix', text(), '“The first crossing is in April,” Solvang said')
  if #findings() ~= 3 then fail('more was fixed than is safe: ' .. vim.inspect(findings())) end
  vim.cmd('CopydeskFix')
  wait('a word that nothing is left', function() return vim.iter(said):any(function(m) return m:find('nothing to fix', 1, true) end) end)

  vim.cmd('CopydeskSources')
  wait('the location list', function() return vim.bo.buftype == 'quickfix' end)
  local list = text()
  local last = 0
  for _, words in ipairs {
    'no speaker (likely Islanders): We have waited eleven years',
    'Ingrid Solvang: It was close',
    'Ingrid Solvang: The first crossing is in April',
    'pier.jpg: no credit',
  } do
    expect(':CopydeskSources', list, words)
    local at = list:find(words, 1, true)
    if at < last then fail('out of order: ' .. list) end
    last = at
  end
  vim.cmd('2')
  vim.cmd.normal(vim.keycode('<CR>'))
  expect('a jump from the list', vim.api.nvim_get_current_line():sub(vim.fn.col('.')), '“It was close,”')
  vim.cmd('lclose')

  vim.cmd('CopydeskQuotes')
  wait('the quote sheet', function() return vim.bo.buftype == 'nofile' end)
  expect(':CopydeskQuotes', text(), '| 9 | **nobody is named** | We have waited eleven years')
  expect(':CopydeskQuotes', text(), '| 7 | Ingrid Solvang | It was close')
  vim.cmd('close')

  on('Solveng')
  choose('never “Solveng”')
  vim.cmd('CopydeskAddName')
  local book = vim.fs.joinpath(vim.fn.stdpath('cache'), 'copydesk', 'copydesk.toml')
  wait('the name book', function() return vim.uv.fs_stat(book) ~= nil end)
  expect('the name book', table.concat(vim.fn.readfile(book), '\n'), 'variants = ["Solveng"]')
  wait('the finding by the name book', function() return #findings('house-style-name') == 1 end)

  on('We have waited')
  choose('Let unattributed-quote stand here')
  vim.lsp.buf.code_action()
  wait('the end of the finding', function() return #findings('unattributed-quote') == 0 end)
  expect('the draft', text(), '<!-- copydesk-ignore unattributed-quote -->')

  local before = vim.lsp.get_clients({ name = 'copydesk' })[1].id
  vim.cmd('CopydeskRestart')
  wait('the new server', function()
    local client = vim.lsp.get_clients({ name = 'copydesk', bufnr = draft })[1]
    return client and client.id ~= before and client.initialized
  end)
  vim.diagnostic.reset()
  wait('its findings', function() return #findings('missing-image-credit') == 1 end)

  vim.cmd('checkhealth copydesk')
  local health = text()
  for _, words in ipairs { 'OK Neovim', 'OK copydesk ', 'OK enabled for ', ' markdown', 'OK buffers it reads: 1' } do
    expect(':checkhealth', health:gsub('✅ ', ''), words)
  end
  for _, words in ipairs { 'ERROR', 'WARNING' } do
    if health:find(words, 1, true) then fail(health) end
  end
  vim.cmd('bwipeout')

  vim.cmd('CopydeskLog')
  if not vim.api.nvim_buf_get_name(0):find('lsp.log', 1, true) then fail('no log: ' .. vim.api.nvim_buf_get_name(0)) end
  vim.cmd('tabclose')

  vim.cmd('helptags ALL')
  vim.cmd('help copydesk')
  for name in pairs(vim.api.nvim_get_commands({})) do
    if name:find('^Copydesk') then expect(':help copydesk', text(), '*:' .. name .. '*') end
  end
  vim.cmd('bwipeout')

  -- Without the program: the reason and the way out.
  vim.lsp.config('copydesk', { cmd = { 'copydesk-that-is-not-there', 'lsp' } })
  vim.cmd('checkhealth copydesk')
  expect(':checkhealth', text(), 'not on PATH')
  expect(':checkhealth', text(), 'cargo install copydesk')
end)
