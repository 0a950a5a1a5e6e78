-- ERROR 2
return getmetatable("").__index
