-- VALUE 1050000
local dms <const> = require("dms")
return dms.money("10500.00")
