-- ERROR
return require("dms").deny("x.y", { f = error })
