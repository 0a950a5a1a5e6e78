-- KILLED steps
local s = ("("):rep(100000)
return s:find("%b()")
  or s:gsub("%b()", "")
