-- VALUE
local dms <const> = require("dms")
if 7 > 5 then return dms.deny("sales.too_much", { rate = 7 }) end
