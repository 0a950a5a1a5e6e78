-- VALUE 6
local n = 0
for i = 1, 5 do
  local f = function() return i end
  if i % 2 == 0 then n = n + f() goto continue end
  ::continue::
end
return n
