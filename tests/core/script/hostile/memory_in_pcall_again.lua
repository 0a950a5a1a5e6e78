-- KILLED memory
local kept = {}
for i = 1, 100 do
  pcall(function() for k = 1, 1 << 30 do kept[#kept + 1] = { k } end end)
end
return #kept
