-- VALUE true
local t = { 1, 2, nil, 4 }
local n = #t
return n == 2 or n == 4
