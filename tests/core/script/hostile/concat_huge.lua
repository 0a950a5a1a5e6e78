-- KILLED text
local t, s = {}, ("x"):rep(10000)
for i = 1, 1000 do t[i] = s end
return table.concat(t)
