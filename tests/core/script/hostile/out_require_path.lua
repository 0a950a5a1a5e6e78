-- ERROR 2
return require("../../etc/passwd")
