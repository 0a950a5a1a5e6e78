-- ERROR 2
return ("x"):match("%9")
