-- ERROR 2
return (("x"):rep(5000)):match(("x?"):rep(5000))
