--- Dumps as documents: from a paper's line in a dump its citations are found, and its lens is shown.
---
--- A running server says which files it has read papers from. Those are attached to it, whatever their
--- type, and no other file is: nobody's JSON is sent to a server that has nothing to say of it.
local client_of = require('litnotes.client')

local M = {}

local uv = vim.uv or vim.loop

local LARGEST = 20 * 1024 * 1024 -- bytes; the whole text goes to the server
local known = {} -- by client id: the paths of its dumps as keys, or false while they are asked for

--- The paths that a buffer's file may be known by; none where it cannot be a dump.
local function paths(buf)
  local name = vim.api.nvim_buf_get_name(buf)
  if vim.bo[buf].buftype ~= '' or name == '' or name:find('^%w[%w+.-]*://') then
    return {}
  end
  if not vim.api.nvim_buf_is_loaded(buf) or client_of.is_note(buf, vim.bo[buf].filetype) then
    return {}
  end
  local stat = uv.fs_stat(name)
  return stat and stat.type == 'file' and stat.size <= LARGEST and { name, uv.fs_realpath(name) } or {}
end

local function attach(client, buf)
  for _, path in ipairs(paths(buf)) do
    if known[client.id][path] and not vim.lsp.buf_is_attached(buf, client.id) then
      vim.lsp.buf_attach_client(buf, client.id)
    end
  end
end

local function ask(client)
  known[client.id] = false
  client_of.request(client, 'workspace/executeCommand', { command = 'litnotes.status', arguments = {} }, function(_, status)
    known[client.id] = {}
    for _, source in ipairs(type(status) == 'table' and status.sources or {}) do
      known[client.id][source.path] = true
    end
    for _, buf in ipairs(vim.api.nvim_list_bufs()) do
      attach(client, buf)
    end
  end, 0)
end

--- A file was read into a buffer.
function M.on_read(buf)
  if #paths(buf) == 0 then
    return
  end
  for _, client in ipairs(client_of.all()) do
    if known[client.id] then
      attach(client, buf)
    elseif known[client.id] == nil then
      ask(client)
    end
  end
end

--- What a server knows has changed: which files are its dumps is asked again where it matters.
function M.on_ready(client_id)
  if known[client_id] ~= false then
    known[client_id] = nil
  end
  local client = vim.lsp.get_client_by_id(client_id)
  for _, buf in ipairs(client and vim.api.nvim_list_bufs() or {}) do
    if #paths(buf) > 0 then
      return ask(client)
    end
  end
end

return M
