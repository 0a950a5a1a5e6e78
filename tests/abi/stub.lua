-- stub.lua HEADERS - the contract of one minor as C with nothing in it: each promised function, and
-- a variable of each card, for abidw to read from the debug information.
local folder <const> = arg[1]
local files = {}
local pipe <close> = assert(io.popen("LC_ALL=C ls '" .. folder .. "'/dms/*.h"))
for path in pipe:lines() do files[#files + 1] = path end

local bodies, cards = {}, {}
for _, path in ipairs(files) do
  print(('#include "dms/%s"'):format(path:match("[^/]+$")))
  local file <close> = assert(io.open(path))
  local text = file:read("a"):gsub("/%*.-%*/", " "):gsub("#[^\n]*\\\n", "#"):gsub("\\\n", " ")
    :gsub("\n%s*#[^\n]*", "\n"):gsub("%s+", " ")
  for head in text:gmatch("DMS_API ([^;{]-%b()) ?[^;{]-;") do
    bodies[#bodies + 1] = head:gsub(" ?DMS_PRINTF%b()", "") .. " { __builtin_trap(); }"
  end
  for name in text:gmatch("struct (dms_[%w_]+) {") do
    cards[#cards + 1] = ("struct %s card_%s;"):format(name, name)
  end
  for name in text:gmatch("enum (dms_[%w_]+) {") do
    cards[#cards + 1] = ("enum %s list_%s;"):format(name, name)
  end
end
print(table.concat(cards, "\n"))
print(table.concat(bodies, "\n"))
