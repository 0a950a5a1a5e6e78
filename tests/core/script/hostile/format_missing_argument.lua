-- ERROR 2
return string.format("%s %s", "x")
