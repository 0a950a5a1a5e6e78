-- ERROR 3
local s = ("")
s.rep = 1
