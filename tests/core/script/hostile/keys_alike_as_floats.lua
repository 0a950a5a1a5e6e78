-- VALUE [9007199254740992,9007199254740993]
local out = {}
for k in pairs({ [(1 << 53) + 1] = 1, [1 << 53] = 1 }) do out[#out + 1] = k end
return out
