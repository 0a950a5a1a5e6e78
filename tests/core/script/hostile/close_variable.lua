-- ERROR 2
local x <close> = {}
