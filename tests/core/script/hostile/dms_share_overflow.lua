-- VALUE
return type(require("dms").share(math.maxinteger, math.maxinteger))
