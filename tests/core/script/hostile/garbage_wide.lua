-- ERROR
local t = {}
for i = 1, 30000 do t[i] = i end
return t
