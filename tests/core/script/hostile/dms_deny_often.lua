-- KILLED
local dms, s, t = require("dms"), ("x"):rep(100000), {}
for i = 1, 9 do t["k" .. i] = s end
while true do dms.deny("x.y", t) end
