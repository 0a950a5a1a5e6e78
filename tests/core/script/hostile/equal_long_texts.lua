-- KILLED time
local a, b = ("x"):rep(1000000), ("x"):rep(999999) .. "x"
while true do local c = a == b end
