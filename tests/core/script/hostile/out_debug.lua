-- ERROR 2
return debug.getregistry()
