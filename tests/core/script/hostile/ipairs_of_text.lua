-- ERROR
for _ in ipairs("x") do end
