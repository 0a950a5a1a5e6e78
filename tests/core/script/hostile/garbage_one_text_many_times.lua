-- ERROR
local s, t = ("x"):rep(1000000), {}
for i = 1, 15000 do t[i] = s end
return t
