-- KILLED time
local t = {}
for i = 1, 1 << 30 do t[i * 16383 * 32767 * 65535] = i end
