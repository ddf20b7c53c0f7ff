--- The items of a completion list as `complete()` takes them.
local M = {}

local fn = vim.fn

--- The byte column of a position in a line.
local function byte_column(line, character, encoding)
  if encoding == 'utf-8' then
    return math.min(character, #line)
  end
  local ok, column
  if fn.has('nvim-0.11') == 1 then
    ok, column = pcall(vim.str_byteindex, line, encoding, character, false)
  else
    ok, column = pcall(vim.str_byteindex, line, character, encoding == 'utf-16')
  end
  return ok and column or #line
end

--- The position of the cursor. Neovim 0.10's own function is wrong at the end of a line that holds
--- characters outside the Basic Multilingual Plane.
function M.position(line, row, cursor, encoding)
  local character = cursor
  if encoding ~= 'utf-8' and fn.has('nvim-0.11') == 1 then
    character = vim.str_utfindex(line, encoding, cursor, false)
  elseif encoding ~= 'utf-8' then
    local utf32, utf16 = vim.str_utfindex(line, cursor)
    character = encoding == 'utf-32' and utf32 or utf16
  end
  return { line = row, character = character }
end

local function shortened(text, width)
  if fn.strdisplaywidth(text) <= width then
    return text
  end
  local short = fn.strcharpart(text, 0, width - 1)
  while fn.strdisplaywidth(short) > width - 1 do
    short = fn.strcharpart(short, 0, fn.strchars(short) - 1)
  end
  return short .. '…'
end

--- Who wrote a paper and when: the server says it in either place, as the client is able to show it.
local function detail_of(item)
  return item.labelDetails and item.labelDetails.description or item.detail or ''
end

--- The items as `complete()` takes them, and the column (from 0) where they begin.
function M.converted(list, client, row, line, cursor)
  local encoding = client.offset_encoding or 'utf-16'
  local edits, first = {}, cursor
  for _, item in ipairs(list.items or list) do
    local edit = item.textEdit
    local range = edit and (edit.range or edit.replace)
    if range and range.start.line == row then
      local from = byte_column(line, range.start.character, encoding)
      local to = range['end'].line == row and byte_column(line, range['end'].character, encoding) or cursor
      table.insert(edits, { item = item, from = from, to = math.max(to, cursor), text = edit.newText })
      first = math.min(first, from)
    end
  end
  table.sort(edits, function(a, b)
    return (a.item.sortText or a.item.label) < (b.item.sortText or b.item.label)
  end)
  -- What does not fit beside the column where the menu begins, Neovim cuts off.
  local detail = 0
  for _, edit in ipairs(edits) do
    detail = math.max(detail, fn.strdisplaywidth(detail_of(edit.item)))
  end
  local left = fn.screenpos(0, row + 1, first + 1).col
  local width = math.max(30, math.min(72, vim.o.columns - left - detail - 3))
  local words = {}
  for _, edit in ipairs(edits) do
    table.insert(words, {
      word = line:sub(first + 1, edit.from) .. edit.text,
      abbr = shortened(edit.item.label, width),
      menu = detail_of(edit.item),
      dup = 1,
      empty = 1,
      equal = 1, -- the server has filtered
      -- What the edit takes away behind the cursor.
      user_data = { litnotes = { tail = line:sub(cursor + 1, edit.to), item = edit.item, client = client.id } },
    })
  end
  return words, first
end

return M
