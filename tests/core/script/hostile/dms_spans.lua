-- ERROR
return require("dms").days(0 / 0)
