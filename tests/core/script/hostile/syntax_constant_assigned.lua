-- ERROR 2
local x <const> = 1 x = 2
