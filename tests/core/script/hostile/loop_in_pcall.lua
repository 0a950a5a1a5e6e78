-- KILLED steps
local n = 0
while n >= 0 do pcall(function() while true do end end) end
return "survived"
