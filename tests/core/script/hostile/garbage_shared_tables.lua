-- ERROR
local t = { 1, 2, 3, 4, 5, 6, 7, 8 }
for i = 1, 12 do t = { t, t, t, t, t, t, t, t } end
return t
