-- VALUE 3
local n, seen = 0, {}
local function count(x) n = n + 1 seen[x] = n end
for _, x in ipairs { "a", "b", "c" } do count(x) end
return seen.c
