-- ERROR 2
return load("return 1")()
