-- VALUE 1
local n = 0
for i = 0 / 0, 10 do n = n + 1 end
return n
