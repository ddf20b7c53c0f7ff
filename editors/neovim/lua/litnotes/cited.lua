--- The papers that are cited under the cursor, by what the server offers to do with them.
local client = require('litnotes.client')

local M = {}

--- Give the arguments of one of the server's commands, as it offers that for what is cited under the
--- cursor, to `run`: those of the paper that is chosen where several have the key that stands there.
--- Where it offers none, `none` gets the server and the place.
function M.choose(buf, command, kind, run, none)
  local server = client.of(buf)
  if not server then
    return run({}) -- says why there is no paper
  end
  local params = vim.lsp.util.make_range_params(0, server.offset_encoding or 'utf-16')
  params.context = { diagnostics = {}, only = { kind } }
  client.request(server, 'textDocument/codeAction', params, function(_, actions)
    local found, titles = {}, {}
    for _, action in ipairs(type(actions) == 'table' and actions or {}) do
      if type(action.command) == 'table' and action.command.command == command then
        local title = action.command.arguments[3]
        if not titles[title] then
          titles[title] = true
          table.insert(found, action.command)
        end
      end
    end
    if #found == 0 then
      return none(server, params.range.start)
    elseif #found == 1 then
      return run(found[1].arguments)
    end
    vim.ui.select(found, {
      prompt = 'Paper:',
      kind = 'litnotes.note',
      format_item = function(one)
        return one.arguments[3]
      end,
    }, function(one)
      if one then
        run(one.arguments)
      end
    end)
  end, buf)
end

return M
