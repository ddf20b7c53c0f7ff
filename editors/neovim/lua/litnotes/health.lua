--- :checkhealth litnotes
local M = {}

local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local info = health.info or health.report_info
local warn = health.warn or health.report_warn
local err = health.error or health.report_error

local INSTALL = {
  'Install it: pipx install litnotes (or uv tool install litnotes)',
  'Or name it: require("litnotes").setup({ cmd = { "/path/to/litnotes-server" } })',
}

local function check_setup(client, config)
  if config.is_set_up then
    ok('setup() was called')
  elseif client.is_enabled() then
    ok("enabled by vim.lsp.enable('litnotes')")
  else
    warn('litnotes is not set up', { "Put require('litnotes').setup() into your init.lua" })
  end
end

local function check_command(client, config)
  local cmd = config.options.cmd
  if client.is_enabled() and vim.lsp.config.litnotes then
    cmd = vim.lsp.config.litnotes.cmd
  end
  if type(cmd) == 'function' then
    return ok('the server is started by a function of yours')
  end
  local found = config.command(cmd)
  if not found then
    return err(('%s was not found'):format(cmd[1]), INSTALL)
  end
  local version = vim.fn.systemlist(vim.list_extend(vim.deepcopy(found), { '--version' }))
  if vim.v.shell_error == 0 and version[1] then
    ok(('%s: %s'):format(vim.fn.exepath(found[1]), version[1]))
  else
    err(('%s does not run'):format(found[1]), vim.list_extend({ version[1] or 'it says nothing' }, INSTALL))
  end
end

local function check_clients(client)
  local running = client.all()
  if #running == 0 then
    return info('no server runs: it starts with the first note that you open')
  end
  for _, each in ipairs(running) do
    local folder = each.config and each.config.root_dir
    ok(('the server runs for %s'):format(type(folder) == 'string' and folder or 'single files'))
    local answer
    client.request(each, 'workspace/executeCommand', { command = 'litnotes.status', arguments = {} }, function(_, got)
      answer = got
    end, 0)
    vim.wait(2000, function()
      return answer ~= nil
    end, 10)
    if type(answer) == 'table' and answer.papers then
      local say = answer.papers > 0 and ok or warn
      say(
        ('%d papers from %d entries; notes: %d'):format(answer.papers, answer.entries, answer.notes),
        answer.papers == 0 and { 'Put a dump of papers into this folder, or name one in litnotes.toml' } or nil
      )
      if #answer.problems > 0 then
        warn(('%d records have problems: see :LitnotesStatus'):format(#answer.problems))
      end
    else
      info('it is busy indexing')
    end
  end
end

local function check_completion(config)
  local engine = require('litnotes.completion').other_engine()
  local mode = config.options.completion
  if mode == false then
    info('completion = false: papers are offered on CTRL-X CTRL-O only, or by your completion plugin')
  elseif engine and mode == 'auto' then
    info(('completion = "auto": %s offers papers as you type'):format(engine))
  else
    ok("papers are offered as you type, in Neovim's own menu")
  end
  if engine == "'autocomplete'" and not vim.o.complete:find('o') then
    warn("'autocomplete' does not ask language servers", { 'set complete+=o, or set noautocomplete' })
  end
end

function M.check()
  local client = require('litnotes.client')
  local config = require('litnotes.config')
  start('litnotes')
  local version = vim.version()
  info(('Neovim %d.%d.%d'):format(version.major, version.minor, version.patch))
  check_setup(client, config)
  check_command(client, config)
  check_clients(client)
  check_completion(config)
end

return M
