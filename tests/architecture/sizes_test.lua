-- sizes_test.lua - files near 200 lines, functions near 12: tells where reading gets long, and
-- fails where it is too long.
package.path = arg[0]:match("^(.*)/") .. "/?.lua;" .. package.path
local source = require("source")

local FILE_REPORT <const>, FILE_LIMIT <const> = 400, 450
local FUNCTION_REPORT <const>, FUNCTION_LIMIT <const> = 60, 80
local BRAND_LIMIT <const> = 100 -- a brand's script is read by people who do not program

local function judge(path, line, what, lines, report, limit)
  if lines > limit then
    source.fault(path, line, "%s has %d lines, more than %d", what, lines, limit)
  elseif lines > report then
    print(string.format("%s:%d: note: %s has %d lines", path, line, what, lines))
  end
end

-- The project's style puts a function's name and its braces at the start of a line.
local function functions(path, text)
  local number, name, start = 0, nil, nil
  for line in (source.code(text) .. "\n"):gmatch("(.-)\n") do
    number = number + 1
    name = line:match("^([%a_][%w_]*)%s*%(") or (not start and line:match("^%a.-([%a_][%w_]*)%s*%(")) or name
    if line:match("^{") then
      start = number
    elseif line:match("^}") and start then
      judge(path, start, name or "a function", number - start - 1, FUNCTION_REPORT, FUNCTION_LIMIT)
      start, name = nil, nil
    end
  end
end

local function lines_of(text)
  return select(2, text:gsub("\n", ""))
end

local looked = 0
for _, folder in ipairs { "include", "core", "dms-test", "plugins", "tests" } do
  for _, path in ipairs(source.files(folder, "*.c", "*.h")) do
    local text = source.read(path)
    judge(path, 1, "the file", lines_of(text), FILE_REPORT, FILE_LIMIT)
    functions(path, text)
    looked = looked + 1
  end
end
for _, folder in ipairs { "plugins", "scripts", "tests" } do
  for _, path in ipairs(source.files(folder, "*.lua")) do
    local brand = path:match("^scripts/brands/") and not path:match("_test%.lua$")
    local limit = brand and BRAND_LIMIT or FILE_LIMIT
    judge(path, 1, "the file", lines_of(source.read(path)), brand and limit or FILE_REPORT, limit)
    looked = looked + 1
  end
end
source.finish(looked, "files")
