-- ERROR 2
require("dms").deny = nil
