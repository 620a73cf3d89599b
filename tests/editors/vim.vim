" Vim with ALE as a writer has it, and what the drive asks it for; see drives/vim.
set encoding=utf-8 nomore
let &runtimepath = $ALE . ',' . $ROOT . '/editors/vim-ale,' . &runtimepath
filetype plugin on
let g:ale_linters = {'markdown': ['copydesk'], 'toml': ['copydesk']}
let g:ale_lint_delay = 50
let g:ale_completion_enabled = 1

function! Findings() abort
  return filter(copy(ale#engine#GetLoclist(1)), {_, f -> f.type isnot# 'I'})
endfunction

function! Write(path) abort
  call writefile(map(Findings(), {_, f -> f.code . "\t" . getline(f.lnum)[f.col - 1 : f.end_col - 1]}), a:path)
endfunction

function! GoTo(rule) abort
  let l:finding = filter(Findings(), {_, f -> f.code is# a:rule})[0]
  call cursor(l:finding.lnum, l:finding.col)
endfunction

" The rules that have findings, kept up to date for whoever waits for them; whole at any moment.
function! Tell(timer) abort
  call writefile(sort(map(Findings(), {_, f -> f.code})), $DRAFT . '.new')
  call rename($DRAFT . '.new', $DRAFT . '.rules')
endfunction
call timer_start(100, function('Tell'), {'repeat': -1})
