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
  if params.external then
    return { success = require('litnotes.open').outside(params.uri) }
  end
  return { success = jump(place, vim.lsp.get_client_by_id(client_id)) }
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

--- Make the note of the paper with a key, title or identifier, or of the one under the cursor where
--- none is named. One that is there already is shown.
function M.run(paper)
  local buf = vim.api.nvim_get_current_buf()
  if paper == '' then
    return require('litnotes.cited').choose(buf, NEW, 'refactor', make, function(server, position)
      show(server, position, buf)
    end)
  end
  make({ vim.uri_from_bufnr(buf), paper })
end

return M
