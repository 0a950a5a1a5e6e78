-- KILLED memory
local ok = xpcall(function()
  local t = {}
  for i = 1, 1 << 40 do t[i] = { i } end
end, function() return "mine" end)
return ok
