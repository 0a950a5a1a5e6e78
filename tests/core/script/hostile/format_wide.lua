-- ERROR 2
return string.format("%99999d", 1)
