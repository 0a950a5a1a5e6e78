-- KILLED steps
local s = ("x"):rep(1000000)
while true do s:format() end
