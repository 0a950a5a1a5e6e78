-- ERROR
return require("dms").date("99999999-01-01")
