-- ERROR 2
error(("x"):rep(1000000))
