-- KILLED text
local ok = pcall(string.rep, "x", 1 << 40)
return { survived = ok }
