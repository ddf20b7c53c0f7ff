--- Lenses ("cited in 3 notes") and hints (the short title behind a key), where this Neovim leaves them
--- to be asked for.
local client_of = require('litnotes.client')
local config = require('litnotes.config')

local M = {}

local api = vim.api
local shown = api.nvim_create_namespace('litnotes_lens')
local asked = {} -- by buffer: how often; only the last answer counts

-- Neovim 0.12 asks and shows by itself, once that is enabled.
local has_enable = vim.lsp.codelens.enable ~= nil

local function refresh(client, buf)
  local turn = (asked[buf] or 0) + 1
  asked[buf] = turn
  local params = { textDocument = vim.lsp.util.make_text_document_params(buf) }
  client_of.request(client, 'textDocument/codeLens', params, function(err, lenses)
    if err or asked[buf] ~= turn or not api.nvim_buf_is_loaded(buf) then
      return
    end
    lenses = type(lenses) == 'table' and lenses or {}
    vim.lsp.codelens.save(lenses, buf, client.id) -- for vim.lsp.codelens.run()
    api.nvim_buf_clear_namespace(buf, shown, 0, -1)
    for _, lens in ipairs(lenses) do
      local row = lens.range.start.line
      if lens.command and row < api.nvim_buf_line_count(buf) then
        api.nvim_buf_set_extmark(buf, shown, row, 0, {
          virt_text = { { lens.command.title, 'LspCodeLens' } },
          hl_mode = 'combine',
        })
      end
    end
  end, buf)
end

--- The server says that lenses have changed.
function M.on_refresh()
  for _, client in ipairs(client_of.all()) do
    for _, buf in ipairs(api.nvim_list_bufs()) do
      if config.options.code_lens and api.nvim_buf_is_loaded(buf) and vim.lsp.buf_is_attached(buf, client.id) then
        refresh(client, buf)
      end
    end
  end
end

--- The server says that hints have changed. Neovim (0.10 to 0.12) asks again, but shows the answer only
--- where the text has changed as well: so they are turned off and on.
function M.on_hint_refresh(client)
  for _, buf in ipairs(api.nvim_list_bufs()) do
    if vim.lsp.buf_is_attached(buf, client) and vim.lsp.inlay_hint.is_enabled({ bufnr = buf }) then
      vim.lsp.inlay_hint.enable(false, { bufnr = buf })
      vim.lsp.inlay_hint.enable(true, { bufnr = buf })
    end
  end
end

--- Show lenses, and hints where they are wanted, in a buffer that was attached.
function M.attach(client, buf)
  if config.options.inlay_hints and vim.lsp.inlay_hint then
    vim.lsp.inlay_hint.enable(true, { bufnr = buf })
  end
  if not config.options.code_lens then
    return
  elseif has_enable then
    return vim.lsp.codelens.enable(true, { bufnr = buf })
  end
  local group = api.nvim_create_augroup('litnotes_lens_' .. buf, { clear = true })
  api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged', 'BufWritePost' }, {
    group = group,
    buffer = buf,
    callback = function()
      local running = client_of.all(buf)[1]
      if running then
        refresh(running, buf)
      end
    end,
  })
  refresh(client, buf)
end

--- The command of a lens: list the citations in the quickfix window, as `vim.lsp.buf.references()` does.
function M.show_references(command, context)
  local client = context and context.client_id and vim.lsp.get_client_by_id(context.client_id) or client_of.of(0)
  local places = command.arguments[3]
  vim.fn.setqflist({}, ' ', {
    title = command.title or 'References',
    items = vim.lsp.util.locations_to_items(places, client and client.offset_encoding or 'utf-16'),
  })
  vim.cmd('botright copen')
end

return M
