-- VALUE 5050
local n = 0
for i = 1, 100 do n = n + i end
return n
