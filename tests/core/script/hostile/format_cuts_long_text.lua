-- VALUE "xxx"
return string.format("%.3s", ("x"):rep(1000))
