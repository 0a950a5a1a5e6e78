-- KILLED memory
local t = {}
for i = 1, 1 << 30 do t[i] = function() return i end end
