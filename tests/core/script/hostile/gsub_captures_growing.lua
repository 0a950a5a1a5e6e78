-- KILLED
local s = ("x"):rep(500000)
return (s:gsub(".*", ("%0"):rep(1000)))
