-- ERROR 2
return string.format("%.99999f", 1)
