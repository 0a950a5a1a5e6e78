-- source.lua - what the architecture tests share: finding files, reading C, reporting.
local source = {}

local root = os.getenv("SOURCE_DIR") or (arg[0]:match("^(.*)/tests/architecture/") or ".")
local found = 0

-- Paths below FOLDER, relative to the root, whose names match the find(1) PATTERNS; sorted.
-- What was built, and what was only collected, is not ours.
function source.files(folder, ...)
  local names = {}
  for _, pattern in ipairs { ... } do names[#names + 1] = "-name '" .. pattern .. "'" end
  local command = string.format(
    "cd '%s' && test -e '%s' && find '%s' -type f \\( %s \\) -not -path '*/build/*' " ..
    "-not -path '*/tests/data/*' | LC_ALL=C sort", root, folder, folder, table.concat(names, " -o "))
  local files = {}
  local pipe <close> = assert(io.popen(command))
  for path in pipe:lines() do files[#files + 1] = path end
  return files
end

function source.read(path)
  local file = io.open(root .. "/" .. path, "rb")
  if not file then return nil end
  local text = file:read("a")
  file:close()
  return text
end

-- Comments and, if asked, the insides of literals become blanks; lines keep their numbers.
function source.code(text, keep_literals)
  local out, at = {}, 1
  local function blank(piece) return (piece:gsub("[^\n]", " ")) end
  while at <= #text do
    local from = text:find("[/\"']", at)
    if not from then break end
    out[#out + 1] = text:sub(at, from - 1)
    local two, to = text:sub(from, from + 1), from
    if two == "/*" then
      to = select(2, text:find("*/", from + 2, true)) or #text
      out[#out + 1] = blank(text:sub(from, to))
    elseif two == "//" then
      to = (text:find("\n", from, true) or #text + 1) - 1
      out[#out + 1] = blank(text:sub(from, to))
    elseif two:sub(1, 1) == "/" then
      out[#out + 1] = "/"
    else
      local quote = two:sub(1, 1)
      to = from + 1
      while to <= #text and text:sub(to, to) ~= quote do
        if text:sub(to, to) == "\\" then to = to + 1 end
        to = to + 1
      end
      local piece = text:sub(from, to)
      out[#out + 1] = keep_literals and piece or quote .. blank(piece:sub(2, -2)) .. quote
    end
    at = to + 1
  end
  out[#out + 1] = text:sub(at)
  return table.concat(out)
end

function source.line_of(text, at)
  return select(2, text:sub(1, at - 1):gsub("\n", "")) + 1
end

function source.fault(path, line, format, ...)
  found = found + 1
  print(string.format("%s:%d: " .. format, path, line, ...))
end

-- Every test ends with this: LOOKED says how much was there to be wrong.
function source.finish(looked, what)
  print(string.format("%d %s, %d faults", looked, what, found))
  os.exit(found == 0)
end

return source
