-- ERROR 3
local t = {}
t[0 / 0] = 1
