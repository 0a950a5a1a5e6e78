-- ERROR 2
return "open
