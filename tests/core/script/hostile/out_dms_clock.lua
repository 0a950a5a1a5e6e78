-- ERROR 2
return require("dms").clock
