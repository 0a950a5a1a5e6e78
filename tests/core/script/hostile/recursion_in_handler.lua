-- VALUE false
local function h(e) return xpcall(error, h, e) end
return h("x")
