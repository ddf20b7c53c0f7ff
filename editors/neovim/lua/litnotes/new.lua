--- The literature note of a paper: the server makes it, and has it shown.
local client = require('litnotes.client')

local M = {}

local NEW = 'litnotes.new'

local function jump(place, server)
  local encoding = server.offset_encoding or 'utf-16'
  if vim.lsp.util.show_document then
    return vim.lsp.util.show_document(place, encoding, { focus = true })
  end
  return vim.lsp.util.jump_to_location(place, encoding) == true
end

--- The server asks to show a file, as Neovim 0.7 cannot by itself.
function M.on_show_document(params, client_id)
  local start = { line = 0, character = 0 }
  local place = { uri = params.uri, range = params.selection or { start = start, ['end'] = start } }
  return { success = not params.external and jump(place, vim.lsp.get_client_by_id(client_id)) }
end

local function make(arguments)
  client.execute(NEW, arguments, function() end)
end

--- Go to the note that the paper under the cursor has already, or say that there is none to make.
local function show(server, position, buf)
  local params = { textDocument = { uri = vim.uri_from_bufnr(buf) }, position = position }
  client.request(server, 'textDocument/declaration', params, function(_, places)
    if type(places) == 'table' and places[1] then
      jump(places[1], server)
    else
      client.notice('litnotes: no paper is cited here; name one: :Litnotes new PAPER')
    end
  end, buf)
end

local function of_cited(buf)
  local server = client.of(buf)
  if not server then
    return make({}) -- says why there is nothing to make one of
  end
  local params = vim.lsp.util.make_range_params(0, server.offset_encoding or 'utf-16')
  params.context = { diagnostics = {}, only = { 'refactor' } }
  client.request(server, 'textDocument/codeAction', params, function(_, actions)
    local found = {}
    for _, action in ipairs(type(actions) == 'table' and actions or {}) do
      if type(action.command) == 'table' and action.command.command == NEW then
        table.insert(found, action.command)
      end
    end
    if #found == 0 then
      return show(server, params.range.start, buf)
    elseif #found == 1 then
      return make(found[1].arguments)
    end
    -- Several papers have the key that stands here.
    vim.ui.select(found, {
      prompt = 'Paper:',
      kind = 'litnotes.note',
      format_item = function(command)
        return command.title
      end,
    }, function(command)
      if command then
        make(command.arguments)
      end
    end)
  end, buf)
end

--- Make the note of the paper with a key, title or identifier, or of the one under the cursor where
--- none is named. One that is there already is shown.
function M.run(paper)
  local buf = vim.api.nvim_get_current_buf()
  if paper == '' then
    return of_cited(buf)
  end
  make({ vim.uri_from_bufnr(buf), paper })
end

return M
