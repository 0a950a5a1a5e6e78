-- ERROR 2
return "10" + 1
