-- VALUE true
local t = { 5, 4, 3, 2, 1 }
local ok = pcall(table.sort, t, function(x, y)
  for i = 1, 10 do t[i] = nil end
  return (x or 0) < (y or 0)
end)
return ok == true or ok == false
