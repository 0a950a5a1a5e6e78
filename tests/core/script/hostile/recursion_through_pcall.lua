-- VALUE
local function f() return (select(2, pcall(f))) end
return type(f())
