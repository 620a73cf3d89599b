" Copydesk through ALE (tried with Vim 9.1 and ALE 4.0): put this folder on 'runtimepath'.
" :ALECodeAction offers the fixes under the cursor, :ALEHover tells who speaks.

let g:ale_copydesk_executable = get(g:, 'ale_copydesk_executable', 'copydesk')

function! s:ProjectRoot(buffer) abort
  let l:settings = ale#path#FindNearestFile(a:buffer, 'copydesk.toml')
  return fnamemodify(empty(l:settings) ? bufname(a:buffer) : l:settings, ':p:h')
endfunction

" Other TOML files than ours are nothing to it: without a program ALE starts none.
function! s:Executable(buffer) abort
  let l:name = fnamemodify(bufname(a:buffer), ':t')
  return getbufvar(a:buffer, '&filetype') is# 'toml' && l:name isnot# 'copydesk.toml' ? '' : g:ale_copydesk_executable
endfunction

" ALE counts columns in bytes, whatever it is told: the server can do so too.
function! copydesk#Define(filetype, language) abort
  call ale#linter#Define(a:filetype, {
  \   'name': 'copydesk',
  \   'lsp': 'stdio',
  \   'executable': function('s:Executable'),
  \   'command': '%e lsp',
  \   'language': a:language,
  \   'project_root': function('s:ProjectRoot'),
  \   'initialization_options': {'positionEncoding': 'utf-8'},
  \})
endfunction
