-- KILLED
local t, s = {}, ("x"):rep(10000)
for i = 1, 1000 do t[s .. i] = i end
while true do for _ in pairs(t) do end end
