--- What a paper stands for: the server looks it up, and has it opened outside of the editor.
local client = require('litnotes.client')

local M = {}

local OPEN = 'litnotes.open'

--- Whether the system took a URI to open, where Neovim (0.7) has no way of its own.
function M.outside(uri)
  for _, opener in ipairs({ 'xdg-open', 'open', 'wslview' }) do
    if vim.fn.executable(opener) == 1 then
      return vim.fn.jobstart({ opener, uri }, { detach = true }) > 0
    end
  end
  return false
end

--- Without its last argument, what of the paper is opened is the best that is there.
local function open(arguments)
  client.execute(OPEN, { arguments[1], arguments[2], arguments[3] }, function() end)
end

--- Open the file, page or Zotero item of the paper with a key, title or identifier, or of the one
--- under the cursor where none is named.
function M.run(paper)
  local buf = vim.api.nvim_get_current_buf()
  if paper == '' then
    return require('litnotes.cited').choose(buf, OPEN, OPEN, open, function()
      client.notice('litnotes: no paper is cited here that has anything to open')
    end)
  end
  open({ vim.uri_from_bufnr(buf), paper })
end

return M
