-- The commands, and the word about a missing server. Nothing else is loaded before a note is open.
if vim.g.loaded_litnotes or vim.fn.has('nvim-0.7') == 0 then
  return
end
vim.g.loaded_litnotes = true

local function command(name, action, opts)
  vim.api.nvim_create_user_command(name, function(given)
    require('litnotes.commands')[action](given)
  end, opts)
end

command('Litnotes', 'run', {
  nargs = '+',
  complete = function(lead, line)
    return vim.tbl_filter(function(name)
      return line:find('Litnotes%s+%S*$') and vim.startswith(name, lead)
    end, { 'new', 'open' })
  end,
  desc = 'new, open: make the note of a paper, or open its PDF; of one that is named or under the cursor',
})
command('LitnotesSearch', 'search', { nargs = '*', desc = 'Search papers; insert a citation or open the entry' })
command('LitnotesStatus', 'status', { desc = 'Show what is indexed, and which records have problems' })
command('LitnotesReindex', 'reindex', { desc = 'Read all dumps again' })
command('LitnotesRestart', 'restart', { desc = 'Restart the language server' })
command('LitnotesLog', 'log', { desc = "Open Neovim's log of language servers" })

local group = vim.api.nvim_create_augroup('litnotes', { clear = true })

-- `vim.lsp.enable()` starts nothing and says nothing where the command is missing.
vim.api.nvim_create_autocmd('FileType', {
  group = group,
  desc = 'litnotes: start the server, or say once that it is missing',
  callback = function(event)
    require('litnotes.client').on_filetype(event.buf, event.match)
  end,
})

-- Dumps are attached to a server that runs; before one does, nothing is loaded.
vim.api.nvim_create_autocmd('BufReadPost', {
  group = group,
  desc = 'litnotes: a dump is a document, too',
  callback = function(event)
    if package.loaded['litnotes.client'] then
      require('litnotes.dumps').on_read(event.buf)
    end
  end,
})

if vim.fn.exists('##LspAttach') == 1 then
  vim.api.nvim_create_autocmd('LspAttach', {
    group = group,
    desc = 'litnotes: completion for this buffer',
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if client and client.name == 'litnotes' then
        require('litnotes.client').on_attach(client, event.buf)
      end
    end,
  })
end
