-- KILLED
local s = ("x"):rep(200000)
while true do local t = s .. s .. s .. s .. s end
