-- VALUE
return type(require("dms").date_text(math.maxinteger))
