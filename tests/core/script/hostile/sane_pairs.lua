-- VALUE "abcd"
local out = ""
for k in pairs({ d = 1, b = 1, a = 1, c = 1 }) do out = out .. k end
return out
