-- VALUE ["a","b","c"]
local t = { "c", "a", "b" }
table.sort(t)
return t
