-- ERROR 2
for _ in pairs(nil) do end
