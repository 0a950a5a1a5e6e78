-- ERROR
return require("dms").money(("9"):rep(100))
