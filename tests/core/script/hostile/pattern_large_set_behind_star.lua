-- KILLED steps
local set = "a*[" .. ("b"):rep(100000) .. "]"
return (("a"):rep(100000)):find(set)
