-- VALUE
return type(require("dms").weekday(math.mininteger))
