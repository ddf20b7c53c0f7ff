--- litnotes for Neovim. See `:help litnotes`.
local M = {}

--- Configure litnotes and start it for all notes. All options have defaults; see |litnotes-setup|.
function M.setup(options)
  local config = require('litnotes.config')
  local client = require('litnotes.client')
  for _, complaint in ipairs(config.set(options)) do
    client.notice('litnotes: ' .. complaint, vim.log.levels.ERROR)
  end
  client.enable()
end

--- One short line for a status line: empty where litnotes does not run.
function M.statusline()
  local client = package.loaded['litnotes.client']
  local running = client and client.all(vim.api.nvim_get_current_buf())[1]
  if not running then
    return ''
  end
  local papers = 0
  for _, state in pairs(client.states) do
    if state.state == 'indexing' then
      return 'litnotes: indexing'
    end
    papers = papers + (state.papers or 0)
  end
  return ('litnotes: %d papers'):format(papers)
end

return M
