-- ERROR 3
local t = { _G = 1 }
return _G.string
