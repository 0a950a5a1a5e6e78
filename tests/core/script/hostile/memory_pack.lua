-- KILLED memory
local all = {}
while true do all[#all + 1] = table.pack(1, 2, 3, 4, 5, 6, 7, 8) end
