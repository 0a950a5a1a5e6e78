-- ERROR 2
return require(("x"):rep(1000))
