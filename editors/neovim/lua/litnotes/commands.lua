--- The commands (`:Litnotes new`, `:LitnotesSearch` and so on).
local client = require('litnotes.client')

local M = {}

--- Who wrote a paper and when, in a few words.
function M.byline(paper)
  local authors = paper.authors or {}
  local who = authors[1]
  if who and #authors > 1 then
    who = who .. (#authors == 2 and ' and ' .. authors[2] or ' et al.')
  elseif not who and type(paper.author_count) == 'number' then
    who = ('%d author%s'):format(paper.author_count, paper.author_count == 1 and '' or 's')
  end
  local date = type(paper.date) == 'string' and not paper.date:find('^%-') and paper.date:sub(1, 4) or nil
  return table.concat(vim.tbl_filter(function(part)
    return type(part) == 'string'
  end, { who or false, date or false }), ', ')
end

--- Ask the server; `done(papers)` gets the best first.
function M.find(query, done)
  local uri = vim.uri_from_bufnr(0)
  client.execute('litnotes.search', { query, 50, uri }, function(answer)
    done(answer and answer.papers or {})
  end)
end

--- Open the entry of a paper in its dump.
function M.open(paper)
  local source = paper.sources[1]
  vim.cmd('edit ' .. vim.fn.fnameescape(source.path))
  local last = vim.api.nvim_buf_line_count(0)
  vim.api.nvim_win_set_cursor(0, { math.min(source.line, last), 0 })
  vim.cmd('normal! zz')
end

--- A place in a window to insert text at, however long that takes to be chosen.
function M.here()
  local place = {
    win = vim.api.nvim_get_current_win(),
    buf = vim.api.nvim_get_current_buf(),
    cursor = vim.api.nvim_win_get_cursor(0),
    inserting = vim.api.nvim_get_mode().mode:sub(1, 1) == 'i',
  }
  return place
end

--- Insert text at a place: before the cursor while inserting, behind it in normal mode, as `p` does.
function M.insert(place, text)
  if not vim.api.nvim_buf_is_valid(place.buf) or not vim.bo[place.buf].modifiable then
    return client.notice('litnotes: this buffer cannot be changed')
  end
  local row, column = place.cursor[1], place.cursor[2]
  local line = vim.api.nvim_buf_get_lines(place.buf, row - 1, row, false)[1] or ''
  if not place.inserting and line ~= '' then
    column = column + #vim.fn.matchstr(line:sub(column + 1), '^.')
  end
  column = math.min(column, #line)
  vim.api.nvim_buf_set_text(place.buf, row - 1, column, row - 1, column, { text })
  if vim.api.nvim_win_is_valid(place.win) and vim.api.nvim_win_get_buf(place.win) == place.buf then
    local last = column + #text
    vim.api.nvim_win_set_cursor(place.win, { row, place.inserting and last or math.max(last - 1, 0) })
  end
end

--- What can be done with a paper; each is a label and a function.
function M.actions(paper, place)
  local forms, actions = paper.forms or {}, {}
  local seen = {}
  for _, form in ipairs({ 'title', 'wikilink', 'pandoc', 'link' }) do
    local text = forms[form]
    if text and not seen[text] and vim.bo[place.buf].modifiable then
      seen[text] = true
      table.insert(actions, {
        label = 'Insert ' .. text,
        run = function()
          M.insert(place, text)
        end,
      })
    end
  end
  table.insert(actions, {
    label = ('Open its entry: %s:%d'):format(vim.fn.fnamemodify(paper.sources[1].path, ':~:.'), paper.sources[1].line),
    run = function()
      M.open(paper)
    end,
  })
  return actions
end

local function label(paper)
  local byline = M.byline(paper)
  return byline == '' and paper.title or ('%s (%s)'):format(paper.title, byline)
end

M.label = label

local function choose(query)
  local place = M.here()
  M.find(query, function(papers)
    if #papers == 0 then
      return client.notice(('litnotes: no paper found for %q'):format(query), vim.log.levels.INFO)
    end
    vim.ui.select(papers, { prompt = 'Paper:', kind = 'litnotes.paper', format_item = label }, function(paper)
      if not paper then
        return
      end
      vim.ui.select(M.actions(paper, place), {
        prompt = paper.title,
        kind = 'litnotes.action',
        format_item = function(action)
          return action.label
        end,
      }, function(action)
        if action then
          action.run()
        end
      end)
    end)
  end)
end

--- :LitnotesSearch [query]
function M.search(given)
  local query = vim.trim(given.args or '')
  if query ~= '' then
    return choose(query)
  end
  if not client.of(vim.api.nvim_get_current_buf()) then
    return choose('') -- says why there is nothing to search
  end
  vim.ui.input({ prompt = 'Papers about: ' }, function(answer)
    if answer and vim.trim(answer) ~= '' then
      choose(vim.trim(answer))
    end
  end)
end

local WITH_PAPER = { 'new', 'open' }

--- :Litnotes new [paper], :Litnotes open [paper]
function M.run(given)
  local name, rest = given.args:match('^(%S+)%s*(.*)$')
  if not vim.tbl_contains(WITH_PAPER, name) then
    local known = table.concat(WITH_PAPER, ' and ')
    return client.notice(('litnotes: there is no :Litnotes %s, only %s'):format(name, known), vim.log.levels.ERROR)
  end
  require('litnotes.' .. name).run(vim.trim(rest))
end

--- The lines of `:LitnotesStatus`.
function M.status_lines(status)
  local lines = {
    ('%d papers from %d entries in %d dumps; notes: %d'):format(
      status.papers,
      status.entries,
      #status.sources,
      status.notes
    ),
    'root:  ' .. vim.fn.fnamemodify(status.root, ':~'),
    'index: ' .. vim.fn.fnamemodify(status.index_dir, ':~'),
  }
  for _, source in ipairs(status.sources) do
    local path = source.path
    if path:sub(1, #status.root + 1) == status.root .. '/' then
      path = path:sub(#status.root + 2)
    end
    table.insert(lines, ('  %5d  %s (%s)'):format(source.entries, path, source.format))
  end
  if #status.problems > 0 then
    table.insert(lines, ('%d records have problems:'):format(#status.problems))
    for _, problem in ipairs(status.problems) do
      table.insert(lines, ('  %s:%s: %s'):format(problem.path, problem.line, problem.message))
    end
  end
  return lines
end

--- :LitnotesStatus
function M.status()
  client.execute('litnotes.status', { vim.uri_from_bufnr(0) }, function(status)
    local lines = status and M.status_lines(status) or { 'litnotes: nothing is indexed yet' }
    vim.api.nvim_echo({ { table.concat(lines, '\n') } }, true, {})
  end)
end

--- :LitnotesReindex
function M.reindex()
  client.execute('litnotes.reindex', {}, function()
    client.notice('litnotes: reading all dumps again', vim.log.levels.INFO)
  end)
end

--- :LitnotesRestart
function M.restart()
  client.restart()
end

--- :LitnotesLog
function M.log()
  local log = vim.lsp.log or require('vim.lsp.log')
  vim.cmd('tabedit ' .. vim.fn.fnameescape(log.get_filename and log.get_filename() or vim.lsp.get_log_path()))
  vim.cmd('normal! G')
end

return M
