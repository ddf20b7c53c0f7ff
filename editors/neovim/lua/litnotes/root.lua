--- Which folder a note belongs to.
local M = {}

local uv = vim.uv or vim.loop

local function real(path)
  return uv.fs_realpath(path) or path
end

--- The folders from `folder` upward that may be a root: never the home folder, what is above it,
--- or `/`. (A marker in the home folder, such as a `.git` for dotfiles, says nothing of notes.)
local function candidates(folder)
  local home = real(uv.os_homedir() or '/')
  local found = {}
  while folder ~= '' do
    local up = vim.fn.fnamemodify(folder, ':h')
    if up == folder then
      break
    end
    if (home .. '/'):sub(1, #real(folder) + 1) ~= real(folder) .. '/' then
      table.insert(found, folder)
    end
    folder = up
  end
  return found
end

local function holds(folder, marker)
  return uv.fs_stat(folder .. '/' .. marker) ~= nil
end

--- The root of a file: the nearest folder upward with a litnotes.toml, else the nearest with one of
--- the markers, else the file's own folder; nil where that is the home folder or above it.
function M.of(file, markers)
  local folders = candidates(vim.fn.fnamemodify(file, ':p:h'))
  for _, wanted in ipairs({ { 'litnotes.toml' }, markers }) do
    for _, folder in ipairs(folders) do
      for _, marker in ipairs(wanted) do
        if holds(folder, marker) then
          return folder
        end
      end
    end
  end
  local own = vim.fn.fnamemodify(file, ':p:h')
  return folders[1] == own and own or nil
end

return M
