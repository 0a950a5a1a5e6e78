-- VALUE null
return tonumber(("1"):rep(1000000), 2)
