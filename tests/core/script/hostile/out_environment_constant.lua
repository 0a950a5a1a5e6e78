-- ERROR 2
local _ENV <const> = {}
x = 1
