-- ERROR 2
return setmetatable({}, { __gc = function() end })
