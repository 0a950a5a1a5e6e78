-- KILLED
local t = {}
for i = 1, 1 << 30 do t[i + 0.5] = true end
