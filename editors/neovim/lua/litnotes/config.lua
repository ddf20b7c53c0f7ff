--- What `require('litnotes').setup()` takes, and what counts of it.
local M = {}

M.defaults = {
  cmd = { 'litnotes-server' },
  filetypes = { 'markdown', 'quarto', 'rmd' },
  -- The folder of a note is the nearest one upward with a litnotes.toml, else with one of these.
  root_markers = { '.git', '.obsidian', '.zk', '.marksman.toml', '.moxide.toml', '.foam', '_quarto.yml' },
  completion = 'auto',
  code_lens = true,
  inlay_hints = false,
  settings = {},
}

M.options = vim.deepcopy(M.defaults)
M.is_set_up = false

local function is_list_of_strings(value)
  if type(value) ~= 'table' or #value == 0 or #value ~= vim.tbl_count(value) then
    return false
  end
  for _, part in ipairs(value) do
    if type(part) ~= 'string' then
      return false
    end
  end
  return true
end

local function is_function(value)
  return type(value) == 'function'
end

local function is_boolean(value)
  return type(value) == 'boolean'
end

local function is_table(value)
  return type(value) == 'table'
end

-- Each option: whether a value may stand, and what to say where it may not.
local checks = {
  cmd = { is_list_of_strings, 'a list of strings, such as { "litnotes-server" }' },
  filetypes = { is_list_of_strings, 'a list of filetypes' },
  root_markers = { is_list_of_strings, 'a list of file names' },
  completion = {
    function(value)
      return value == 'auto' or value == 'native' or value == false
    end,
    '"auto", "native" or false',
  },
  code_lens = { is_boolean, 'true or false' },
  inlay_hints = { is_boolean, 'true or false' },
  settings = { is_table, 'a table with the keys of litnotes.toml' },
  capabilities = { is_table, 'a table of client capabilities' },
  on_attach = { is_function, 'a function(client, buffer)' },
}

--- Take the user's options: wrong ones are left out. Returns the complaints, one line each.
function M.set(user)
  local options, complaints = vim.deepcopy(M.defaults), {}
  for key, value in pairs(user or {}) do
    local check = checks[key]
    if not check then
      local known = vim.tbl_keys(checks)
      table.sort(known)
      table.insert(complaints, ('unknown option %q; there are: %s'):format(tostring(key), table.concat(known, ', ')))
    elseif check[1](value) then
      options[key] = value
    else
      table.insert(complaints, ('option %q must be %s, got %s'):format(key, check[2], vim.inspect(value)))
    end
  end
  table.sort(complaints)
  M.options, M.is_set_up = options, true
  return complaints
end

--- The settings as the server gets them; nil for none. An empty Lua table would be sent as a list.
function M.settings()
  local settings = vim.deepcopy(M.options.settings)
  settings = settings.litnotes or settings
  for _, table_key in ipairs({ 'completion', 'features' }) do
    if type(settings[table_key]) == 'table' and vim.tbl_isempty(settings[table_key]) then
      settings[table_key] = nil
    end
  end
  return not vim.tbl_isempty(settings) and settings or nil
end

--- The command with a program that can be run, else nil. Editors that a desktop starts often lack
--- the folder of pipx and uv on their PATH, so it is looked at as well.
function M.command(cmd)
  cmd = cmd or M.options.cmd
  local program = vim.fn.expand(cmd[1])
  local usual = vim.fn.expand('~/.local/bin/') .. program
  for _, candidate in ipairs({ program, program:find('/') and program or usual }) do
    if vim.fn.executable(candidate) == 1 then
      return vim.list_extend({ candidate }, vim.list_slice(cmd, 2))
    end
  end
end

return M
