-- ERROR 2
return ("x"):match(("(x?)"):rep(33))
