-- KILLED table
local t = {}
for i = 1, 100001 do t[i] = 0 end
table.sort(t)
