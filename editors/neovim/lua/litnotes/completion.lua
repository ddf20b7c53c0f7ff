--- Completion of papers with Neovim's own popup menu.
---
--- The server has ranked and filtered: words in any order, with typos, in any case. Neovim's own
--- client would filter that list again by the letters typed (up to 0.10 it drops whatever does not
--- begin with them), and applies no edit that reaches past the cursor. So the list is handed to
--- `complete()` as it came, and the server is asked again at every letter.
local client_of = require('litnotes.client')
local config = require('litnotes.config')
local items = require('litnotes.items')

local M = {}

local api, fn = vim.api, vim.fn

--- The list that is shown: where it was asked for, and how much each item takes away behind it.
local shown = nil
local offering = nil -- the row where papers are offered, until one is chosen or none is left
local cancel = nil -- gives the request under way up
local typed = false -- whether a letter was typed since the last look
local showing = false -- while `complete()` replaces one list with another
local user_completeopt = nil -- the user's value while ours is in force

local function stop_asking()
  if cancel then
    cancel()
    cancel = nil
  end
end

--- Whether an answer of the server is outstanding.
function M.is_waiting()
  return cancel ~= nil or typed
end

local function in_insert_mode()
  return api.nvim_get_mode().mode:sub(1, 1) == 'i'
end

--- While papers are offered unasked, nothing may be inserted before it is chosen.
local function borrow_completeopt()
  local value = vim.o.completeopt
  if user_completeopt == nil and not (value:find('noselect') or value:find('noinsert')) then
    user_completeopt = value
    vim.o.completeopt = 'menuone,noselect' .. (value:find('popup') and ',popup' or '')
  elseif user_completeopt == nil and not value:find('menuone') then
    user_completeopt = value
    vim.o.completeopt = value .. ',menuone'
  end
end

local function return_completeopt()
  if user_completeopt ~= nil then
    vim.o.completeopt = user_completeopt
    user_completeopt = nil
  end
end

local function is_ours_visible()
  return shown ~= nil and fn.pumvisible() == 1
end

local function complete(column, words)
  showing = true
  local ok, problem = pcall(fn.complete, column, words)
  showing = false
  if not ok then
    error(problem, 0)
  end
end

local function show(words, first, line, unasked)
  if unasked then
    borrow_completeopt()
  end
  complete(first + 1, words)
  offering = unasked and fn.line('.') or nil
  shown = { row = fn.line('.'), first = first, words = words, line = line, cursor = fn.col('.') - 1 }
end

local function hide()
  if is_ours_visible() then
    complete(fn.col('.'), {})
    return_completeopt()
  end
  shown, offering = nil, nil
end

--- Ask the server for what is being typed at the cursor, and show it once it has answered.
local function ask(client, buf, context, unasked)
  stop_asking()
  local row, cursor = unpack(api.nvim_win_get_cursor(0))
  local line = api.nvim_get_current_line()
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buf),
    position = items.position(line, row - 1, cursor, client.offset_encoding or 'utf-16'),
    context = context,
  }
  local given_up = false
  local give_up = client_of.request(client, 'textDocument/completion', params, function(err, list)
    if given_up then
      return
    end
    cancel = nil
    local now = api.nvim_win_get_cursor(0)
    local moved = api.nvim_get_current_buf() ~= buf or now[1] ~= row or now[2] ~= cursor
    if err or moved or not in_insert_mode() or api.nvim_get_current_line() ~= line then
      return
    end
    local offered = (list and list ~= vim.NIL) and (list.items or list) or {}
    if #offered > 0 then
      local words, first = items.converted(list, client, row - 1, line, cursor)
      return show(words, first, line, unasked)
    end
    hide()
    if not unasked and M.others(client, buf) then
      vim.lsp.omnifunc(1, '')
    end
  end, buf)
  cancel = function()
    given_up = true
    give_up()
  end
end

--- Whether another language server completes in this buffer.
function M.others(client, buf)
  local list = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buf }) or vim.lsp.buf_get_clients(buf)
  for _, other in pairs(list) do
    if other.id ~= client.id and other.server_capabilities and other.server_capabilities.completionProvider then
      return true
    end
  end
  return false
end

local function has_autocomplete()
  return fn.exists('&autocomplete') == 1 and vim.o.autocomplete
end

--- 'omnifunc' of notes. Where no paper is meant, other language servers are asked.
function M.omnifunc(findstart, base)
  local buf = api.nvim_get_current_buf()
  local client = client_of.all(buf)[1]
  if not client then
    return vim.lsp.omnifunc(findstart, base)
  end
  if findstart == 1 then
    -- With 'autocomplete' nobody has asked: Neovim does at every letter.
    ask(client, buf, { triggerKind = 1 }, has_autocomplete())
    return -2 -- stay in completion mode: the list comes later
  end
  return {}
end

