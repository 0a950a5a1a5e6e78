-- ERROR 2
return tonumber("1", 99)
