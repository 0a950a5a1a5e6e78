-- ERROR 2
return string.format("%d", 1.5)
