-- filter.lua HEADER - a header of the contract as doxygen reads it: our comments are plain C. What
-- stands above a declaration describes it and those below it up to the next blank line; what stands
-- behind one describes that one.
local file <close> = assert(io.open(arg[1]))
local text = file:read("a")

local function plain(comment)
  return (comment:gsub("[<>@#\\&%%$\"]", "\\%0"))
end

local function is_function(line)
  return line:match("^DMS_API") or line:match("^%w.*dms_test_[%w_]+%(")
end

local out, above = {}, nil
local inside = 0 -- depth of braces: members are described each by itself
local head = arg[1]:match("[^/]+$")
local at, first = 1, true
while at <= #text do
  local open = text:find("/*", at, true)
  local code = text:sub(at, (open or #text + 1) - 1)
  local start = true -- the rest of the line a comment ended in
  for line in code:gmatch("[^\n]*\n?") do
    if line:match("^%s*\n$") and not start then above = nil end
    if above and above.used and is_function(line) then out[#out + 1] = above.text end
    if above and line:match("%S") then above.used = true end
    inside = inside + select(2, line:gsub("{", "")) - select(2, line:gsub("}", ""))
    out[#out + 1] = line
    start = false
  end
  if not open then break end
  local close = text:find("*/", open, true) + 1
  local comment = text:sub(open + 2, close - 2)
  local behind = text:sub(1, open - 1):match("([^\n]*)$"):match("%S")
  if first then
    comment = comment:gsub("^ [%w_]+%.h %- ", " ", 1)
    out[#out + 1] = "/** @file " .. head .. "\n *" .. plain(comment) .. "*/"
  elseif comment:match("%-%-%-+ $") then -- a heading inside the file
    above = nil
  elseif behind then
    out[#out + 1] = "/**<" .. plain(comment) .. "*/"
  else
    local doc = "/**" .. plain(comment) .. "*/"
    out[#out + 1] = doc
    above = inside == 0 and { text = doc .. "\n" } or nil
  end
  first = false
  at = close + 1
end
io.write(table.concat(out))
