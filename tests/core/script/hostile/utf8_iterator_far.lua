-- ERROR
local f = utf8.codes("x")
return f("x", math.maxinteger)
