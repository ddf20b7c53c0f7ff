--- Starting the server and talking to it, in whichever way this Neovim does.
local config = require('litnotes.config')
local root = require('litnotes.root')

local M = {}

M.name = 'litnotes'

local has_config = vim.fn.has('nvim-0.11') == 1 -- vim.lsp.config, vim.lsp.enable, client:method()
local has_start = vim.lsp.start ~= nil -- 0.8

--- The last `litnotes/status` of each root.
M.states = {}

local function notice(text, level)
  vim.schedule(function()
    vim.notify(text, level or vim.log.levels.WARN, { title = 'litnotes' })
  end)
end

M.notice = notice

--- Whether a buffer can hold a note: a file of one of the filetypes.
local function is_note(buf, filetype)
  local name = vim.api.nvim_buf_get_name(buf)
  return vim.bo[buf].buftype == ''
    and name ~= ''
    and not name:find('^%w[%w+.-]*://')
    and vim.tbl_contains(config.options.filetypes, filetype)
end

M.is_note = is_note

local has_lens_refresh = vim.lsp.codelens.enable ~= nil -- 0.12
local has_show_document = vim.lsp.handlers['window/showDocument'] ~= nil -- 0.8

local function capabilities()
  return vim.tbl_deep_extend(
    'force',
    vim.lsp.protocol.make_client_capabilities(),
    config.options.capabilities or {},
    { experimental = { litnotesStatus = true, litnotesShowReferences = true } },
    has_lens_refresh and {} or { workspace = { codeLens = { refreshSupport = true } } },
    has_show_document and {} or { window = { showDocument = { support = true } } }
  )
end

local handlers = {
  ['litnotes/status'] = function(_, state, context)
    if type(state) == 'table' and state.root then
      M.states[state.root] = state
      if state.state == 'ready' then
        require('litnotes.dumps').on_ready(context.client_id)
      end
    end
    return vim.NIL
  end,
  ['workspace/codeLens/refresh'] = not has_lens_refresh and function()
    require('litnotes.lens').on_refresh()
    return vim.NIL
  end or nil,
  ['window/showDocument'] = not has_show_document and function(_, params, context)
    return require('litnotes.new').on_show_document(params, context.client_id)
  end or nil,
  ['workspace/inlayHint/refresh'] = vim.lsp.inlay_hint and function(_, _, context)
    require('litnotes.lens').on_hint_refresh(context.client_id)
    return vim.NIL
  end,
}

--- The command of a lens. The server names it only to clients that know it.
local SHOW_REFERENCES = 'litnotes.showReferences'
if not vim.lsp.commands[SHOW_REFERENCES] then
  vim.lsp.commands[SHOW_REFERENCES] = function(...)
    require('litnotes.lens').show_references(...)
  end
end

--- The configuration of the client, as `vim.lsp.config` takes it (`lsp/litnotes.lua`).
function M.server_config()
  local settings = config.settings()
  return {
    name = M.name,
    cmd = config.command() or config.options.cmd,
    filetypes = config.options.filetypes,
    root_dir = function(buf, start)
      local name = vim.api.nvim_buf_get_name(buf)
      if is_note(buf, vim.bo[buf].filetype) and M.can_run() then
        start(root.of(name, config.options.root_markers))
      end
    end,
    init_options = settings,
    settings = settings and { litnotes = settings },
    capabilities = capabilities(),
    handlers = handlers,
    on_attach = config.options.on_attach,
  }
end

local function effective_command()
  local enabled = has_config and vim.lsp.config[M.name]
  return enabled and enabled.cmd or config.options.cmd
end

--- Whether the server can be started. Where it is missing, that is said once in a session.
function M.can_run()
  local cmd = effective_command()
  if type(cmd) == 'function' or config.command(cmd) then
    return true
  end
  if not M.has_complained then
    M.has_complained = true
    -- Short enough for one line of a usual terminal: a longer one would ask for a key press.
    notice(
      cmd[1] == config.defaults.cmd[1] and 'litnotes-server not found: pipx install litnotes (:h litnotes)'
        or ('litnotes: cannot run %s (:checkhealth litnotes)'):format(cmd[1])
    )
  end
  return false
end

--- Whether Neovim itself starts the client (`vim.lsp.enable`).
local function is_enabled()
  if not has_config then
    return false
  end
  if vim.lsp.is_enabled then
    return vim.lsp.is_enabled(M.name)
  end
  return vim.lsp._enabled_configs ~= nil and vim.lsp._enabled_configs[M.name] ~= nil
end

M.is_enabled = is_enabled

local started = {} -- 0.7: client ids by root

local function start_0_7(opts, buf)
  local key = opts.root_dir or ''
  local id = started[key]
  if not id or not vim.lsp.get_client_by_id(id) then
    opts.on_exit = function()
      started[key] = nil
    end
    opts.on_attach = function(client, attached)
      M.on_attach(client, attached)
      if config.options.on_attach then
        config.options.on_attach(client, attached)
      end
    end
    id = vim.lsp.start_client(opts)
    started[key] = id
  end
  if id then
    vim.lsp.buf_attach_client(buf, id)
  end
end

--- Start the server for a buffer, or attach the one that runs for its folder.
function M.start(buf)
  if not M.can_run() then
    return
  end
  local opts = has_config and vim.deepcopy(vim.lsp.config[M.name]) or M.server_config()
  if type(opts.cmd) == 'table' then
    opts.cmd = config.command(opts.cmd)
  end
  local folder = root.of(vim.api.nvim_buf_get_name(buf), config.options.root_markers)
  opts.root_dir = folder
  opts.workspace_folders = folder and { { uri = vim.uri_from_fname(folder), name = folder } } or nil
  if not has_start then
    return start_0_7(opts, buf)
  end
  vim.api.nvim_buf_call(buf, function()
    vim.lsp.start(opts, { bufnr = buf })
  end)
