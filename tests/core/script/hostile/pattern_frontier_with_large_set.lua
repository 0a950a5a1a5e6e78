-- KILLED steps
local set = "%f[" .. ("b"):rep(100000) .. "]"
return (("a"):rep(100000)):find(set)
