-- KILLED steps
local s = ("x"):rep(100000)
while true do for _ in s:gmatch("x") do end end