end

--- A buffer got its filetype.
function M.on_filetype(buf, filetype)
  if not is_note(buf, filetype) then
    return
  end
  if is_enabled() then
    M.can_run()
  elseif config.is_set_up and not has_config then
    M.start(buf)
  end
end

--- Begin: for all notes to come, and for those that are open already.
function M.enable()
  if has_config then
    vim.lsp.config(M.name, M.server_config())
    vim.lsp.enable(M.name)
  end
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buf) then
      M.on_filetype(buf, vim.bo[buf].filetype)
    end
  end
end

local function set_unless_used(buf, option, value)
  local used = vim.bo[buf][option]
  if used == '' or used:find('^v:lua%.vim%.lsp%.') or used:find('^htmlcomplete#') then
    vim.bo[buf][option] = value
  end
end

-- What later Neovims map by themselves: the version that does, the mode, the keys, and what they call.
local KEYS = {
  { '0.10', 'n', 'K', 'buf.hover', 'show the paper' },
  { '0.11', 'n', 'grr', 'buf.references', 'list the citations of the paper' },
  { '0.11', 'n', 'grn', 'buf.rename', 'rename the key' },
  { '0.11', 'n', 'gra', 'buf.code_action', 'mend, or write in another form' },
  { '0.11', 'n', 'gO', 'buf.document_symbol', 'list headings and papers' },
  { '0.12', 'n', 'grx', 'codelens.run', 'list what the lens counts' },
}

--- Map a key as later Neovims do, unless it is mapped, or begins with what is.
local function map(buf, mode, keys, call, desc)
  for length = 1, #keys do
    if vim.fn.maparg(keys:sub(1, length), mode) ~= '' then
      return
    end
  end
  vim.api.nvim_buf_set_keymap(buf, mode, keys, ('<Cmd>lua vim.lsp.%s()<CR>'):format(call), {
    noremap = true,
    silent = true,
    desc = 'litnotes: ' .. desc,
  })
end

--- The client was attached to a buffer: add what this Neovim does not do by itself.
function M.on_attach(client, buf)
  if vim.fn.has('nvim-0.8') == 0 then
    set_unless_used(buf, 'tagfunc', 'v:lua.vim.lsp.tagfunc')
  end
  vim.api.nvim_buf_call(buf, function()
    for _, key in ipairs(KEYS) do
      if vim.fn.has('nvim-' .. key[1]) == 0 then
        map(buf, unpack(key, 2))
      end
    end
  end)
  require('litnotes.lens').attach(client, buf)
  if is_note(buf, vim.bo[buf].filetype) then
    set_unless_used(buf, 'omnifunc', "v:lua.require'litnotes.completion'.omnifunc")
    require('litnotes.completion').attach(client, buf)
  end
end

--- All clients of ours, or those of a buffer.
function M.all(buf)
  local found = {}
  local list = vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
  for _, client in ipairs(list) do
    if client.name == M.name and (not buf or client.attached_buffers and client.attached_buffers[buf]) then
      table.insert(found, client)
    elseif client.name == M.name and not client.attached_buffers and vim.lsp.buf_is_attached(buf, client.id) then
      table.insert(found, client)
    end
  end
  return found
end

--- The client of a buffer, else of any note; nil where none runs.
function M.of(buf)
  return M.all(buf)[1] or M.all()[1]
end

--- Send a request. Returns a function that gives it up.
function M.request(client, method, params, done, buf)
  local function answered(err, result)
    done(err, result)
  end
  local sent, id
  if has_config then
    sent, id = client:request(method, params, answered, buf)
  else
    sent, id = client.request(method, params, answered, buf)
  end
  return function()
    if not sent then
      return
    elseif has_config then
      client:cancel_request(id)
    else
      client.cancel_request(id)
    end
  end
end

--- Run one of the server's commands; `done(result)` is called where it answered.
function M.execute(name, arguments, done)
  local buf = vim.api.nvim_get_current_buf()
  local client = M.of(buf)
  if not client then
    if M.can_run() then
      notice('litnotes is not running: open a note first')
    end
    return
  end
  M.request(client, 'workspace/executeCommand', { command = name, arguments = arguments }, function(err, result)
    if err then
      notice('litnotes: ' .. (err.message or vim.inspect(err)), vim.log.levels.ERROR)
    else
      done(result ~= vim.NIL and result or nil)
    end
  end, buf)
end

local function stop(client, force)
  if has_config then
    client:stop(force)
  else
    client.stop(force)
  end
end

--- Stop the clients, and start them again for the same notes once they have ended.
function M.restart()
  local buffers, ids = {}, {}
  for _, client in ipairs(M.all()) do
    table.insert(ids, client.id)
    for _, buf in ipairs(vim.api.nvim_list_bufs()) do
      if vim.lsp.buf_is_attached(buf, client.id) then
        buffers[buf] = true
      end
    end
    stop(client)
  end
  if #ids == 0 then
    buffers[vim.api.nvim_get_current_buf()] = true
  end
  M.has_complained = false

  local tries = 0
  local function again()
    tries = tries + 1
    local running = vim.tbl_filter(function(id)
      return vim.lsp.get_client_by_id(id) ~= nil
    end, ids)
    if #running > 0 and tries < 200 then
      if tries == 60 then
        for _, id in ipairs(running) do
          stop(vim.lsp.get_client_by_id(id), true)
        end
      end
      return vim.defer_fn(again, 50)
    end
    started = {}
    for buf in pairs(buffers) do
      if vim.api.nvim_buf_is_loaded(buf) and is_note(buf, vim.bo[buf].filetype) then
        M.start(buf)
      end
    end
  end
  again()
end

return M
