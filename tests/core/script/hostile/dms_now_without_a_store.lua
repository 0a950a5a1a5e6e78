-- ERROR
return require("dms").now()
