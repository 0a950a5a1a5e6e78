-- KILLED text
local s = ("x"):rep(300000)
return string.format("%s%s%s%s", s, s, s, s)
