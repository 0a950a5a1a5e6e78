-- VALUE "A-B-C"
local out = {}
for w in ("a b c"):gmatch("%a") do out[#out + 1] = w:upper() end
return table.concat(out, "-")