--- The completion plugin or option that offers items as one types; nil where there is none.
function M.other_engine()
  for module, name in pairs({
    ['cmp'] = 'nvim-cmp',
    ['blink.cmp'] = 'blink.cmp',
    ['mini.completion'] = 'mini.completion',
    ['coq'] = 'coq_nvim',
    ['epo'] = 'epo.nvim',
  }) do
    if package.loaded[module] then
      return name
    end
  end
  for name, variable in pairs({ ['ddc.vim'] = 'loaded_ddc', ['coc.nvim'] = 'did_coc_loaded' }) do
    if vim.g[variable] then
      return name
    end
  end
  if has_autocomplete() then
    return "'autocomplete'"
  end
end

local function is_wanted()
  local mode = config.options.completion
  return mode == 'native' or (mode == 'auto' and not M.other_engine())
end

--- Whether the text changed because an item was selected, and not by typing.
local function is_selecting()
  if not is_ours_visible() then
    return false
  end
  local selected = fn.complete_info({ 'selected' }).selected
  if selected < 0 then
    return false
  end
  local cursor = api.nvim_win_get_cursor(0)[2]
  local word = shown.words[selected + 1]
  return word ~= nil and api.nvim_get_current_line():sub(shown.first + 1, cursor) == word.word
end

local function on_text_changed(buf)
  local was_typed = typed
  typed = false
  if is_selecting() or fn.reg_executing() ~= '' or vim.o.paste or not is_wanted() then
    return
  end
  -- Going back ends Neovim's menu: then papers are offered anew.
  if not was_typed and not is_ours_visible() and offering ~= fn.line('.') then
    return
  end
  if fn.pumvisible() == 1 and not is_ours_visible() then
    return -- another list, which somebody asked for
  end
  local cursor = api.nvim_win_get_cursor(0)[2]
  local line = api.nvim_get_current_line()
  if is_ours_visible() and shown.cursor == cursor and shown.line == line then
    return -- this is the list for it
  end
  local client = client_of.all(buf)[1]
  if not client then
    return
  end
  local character = line:sub(cursor, cursor)
  local context = { triggerKind = 1 }
  if was_typed and (character == '[' or character == '@' or character == ' ') then
    context = { triggerKind = 2, triggerCharacter = character }
  elseif is_ours_visible() then
    context = { triggerKind = 3 }
  end
  ask(client, buf, context, true)
end

--- The chosen word is in: take away what the edit covers behind the cursor.
local function on_done(buf)
  local list = shown
  if showing then
    return
  end
  shown = nil
  return_completeopt()
  local chosen = vim.v.completed_item
  local ours = list and type(chosen) == 'table' and type(chosen.user_data) == 'table' and chosen.user_data.litnotes
  if not ours then
    return
  end
  offering = nil
  if ours.tail == '' or not in_insert_mode() then
    return
  end
  local row, cursor = unpack(api.nvim_win_get_cursor(0))
  local line = api.nvim_get_current_line()
  local is_in = line:sub(list.first + 1, cursor) == chosen.word
  if is_in and row == list.row and line:sub(cursor + 1, cursor + #ours.tail) == ours.tail then
    api.nvim_buf_set_text(buf, row - 1, cursor, row - 1, cursor + #ours.tail, { '' })
  end
end

local resolving = nil

--- Show the card of the selected paper beside the menu, where this Neovim can ('completeopt' with
--- "popup").
local function on_selected(buf)
  if resolving then
    resolving()
    resolving = nil
  end
  local item = vim.v.event.completed_item or {}
  local ours = type(item.user_data) == 'table' and item.user_data.litnotes
  if not ours or not api.nvim__complete_set or not vim.o.completeopt:find('popup') then
    return
  end
  local client = vim.lsp.get_client_by_id(ours.client)
  if not client then
    return
  end
  resolving = client_of.request(client, 'completionItem/resolve', ours.item, function(err, full)
    resolving = nil
    local info = fn.complete_info({ 'selected' })
    local text = not err and full and full.documentation
    text = type(text) == 'table' and text.value or text
    if type(text) ~= 'string' or not is_ours_visible() or info.selected < 0 then
      return
    end
    if (shown.words[info.selected + 1] or {}).word ~= item.word then
      return
    end
    local window = api.nvim__complete_set(info.selected, { info = text })
    if window and window.bufnr and api.nvim_buf_is_valid(window.bufnr) then
      vim.bo[window.bufnr].filetype = 'markdown'
      pcall(vim.treesitter.start, window.bufnr, 'markdown')
    end
    if window and window.winid and api.nvim_win_is_valid(window.winid) then
      vim.wo[window.winid].conceallevel = 2
      vim.wo[window.winid].wrap = true
      vim.wo[window.winid].linebreak = true
    end
  end, buf)
end

--- Offer papers in a buffer as one types.
function M.attach(_, buf)
  local group = api.nvim_create_augroup('litnotes_completion_' .. buf, { clear = true })
  local function on(events, action)
    api.nvim_create_autocmd(events, {
      group = group,
      buffer = buf,
      callback = function()
        action(buf)
      end,
    })
  end
  on('InsertCharPre', function()
    typed = true
  end)
  on({ 'TextChangedI', 'TextChangedP' }, on_text_changed)
  on('CompleteDone', on_done)
  on('CompleteChanged', on_selected)
  on('InsertLeave', function()
    stop_asking()
    shown, offering, typed = nil, nil, false
    return_completeopt()
  end)
end

return M
