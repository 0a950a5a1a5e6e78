-- ERROR
local f = utf8.codes("晨")
return f("晨", 2)
