-- ERROR
return pcall(require("dms").rule, { name = "x" }) and error("declared")
