-- VALUE {"ok":false}
return { ok = (pcall(error, "x")) }
