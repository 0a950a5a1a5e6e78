-- ERROR 2
return collectgarbage("count")
