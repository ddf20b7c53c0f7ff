--- `:Telescope litnotes`: papers as you type. <CR> cites, <C-o> opens the entry in its dump.
local ok, telescope = pcall(require, 'telescope')
if not ok then
  error('litnotes: this extension needs telescope.nvim')
end

local actions = require('telescope.actions')
local action_state = require('telescope.actions.state')
local conf = require('telescope.config').values
local finders = require('telescope.finders')
local pickers = require('telescope.pickers')
local previewers = require('telescope.previewers')
local sorters = require('telescope.sorters')
local client = require('litnotes.client')
local commands = require('litnotes.commands')

local form = 'title'

local function entry(paper)
  return {
    value = paper,
    display = commands.label(paper),
    ordinal = paper.title,
    filename = paper.sources[1].path,
    lnum = paper.sources[1].line,
  }
end

--- The server finds and ranks; the finder only hands its list over.
local function finder(uri)
  local running
  return setmetatable({
    close = function()
      if running then
        running()
      end
    end,
  }, {
    __call = function(_, prompt, process, complete)
      local server = client.of(vim.uri_to_bufnr(uri))
      if running then
        running()
      end
      if not server then
        return complete()
      end
      local params = { command = 'litnotes.search', arguments = { prompt, 50, uri } }
      running = client.request(server, 'workspace/executeCommand', params, function(err, answer)
        running = nil
        local papers = not err and type(answer) == 'table' and answer.papers or {}
        for index, paper in ipairs(papers) do
          local shown = entry(paper)
          shown.index = index
          if process(shown) then
            return
          end
        end
        complete()
      end, vim.uri_to_bufnr(uri))
    end,
  })
end

local function search(opts)
  opts = opts or {}
  local place = commands.here()
  if not client.of(place.buf) then
    return client.execute('litnotes.search', { '' }, function() end) -- says why
  end
  pickers
    .new(opts, {
      prompt_title = 'Papers',
      finder = finder(vim.uri_from_bufnr(place.buf)),
      sorter = sorters.empty(),
      previewer = previewers.vim_buffer_vimgrep.new(opts) or conf.grep_previewer(opts),
      attach_mappings = function(prompt, map)
        actions.select_default:replace(function()
          local chosen = action_state.get_selected_entry()
          actions.close(prompt)
          if chosen then
            local forms = chosen.value.forms or {}
            commands.insert(place, forms[opts.form or form] or chosen.value.title)
          end
        end)
        local function open()
          local chosen = action_state.get_selected_entry()
          actions.close(prompt)
          if chosen then
            commands.open(chosen.value)
          end
        end
        map('i', '<C-o>', open)
        map('n', '<C-o>', open)
        return true
      end,
    })
    :find()
end

return telescope.register_extension({
  setup = function(options)
    form = options.form or form
  end,
  exports = { litnotes = search, search = search },
})
