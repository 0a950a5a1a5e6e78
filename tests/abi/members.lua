-- members.lua HEADERS - "struct member" for each member of each card of a contract, one a line.
local pipe <close> = assert(io.popen("LC_ALL=C ls '" .. arg[1] .. "'/dms/*.h"))
for path in pipe:lines() do
  local file <close> = assert(io.open(path))
  local text = file:read("a"):gsub("/%*.-%*/", " "):gsub("%s+", " ")
  for card, body in text:gmatch("struct (dms_[%w_]+) (%b{}) ?;") do
    for declaration in body:sub(2, -2):gmatch("[^;]+") do
      local callback = declaration:match("%(%*([%w_]+)%) ?%(")
      if callback then
        print(card, callback)
      else
        for name in (declaration:gsub("%b[]", "") .. ","):gmatch("([%w_]+) ?,") do print(card, name) end
      end
    end
  end
end
