-- ERROR 2
return ("x"):match("(")
